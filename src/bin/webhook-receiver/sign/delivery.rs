//! The delivery that `sign` and `send` make.

use std::path::PathBuf;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use clap::Args;
use http::{Request, Uri};
use webhook_receiver::Provider;

use crate::{
    arguments::{Secrets, Settings, read, time},
    failure::Failure,
    lines::signing::{NotSigned, Unsigned},
};

/// A delivery.
#[derive(Args)]
pub(crate) struct Delivery {
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    settings: Settings,
    /// The event type, if the provider sends it in a header.
    #[arg(long, value_name = "TYPE")]
    event: Option<String>,
    /// The delivery id, if the provider sends it in a header.
    #[arg(long)]
    id: Option<String>,
    /// The method of the request.
    #[arg(long, default_value = "POST")]
    method: String,
    /// The time of signing, in seconds since 1970 or like 2026-11-30T12:00:00Z. Defaults to now.
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<f64>,
    /// The body.
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// A file that has the body, `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "body")]
    body_file: Option<PathBuf>,
}

impl Delivery {
    /// Makes the request as the provider does, with a delivery id if the provider sends one in a header.
    /// Returns its secrets, too.
    pub(crate) fn sign(
        self,
        provider: Provider,
        url: &Uri,
    ) -> Result<(Request<Bytes>, Vec<String>), Failure> {
        let bytes = match (self.body, self.body_file) {
            (Some(text), _) => text.into_bytes(),
            (None, Some(path)) => read(&path)?,
            (None, None) => Vec::new(),
        };
        let (body, body_b64) = match String::from_utf8(bytes) {
            Ok(text) => (Some(text), None),
            Err(error) => (None, Some(STANDARD.encode(error.as_bytes()))),
        };
        let secrets = self.secrets.read_some()?;
        let unsigned = Unsigned {
            provider: provider.id().to_owned(),
            secrets: secrets.clone(),
            method: self.method,
            url: url.to_string(),
            body,
            body_b64,
            kind: self.event,
            id: self.id,
            now: self.at,
            options: self.settings.options(),
        };
        Ok((signed(provider, unsigned)?, secrets))
    }
}

/// Signs a delivery.
pub(crate) fn signed(provider: Provider, unsigned: Unsigned) -> Result<Request<Bytes>, Failure> {
    unsigned
        .signer()
        .map_err(NotSigned::Input)
        .and_then(|(signer, url, body)| Ok(signer.sender(&url, body).genuine()?))
        .map_err(|reason| match reason {
            NotSigned::Unsupported => Failure::Failed(format!(
                "requests of {} can be verified, but not made",
                provider.name()
            )),
            NotSigned::Input(message) => Failure::Usage(message),
        })
}

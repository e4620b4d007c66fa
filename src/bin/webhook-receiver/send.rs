//! `send`: signs a delivery and sends it.

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use clap::Args;
use http::{Request, StatusCode, Uri};
use webhook_receiver::Provider;

use crate::{
    arguments::{duration, provider, target},
    client::{Client, redirect},
    failure::Failure,
    sign::delivery::Delivery,
};

/// Send a delivery as the provider would, and show the response.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of the provider.
    #[arg(value_parser = provider)]
    provider: Provider,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    destination: Destination,
}

/// Where a delivery is sent.
#[derive(Args)]
pub(crate) struct Destination {
    /// The URL to which the delivery is sent.
    #[arg(long, value_name = "URL", value_parser = target)]
    to: Uri,
    /// The URL that the provider would call, if it differs: for providers that sign it.
    #[arg(long, value_name = "URL", value_parser = target)]
    public_url: Option<Uri>,
    /// How long to wait for the response.
    #[arg(long, default_value = "30s", value_parser = duration)]
    timeout: Duration,
}

impl Destination {
    /// Returns the URL that is signed.
    pub(crate) fn signed_url(&self) -> &Uri {
        self.public_url.as_ref().unwrap_or(&self.to)
    }

    /// Sends a request and shows the response, without the secrets.
    pub(crate) fn send(
        &self,
        mut request: Request<Bytes>,
        secrets: &[String],
        json: bool,
    ) -> Result<(), Failure> {
        if self.public_url.is_some() {
            redirect(&mut request, &self.to)?;
        }
        let answer = Client::new(self.timeout).send(request, secrets)?;
        let mut output = io::stdout().lock();
        if json {
            writeln!(output, "{}", answer.line())?;
        } else {
            output.write_all(answer.text().as_bytes())?;
        }
        output.flush()?;
        if answer.status.is_success() {
            return Ok(());
        }
        if let Some(why) = reason(answer.status) {
            writeln!(io::stderr(), "note: {why}")?;
        }
        Err(Failure::Rejected)
    }
}

/// Returns where to find the reason of a response that has none.
fn reason(status: StatusCode) -> Option<&'static str> {
    match status {
        StatusCode::NOT_FOUND => Some("the service may have no route for this path"),
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Some(
            "the response has no reason, so that an attacker learns none; the log of the service has it, and \
             `webhook-receiver explain` finds the cause in a recorded request",
        ),
        _ => None,
    }
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let url = arguments.destination.signed_url();
    let (request, secrets) = arguments.delivery.sign(arguments.provider, url)?;
    arguments.destination.send(request, &secrets, json)
}

//! `replay`: verifies recorded requests, or sends them again.

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use clap::Args;
use http::{Request, Uri, header};
use serde_json::Value;
use webhook_receiver::scheme::At;

use crate::{
    arguments::{duration, target},
    client::{Client, redirect},
    failure::Failure,
    lines::{recorded::Recorded, signing::Unsigned},
    printable::one_line,
    recording::{Recording, redacted, verdict},
    sign::delivery::signed,
};

/// Verify recorded requests, or send them to a URL.
///
/// Without --to, says for each request whether a receiver accepts it. With --to, sends each as it was
/// recorded: the method, the headers and each byte of the body.
#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    recording: Recording,
    /// The URL to which the requests are sent. If it has no path, the recorded path is kept.
    #[arg(long, value_name = "URL", value_parser = target)]
    to: Option<Uri>,
    /// Sign the requests again, with the current time.
    #[arg(long, requires = "to")]
    resign: bool,
    /// Send the recorded `Host`, not that of the URL.
    #[arg(long, requires = "to")]
    keep_host: bool,
    /// How long to wait for each response.
    #[arg(long, default_value = "30s", value_parser = duration, requires = "to")]
    timeout: Duration,
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let Some(to) = &arguments.to else {
        return arguments.recording.replay(None, json, verdict);
    };
    let client = Client::new(arguments.timeout);
    let mut output = io::stdout().lock();
    let mut all_accepted = true;
    arguments.recording.for_each(&[], |number, recorded| {
        let answer = recorded
            .map_err(Failure::Failed)
            .inspect(|recorded| arguments.warn(number, recorded))
            .and_then(|recorded| {
                let secrets = recorded.secrets.clone();
                Ok((arguments.prepare(recorded, to)?, secrets))
            })
            .and_then(|(request, secrets)| client.send(request, &secrets));
        all_accepted &= answer
            .as_ref()
            .is_ok_and(|answer| answer.status.is_success());
        match answer {
            Ok(answer) if json => writeln!(output, "{}", numbered(answer.line(), number))?,
            Ok(answer) => {
                let text = answer.text();
                let (status, body) = text.split_once('\n').unwrap_or((&text, ""));
                writeln!(output, "line {number}: {status}")?;
                if !answer.status.is_success() {
                    output.write_all(body.as_bytes())?;
                }
            }
            Err(failure) => {
                let message = failure.message().unwrap_or_default();
                if json {
                    let line = serde_json::json!({"outcome": "failed", "message": message});
                    writeln!(output, "{}", numbered(line, number))?;
                } else {
                    writeln!(output, "line {number}: {}", one_line(message.as_bytes()))?;
                }
            }
        }
        output.flush()?;
        Ok(())
    })?;
    if all_accepted {
        Ok(())
    } else {
        Err(Failure::Rejected)
    }
}

fn numbered(mut line: Value, number: usize) -> Value {
    if let Value::Object(line) = &mut line {
        line.insert("line".to_owned(), number.into());
    }
    line
}

impl Arguments {
    /// Says if a request cannot be accepted, because a secret was not recorded.
    fn warn(&self, number: usize, recorded: &Recorded) {
        let unrecorded = redacted(recorded);
        if !self.resign && !unrecorded.is_empty() {
            // If it is closed, the note is not needed.
            let _ = writeln!(
                io::stderr(),
                "note: line {number}: not recorded: {}; send it with --resign, or record it with --keep-secrets",
                unrecorded.join(", ")
            );
        }
    }

    /// Returns the request to send.
    fn prepare(&self, recorded: Recorded, to: &Uri) -> Result<Request<Bytes>, Failure> {
        let mut request = if self.resign {
            signed_anew(recorded)?
        } else {
            recorded.request().map_err(Failure::Failed)?
        };
        redirect(&mut request, to)?;
        let headers = request.headers_mut();
        // Of the connection over which it was recorded.
        for name in [
            header::CONNECTION,
            header::CONTENT_LENGTH,
            header::EXPECT,
            header::TE,
            header::TRAILER,
            header::TRANSFER_ENCODING,
            header::UPGRADE,
        ] {
            headers.remove(name);
        }
        if !self.keep_host {
            headers.remove(header::HOST);
        }
        Ok(request)
    }
}

/// Returns the recorded request with a signature of now.
fn signed_anew(recorded: Recorded) -> Result<Request<Bytes>, Failure> {
    let provider = recorded.provider().map_err(Failure::Failed)?;
    let mut unsigned = Unsigned {
        provider: recorded.provider.clone(),
        secrets: recorded.secrets.clone(),
        method: recorded.method.clone(),
        url: recorded.url.clone(),
        body: recorded.body.clone(),
        body_b64: recorded.body_b64.clone(),
        kind: None,
        id: None,
        now: None,
        options: recorded.options.clone(),
    };
    let mut request = recorded.request().map_err(Failure::Failed)?;
    let text = |places: &[At]| {
        let mut places = places.iter();
        let name = places.find_map(|at| match at {
            At::Header(name) => Some(*name),
            _ => None,
        })?;
        Some(request.headers().get(name)?.to_str().ok()?.to_owned())
    };
    unsigned.kind = text(provider.kind_at());
    unsigned.id = text(provider.delivery_id_at());
    let mut anew = signed(provider, unsigned)?;
    // The recorded one says more, such as the boundary of a multipart body.
    if request.headers().contains_key(header::CONTENT_TYPE) {
        anew.headers_mut().remove(header::CONTENT_TYPE);
    }
    for name in anew.headers().keys() {
        request.headers_mut().remove(name);
    }
    let (parts, body) = anew.into_parts();
    for (name, value) in &parts.headers {
        request.headers_mut().append(name, value.clone());
    }
    *request.uri_mut() = parts.uri;
    *request.body_mut() = body;
    Ok(request)
}

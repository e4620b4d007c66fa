//! `sign`: makes the request that a provider would send.

mod curl;
pub(crate) mod delivery;

use std::io::{self, Write};

use bytes::Bytes;
use clap::Args;
use http::{Request, Uri};
use webhook_receiver::Provider;

use self::delivery::Delivery;
use crate::{
    failure::Failure,
    lines::{
        input::for_each_line,
        signing::{answer, signed_line},
    },
    printable::printable,
};

/// Make the request that a provider would send, with its signature.
///
/// Without PROVIDER, reads JSON Lines on standard input, one delivery per line, such as
/// {"provider": "github", "secrets": ["..."], "url": "https://app.example/hooks", "kind": "push", "body": "{}"},
/// and answers each with a line.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of the provider.
    #[arg(value_parser = crate::arguments::provider)]
    provider: Option<Provider>,
    #[command(flatten)]
    delivery: Delivery,
    /// The URL that the provider calls.
    #[arg(long, default_value = "http://localhost:3000/", value_parser = crate::arguments::target)]
    url: Uri,
    /// Print a curl command that sends the request.
    #[arg(long, conflicts_with = "json", requires = "provider")]
    curl: bool,
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let Some(provider) = arguments.provider else {
        return sign_lines(output);
    };
    let (request, _) = arguments.delivery.sign(provider, &arguments.url)?;
    if arguments.curl {
        writeln!(output, "{}", curl::command(&request))?;
    } else if json {
        writeln!(output, "{}", answer(Ok(request)))?;
    } else {
        output.write_all(text(&request).as_bytes())?;
    }
    Ok(output.flush()?)
}

/// Signs each line of standard input.
fn sign_lines(output: impl Write) -> Result<(), Failure> {
    let mut all_signed = true;
    for_each_line(io::stdin().lock(), output, |line| {
        let answer = signed_line(line);
        all_signed &= answer
            .get("outcome")
            .is_some_and(|outcome| outcome == "signed");
        answer
    })?;
    if all_signed {
        Ok(())
    } else {
        Err(Failure::Rejected)
    }
}

/// The request as HTTP shows it.
fn text(request: &Request<Bytes>) -> String {
    let mut text = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        text.push_str(&format!("{name}: {}\n", printable(value.as_bytes())));
    }
    text.push('\n');
    text.push_str(&printable(request.body()));
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}

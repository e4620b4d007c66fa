//! A file of recorded requests, as `record` writes it.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    path::PathBuf,
};

use clap::Args;
use http::Uri;
use serde::Deserialize;
use serde_json::{Map, Value};
use webhook_receiver::Provider;

use crate::{
    arguments::{Secrets, Settings, open, provider, target},
    failure::Failure,
    lines::{
        input,
        outcome::Outcome,
        recorded::{Headers, Recorded},
    },
    printable::one_line,
    record::redact::REDACTED,
};

/// Recorded requests, and what the file does not say of them.
#[derive(Args)]
pub(crate) struct Recording {
    /// The file, `-` for standard input: JSON Lines, one request per line.
    file: PathBuf,
    /// The id of the provider, for lines without one.
    #[arg(long, value_name = "ID", value_parser = provider)]
    provider: Option<Provider>,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    settings: Settings,
    /// The origin that the provider calls, such as https://app.example, instead of the recorded one.
    #[arg(long, value_name = "URL", value_parser = target)]
    public_url: Option<Uri>,
}

/// The most bytes of a line: a body of 128 MiB in base64, and its head.
const MAX_LINE: u64 = 256 * 1024 * 1024;

impl Recording {
    /// Calls a function with each request and the number of its line, from 1. `others` are secrets that
    /// are only tried to explain a rejection.
    pub(crate) fn for_each(
        &self,
        others: &[String],
        mut use_it: impl FnMut(usize, Result<Recorded, String>) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let secrets = self.secrets.read()?;
        let unread =
            |error| Failure::Failed(format!("cannot read {}: {error}", self.file.display()));
        let mut input = BufReader::new(open(&self.file)?.map_err(unread)?);
        let mut is_empty = true;
        for number in 1.. {
            let mut line = Vec::new();
            let most = MAX_LINE.saturating_add(1);
            let read = input.by_ref().take(most).read_until(b'\n', &mut line);
            if read.map_err(unread)? == 0 {
                break;
            }
            if line.len() as u64 > MAX_LINE {
                return Err(Failure::Failed(format!(
                    "line {number} has more than 256 MiB, and is no recorded request"
                )));
            }
            if !line.trim_ascii().is_empty() {
                is_empty = false;
                use_it(number, self.read(&line, &secrets, others))?;
            }
        }
        if is_empty {
            return Err(Failure::Failed("no request is recorded there".to_owned()));
        }
        Ok(())
    }

    /// Replays each request through a receiver, and shows what becomes of it: with an explanation if
    /// there are candidate secrets, even none.
    pub(crate) fn replay(
        &self,
        candidates: Option<&[String]>,
        json: bool,
        show: impl Fn(&Outcome) -> String,
    ) -> Result<(), Failure> {
        let mut output = io::BufWriter::new(io::stdout().lock());
        let mut all_accepted = true;
        self.for_each(candidates.unwrap_or_default(), |number, recorded| {
            let mut unrecorded = Vec::new();
            let mut outcome = recorded
                .and_then(|recorded| {
                    unrecorded = redacted(&recorded);
                    recorded.replay(candidates.is_some())
                })
                .unwrap_or_else(Outcome::bad_input);
            if let Some(hints) = outcome.hints.as_mut().filter(|_| !unrecorded.is_empty()) {
                hints.push(format!(
                    "what was not recorded is not verified: {}; record it with --keep-secrets",
                    unrecorded.join(", ")
                ));
            }
            all_accepted &= matches!(outcome.outcome, "delivery" | "handshake");
            if json {
                serde_json::to_writer(&mut output, &outcome).map_err(io::Error::from)?;
                writeln!(output)?;
            } else {
                writeln!(output, "line {number}: {}", show(&outcome))?;
            }
            Ok(())
        })?;
        output.flush()?;
        if all_accepted {
            Ok(())
        } else {
            Err(Failure::Rejected)
        }
    }

    fn read(&self, line: &[u8], secrets: &[String], others: &[String]) -> Result<Recorded, String> {
        let mut line: Map<String, Value> = input::parse(line)?;
        if let Some(provider) = self.provider {
            line.entry("provider").or_insert(provider.id().into());
        }
        if !line.contains_key("provider") {
            return Err("the line names no provider: give --provider".to_owned());
        }
        if !secrets.is_empty() || !line.contains_key("secrets") {
            line.insert("secrets".to_owned(), secrets.into());
        }
        if !others.is_empty() {
            line.insert("other_secrets".to_owned(), others.into());
        }
        if !self.settings.settings.is_empty()
            && let Value::Object(options) = line
                .entry("options")
                .or_insert_with(|| Value::Object(Map::new()))
        {
            options.extend(self.settings.options());
        }
        let line = Value::Object(line);
        let mut recorded =
            Recorded::deserialize(&line).map_err(|error| input::mismatch(&error, &line))?;
        if let Some(public) = &self.public_url {
            let mut parts = public.clone().into_parts();
            let found: Uri = recorded
                .url
                .parse()
                .map_err(|error| format!("url: {error}"))?;
            parts.path_and_query = found.into_parts().path_and_query;
            let url = Uri::from_parts(parts).map_err(|error| format!("url: {error}"))?;
            recorded.url = url.to_string();
        }
        Ok(recorded)
    }
}

/// What of a request is a secret that was not recorded.
pub(crate) fn redacted(recorded: &Recorded) -> Vec<String> {
    let headers: Vec<(&String, &String)> = match &recorded.headers {
        Headers::List(list) => list.iter().map(|(name, value)| (name, value)).collect(),
        Headers::Object(object) => object.iter().collect(),
    };
    // Cookies authenticate no provider.
    let headers = headers
        .into_iter()
        .filter(|(name, value)| *value == REDACTED && !name.contains("cookie"));
    let mut found: Vec<_> = headers
        .map(|(name, _)| format!("the header {name}"))
        .collect();
    if recorded.url.contains(REDACTED) {
        found.push("a query parameter".to_owned());
    }
    found
}

/// What became of a request, on one line.
pub(crate) fn verdict(outcome: &Outcome) -> String {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let said = match outcome.outcome {
        "delivery" => {
            let mut said = "accepted".to_owned();
            let facts = [
                ("event type", outcome.kind.as_deref()),
                ("id", outcome.id.as_deref()),
                ("typed event", outcome.event),
                ("variant", outcome.event_variant.as_deref()),
                ("at", outcome.event_path.as_deref()),
                ("proves", outcome.coverage.as_deref()),
            ];
            for (name, fact) in facts {
                if let Some(fact) = fact {
                    said.push_str(&format!(", {name} {fact}"));
                }
            }
            said
        }
        "handshake" => "accepted, a handshake".to_owned(),
        "refused" => format!(
            "rejected with {}: {} ({})",
            outcome.status.unwrap_or_default(),
            text(&outcome.message),
            outcome.error.unwrap_or_default(),
        ),
        _ => format!("cannot be replayed: {}", text(&outcome.message)),
    };
    one_line(said.as_bytes())
}

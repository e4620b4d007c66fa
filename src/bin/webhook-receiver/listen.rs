//! `listen`: says how deliveries reach a service on this machine.

use std::io::{self, Write};

use clap::Args;
use serde_json::json;
use webhook_receiver::Provider;

use crate::{arguments::provider, failure::Failure};

/// Say how deliveries reach a service on this machine, through ngrok, cloudflared, Hookdeck or smee.
///
/// Starts nothing: prints the command to run, the URL to enter at the provider, and what changes on the way.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of the provider.
    #[arg(value_parser = provider)]
    provider: Option<Provider>,
    /// The port of the service.
    #[arg(long, default_value_t = 3000)]
    port: u16,
    /// The path of the service.
    #[arg(long, default_value = "/")]
    path: String,
}

/// A program that forwards requests from a public URL.
struct Tunnel {
    name: &'static str,
    command: fn(port: u16, path: &str) -> String,
    /// The public origin, or the whole URL if `maps_path` is set.
    url: &'static str,
    /// Whether the public URL has a path of its own.
    maps_path: bool,
    /// Whether the body arrives byte by byte.
    keeps_body: bool,
    /// Whether the provider gets the response of the service.
    passes_response: bool,
    adds: &'static [&'static str],
}

const TUNNELS: [Tunnel; 4] = [
    Tunnel {
        name: "ngrok",
        command: |port, _| format!("ngrok http {port}"),
        url: "https://NAME.ngrok-free.app",
        maps_path: false,
        keeps_body: true,
        passes_response: true,
        adds: &["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"],
    },
    Tunnel {
        name: "cloudflared",
        command: |port, _| format!("cloudflared tunnel --url http://localhost:{port}"),
        url: "https://NAME.trycloudflare.com",
        maps_path: false,
        keeps_body: true,
        passes_response: true,
        adds: &["cf-connecting-ip", "x-forwarded-for", "x-forwarded-proto"],
    },
    Tunnel {
        name: "Hookdeck",
        command: |port, path| format!("hookdeck listen {port} --path {path}"),
        url: "the URL that it prints after `Requests to`",
        maps_path: true,
        keeps_body: true,
        passes_response: false,
        adds: &["x-hookdeck-..."],
    },
    Tunnel {
        name: "smee",
        command: |port, path| format!("npx smee-client --port {port} --path {path}"),
        url: "the URL that it prints, https://smee.io/NAME",
        maps_path: true,
        keeps_body: false,
        passes_response: false,
        adds: &[],
    },
];

impl Tunnel {
    fn public_url(&self, path: &str) -> String {
        if self.maps_path {
            self.url.to_owned()
        } else {
            format!("{}{path}", self.url)
        }
    }

    /// What to know before it is used, for a provider if it is known.
    fn notes(&self, provider: Option<&Provider>) -> Vec<String> {
        let mut notes = Vec::new();
        let binds_body = provider.is_none_or(|provider| provider.coverage().binds_body());
        if self.keeps_body {
            notes.push("The body arrives unchanged.".to_owned());
        } else if binds_body {
            notes.push(
                "A JSON body is parsed and written anew: signatures of the body fail, unless the provider writes JSON in the same way. Prefer another tunnel."
                    .to_owned(),
            );
        } else {
            notes.push("A JSON body is parsed and written anew.".to_owned());
        }
        if !self.passes_response {
            notes.push(
                "It answers the provider itself: the provider does not see the response, and does not retry if it is an error."
                    .to_owned(),
            );
            if provider.is_none_or(Provider::has_handshake) {
                let whose = provider.map_or("Handshakes", |_| "The provider's handshake");
                notes.push(format!(
                    "{whose} cannot be answered by the service through it."
                ));
            }
        }
        if provider.is_none_or(Provider::needs_public_url) {
            let when = provider.map_or("If the provider signs the URL: p", |_| "P");
            notes.push(format!(
                "{when}ass the public URL to `Builder::public_url`, since the provider signs the URL that it calls."
            ));
        }
        if !self.adds.is_empty() {
            notes.push(format!("Adds the headers {}.", self.adds.join(", ")));
        }
        notes
    }
}

pub(crate) fn run(arguments: &Arguments, json: bool) -> Result<(), Failure> {
    let path = format!("/{}", arguments.path.trim_start_matches('/'));
    let provider = arguments.provider.as_ref();
    let mut output = io::BufWriter::new(io::stdout().lock());
    for tunnel in &TUNNELS {
        let command = (tunnel.command)(arguments.port, &path);
        let url = tunnel.public_url(&path);
        let notes = tunnel.notes(provider);
        if json {
            let line = json!({
                "tunnel": tunnel.name,
                "command": command,
                "public_url": url,
                "keeps_body": tunnel.keeps_body,
                "passes_response": tunnel.passes_response,
                "adds_headers": tunnel.adds,
                "notes": notes,
            });
            writeln!(output, "{line}")?;
        } else {
            writeln!(
                output,
                "{}\n  run:   {command}\n  enter: {url}",
                tunnel.name
            )?;
            for note in notes {
                writeln!(output, "  - {note}")?;
            }
            writeln!(output)?;
        }
    }
    Ok(output.flush()?)
}

//! `trigger`: sends an event by its name.

use std::hash::{BuildHasher, RandomState};

use clap::Args;
use webhook_receiver::{
    Provider,
    error::SignError,
    scheme::At,
    testing::{
        Signer,
        fixtures::{self, Fixture},
    },
};

use crate::{
    arguments::{Secrets, Settings, provider, time},
    failure::Failure,
    lines::input,
    send::Destination,
};

/// Send an event with a realistic body, as the provider would, and show the response.
///
/// There are bodies for the providers with typed events: `providers github --events` lists GitHub's.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of the provider.
    #[arg(value_parser = provider)]
    provider: Provider,
    /// The event, such as `pull_request` or `invoice.paid`.
    event: String,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    settings: Settings,
    /// The delivery id, if the provider sends it in a header. Defaults to a random one.
    #[arg(long)]
    id: Option<String>,
    /// The time of signing, in seconds since 1970 or like 2026-11-30T12:00:00Z. Defaults to now.
    #[arg(long, value_name = "TIME", value_parser = time)]
    at: Option<f64>,
    #[command(flatten)]
    destination: Destination,
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let fixture = fixture(arguments.provider, &arguments.event)?;
    let given = arguments.secrets.read_some()?;
    let (first, others) = Secrets::signing(&given)?;
    let mut signer = others
        .into_iter()
        .fold(fixture.signer(first), Signer::secret);
    for (name, value) in &arguments.settings.settings {
        signer = signer.setting(name, value);
    }
    // An id that was used before would be a duplicate, rightly.
    let mut places = arguments.provider.delivery_id_at().iter();
    let has_header = places.any(|place| matches!(place, At::Header(_)));
    if let Some(id) = arguments.id.or_else(|| has_header.then(random_id)) {
        signer = signer.id(id);
    }
    if let Some(seconds) = arguments.at {
        signer = signer.at(input::time(seconds).map_err(Failure::Usage)?);
    }
    let url = arguments.destination.signed_url().to_string();
    let sender = signer.sender(&url, fixture.body().clone());
    let request = sender.genuine().map_err(|error| match error {
        SignError::Unsupported => Failure::Failed(error.to_string()),
        error => Failure::Usage(error.to_string()),
    })?;
    arguments.destination.send(request, &given, json)
}

/// Finds the body of an event, or says what is like it.
/// Returns a random UUID, the form of most ids.
fn random_id() -> String {
    let part = || RandomState::new().hash_one(0_u8);
    let (high, low) = (part(), part());
    format!(
        "{:08x}-{:04x}-4{:03x}-a{:03x}-{:012x}",
        high >> 32,
        high >> 16 & 0xffff,
        high & 0xfff,
        low >> 48 & 0xfff,
        low & 0xffff_ffff_ffff
    )
}

fn fixture(provider: Provider, event: &str) -> Result<Fixture, Failure> {
    let (id, name) = (provider.id(), provider.name());
    if let Some(fixture) = fixtures::by_name(id, event) {
        return Ok(fixture);
    }
    let mut of_provider = fixtures::of(id).peekable();
    if of_provider.peek().is_none() {
        return Err(Failure::Failed(format!(
            "there are no bodies for {name}: give one to `webhook-receiver send {id}`"
        )));
    }
    let wanted = event.to_lowercase();
    let words: Vec<_> = wanted
        .split(['.', '/', ':', ' '])
        .filter(|word| word.len() > 2)
        .collect();
    let mut alike: Vec<_> = of_provider
        .map(|fixture| fixture.name())
        .filter(|name| words.iter().any(|word| name.to_lowercase().contains(word)))
        .collect();
    // Those of the same kind of event come first.
    let begins = |name: &str| {
        words
            .first()
            .is_some_and(|word| name.to_lowercase().starts_with(word))
    };
    alike.sort_by_key(|name| !begins(name));
    alike.truncate(5);
    let alike = if alike.is_empty() {
        String::new()
    } else {
        format!("similar ones are {}; ", alike.join(", "))
    };
    Err(Failure::Usage(format!(
        "{name} has no event `{event}` of which there is a body; {alike}`webhook-receiver providers {id} --events` lists all"
    )))
}

//! `providers`: finds providers and shows what is known about one.

mod aliases;

use std::{
    collections::HashMap,
    io::{self, Write},
    time::Duration,
};

use clap::Args;
use serde_json::{Value, json};
use webhook_receiver::{
    Provider,
    provider::{IdKind, Retry, TimeKind},
    providers,
    scheme::At,
    testing::fixtures,
};

use crate::{failure::Failure, lines::facts::provider_line};

/// Find providers by id, by name, or by another name that people use.
///
/// Shows what is known about the provider if it is the only match.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Words that the provider must match. Without any, all providers are listed.
    words: Vec<String>,
    /// Show what is known about each match.
    #[arg(long)]
    show: bool,
    /// List the events that `trigger` can send.
    #[arg(long, conflicts_with = "show")]
    events: bool,
}

pub(crate) fn run(arguments: Arguments, json: bool) -> Result<(), Failure> {
    let found = search(&arguments.words);
    if found.is_empty() {
        return Err(Failure::Failed(format!(
            "no provider matches `{}`; a sender that is not listed can be declared, see `webhook_receiver::Provider`",
            arguments.words.join(" ")
        )));
    }
    if arguments.events {
        return list_events(&found, json);
    }
    let table = Table::read();
    let shows = arguments.show || found.len() == 1;
    let mut output = io::BufWriter::new(io::stdout().lock());
    for provider in found {
        if json {
            writeln!(output, "{}", line(provider, &table))?;
        } else if shows {
            writeln!(output, "{}", text(provider, &table))?;
        } else {
            writeln!(output, "{:<28} {}", provider.id(), provider.name())?;
        }
    }
    Ok(output.flush()?)
}

/// Lists the events that have a body to send.
fn list_events(providers: &[&Provider], json: bool) -> Result<(), Failure> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut none = true;
    for provider in providers {
        for fixture in fixtures::of(provider.id()) {
            none = false;
            let aliases: Vec<_> = fixture.aliases().collect();
            if json {
                let line = json!({
                    "provider": provider.id(),
                    "event": fixture.name(),
                    "event_type": fixture.kind(),
                    "other_names": aliases,
                });
                writeln!(output, "{line}")?;
            } else if aliases.is_empty() {
                writeln!(output, "{} {}", provider.id(), fixture.name())?;
            } else {
                let names = aliases.join(", ");
                writeln!(
                    output,
                    "{} {} (also {names})",
                    provider.id(),
                    fixture.name()
                )?;
            }
        }
    }
    output.flush()?;
    if none {
        return Err(Failure::Failed(
            "there are no bodies for these providers: give one to `webhook-receiver send`"
                .to_owned(),
        ));
    }
    Ok(())
}

/// The providers that match all words; only one if the words are its id.
fn search(words: &[String]) -> Vec<&'static Provider> {
    let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    if let [id] = words.as_slice()
        && let Some(provider) = providers::ALL.iter().find(|provider| provider.id() == id)
    {
        return vec![provider];
    }
    let matches = |provider: &&Provider| {
        let names = aliases::of(provider.id());
        let text = format!("{} {} {names}", provider.id(), provider.name()).to_lowercase();
        words.iter().all(|word| text.contains(word.as_str()))
    };
    providers::ALL.iter().filter(matches).collect()
}

/// What the table of providers says besides what rows do.
struct Table {
    rows: HashMap<&'static str, (Vec<&'static str>, Vec<&'static str>)>,
}

impl Table {
    /// Reads the features and the evidence of each provider.
    fn read() -> Self {
        let mut lines = include_str!("../../../PROVIDERS.md").lines();
        let titles = lines.by_ref().find(|line| line.starts_with("| provider |"));
        let titles: Vec<_> = titles
            .unwrap_or_default()
            .split('|')
            .map(str::trim)
            .collect();
        let rows = lines.filter_map(|line| {
            let cells: Vec<_> = line.split('|').map(str::trim).collect();
            let cell = |title: &str| {
                let at = titles.iter().position(|found| *found == title)?;
                cells.get(at).copied()
            };
            let list = |text: &'static str| {
                let words = text.split(',').map(|word| word.trim().trim_matches('`'));
                words.filter(|word| !word.is_empty()).collect()
            };
            let id = cell("id")?.trim_matches('`');
            Some((id, (list(cell("feature")?), list(cell("evidence")?))))
        });
        Self {
            rows: rows.collect(),
        }
    }

    fn features(&self, id: &str) -> &[&'static str] {
        self.rows.get(id).map_or(&[], |(features, _)| features)
    }

    fn evidence(&self, id: &str) -> &[&'static str] {
        self.rows.get(id).map_or(&[], |(_, evidence)| evidence)
    }
}

/// The facts about a provider as a line.
fn line(provider: &Provider, table: &Table) -> Value {
    let mut line = provider_line(provider);
    let methods = provider.accepted_methods().methods();
    let more = json!({
        "other_names": aliases::of(provider.id()),
        "formula": provider.formula(),
        "required_settings": provider.required_settings(),
        "audience_setting": provider.audience(),
        "needs_public_url": provider.needs_public_url(),
        "needs_secret": provider.needs_secret(),
        "methods": methods.map(|method| method.to_string()).collect::<Vec<_>>(),
        "event_type_at": places(provider.kind_at()),
        "delivery_id_at": places(provider.delivery_id_at()),
        "accepted_age": provider.accepted_age().map(|age| age.as_secs()),
        "accepted_lead": provider.accepted_lead().map(|lead| lead.as_secs()),
        "max_body_size": provider.max_body_size(),
        "features": table.features(provider.id()),
        "evidence": table.evidence(provider.id()),
    });
    if let (Value::Object(line), Value::Object(more)) = (&mut line, more) {
        line.extend(more);
    }
    line
}

/// The facts about a provider, in sentences as far as they need some.
fn text(provider: &Provider, table: &Table) -> String {
    let facts = provider_line(provider);
    let mut text = format!("{} ({})\n", provider.name(), provider.id());
    let mut row = |name: &str, value: String| {
        if !value.is_empty() {
            text.push_str(&format!("  {name:<18} {value}\n"));
        }
    };
    row("other names", aliases::of(provider.id()).to_owned());
    row("documentation", provider.source().to_owned());
    row("authenticates by", {
        let (algorithm, class) = (provider.algorithm().name(), provider.class());
        if algorithm == class {
            format!("a {class} that it sends")
        } else {
            format!("{algorithm} ({class})")
        }
    });
    row("proves", provider.coverage().to_string());
    row(
        "formula",
        provider.formula().map_or_else(String::new, |formula| {
            formula.replace('\n', &format!("\n  {:<18} ", ""))
        }),
    );
    row("event type", places(provider.kind_at()).join(", or "));
    row("delivery id", id(provider));
    row("signed time", time(provider));
    row("settings", settings(provider).join("; "));
    row(
        "handshake",
        (if provider.has_handshake() {
            "answered"
        } else {
            "none"
        })
        .to_owned(),
    );
    row("retries", retries(provider.retry()));
    row(
        "responds within",
        provider.response_timeout().map_or_else(String::new, span),
    );
    row(
        "largest body",
        format!("{} bytes", provider.max_body_size()),
    );
    row("methods", {
        let methods = provider.accepted_methods().methods();
        methods
            .map(|method| method.to_string())
            .collect::<Vec<_>>()
            .join(", ")
    });
    row(
        "typed events",
        match facts.get("typed_events").and_then(Value::as_u64) {
            None | Some(0) => "none; use `Provider::with_events` for a type of your own".to_owned(),
            Some(count) => count.to_string(),
        },
    );
    row("features", table.features(provider.id()).join(", "));
    row("tested with", evidence(table.evidence(provider.id())));
    row(
        "source read",
        provider.last_read().unwrap_or_default().to_owned(),
    );
    text
}

fn id(provider: &Provider) -> String {
    if !provider.has_delivery_id() {
        return "none".to_owned();
    }
    let names = match provider.delivery_id_kind() {
        IdKind::Event => "of the event",
        IdKind::Object => "of an object: several events can have the same id",
        IdKind::BatchItem => "of the first item of a batch",
        _ => "it is not documented what it identifies",
    };
    format!(
        "{}; {names}",
        places(provider.delivery_id_at()).join(", or ")
    )
}

fn time(provider: &Provider) -> String {
    if !provider.coverage().has_time() {
        return "none: an old request can be replayed".to_owned();
    }
    let whose = match provider.time_kind() {
        TimeKind::Attempt => "of the attempt",
        TimeKind::Event => "of the event",
        _ => "of the attempt or the event",
    };
    let age = provider.accepted_age().map_or_else(
        || "any age is accepted".to_owned(),
        |age| format!("accepted up to an age of {}", span(age)),
    );
    let lead = provider.accepted_lead().map_or_else(String::new, |lead| {
        format!(", and up to {} ahead of the clock", span(lead))
    });
    format!("{whose}; {age}{lead}")
}

fn settings(provider: &Provider) -> Vec<String> {
    let required = provider.required_settings();
    let mut settings: Vec<_> = required
        .iter()
        .map(|name| format!("{name} is required"))
        .collect();
    if let Some(audience) = provider.audience()
        && !required.contains(&audience)
    {
        settings.push(format!("{audience} restricts deliveries to your account"));
    }
    if provider.needs_public_url() {
        settings.push("the public URL is required, because it is signed".to_owned());
    }
    if !provider.needs_secret() {
        settings.push("no secret is needed".to_owned());
    }
    settings
}

fn retries(retry: Retry) -> String {
    match retry {
        Retry::Never => "never: a delivery that fails is lost".to_owned(),
        Retry::For(period) => format!("for {}", span(period)),
        _ => "not documented".to_owned(),
    }
}

fn evidence(found: &[&str]) -> String {
    let meant = |word: &&str| match *word {
        "published" => "requests that its documentation prints",
        "sdk-run" => "requests that its SDK made or verified",
        "independent" => "requests that independent code made from its documentation",
        _ => "other requests",
    };
    found.iter().map(meant).collect::<Vec<_>>().join("; ")
}

/// Where requests have something.
fn places(places: &[At]) -> Vec<String> {
    places.iter().map(|at| place(*at)).collect()
}

fn place(at: At) -> String {
    match at {
        At::Header(name) => format!("header {name}"),
        At::HeaderSetting(setting) => format!("the header that the setting {setting} names"),
        At::HeaderSettingOr(setting, name) => {
            format!("header {name}, unless the setting {setting} names another")
        }
        At::NumberedHeaders(prefix) => format!("headers {prefix}1, {prefix}2 ..."),
        At::AnyHeader(names) => format!("any of the headers {}", names.join(", ")),
        At::Query(name) => format!("query parameter {name}"),
        At::QuerySetting(setting) => {
            format!("the query parameter that the setting {setting} names")
        }
        At::Form(name) => format!("form field {name}"),
        At::Json(pointer) => format!("JSON {pointer}"),
        At::ObjectMember => "the name of the JSON member that is an object".to_owned(),
        At::Xml(path) => format!("XML {path}"),
        At::Within(outer, _) => format!("inside {}", place(*outer)),
        At::Token("", pointer) => format!("the token's {pointer}"),
        At::Token(outer, pointer) => format!("{pointer} of the token at JSON {outer}"),
        At::WithSignature(_) => "the signature's header".to_owned(),
        _ => "elsewhere".to_owned(),
    }
}

/// A duration in its largest unit, rounded up.
fn span(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds.div_ceil(60)),
        7_200..=172_799 => format!("{} h", seconds.div_ceil(3_600)),
        _ => format!("{} d", seconds.div_ceil(86_400)),
    }
}

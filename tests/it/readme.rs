//! The providers in the README and in `PROVIDERS.md` are those of the crate.

use std::{collections::BTreeMap, error::Error, fmt::Write, fs, path::Path, time::Duration};

use webhook_receiver::{
    Provider,
    provider::{IdKind, Retry, TimeKind},
    providers,
};

#[test]
fn matches_the_number_of_providers() -> Result<(), Box<dyn Error>> {
    let names: Result<Vec<_>, String> = KNOWN
        .iter()
        .map(|id| {
            let mut all = providers::ALL.iter();
            all.find(|provider| provider.id() == *id)
                .map(Provider::name)
                .ok_or_else(|| format!("no provider `{id}`"))
        })
        .collect();
    let text = format!(
        "\n{} providers, among them {}, and any sender that follows Standard Webhooks.\n",
        providers::ALL.len(),
        names?.join(", ")
    );
    compare("README.md", &text)
}

#[test]
fn names_only_known_ids() -> Result<(), Box<dyn Error>> {
    let text = fs::read_to_string(crate::common::repository().join("README.md"))?;
    let table = text
        .split_once("| name | provider id |")
        .ok_or("no table")?
        .1;
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let cells: Vec<_> = rows.filter_map(|row| row.split('|').nth(2)).collect();
    assert!(cells.len() >= 20, "{}", cells.len());
    for id in cells
        .iter()
        .flat_map(|cell| cell.split('`').skip(1).step_by(2))
    {
        let mut all = providers::ALL.iter();
        assert!(all.any(|provider| provider.id() == id), "{id}");
    }
    Ok(())
}

#[test]
fn matches_the_file_of_providers() -> Result<(), Box<dyn Error>> {
    let features = features()?;
    let mut table = String::from(
        "\n| provider | id | class | algorithm | proves | handshake | feature | typed events | evidence | time | age | \
         retries | responds within | id names | occurred | source read |\n\
         |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for provider in providers::ALL {
        let id = provider.id();
        writeln!(
            table,
            "| [{}]({}) | `{id}` | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} | {} |",
            provider.name(),
            provider.source(),
            provider.class(),
            provider.algorithm().name(),
            provider.coverage(),
            handshake(provider),
            features.get(id).ok_or(id)?,
            if MODELS.contains(&id) { "yes" } else { "" },
            evidence(id)?,
            time(provider),
            age(provider),
            retries(provider),
            provider.response_timeout().map_or_else(String::new, span),
            names(provider),
            if provider.has_occurred_at() {
                "yes"
            } else {
                ""
            },
            provider.last_read().ok_or(id)?,
        )?;
    }
    compare("PROVIDERS.md", &table)
}

#[test]
fn matches_the_table_of_providers() {
    assert!(providers::ALL.is_sorted_by_key(|provider| provider.id()));
}

/// The providers that the README names.
const KNOWN: &[&str] = &[
    "adyen",
    "airtable",
    "asana",
    "bitbucket",
    "calendly",
    "clerk",
    "discord",
    "docusign",
    "dropbox",
    "github",
    "gitlab",
    "hubspot",
    "intercom",
    "jira",
    "linear",
    "mailgun",
    "meta",
    "notion",
    "openai",
    "paddle",
    "paypal",
    "sentry",
    "shopify",
    "slack",
    "square",
    "stripe",
    "telegram",
    "twilio",
    "twitch",
    "zoom",
];

/// The providers with typed events.
pub(crate) const MODELS: &[&str] = &[
    "discord",
    "github",
    "gitlab",
    "gitlab-signing-token",
    "linear",
    "meta",
    "shopify",
    "slack",
    "stripe",
    "telegram",
    "twilio",
];

/// Compares the table between the marks of a file, or writes it.
fn compare(file: &str, table: &str) -> Result<(), Box<dyn Error>> {
    let path = crate::common::repository().join(file);
    let text = fs::read_to_string(&path)?;
    let (before, rest) = text.split_once("<!-- providers -->").ok_or("no table")?;
    let (found, after) = rest
        .split_once("<!-- /providers -->")
        .ok_or("no end of the table")?;
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(
            path,
            format!("{before}<!-- providers -->\n{table}\n<!-- /providers -->{after}"),
        )?;
    } else {
        assert!(
            found.trim() == table.trim(),
            "run this test with UPDATE_README=1: {file}"
        );
    }
    Ok(())
}

/// Returns the features that each provider needs, as its module is declared.
pub(crate) fn features() -> Result<BTreeMap<&'static str, String>, Box<dyn Error>> {
    let path = crate::common::repository().join("src/providers.rs");
    let text = fs::read_to_string(path)?;
    let list = text.split_once("providers![").ok_or("no list")?.1;
    let list = list.split_once("];").ok_or("no end of the list")?.0;
    let mut needed = Vec::new();
    let mut condition = String::new();
    for line in list.lines().map(str::trim) {
        if line.starts_with("#[cfg(") {
            let features: Vec<_> = line.split('"').skip(1).step_by(2).collect();
            condition = format!("`{}`", features.join("`, `"));
        } else if line.contains("::") {
            needed.push(std::mem::take(&mut condition));
        }
    }
    assert_eq!(needed.len(), providers::ALL.len());
    let ids = providers::ALL.iter().map(Provider::id);
    Ok(ids.zip(needed).collect())
}

/// Returns the origin of the requests that the row is tested with.
pub(crate) fn evidence(id: &str) -> Result<String, Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("vectors/{id}.json"));
    let file: serde_json::Value = serde_json::from_str(&fs::read_to_string(path)?)?;
    let vectors = file.get("vectors").and_then(serde_json::Value::as_array);
    let vectors = vectors.ok_or("no vectors")?;
    let found = |provenance: &str| {
        vectors.iter().any(|vector| {
            vector
                .get("provenance")
                .is_some_and(|found| found == provenance)
        })
    };
    let known = ["published", "sdk-run", "independent"];
    let found: Vec<_> = known.into_iter().filter(|known| found(known)).collect();
    Ok(found.join(", "))
}

fn handshake(provider: &Provider) -> &'static str {
    if provider.has_handshake() {
        "answered"
    } else {
        ""
    }
}

fn time(provider: &Provider) -> &'static str {
    match provider.time_kind() {
        TimeKind::Attempt => "attempt",
        TimeKind::Event => "event",
        _ if provider.coverage().has_time() => "unknown",
        _ => "–",
    }
}

fn age(provider: &Provider) -> String {
    if !provider.coverage().has_time() {
        return "–".to_owned();
    }
    provider
        .accepted_age()
        .map_or_else(|| "any".to_owned(), span)
}

fn retries(provider: &Provider) -> String {
    match provider.retry() {
        Retry::Never => "never".to_owned(),
        Retry::For(period) => span(period),
        _ => String::new(),
    }
}

fn names(provider: &Provider) -> &'static str {
    match provider.delivery_id_kind() {
        IdKind::Event => "event",
        IdKind::Object => "object",
        IdKind::BatchItem => "batch item",
        _ if provider.has_delivery_id() => "unknown",
        _ => "–",
    }
}

/// Returns a duration in its largest unit, rounded up.
fn span(duration: Duration) -> String {
    let seconds = duration.as_secs();
    match seconds {
        0..=119 => format!("{seconds} s"),
        120..=7_199 => format!("{} min", seconds.div_ceil(60)),
        7_200..=172_799 => format!("{} h", seconds.div_ceil(3_600)),
        _ => format!("{} d", seconds.div_ceil(86_400)),
    }
}

/// The test in the README runs here: in a doc test, a `#[tokio::test]` would not run.
#[test]
fn shows_the_test_of_a_handler() -> Result<(), Box<dyn Error>> {
    let readme = fs::read_to_string(crate::common::repository().join("README.md"))?;
    let shown = include_str!("handler.rs")
        .split_once("\n\n")
        .ok_or("no head")?
        .1;
    assert!(
        readme.contains(&format!("```rust\n{shown}```\n")),
        "{shown}"
    );
    Ok(())
}

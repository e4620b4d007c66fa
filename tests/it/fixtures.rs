//! The file of fixtures is made from `tests/payloads`, and a receiver decodes each fixture as its own event.
//!
//! `UPDATE_FIXTURES=1 cargo test --all-features --test it -- fixtures::` writes the file.

use std::{collections::BTreeSet, fmt::Write as _, io::Write as _, time::SystemTime};

use flate2::{Compression, write::ZlibEncoder};
use serde_json::Value;
use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    events::{
        Decoded, EventEnum, discord, github, gitlab, linear, meta, shopify, slack, stripe,
        telegram, twilio,
    },
    providers,
    testing::fixtures::{self, Fixture, HasFixture, fixture},
};

use crate::common::{payloads, repository, rows};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hooks";

const PROVIDERS: [&str; 10] = [
    "discord", "github", "gitlab", "linear", "meta", "shopify", "slack", "stripe", "telegram",
    "twilio",
];

/// A fixture to be written.
struct Made {
    name: String,
    kind: String,
    header: String,
    aliases: Vec<String>,
    body: String,
}

impl Made {
    fn is_form(&self) -> bool {
        !self.body.starts_with(['{', '['])
    }
}

/// Returns the fixtures of a provider, in the order of their names.
fn made(provider: &str) -> Vec<Made> {
    let mut all: Vec<Made> = payloads::own(provider)
        .into_iter()
        .map(|payload| {
            let name = payload.file[provider.len() + 1..].to_owned();
            let body = String::from_utf8(payload.body).unwrap();
            let value = serde_json::from_str(&body).unwrap_or(Value::Null);
            let body = match value {
                Value::Null => body.trim_end().to_owned(),
                _ => complete(provider, &payload.kind, compact(&body), &value),
            };
            Made {
                header: match provider {
                    "gitlab" => header_of_gitlab(&name).to_owned(),
                    _ => payload.kind.clone(),
                },
                aliases: aliases(provider, &payload.kind, &value),
                kind: payload.kind,
                name,
                body,
            }
        })
        .collect();
    if provider == "meta" {
        for (folder, app) in [
            ("messenger", "messenger"),
            ("whatsapp", "whatsapp"),
            ("meta-fields", ""),
        ] {
            all.extend(payloads::own(folder).into_iter().map(|payload| {
                let item = compact(&String::from_utf8(payload.body).unwrap());
                batch(app, &payload.file[folder.len() + 1..], &payload.kind, &item)
            }));
        }
    }
    all.sort_by(|one, other| one.name.cmp(&other.name));
    all
}

/// Adds what providers always send and bodies for tests of the models leave out.
fn complete(provider: &str, kind: &str, mut body: String, value: &Value) -> String {
    let mut begin = |members: &str| body.insert_str(1, &format!("{members},"));
    let has = |name: &str| value.get(name).is_some();
    match provider {
        "slack" => {
            let is_event = has("event");
            if !has("type") {
                let kind = if is_event { "event_callback" } else { kind };
                begin(&format!(r#""type":"{kind}""#));
            }
            if !has("token") {
                begin(r#""token":"example-token""#);
            }
            if is_event && value["event"]["type"].is_null() {
                body = body.replacen(r#""event":{"#, &format!(r#""event":{{"type":"{kind}","#), 1);
            }
            // Actions of users in the app are sent as a form.
            if !is_event && !["app_rate_limited", "url_verification"].contains(&kind) {
                let mut form = form_urlencoded::Serializer::new(String::new());
                return form.append_pair("payload", &body).finish();
            }
        }
        "stripe" => {
            if !has("object") {
                let version = if kind.starts_with("v2.") {
                    "v2.core.event"
                } else {
                    "event"
                };
                begin(&format!(r#""object":"{version}""#));
            }
            if !has("livemode") {
                begin(r#""livemode":false"#);
            }
            return indented(&body);
        }
        "gitlab" if !has("object_kind") && value["event_name"] != kind => {
            let member = match header_of_gitlab(kind) {
                "System Hook" | "Subgroup Hook" | "Member Hook" => "event_name",
                _ => "object_kind",
            };
            begin(&format!(r#""{member}":"{kind}""#));
        }
        _ => {}
    }
    body
}

/// Returns JSON without white space between its tokens.
fn compact(json: &str) -> String {
    let mut text = String::new();
    let (mut quoted, mut escaped) = (false, false);
    for char in json.chars() {
        if quoted || !char.is_ascii_whitespace() {
            text.push(char);
        }
        quoted ^= char == '"' && !escaped;
        escaped = quoted && char == '\\' && !escaped;
    }
    text
}

/// Returns compact JSON, indented by two spaces as Stripe sends it.
fn indented(json: &str) -> String {
    let mut text = String::new();
    let (mut quoted, mut escaped, mut depth) = (false, false, 0);
    let mut chars = json.chars().peekable();
    while let Some(char) = chars.next() {
        let is_empty = matches!(chars.peek(), Some('}' | ']'));
        let newline = |text: &mut String, depth: usize| {
            text.push('\n');
            text.push_str(&"  ".repeat(depth));
        };
        match char {
            '{' | '[' if !quoted => {
                depth += 1;
                text.push(char);
                if !is_empty {
                    newline(&mut text, depth);
                }
            }
            '}' | ']' if !quoted => {
                depth -= 1;
                if !text.ends_with(['{', '[']) {
                    newline(&mut text, depth);
                }
                text.push(char);
            }
            ',' if !quoted => {
                text.push(char);
                newline(&mut text, depth);
            }
            ':' if !quoted => text.push_str(": "),
            _ => text.push(char),
        }
        quoted ^= char == '"' && !escaped;
        escaped = quoted && char == '\\' && !escaped;
    }
    text
}

/// Returns the names of a fixture that are made from its type and its action.
fn aliases(provider: &str, kind: &str, value: &Value) -> Vec<String> {
    let action = match provider {
        "github" | "linear" => &value["action"],
        "gitlab" if value["action"].is_string() => &value["action"],
        "gitlab" => &value["object_attributes"]["action"],
        "slack" => &value["event"]["subtype"],
        "discord" => {
            // https://docs.discord.com/developers/interactions/receiving-and-responding
            let name = match kind {
                "interaction.2" => "APPLICATION_COMMAND",
                "interaction.3" => "MESSAGE_COMPONENT",
                "interaction.4" => "APPLICATION_COMMAND_AUTOCOMPLETE",
                "interaction.5" => "MODAL_SUBMIT",
                _ => return vec![],
            };
            return vec![name.to_owned()];
        }
        _ => &Value::Null,
    };
    action
        .as_str()
        .map(|action| format!("{kind}.{action}"))
        .into_iter()
        .collect()
}

/// Returns a batch with this item, of the given object or of the one that has the field.
fn batch(app: &str, name: &str, field: &str, item: &str) -> Made {
    let is_of_instagram = match app {
        "" => ["comments", "live_comments", "mentions"].contains(&field),
        _ => name.ends_with("--instagram"),
    };
    let (kind, id) = match app {
        "whatsapp" => ("whatsapp_business_account", "501"),
        _ if is_of_instagram => ("instagram", "81"),
        _ => ("page", "81"),
    };
    let body = match app {
        "messenger" => {
            format!(
                r#"{{"object":"{kind}","entry":[{{"id":"{id}","time":1764000000456,"messaging":[{item}]}}]}}"#
            )
        }
        "whatsapp" => {
            format!(
                r#"{{"object":"{kind}","entry":[{{"id":"{id}","changes":[{{"value":{item},"field":"{field}"}}]}}]}}"#
            )
        }
        _ => {
            format!(
                r#"{{"object":"{kind}","entry":[{{"id":"{id}","time":1764000000,"changes":[{{"value":{item},"field":"{field}"}}]}}]}}"#
            )
        }
    };
    let item = name.trim_end_matches("--instagram");
    Made {
        name: format!("{kind}.{item}"),
        kind: kind.to_owned(),
        header: kind.to_owned(),
        aliases: match app {
            "" => vec![],
            app => vec![format!("{app}.{item}")],
        },
        body,
    }
}

/// <https://docs.gitlab.com/user/project/integrations/webhook_events/>,
/// <https://docs.gitlab.com/administration/system_hooks/>
fn header_of_gitlab(name: &str) -> &'static str {
    match name.split("--").next().unwrap() {
        _ if name.ends_with("--system-hook") => "System Hook",
        "access_token" => "Resource Access Token Hook",
        "build" => "Job Hook",
        "deploy_token" => "Resource Deploy Token Hook",
        "deployment" => "Deployment Hook",
        "emoji" => "Emoji Hook",
        "feature_flag" => "Feature Flag Hook",
        "issue" | "work_item" => "Issue Hook",
        "merge_request" => "Merge Request Hook",
        "milestone" => "Milestone Hook",
        "note" => "Note Hook",
        "pipeline" => "Pipeline Hook",
        "push" => "Push Hook",
        "release" => "Release Hook",
        "subgroup_create" | "subgroup_destroy" => "Subgroup Hook",
        "tag_push" => "Tag Push Hook",
        "user_add_to_group" | "user_remove_from_group" | "user_update_for_group" => "Member Hook",
        "vulnerability" => "Vulnerability Hook",
        "wiki_page" => "Wiki Page Hook",
        _ => "System Hook",
    }
}

#[test]
fn has_all_payloads_in_the_file() {
    let all: Vec<_> = PROVIDERS.map(|provider| (provider, made(provider))).into();
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        let (mut index, mut parts) = (String::new(), Vec::new());
        for (provider, all) in &all {
            let (mut head, mut bodies) = (String::new(), String::new());
            for made in all {
                let Made {
                    name,
                    kind,
                    header,
                    body,
                    ..
                } = made;
                let content = if made.is_form() { "form" } else { "json" };
                let aliases = made.aliases.join(" ");
                let length = body.len();
                writeln!(
                    head,
                    "{name}\t{kind}\t{header}\t{content}\t{aliases}\t{length}"
                )
                .unwrap();
                bodies.push_str(body);
            }
            let mut part = ZlibEncoder::new(Vec::new(), Compression::best());
            write!(part, "{head}\n{bodies}").unwrap();
            let part = part.finish().unwrap();
            writeln!(index, "{provider} {}", part.len()).unwrap();
            parts.extend(part);
        }
        let file = [index.as_bytes(), b"\n", &parts].concat();
        println!("{} bytes", file.len());
        std::fs::write(repository().join("src/testing/fixtures/fixtures.bin"), file).unwrap();
        return;
    }
    let update = "UPDATE_FIXTURES=1 cargo test --all-features --test it -- fixtures::";
    let mut count = 0;
    for (provider, all) in &all {
        let have: Vec<Fixture> = fixtures::of(provider).collect();
        let names = |fixture: &Fixture| fixture.name();
        assert_eq!(
            have.iter().map(names).collect::<Vec<_>>(),
            all.iter().map(|made| &*made.name).collect::<Vec<_>>(),
            "{provider}: run `{update}`"
        );
        for (made, fixture) in all.iter().zip(have) {
            let Made {
                name,
                kind,
                aliases,
                body,
                ..
            } = made;
            count += 1;
            let is = fixture.kind() == kind
                && *aliases == fixture.aliases().collect::<Vec<_>>()
                && fixture.is_form() == made.is_form()
                && fixture.body() == body;
            assert!(is, "{provider} {name}: run `{update}`");
        }
    }
    println!("{count} fixtures");
    assert!(count > 900, "{count}");
}

/// The result of sending a fixture to a receiver.
fn receive<E: webhook_receiver::Event + EventEnum + std::fmt::Debug>(
    provider: Provider<E>,
    fixture: &Fixture,
) -> Option<E> {
    let (private, public) = rows::keys(row(fixture), SECRET).unwrap();
    let receiver = Receiver::builder(provider)
        .public_url("https://app.example")
        .secret(Secret::new(public).unwrap())
        .build()
        .unwrap();
    let sender = fixture.sender(Secret::new(private).unwrap(), URL);
    let request = sender.genuine().unwrap();
    match receiver.receive(request, SystemTime::now()) {
        Ok(Received::Delivery(delivery)) => Some(delivery.event().unwrap()),
        Ok(Received::Handshake(_)) => None,
        other => panic!("{} {}: {other:?}", fixture.provider(), fixture.name()),
    }
}

fn row(fixture: &Fixture) -> Provider {
    let mut all = providers::ALL.iter();
    *all.find(|row| row.id() == fixture.provider()).unwrap()
}

/// Returns the variants of the fixtures' events, and checks that each is of its fixture's type.
fn variants<E: webhook_receiver::Event + EventEnum + std::fmt::Debug>(
    provider: Provider<E>,
    kinds: &[&str],
) -> BTreeSet<String> {
    let mut variants = BTreeSet::new();
    let mut lack: BTreeSet<_> = kinds.iter().copied().collect();
    for fixture in fixtures::of(provider.id()) {
        let (id, name) = (fixture.provider(), fixture.name());
        lack.remove(fixture.kind());
        let Some(event) = receive(provider, &fixture) else {
            assert_eq!((id, name), ("slack", "url_verification"));
            continue;
        };
        match event.decoded() {
            Decoded::Known { kind, variant } => {
                assert_eq!(kind, fixture.kind(), "{id} {name}");
                variants.insert(variant.to_owned());
            }
            other => panic!("{id} {name}: {other:?}"),
        }
    }
    assert!(
        lack.is_empty(),
        "{}: no fixture for {lack:?}",
        provider.id()
    );
    variants
}

macro_rules! each_provider {
    ($($module:ident)+) => {
        [$(variants($module::PROVIDER, $module::Event::KINDS)),+]
    };
}

#[test]
fn decodes_each_fixture_as_its_variant() {
    let variants = each_provider![
        discord github gitlab linear meta shopify slack stripe telegram twilio
    ];
    for (provider, variants) in PROVIDERS.iter().zip(&variants) {
        let source = format!("src/events/{provider}.rs");
        let source = std::fs::read_to_string(repository().join(source)).unwrap();
        let lack: Vec<_> = variants_in(&source)
            .into_iter()
            .filter(|(variant, _)| variant != "UrlVerification" && !variants.contains(variant))
            .collect();
        assert!(lack.is_empty(), "{provider}: {lack:?}");
        println!("{provider}: {} variants", variants.len());
    }
    // Hooks with a signing token have the same bodies.
    let signing = providers::GITLAB_SIGNING_TOKEN.with_events::<gitlab::Event>();
    let fixture = fixtures::by_name("gitlab-signing-token", "push").unwrap();
    let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G";
    let receiver = Receiver::new(signing, Secret::new(secret).unwrap()).unwrap();
    let request = fixture
        .sender(Secret::new(secret).unwrap(), URL)
        .genuine()
        .unwrap();
    let received = receiver.receive(request, SystemTime::now());
    assert!(
        matches!(received, Ok(Received::Delivery(_))),
        "{received:?}"
    );
}

/// Returns the variants of the enums in a module's source, with their payloads.
fn variants_in(source: &str) -> Vec<(String, String)> {
    let blocks = source.split("\nevents! {").skip(1);
    let blocks = blocks.filter_map(|block| block.split("\n}").next());
    let arms = blocks.flat_map(|block| block.split("=> ").skip(1));
    let word = |text: &str| {
        text.trim_end_matches(|char: char| !char.is_alphanumeric())
            .to_owned()
    };
    arms.map(|arm| {
        let (variant, rest) = arm.split_once('(').unwrap();
        (word(variant), word(rest.split_once(')').unwrap().0))
    })
    .collect()
}

/// The items of Meta's batches are events, too.
#[test]
fn reads_each_item_of_a_batch() {
    let mut kinds = BTreeSet::new();
    for fixture in fixtures::of("meta") {
        let mut see = |decoded: Decoded<'_>| match decoded {
            Decoded::Known { kind, .. } => drop(kinds.insert(kind.to_owned())),
            Decoded::Unknown {
                kind: "of_next_year",
            } => {}
            other => panic!("{}: {other:?}", fixture.name()),
        };
        match receive(meta::PROVIDER, &fixture).unwrap() {
            meta::Event::WhatsApp(batch) => {
                batch
                    .changes()
                    .for_each(|change| see(change.event().decoded()));
            }
            meta::Event::Page(batch) | meta::Event::Instagram(batch) => {
                batch
                    .changes()
                    .for_each(|change| see(change.event().decoded()));
                batch
                    .messaging()
                    .for_each(|item| see(item.event().decoded()));
            }
            _ => {}
        }
    }
    for kind in [
        meta::MessagingEvent::KINDS,
        meta::WhatsAppEvent::KINDS,
        meta::FieldEvent::KINDS,
    ]
    .concat()
    {
        assert!(kinds.contains(kind), "{kind}");
    }
}

#[test]
fn has_a_fixture_of_each_payload() {
    let table = repository().join("src/testing/fixtures/typed.rs");
    let table = std::fs::read_to_string(table).unwrap();
    for provider in PROVIDERS {
        let start = format!("    \"{provider}\" {provider} {{");
        let part = table.split_once(&start).unwrap().1;
        let part = part.split_once("\n    }").unwrap().0;
        let rows: BTreeSet<_> = part
            .lines()
            .filter_map(|line| line.trim().split_once(' '))
            .map(|(payload, name)| {
                let name = name.trim_matches(['"', ',']);
                let found = fixtures::by_name(provider, name);
                assert!(found.is_some_and(|found| found.name() == name), "{name}");
                payload.to_owned()
            })
            .collect();
        let folder = repository().join("src/events");
        let mut sources = vec![folder.join(provider).with_extension("rs")];
        let files = folder.join(provider).read_dir().unwrap();
        sources.extend(files.map(|file| file.unwrap().path()));
        let payloads: BTreeSet<_> = sources
            .into_iter()
            .flat_map(|source| variants_in(&std::fs::read_to_string(source).unwrap()))
            .map(|(_, payload)| payload)
            .collect();
        assert_eq!(rows, payloads, "{provider}");
    }
}

#[test]
fn finds_fixtures_by_type_and_by_name() {
    fn is<T: HasFixture>(name: &str) {
        let fixture = fixture::<T>();
        assert_eq!((fixture.provider(), fixture.name()), (T::PROVIDER, name));
    }
    is::<github::PullRequestEvent>("pull_request");
    is::<shopify::OrderEvent>("orders/create");
    is::<stripe::ChargeEvent>("charge.succeeded");
    is::<meta::MessagesEvent>("whatsapp_business_account.messages");
    for (provider, name, found) in [
        ("github", "pull_request.opened", "pull_request"),
        ("github", "pull_request.closed", "pull_request--merged"),
        ("github", "issues.opened", "issues--opened"),
        ("github", "repository.deleted", "repository--deleted"),
        ("github", "star--deleted", "star--deleted"),
        ("linear", "Issue.remove", "Issue--removed"),
        ("slack", "message.bot_message", "message--bot"),
        (
            "meta",
            "whatsapp.messages",
            "whatsapp_business_account.messages",
        ),
        ("meta", "messenger.postback", "page.postback"),
        ("discord", "MODAL_SUBMIT", "interaction.5"),
        ("twilio", "message.received", "message.received"),
    ] {
        let fixture = fixtures::by_name(provider, name);
        assert_eq!(
            fixture.as_ref().map(Fixture::name),
            Some(found),
            "{provider} {name}"
        );
    }
    assert!(fixtures::by_name("github", "pull_request.eaten").is_none());
    assert!(fixtures::by_name("nobody", "push").is_none());
    assert_eq!(fixtures::of("nobody").count(), 0);
    assert_eq!(fixtures::providers().count(), 11);
}

#[test]
fn has_a_unique_name_for_each_fixture() {
    for provider in PROVIDERS {
        let mut names = BTreeSet::new();
        for fixture in fixtures::of(provider) {
            assert!(
                names.insert(fixture.name()),
                "{provider} {}",
                fixture.name()
            );
        }
        for fixture in fixtures::of(provider) {
            for alias in fixture.aliases() {
                assert!(!names.contains(alias), "{provider} {alias}");
            }
        }
    }
}

/// The time is in the signed body, and a fixture is sent at any time.
#[test]
fn writes_the_time_into_the_body() {
    let secret = Secret::new(SECRET).unwrap();
    let receiver = Receiver::new(linear::PROVIDER, secret.clone()).unwrap();
    let sender = fixture::<linear::IssueEvent>().sender(secret, URL);
    let now = SystemTime::now();
    let code = |request| {
        receiver
            .receive(request, now)
            .map_err(|error| error.code())
            .err()
    };
    assert_eq!(code(sender.genuine().unwrap()), None);
    assert_eq!(code(sender.stale().unwrap()), Some("timestamp_too_old"));
    assert_eq!(code(sender.premature().unwrap()), Some("timestamp_too_new"));
}

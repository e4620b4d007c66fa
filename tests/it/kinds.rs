//! The event type and the delivery id, wherever a provider writes them in a request.

use crate::common::rows;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use serde_json::json;
use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    providers::*,
    scheme::{At, Inside, Scheme},
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const URL: &str = "https://app.example/hook";

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

fn signed(provider: Provider, body: &str, change: fn(Signer) -> Signer) -> Request<Bytes> {
    let (private, _) = rows::keys(provider, SECRET).unwrap();
    let signer = Signer::new(provider, Secret::new(private).unwrap()).at(now());
    let signer = change(rows::configured_signer(signer, provider));
    signer.sign(URL, body.to_owned()).unwrap()
}

fn delivery(provider: Provider, request: Request<Bytes>) -> Delivery {
    let (_, public) = rows::keys(provider, SECRET).unwrap();
    let builder = Receiver::builder(provider).secret(Secret::new(public).unwrap());
    let builder = rows::configured(builder, provider).public_url("https://app.example");
    match builder.build().unwrap().receive(request, now()).unwrap() {
        Received::Delivery(delivery) => delivery,
        Received::Handshake(reply) => panic!("{}: {reply:?}", provider.id()),
    }
}

/// Returns the event type and the id of a delivery with this body, and whether each is signed.
type Names<'a> = (Option<(&'a str, bool)>, Option<(&'a str, bool)>);

fn check(provider: Provider, body: &str, (kind, id): Names<'_>) {
    check_with(provider, body, |signer| signer, (kind, id));
}

fn check_with(provider: Provider, body: &str, change: fn(Signer) -> Signer, names: Names<'_>) {
    let delivery = delivery(provider, signed(provider, body, change));
    let kind = delivery
        .kind()
        .map(|kind| (kind, delivery.kind_is_signed()));
    let id = delivery.id().map(|id| (id, delivery.id_is_signed()));
    assert_eq!((kind, id), names, "{}", provider.id());
}

/// A message of a WeChat user and one about an event: the examples in the provider's documentation, with
/// other values.
const MESSAGE: &str = "<xml>\n<ToUserName><![CDATA[gh_1]]></ToUserName>\n<FromUserName><![CDATA[o_2]]></FromUserName>\n<CreateTime>1348831860</CreateTime>\n<MsgType><![CDATA[text]]></MsgType>\n<Content><![CDATA[<Event>x</Event>]]></Content>\n<MsgId>1234567890123456</MsgId>\n</xml>";
const EVENT: &str = "<xml><ToUserName><![CDATA[gh_1]]></ToUserName><FromUserName><![CDATA[o_2]]></FromUserName><CreateTime>123456789</CreateTime><MsgType><![CDATA[event]]></MsgType><Event><![CDATA[subscribe]]></Event></xml>";

#[test]
fn returns_names_from_xml() {
    check(
        WECHAT,
        MESSAGE,
        (Some(("text", false)), Some(("1234567890123456", false))),
    );
    check(WECHAT, EVENT, (Some(("subscribe", false)), None));
    for provider in [WECOM, WECHAT_SAFE] {
        check(
            provider,
            MESSAGE,
            (Some(("text", true)), Some(("1234567890123456", true))),
        );
        check(provider, EVENT, (Some(("subscribe", true)), None));
    }
    let ticket =
        "<xml><SuiteId><![CDATA[s]]></SuiteId><InfoType><![CDATA[suite_ticket]]></InfoType></xml>";
    check(WECOM, ticket, (Some(("suite_ticket", true)), None));

    let notification = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<notification>\n  <timestamp type=\"datetime\">2026-09-21T14:13:20Z</timestamp>\n  <kind>subscription_went_past_due</kind>\n  <subject><kind>x</kind></subject>\n</notification>\n";
    check(
        BRAINTREE,
        notification,
        (Some(("subscription_went_past_due", true)), None),
    );
}

#[test]
fn returns_no_kind_when_the_text_is_malformed() {
    for body in [
        "",
        "{}",
        "<xml><Event>",
        "<xml><Event>a</Event><Event>b</Event></xml>",
    ] {
        let delivery = delivery(WECHAT, signed(WECHAT, body, |signer| signer));
        assert_eq!((delivery.kind(), delivery.id()), (None, None), "{body}");
        assert_eq!(delivery.body(), body);
    }
    check(BRAINTREE, "no XML", (None, None));
    for body in ["[]", "{}", r#"{"update_id":1,"a":{},"b":{}}"#, "x"] {
        let delivery = delivery(TELEGRAM, signed(TELEGRAM, body, |signer| signer));
        assert_eq!(delivery.kind(), None, "{body}");
    }
}

#[test]
fn returns_the_kind_from_the_one_member_present() {
    for kind in ["message", "callback_query", "my_chat_member", "of_tomorrow"] {
        for body in [
            json!({"update_id": 7, kind: {"id": 1}}),
            json!({kind: {"id": 1}, "update_id": 7}),
        ] {
            let names = (Some((kind, false)), Some(("7", false)));
            check(TELEGRAM, &body.to_string(), names);
        }
    }
}

#[test]
fn returns_names_from_the_texts_of_a_token() {
    let event = json!({"id": "8046df3c", "slug": "created", "entityId": "c-1"}).to_string();
    let data = json!({
        "data": event,
        "eventType": "wix.contacts.v4.contact_created",
        "instanceId": "i-1",
    });
    let claims = json!({"data": data.to_string()}).to_string();
    let names = (
        Some(("wix.contacts.v4.contact_created", true)),
        Some(("8046df3c", true)),
    );
    check(WIX, &claims, names);
    let legacy = json!({"data": json!({"eventType": "AppInstalled", "data": "x"}).to_string()});
    check(
        WIX,
        &legacy.to_string(),
        (Some(("AppInstalled", true)), None),
    );
}

#[test]
fn returns_names_from_json() {
    for (provider, body, kind, id) in [
        (
            HUBSPOT_V2,
            json!([{"eventId": 1, "subscriptionType": "contact.creation"}]),
            "contact.creation",
            Some("1"),
        ),
        (
            PAGERDUTY,
            json!({"messages": [{"event": "incident.trigger", "id": "x"}]}),
            "incident.trigger",
            None,
        ),
        (
            PAGERDUTY,
            json!({"event": {"id": "01", "event_type": "incident.triggered"}}),
            "incident.triggered",
            Some("01"),
        ),
        (
            CIRCLECI,
            json!({"id": "3", "type": "workflow-completed"}),
            "workflow-completed",
            Some("3"),
        ),
        (GRAFANA, json!({"status": "firing"}), "firing", None),
        (
            TAILSCALE,
            json!([{"type": "nodeCreated"}, {"type": "nodeDeleted"}]),
            "nodeCreated",
            None,
        ),
        (
            BAMBOOHR,
            json!({"type": "employee.updated", "data": {}}),
            "employee.updated",
            None,
        ),
        (
            KLAVIYO,
            json!({"data": [{"external_id": "e", "topic": "event:klaviyo.sent_sms"}]}),
            "event:klaviyo.sent_sms",
            Some("e"),
        ),
        (
            SMARTSHEET,
            json!({"nonce": "n", "events": [{"eventType": "created"}]}),
            "created",
            Some("n"),
        ),
        (
            EXPO,
            json!({"id": "b", "status": "finished"}),
            "finished",
            Some("b"),
        ),
        (
            GHOST,
            json!({"post": {"current": {}, "previous": {}}}),
            "post",
            None,
        ),
        (
            X,
            json!({"data": {"event_type": "profile.update.bio"}}),
            "profile.update.bio",
            None,
        ),
        (
            ASHBY,
            json!({"action": "candidateHire", "webhookActionId": "a", "data": {}}),
            "candidateHire",
            Some("a"),
        ),
        (GRAFANA, json!({"state": "alerting"}), "alerting", None),
        (
            CLOUDFLARE_STREAM,
            json!({"uid": "v", "status": {"state": "ready"}}),
            "ready",
            None,
        ),
    ] {
        let id = id.map(|id| (id, true));
        check(provider, &body.to_string(), (Some((kind, true)), id));
    }
}

/// Code that signs fields covers the event type and the id if they are among these fields.
#[test]
fn returns_names_from_signed_fields() {
    check(
        DROPBOX_SIGN,
        r#"{"event":{"event_type":"signature_request_sent"}}"#,
        (Some(("signature_request_sent", true)), None),
    );
    let delivery = delivery(
        MAILGUN,
        signed(MAILGUN, r#"{"event-data":{"event":"opened"}}"#, |signer| {
            signer
        }),
    );
    assert_eq!(
        (delivery.kind(), delivery.kind_is_signed()),
        (Some("opened"), false)
    );
    assert!(delivery.id_is_signed());
}

#[test]
fn returns_signed_names_from_texts_inside_the_body() {
    const AT: At = At::Within(&At::Json("/data"), Inside::Json("/type"));
    let scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"));
    let provider = Provider::new("nested", "Nested", "https://docs.example", scheme).kind(&[AT]);
    let body = r#"{"data":"{\"type\":\"a\"}"}"#;
    check(provider, body, (Some(("a", true)), None));
}

/// Returns the ids of the providers that a section of the manual lists.
fn listed(section: &str) -> Vec<&'static str> {
    let manual = include_str!("../../src/manual/names.md");
    let (_, section) = manual.split_once(section).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let (_, list) = section.split_once(":\n").unwrap();
    list.split('`').skip(1).step_by(2).collect()
}

fn without(has: impl Fn(&Provider) -> bool) -> Vec<&'static str> {
    let mut ids: Vec<_> = ALL
        .iter()
        .filter(|provider| !has(provider))
        .map(Provider::id)
        .collect();
    ids.sort_unstable();
    ids
}

#[test]
fn lists_the_rows_in_the_manual() {
    let kinds = without(Provider::has_kind);
    let ids = without(Provider::has_delivery_id);
    println!(
        "of {} providers, {} name no event and {} no delivery",
        ALL.len(),
        kinds.len(),
        ids.len()
    );
    assert_eq!(listed("## Providers that name no event"), kinds);
    assert_eq!(listed("## Providers that name no delivery"), ids);
}

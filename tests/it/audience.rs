//! The audience of a delivery: the manual's table matches the rows, and a delivery for another audience is
//! rejected.

use std::time::SystemTime;

use webhook_receiver::{
    Provider, Receiver, Secret, SetupError,
    algorithm::Class,
    providers::{self, ADOBE_IO_EVENTS, CIRCLE, CONSTANT_CONTACT, FIREBLOCKS_LEGACY, KICK, WISE},
    testing::Signer,
};

const RSA: &str = include_str!("../keys/rsa-private.pem");
const EC: &str = include_str!("../keys/ec-private.pem");

#[test]
fn lists_the_rows_in_the_manual() {
    let table = include_str!("../../src/manual/audience.md");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    let listed: Vec<&str> = rows.iter().map(|row| row[0].trim_matches('`')).collect();
    let mut public: Vec<&str> = providers::ALL
        .iter()
        .filter(|provider| provider.algorithm().class() == Class::Asymmetric)
        .map(Provider::id)
        .collect();
    public.sort_unstable();
    assert_eq!(listed, public, "every provider with a public key, in order");
    for row in rows {
        let &[id, owner, binds, demanded] = row.as_slice() else {
            panic!("{row:?}")
        };
        let provider = providers::by_id(id.trim_matches('`')).unwrap();
        assert_eq!(owner == "provider", provider.has_shared_key(), "{id}");
        if let Some(setting) = provider.audience() {
            assert!(binds.ends_with(&format!("`{setting}`")), "{id}");
        }
        let mut built = Receiver::builder(provider).public_url("https://app.example");
        if provider.id() == "lago-jwt" {
            // This is the owner of the installation, not the audience of a delivery.
            built = built.setting("issuer", "https://api.getlago.com");
        }
        let unbound = built.build_endpoint().is_ok();
        let expected = match (provider.has_shared_key(), provider.audience()) {
            (false, _) => "–",
            (true, _) if !unbound => "yes",
            (true, Some(_)) => "if given",
            (true, None) => "no",
        };
        assert_eq!(demanded, expected, "{id}");
        // A required audience is either checked, or the receiver is not built.
        let demanding = Receiver::builder(provider)
            .public_url("https://app.example")
            .require_audience()
            .build_endpoint();
        match expected {
            "no" => assert!(matches!(
                demanding.unwrap_err(),
                SetupError::AudienceNotBound { .. }
            )),
            "–" => assert!(!matches!(
                demanding.err(),
                Some(SetupError::AudienceNotBound { .. })
            )),
            _ => assert!(demanding.is_err(), "{id}"),
        }
    }
}

fn outcome(
    provider: Provider,
    key: &str,
    setting: Option<&str>,
    body: &'static str,
) -> &'static str {
    let signer = Signer::new(provider, Secret::new(key).unwrap());
    let request = signer.sign("https://app.example/h", body).unwrap();
    let public = match key {
        RSA => include_str!("../keys/rsa-public.pem"),
        _ => include_str!("../keys/ec-public.pem"),
    };
    let mut builder = Receiver::builder(provider).secret(Secret::new(public).unwrap());
    if let Some(value) = setting {
        builder = builder.setting(provider.audience().unwrap(), value);
    }
    let received = builder.build().unwrap().receive(request, SystemTime::now());
    received.map_or_else(|error| error.code(), |_| "accepted")
}

#[test]
fn rejects_a_delivery_for_another_customer() {
    for (provider, key, ours, theirs, none) in [
        (
            WISE,
            RSA,
            r#"{"subscription_id":"s1"}"#,
            r#"{"subscription_id":"s2"}"#,
            r#"{"data":{"subscription_id":"s1"}}"#,
        ),
        (
            FIREBLOCKS_LEGACY,
            RSA,
            r#"{"tenantId":"s1"}"#,
            r#"{"tenantId":"s2"}"#,
            "{}",
        ),
        (
            CONSTANT_CONTACT,
            RSA,
            r#"{"event_type":"tier.increase","api_key":"s1"}"#,
            r#"{"event_type":"tier.increase","api_key":"s2"}"#,
            r#"{"event_type":"tier.increase"}"#,
        ),
        (
            CIRCLE,
            EC,
            r#"{"subscriptionId":"s1"}"#,
            r#"{"subscriptionId":"s2"}"#,
            r#"{"subscriptionId":null}"#,
        ),
    ] {
        for setting in ["s1", "s0 s1"] {
            assert_eq!(outcome(provider, key, Some(setting), ours), "accepted");
            for other in [theirs, none] {
                let rejected = outcome(provider, key, Some(setting), other);
                assert_eq!(rejected, "audience_mismatch", "{provider:?} {other}");
            }
        }
        assert_eq!(
            outcome(provider, key, None, theirs),
            "accepted",
            "not asked for"
        );
        let empty = Receiver::builder(provider).setting(provider.audience().unwrap(), "");
        assert!(empty.build_endpoint().is_err());
    }
}

#[test]
fn accepts_several_customers() {
    let of = |id: &str| {
        outcome(
            KICK,
            RSA,
            Some("1 2"),
            match id {
                "1" => r#"{"broadcaster":{"user_id":1}}"#,
                "2" => r#"{"broadcaster":{"user_id":2}}"#,
                _ => r#"{"broadcaster":{"user_id":"1 2"}}"#,
            },
        )
    };
    assert_eq!(
        (of("1"), of("2"), of("both")),
        ("accepted", "accepted", "audience_mismatch")
    );
}

/// <https://github.com/adobe/aio-lib-java/blob/main/events_webhook/src/main/java/com/adobe/aio/event/webhook/service/EventVerifier.java>
#[test]
fn rejects_a_batch_with_an_event_for_another_customer() {
    let of = |body| outcome(ADOBE_IO_EVENTS, RSA, Some("ours"), body);
    for body in [
        r#"{"recipientclientid":"ours"}"#,
        r#"{"recipient_client_id":"ours"}"#,
        r#"{"recipient_client_id":"ours","recipientclientid":"ours"}"#,
        r#"[{"recipientclientid":"ours"}]"#,
        r#" [{"recipientclientid":"ours"},{"recipient_client_id":"ours"}]"#,
    ] {
        assert_eq!(of(body), "accepted", "{body}");
    }
    for body in [
        r#"{"recipientclientid":"theirs"}"#,
        r#"{"recipient_client_id":"ours","recipientclientid":"theirs"}"#,
        r#"{"recipient_client_id":"theirs","recipientclientid":"ours"}"#,
        r#"[]"#,
        r#"[{"recipientclientid":"ours"},{"recipientclientid":"theirs"}]"#,
        r#"[{"recipientclientid":"theirs"},{"recipientclientid":"ours"}]"#,
        r#"[{"recipientclientid":"ours"},{}]"#,
        r#"[{"recipientclientid":"ours"},[{"recipientclientid":"ours"}]]"#,
        r#"[{"recipientclientid":"ours"}"#,
        r#"{"0":{"recipientclientid":"ours"}}"#,
    ] {
        assert_eq!(of(body), "audience_mismatch", "{body}");
    }
}

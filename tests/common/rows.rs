//! What each provider needs besides a secret, and a body that it signs, for tests that run over all
//! providers.
#![allow(dead_code, reason = "no suite needs all of it")]

use webhook_receiver::{
    Builder, Provider, Receiver, Secret, algorithm::Class, danger, providers, testing::Signer,
};

/// A body that has every field that a row reads.
pub(crate) const BODY: &str = r#"{"type":"a.b","id":"1","event":"e","webhookTimestamp":1790000000000,"time_ms":1790000000000,"timestamp":"2026-09-21T14:13:20","events":[{"type":"m"}],"eventCreated":1790000000,"eventId":"e-1","token":"t-1","triggeredAt":1790000000000,"order_id":"o-1","account_id":"a-1","account_status":"ENABLED","payload":{"amount":"1","currency":"NGN","reference":"r","refunded":false,"status":"SUCCESS","timestamp":"2026-09-21T14:13:20Z","token":"220","transactionId":"9"},"status_code":"200","gross_amount":"10000.00","n":"Gr\u00fc\u00dfe"}"#;

/// The fields that the rows sign that have a form of their own.
const FORM: &str = "totalAmount=10.00&currency=EUR&responseTimeStamp=2026-09-21.14%3A13%3A20&PPP_TransactionID=12&Status=APPROVED&productId=NA&id=1&type=a.b";

/// The notification that Adyen's row signs.
const ADYEN: &str = r#"{"live":"false","notificationItems":[{"NotificationRequestItem":{"pspReference":"7914073381342284","merchantAccountCode":"acme","merchantReference":"order-1","amount":{"value":1130,"currency":"EUR"},"eventCode":"AUTHORISATION","success":"true"}}]}"#;

/// Returns a signer for the provider, and a body that it signs.
pub(crate) fn with_body(signer: Signer, provider: Provider) -> (Signer, &'static str) {
    match provider.id() {
        "adyen" => (signer, ADYEN),
        "ko-fi" | "nuvei" | "opennode" => (signer.form(), FORM),
        _ => (signer, BODY),
    }
}

/// Returns all providers with a shared secret, except those that need a form, those whose JSON becomes a
/// token, and those whose tokens name their customer.
pub(crate) fn shared() -> Vec<Provider> {
    let shared = |provider: &&Provider| {
        // A public customer id is not a secret.
        provider.algorithm().class() != Class::Asymmetric
            && provider.coverage().sender
            && ![
                "dialpad",
                "jira-connect",
                "ko-fi",
                "livekit",
                "nuvei",
                "opennode",
                "postgrid-jwt",
            ]
            .contains(&provider.id())
    };
    providers::ALL.iter().filter(shared).copied().collect()
}

/// The settings without which no endpoint and no signer is built: provider, name, value.
const SETTINGS: &[(&str, &str, &str)] = &[
    ("datadog", "header", "x-datadog-hook-token"),
    ("azure-event-grid", "query", "code"),
    ("braintree", "public_key", "integration_public_key"),
    ("grafana-timestamped", "timestamp_header", "x-grafana-time"),
    ("livekit", "api_key", "APIkey"),
    ("mailchimp", "query", "key"),
    ("pusher", "app_key", "278d425bdf160c739803"),
    ("monday", "callback_url", "https://app.example/hooks"),
    (
        "wecom",
        "encoding_aes_key",
        "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C",
    ),
    ("rapyd", "access_key", "access-key"),
    ("solidgate", "public_key", "wh_pk_1"),
    ("wecom", "receive_id", "wx5823bf96d3bd56c7"),
    (
        "wechat-safe",
        "encoding_aes_key",
        "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
    ),
    ("wechat-safe", "receive_id", "wx2c2769f8efd9abc2"),
    ("okta", "header", "x-okta-hook"),
];

pub(crate) fn settings(provider: Provider) -> impl Iterator<Item = (&'static str, &'static str)> {
    let of_it = SETTINGS.iter().filter(move |(id, ..)| *id == provider.id());
    of_it.map(|(_, name, value)| (*name, *value))
}

pub(crate) fn configured(builder: Builder, provider: Provider) -> Builder {
    settings(provider).fold(builder, |builder, (name, value)| {
        builder.setting(name, value)
    })
}

/// Accepts deliveries for any customer. A topic of SNS is not demanded.
pub(crate) fn any_audience(builder: Builder, provider: Provider) -> Builder {
    match provider.audience() {
        None | Some("topic_arn") => builder,
        Some(_) => danger::any_audience(builder),
    }
}

pub(crate) fn configured_signer(signer: Signer, provider: Provider) -> Signer {
    settings(provider).fold(signer, |signer, (name, value)| signer.setting(name, value))
}

const RSA_PRIVATE: &str = include_str!("../keys/rsa-private.pem");
const RSA: &str = include_str!("../keys/rsa-public.pem");
const EC_PRIVATE: &str = include_str!("../keys/ec-private.pem");
const EC: &str = include_str!("../keys/ec-public.pem");
/// The key pair of RFC 8410, sections 10.3 and 10.1.
const ED_PRIVATE: &str = include_str!("../keys/ed25519-private.pem");
const ED: &str = include_str!("../keys/ed25519-public.pem");

/// Returns what signs the provider's requests, and what verifies them: the secret twice, or a key pair.
pub(crate) fn keys(provider: Provider, secret: &str) -> Option<(String, String)> {
    let pair = |private: &str, public: &str| Some((private.to_owned(), public.to_owned()));
    match (provider.algorithm().class(), provider.algorithm().name()) {
        (Class::Asymmetric, name) if name.starts_with("rsa") => pair(RSA_PRIVATE, RSA),
        (Class::Asymmetric, name) if name.starts_with("ecdsa-p256") => pair(EC_PRIVATE, EC),
        (Class::Asymmetric, "ed25519") => pair(ED_PRIVATE, ED),
        (Class::Asymmetric, _) => None,
        _ => {
            let secret = pasted(provider, secret);
            pair(&secret, &secret)
        }
    }
}

/// Returns the secret in the form in which this provider's users paste it. It should consist of hexadecimal
/// digits.
pub(crate) fn pasted(provider: Provider, secret: &str) -> String {
    match provider.class() {
        "basic" => format!("user:{secret}"),
        _ if provider.id() == "ably" => format!("app.key:{secret}"),
        _ if provider.id() == "paytm" => secret.chars().take(16).collect(),
        _ => secret.to_owned(),
    }
}

/// Returns the secret in the form in which this provider's users paste it.
pub(crate) fn secret(provider: Provider, secret: &str) -> Secret {
    Secret::new(pasted(provider, secret)).unwrap()
}

/// Returns a receiver with this secret, and with what else the provider needs.
pub(crate) fn receiver(provider: Provider, secret: &str) -> Receiver {
    let builder = Receiver::builder(provider)
        .secret(self::secret(provider, secret))
        .public_url("https://app.example");
    configured(builder, provider).build().unwrap()
}

/// Returns whether the provider signs any body. Others have the timestamp, or other signed values, in the
/// body.
pub(crate) fn signs_any_body(provider: Provider) -> bool {
    ![
        "ecwid",
        "figma",
        "lever",
        "linear",
        "midtrans",
        "midtrans-pay-account",
        "pusher",
        "toast",
    ]
    .contains(&provider.id())
}

/// Returns whether the provider signs challenges, so that a body that could be one is rejected.
pub(crate) fn signs_challenges(provider: Provider) -> bool {
    ["linkedin", "smartcar", "x", "zoom"].contains(&provider.id())
}

/// Returns the body in a form that this provider could send.
pub(crate) fn sendable(provider: Provider, body: Vec<u8>) -> Vec<u8> {
    let mut body = body;
    if signs_text(provider) {
        body = String::from_utf8_lossy(&body).into_owned().into_bytes();
    }
    if signs_challenges(provider) || signs_beside_body(provider) {
        body = [b"{", &body[..], b"}"].concat();
    }
    body
}

/// Returns whether the provider hashes the secret with the content, so that a body that is not text is
/// rejected.
fn signs_text(provider: Provider) -> bool {
    matches!(provider.algorithm().name(), "sha1" | "sha256" | "sha512")
}

/// Returns whether the provider signs something directly beside the body that could be a part of the body.
fn signs_beside_body(provider: Provider) -> bool {
    [
        "airwallex",
        "bamboohr",
        "cashfree",
        "cloudinary",
        "configcat",
        "ghost",
        "hubspot",
        "hubspot-v2",
        "klaviyo",
        "oura",
        "quicknode",
        "retell",
        "square",
        "ticket-tailor",
        "trello",
    ]
    .contains(&provider.id())
}

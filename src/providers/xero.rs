use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Encoding, Scheme},
};

/// [Xero](https://developer.xero.com/documentation/guides/webhooks/overview/).
///
/// # Signed content
/// ```text
/// x-xero-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook key, used as text.
///
/// # Example headers
/// ```text
/// x-xero-signature: ...
/// ```
///
/// # Quirks
/// - The intent to receive, whose `events` are empty, is sent with right and wrong signatures. The answers
///   are 200 and 401, without a body.
pub const XERO: Provider = Provider::new(
    "xero",
    "Xero",
    "https://developer.xero.com/documentation/guides/webhooks/overview/",
    Scheme::new(HMAC_SHA256, At::Header("x-xero-signature")).encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "intent to receive",
    method: "POST",
    when: &[Condition::EmptyList("/events")],
    proof: Proof::Signed,
    answer: Answer::Empty(200),
}])
.kind(&[At::Json("/events/0/eventCategory")])
.source_read("2026-11");

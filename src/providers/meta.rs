use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Format, Scheme},
};

/// [Meta](https://developers.facebook.com/docs/graph-api/webhooks/getting-started): Facebook, Instagram, Messenger and WhatsApp.
///
/// # Signed content
/// ```text
/// x-hub-signature-256: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the app secret, used as text.
///
/// # Example headers
/// ```text
/// x-hub-signature-256: sha256=5f1d...
/// ```
///
/// # Quirks
/// - Subscribing sends a GET with `hub.challenge`, answered if its `hub.verify_token` is the setting `verify_token`.
/// - `x-hub-signature` repeats the signature with SHA-1; it is ignored.
/// - A body has many entries, and no delivery id.
pub const META: Provider = Provider::new(
    "meta",
    "Meta",
    "https://developers.facebook.com/docs/graph-api/webhooks/getting-started",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature-256")).format(Format::Prefixed("sha256=")),
)
.handshakes(&[Handshake {
    name: "hub.challenge",
    method: "GET",
    when: &[
        Condition::Equals(At::Query("hub.mode"), "subscribe"),
        Condition::Present(At::Query("hub.challenge")),
    ],
    proof: Proof::VerifyToken(At::Query("hub.verify_token")),
    answer: Answer::Echo(At::Query("hub.challenge")),
}])
.kind(&[At::Json("/object")])
// <https://developers.facebook.com/docs/whatsapp/business-management-api/webhooks/components>
.retries_for(7 * 24 * 3600)
// <https://developers.facebook.com/docs/messenger-platform/faq>
.answer_within(20)
.source_read("2026-11");

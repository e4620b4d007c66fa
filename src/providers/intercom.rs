use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Intercom](https://developers.intercom.com/docs/webhooks) topics.
///
/// # Signed content
/// ```text
/// x-hub-signature: sha1=hex(HMAC-SHA1(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-hub-signature: sha1=5f1d...
/// ```
///
/// # Quirks
/// - Saving the endpoint sends a HEAD, which is answered.
/// - Canvas Kit requests are signed differently and are not accepted here.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const INTERCOM: Provider = Provider::new(
    "intercom",
    "Intercom",
    "https://developers.intercom.com/docs/webhooks",
    Scheme::new(HMAC_SHA1, At::Header("x-hub-signature")).format(Format::Prefixed("sha1=")),
)
.handshakes(&[Handshake {
    name: "creation",
    method: "HEAD",
    when: &[],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.kind(&[At::Json("/topic")])
.delivery_id(&[At::Json("/id")])
// <https://developers.intercom.com/docs/references/2.5/webhooks/webhook-models>
.occurred_at(&[At::Json("/created_at")], TimeFormat::Seconds)
.source_read("2026-11");

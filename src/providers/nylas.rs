use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Scheme, TimeFormat},
};

/// [Nylas](https://developer.nylas.com/docs/v3/notifications/), version 3.
///
/// # Signed content
/// ```text
/// x-nylas-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-nylas-signature: 3d78290086aae5a1...
/// ```
///
/// # Quirks
/// - Creating a webhook sends a GET with `challenge`, which is sent back as inert text. The secret
///   is made only then.
/// - With `compressed_delivery`, the compressed bytes are signed, and the delivery has them as they
///   came.
pub const NYLAS: Provider = Provider::new(
    "nylas",
    "Nylas",
    "https://developer.nylas.com/docs/v3/notifications/",
    Scheme::new(HMAC_SHA256, At::Header("x-nylas-signature")),
)
.handshakes(&[Handshake {
    name: "challenge",
    method: "GET",
    when: &[Condition::Present(At::Query("challenge"))],
    proof: Proof::Nothing,
    answer: Answer::Echo(At::Query("challenge")),
}])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/time")], TimeFormat::Seconds)
.signs_compressed()
.source_read("2026-10");

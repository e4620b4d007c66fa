use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, HashEncoding, Part, Scheme},
};

/// [Tebex](https://docs.tebex.io/developers/webhooks/overview).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, hex(SHA-256(body))))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-signature: f04afb9e25328079...
/// ```
///
/// # Quirks
/// - Adding the URL sends a signed `validation.webhook`, answered with its id.
pub const TEBEX: Provider = Provider::new(
    "tebex",
    "Tebex",
    "https://docs.tebex.io/developers/webhooks/overview",
    Scheme::new(HMAC_SHA256, At::Header("x-signature"))
        .content(&[Part::BodyHash(HashEncoding::Hex)]),
)
.handshakes(&[Handshake {
    name: "validation.webhook",
    method: "POST",
    when: &[Condition::Equals(At::Json("/type"), "validation.webhook")],
    proof: Proof::Signed,
    answer: Answer::Json(&[("id", Member::Echo(At::Json("/id")))]),
}])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");

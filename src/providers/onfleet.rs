use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, KeyFormat, Scheme},
};

/// [Onfleet](https://docs.onfleet.com/reference/secrets).
///
/// # Signed content
/// ```text
/// x-onfleet-signature: hex(HMAC-SHA512(hex_decode(secret), body))
/// ```
///
/// # Example headers
/// ```text
/// x-onfleet-signature: 571fddd5914c1aa6...
/// ```
///
/// # Quirks
/// - Creating a webhook sends a GET with `check`, which is sent back as inert text.
pub const ONFLEET: Provider = Provider::new(
    "onfleet",
    "Onfleet",
    "https://docs.onfleet.com/reference/secrets",
    Scheme::new(HMAC_SHA512, At::Header("x-onfleet-signature")).key(KeyFormat::Hex),
)
.handshakes(&[Handshake {
    name: "check",
    method: "GET",
    when: &[Condition::Present(At::Query("check"))],
    proof: Proof::Nothing,
    answer: Answer::Echo(At::Query("check")),
}])
.kind(&[At::Json("/triggerName")])
.source_read("2026-10");

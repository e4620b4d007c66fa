use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Scheme},
};

/// [Dropbox](https://www.dropbox.com/developers/reference/webhooks).
///
/// # Signed content
/// ```text
/// x-dropbox-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the app secret.
///
/// # Example headers
/// ```text
/// x-dropbox-signature: 5f1d...
/// ```
///
/// # Quirks
/// - Registering sends a GET with `challenge`, which is sent back as inert text.
/// - A delivery says whose files changed, not what.
pub const DROPBOX: Provider = Provider::new(
    "dropbox",
    "Dropbox",
    "https://www.dropbox.com/developers/reference/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-dropbox-signature")),
)
.handshakes(&[Handshake {
    name: "challenge",
    method: "GET",
    when: &[Condition::Present(At::Query("challenge"))],
    proof: Proof::Nothing,
    answer: Answer::Echo(At::Query("challenge")),
}])
.answer_within(10)
.source_read("2026-11");

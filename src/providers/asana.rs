use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Asana](https://developers.asana.com/docs/webhooks-guide).
///
/// # Signed content
/// ```text
/// x-hook-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the `X-Hook-Secret` of the handshake.
///
/// # Example headers
/// ```text
/// x-hook-signature: 45af92c898cad344...
/// ```
///
/// # Quirks
/// - Creating a webhook sends its secret in `X-Hook-Secret`, once and not signed. It is sent back,
///   and handed over as [`HandshakeData`](crate::handshake::HandshakeData) under `secret`: keep it by an id in
///   the webhook's URL.
/// - A heartbeat is a signed delivery without events, every eight hours.
pub const ASANA: Provider = Provider::new(
    "asana",
    "Asana",
    "https://developers.asana.com/docs/webhooks-guide",
    Scheme::new(HMAC_SHA256, At::Header("x-hook-signature")),
)
.handshakes(&[Handshake {
    name: "X-Hook-Secret",
    method: "POST",
    when: &[
        Condition::Present(At::Header("x-hook-secret")),
        Condition::Absent(At::Header("x-hook-signature")),
        Condition::OnlyMembers("", &[]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(
        &[("secret", At::Header("x-hook-secret"))],
        &Answer::Headers(
            &[("x-hook-secret", Member::Echo(At::Header("x-hook-secret")))],
            &[],
        ),
    ),
}])
.kind(&[At::Json("/events/0/action")])
.source_read("2026-11");

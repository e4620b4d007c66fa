use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Scheme},
};

/// [Gusto](https://docs.gusto.com/embedded-payroll/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-gusto-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the verification token.
///
/// # Example headers
/// ```text
/// x-gusto-signature: 2dcad8d380cdb437...
/// ```
///
/// # Quirks
/// - Subscribing sends the key itself, once and not signed. It is handed over as
///   [`HandshakeData`](crate::handshake::HandshakeData) with the subscription's id, which must be sent back
///   through the API.
/// - A delivery says what changed, not how.
pub const GUSTO: Provider = Provider::new(
    "gusto",
    "Gusto",
    "https://docs.gusto.com/embedded-payroll/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-gusto-signature")),
)
.handshakes(&[Handshake {
    name: "verification_token",
    method: "POST",
    when: &[
        Condition::Present(At::Json("/verification_token")),
        Condition::Present(At::Json("/webhook_subscription_uuid")),
        Condition::OnlyMembers("", &["verification_token", "webhook_subscription_uuid"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(
        &[
            ("verification_token", At::Json("/verification_token")),
            (
                "webhook_subscription_uuid",
                At::Json("/webhook_subscription_uuid"),
            ),
        ],
        &Answer::Empty(200),
    ),
}])
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/uuid")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Smartsheet](https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification).
///
/// # Signed content
/// ```text
/// smartsheet-hmac-sha256: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the shared secret of the webhook.
///
/// # Example headers
/// ```text
/// smartsheet-hmac-sha256: a0004c3db532b10e...
/// ```
///
/// # Quirks
/// - Enabling a webhook, and about every hundredth delivery, sends a challenge that is not signed.
///   It is sent back in header and body.
pub const SMARTSHEET: Provider = Provider::new(
    "smartsheet",
    "Smartsheet",
    "https://developers.smartsheet.com/api/smartsheet/guides/webhooks/webhook-verification",
    Scheme::new(HMAC_SHA256, At::Header("smartsheet-hmac-sha256")),
)
.handshakes(&[Handshake {
    name: "Smartsheet-Hook-Challenge",
    method: "POST",
    when: &[
        Condition::Present(At::Header("smartsheet-hook-challenge")),
        Condition::Absent(At::Header("smartsheet-hmac-sha256")),
        Condition::OnlyMembers("", &["challenge", "webhookId"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Headers(
        &[(
            "smartsheet-hook-response",
            Member::Echo(At::Header("smartsheet-hook-challenge")),
        )],
        &[(
            "smartsheetHookResponse",
            Member::Echo(At::Header("smartsheet-hook-challenge")),
        )],
    ),
}])
.kind(&[At::Json("/events/0/eventType")])
.delivery_id(&[At::Json("/nonce")])
.source_read("2026-11");

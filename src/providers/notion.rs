use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Notion](https://developers.notion.com/reference/webhooks).
///
/// # Signed content
/// ```text
/// x-notion-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the verification token.
///
/// # Example headers
/// ```text
/// x-notion-signature: sha256=e843ade6a3dd96ef...
/// ```
///
/// # Quirks
/// - Subscribing sends the key itself, once and not signed. It is handed over as
///   [`HandshakeData`](crate::handshake::HandshakeData), to be pasted into Notion's dialog.
/// - A delivery says what changed, not how.
pub const NOTION: Provider = Provider::new(
    "notion",
    "Notion",
    "https://developers.notion.com/reference/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-notion-signature")).format(Format::Prefixed("sha256=")),
)
.handshakes(&[Handshake {
    name: "verification_token",
    method: "POST",
    when: &[
        Condition::Present(At::Json("/verification_token")),
        Condition::OnlyMembers("", &["verification_token"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(
        &[("verification_token", At::Json("/verification_token"))],
        &Answer::Empty(200),
    ),
}])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
// <https://developers.notion.com/reference/webhooks-events-delivery>
.retries_for(24 * 3600)
.id_of_event("https://github.com/makenotion/notion-sdk-js/blob/main/src/api-endpoints/webhooks.ts")
.source_read("2026-11");

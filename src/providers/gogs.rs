use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    provider::When,
    scheme::{At, Part, Scheme},
};

const JSON: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-gogs-signature"));

/// [Gogs](https://gogs.io/docs/features/webhook) repositories.
///
/// # Signed content
/// ```text
/// x-gogs-signature: hex(HMAC-SHA256(secret, body))
///
/// If the body is a form:
/// x-gogs-signature: hex(HMAC-SHA256(secret, only_field(payload)))
/// ```
///
/// # Example headers
/// ```text
/// x-gogs-event: push
/// x-gogs-delivery: f6266f16-1bf3-46a5-9ea4-602e06ead473
/// x-gogs-signature: 2da5e20cd98a75cd...
/// ```
///
/// # Quirks
/// - What is signed is the JSON: of a form the decoded field `payload`.
/// - Without a secret the header comes empty, and is rejected.
///
/// # Security
/// The content type is not signed: an attacker who saw a delivery can send the same payload in another of its
/// shapes, as JSON or in a form. Other text never passes. Headers, with the event's name and the
/// delivery's id, are not signed either.
pub const GOGS: Provider = Provider::new(
    "gogs",
    "Gogs",
    "https://gogs.io/docs/features/webhook",
    JSON,
)
.variants(&[(When::Form, JSON.content(&[Part::OnlyField("payload")]))])
.kind(&[At::Header("x-gogs-event")])
.delivery_id(&[At::Header("x-gogs-delivery")])
.answer_within(15)
// <https://github.com/gogs/gogs/blob/main/internal/database/webhook.go>
.never_retries()
.id_of_event("https://github.com/gogs/gogs/blob/main/internal/database/webhook.go")
.source_read("2026-11");

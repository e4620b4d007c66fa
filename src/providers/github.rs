use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [GitHub](https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries)
/// repositories, organizations and apps.
///
/// # Signed content
/// ```text
/// x-hub-signature-256: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-github-event: push
/// x-github-delivery: 72d3162e-cc78-11e3-81ab-4c9367dc0958
/// x-hub-signature-256: sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17
/// ```
///
/// # Quirks
/// - The event type and the delivery id are in unsigned headers.
/// - `x-hub-signature` repeats the signature with SHA-1; it is ignored.
/// - A webhook with content type `application/x-www-form-urlencoded` signs the form as it is sent.
/// - GitHub does not retry by itself; a manual redelivery repeats the id.
pub const GITHUB: Provider = Provider::new(
    "github",
    "GitHub",
    "https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature-256")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Header("x-github-event")])
.delivery_id(&[At::Header("x-github-delivery")])
.answer_within(10)
.body_limit(25 * 1024 * 1024)
// <https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries>
.never_retries()
.id_of_event("https://docs.github.com/en/webhooks/using-webhooks/best-practices-for-using-webhooks")
.source_read("2026-11");

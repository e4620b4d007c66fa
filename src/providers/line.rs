use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [LINE](https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/) Messaging API.
///
/// # Signed content
/// ```text
/// x-line-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the channel secret, used as text.
///
/// # Example headers
/// ```text
/// x-line-signature: ...
/// ```
///
/// # Quirks
/// - The console's test sends no events, signed, and wants 200.
pub const LINE: Provider = Provider::new(
    "line",
    "LINE",
    "https://developers.line.biz/en/docs/messaging-api/verify-webhook-signature/",
    Scheme::new(HMAC_SHA256, At::Header("x-line-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/events/0/type")])
.delivery_id(&[At::Json("/events/0/webhookEventId")])
.id_of_batch_item("https://github.com/line/line-openapi/blob/main/webhook.yml")
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Dodo Payments](https://docs.dodopayments.com/developer-resources/webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// webhook-id: msg_2f6fb4326ba45b3a91c45
/// webhook-timestamp: 1790000000
/// webhook-signature: v1,iy6YXS4bguK/Bp7Xq0sEu87C5un2KW3MYsE7v...
/// ```
///
/// # Quirks
/// - Standard Webhooks.
pub const DODO_PAYMENTS: Provider = Provider::new(
    "dodo-payments",
    "Dodo Payments",
    "https://docs.dodopayments.com/developer-resources/webhooks",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("webhook-id")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.retries_for(99_305)
.answer_within(15)
.id_of_event("https://docs.dodopayments.com/developer-resources/webhooks")
// By the specification that it follows, the time is the attempt's; a receiver reports that retries have
// the first one's. So neither is said.
.source_read("2026-11");

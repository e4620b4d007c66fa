use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Lago](https://getlago.com/docs/api-reference/webhooks/format---signature) with HMAC.
///
/// # Signed content
/// ```text
/// x-lago-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the HMAC key.
///
/// # Example headers
/// ```text
/// x-lago-unique-key: l1
/// x-lago-signature: /kRNOORvY4I1px/v5wB02nh59VYIDhIH5Vf2btaFgsI=
/// ```
///
/// # Quirks
/// - `x-lago-signature-algorithm` is ignored.
pub const LAGO: Provider = Provider::new(
    "lago",
    "Lago",
    "https://getlago.com/docs/api-reference/webhooks/format---signature",
    Scheme::new(HMAC_SHA256, At::Header("x-lago-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/webhook_type")])
.delivery_id(&[At::Header("x-lago-unique-key")])
// <https://github.com/getlago/lago-api/blob/main/app/services/webhooks/send_http_service.rb>
.retries_for(24)
.answer_within(30)
.id_of_event("https://github.com/getlago/lago-api/blob/main/app/models/webhook.rb")
.source_read("2026-11");

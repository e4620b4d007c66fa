use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Encoding, Part, Scheme},
};

/// [Solidgate](https://api-docs.solidgate.com/api/openapi/main/md/webhook-signatures).
///
/// # Signed content
/// ```text
/// signature: base64(hex(HMAC-SHA512(secret, <public_key> + body + <public_key>)))
/// ```
/// The secret is the webhook secret key.
///
/// # Example headers
/// ```text
/// solidgate-event-type: card_gate.order.updated
/// solidgate-event-id: o-1
/// signature: ZTIyYjA2OWQ4OWY1MmIwMDlkNTI1MDNlYmZhYzli...
/// ```
///
/// # Quirks
/// - base64 of the digits, not of the bytes.
/// - The public key of the webhook is the setting `public_key`.
pub const SOLIDGATE: Provider = Provider::new(
    "solidgate",
    "Solidgate",
    "https://api-docs.solidgate.com/api/openapi/main/md/webhook-signatures",
    Scheme::new(HMAC_SHA512, At::Header("signature"))
        .encoding(Encoding::Base64Hex)
        .content(&[
            Part::Setting("public_key"),
            Part::Body,
            Part::Setting("public_key"),
        ]),
)
.kind(&[At::Header("solidgate-event-type")])
.delivery_id(&[At::Header("solidgate-event-id")])
.source_read("2026-10");

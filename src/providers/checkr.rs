use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Checkr](https://docs.checkr.com/#section/Webhooks/Validating-webhooks).
///
/// # Signed content
/// ```text
/// x-checkr-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the API key; for partners, the client secret.
///
/// # Example headers
/// ```text
/// x-checkr-signature: 2f3c4405d61286572228156079a61e9559636ab6...
/// ```
///
/// # Quirks
/// - The secret is the account's API key, which can do more than verify: keep it accordingly.
/// - An endpoint may be a topic of Amazon SNS instead; what comes from there is signed by Amazon.
pub const CHECKR: Provider = Provider::new(
    "checkr",
    "Checkr",
    "https://docs.checkr.com/#section/Webhooks/Validating-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-checkr-signature")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");

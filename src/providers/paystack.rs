use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Scheme},
};

/// [Paystack](https://paystack.com/docs/payments/webhooks/).
///
/// # Signed content
/// ```text
/// x-paystack-signature: hex(HMAC-SHA512(secret, body))
/// ```
/// The secret is the secret API key (`sk_live_` or `sk_test_`).
///
/// # Example headers
/// ```text
/// x-paystack-signature: ef138bf7a98b1d6946fd062e1a3f85ca17a8b200...
/// ```
///
/// # Quirks
/// - The key is that of the API: rotating it rotates both.
/// - There is no id of the delivery.
pub const PAYSTACK: Provider = Provider::new(
    "paystack",
    "Paystack",
    "https://paystack.com/docs/payments/webhooks/",
    Scheme::new(HMAC_SHA512, At::Header("x-paystack-signature")),
)
.kind(&[At::Json("/event")])
.retries_for(3 * 24 * 3600)
.source_read("2026-11");

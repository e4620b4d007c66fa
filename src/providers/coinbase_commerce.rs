use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Coinbase Commerce](https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security).
///
/// # Signed content
/// ```text
/// x-cc-webhook-signature: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-cc-webhook-signature: ed4e0b832fa7a6bd5703e3f8218060d38a06aeab...
/// ```
///
/// # Quirks
/// - The event is in `event`; `id` is that of the delivery.
pub const COINBASE_COMMERCE: Provider = Provider::new(
    "coinbase-commerce",
    "Coinbase Commerce",
    "https://docs.cdp.coinbase.com/commerce/api-arcitecture/webhooks-security",
    Scheme::new(HMAC_SHA256, At::Header("x-cc-webhook-signature")),
)
.kind(&[At::Json("/event/type")])
.delivery_id(&[At::Json("/event/id")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_MD5,
    scheme::{At, Scheme},
};

/// [Patreon](https://docs.patreon.com/#webhooks).
///
/// # Signed content
/// ```text
/// x-patreon-signature: hex(HMAC-MD5(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-patreon-event: members:pledge:create
/// x-patreon-signature: a0f91d6085a2c67f36a8498a47c58d80
/// ```
///
/// # Quirks
/// - The event type is in an unsigned header only.
/// - MD5 is all that the provider offers; needs the feature `md5`.
pub const PATREON: Provider = Provider::new(
    "patreon",
    "Patreon",
    "https://docs.patreon.com/#webhooks",
    Scheme::new(HMAC_MD5, At::Header("x-patreon-signature")),
)
.kind(&[At::Header("x-patreon-event")])
.retries_for(604 * 3600)
.source_read("2026-11");

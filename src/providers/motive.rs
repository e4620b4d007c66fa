use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Scheme},
};

/// [Motive (KeepTruckin)](https://developer-docs.gomotive.com/reference/webhooks).
///
/// # Signed content
/// ```text
/// x-kt-webhook-signature: hex(HMAC-SHA1(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-kt-webhook-signature: d13b7b20460c8022b147a4c23984dfb5983c31c1
/// ```
///
/// # Quirks
/// - Some events come as a list.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const MOTIVE: Provider = Provider::new(
    "motive",
    "Motive (KeepTruckin)",
    "https://developer-docs.gomotive.com/reference/webhooks",
    Scheme::new(HMAC_SHA1, At::Header("x-kt-webhook-signature")),
)
.kind(&[At::Json("/action")])
.answer_within(3)
.source_read("2026-10");

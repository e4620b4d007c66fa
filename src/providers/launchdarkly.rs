use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [LaunchDarkly](https://launchdarkly.com/docs/home/infrastructure/webhooks).
///
/// # Signed content
/// ```text
/// x-ld-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-ld-signature: 0dbd36e3afd2442e8cfc878155e0eed843d46e58...
/// ```
///
/// # Quirks
/// - Signing is an option of the webhook.
/// - `kind` is the resource; what happened is in `accesses`.
pub const LAUNCHDARKLY: Provider = Provider::new(
    "launchdarkly",
    "LaunchDarkly",
    "https://launchdarkly.com/docs/home/infrastructure/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-ld-signature")),
)
.kind(&[At::Json("/kind")])
.delivery_id(&[At::Json("/_id")])
.occurred_at(&[At::Json("/date")], TimeFormat::Milliseconds)
.source_read("2026-10");

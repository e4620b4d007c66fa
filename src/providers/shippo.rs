use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Shippo](https://docs.goshippo.com/docs/tracking/webhooksecurity/).
///
/// # Signed content
/// ```text
/// shippo-auth-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook secret handed out by Shippo.
///
/// # Example headers
/// ```text
/// shippo-auth-signature: t=1767225600,v1=e6f95a1e5fae90a181e3eb35...
/// ```
///
/// # Quirks
/// - Signing must be asked for.
pub const SHIPPO: Provider = Provider::new(
    "shippo",
    "Shippo",
    "https://docs.goshippo.com/docs/tracking/webhooksecurity/",
    Scheme::stripe("shippo-auth-signature"),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Tailscale](https://tailscale.com/kb/1213/webhooks).
///
/// # Signed content
/// ```text
/// tailscale-webhook-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// tailscale-webhook-signature: t=1663781880,v1=0123...
/// ```
///
/// # Quirks
/// - The body is a list of events without ids. The kind is that of the first.
pub const TAILSCALE: Provider = Provider::new(
    "tailscale",
    "Tailscale",
    "https://tailscale.com/kb/1213/webhooks",
    Scheme::stripe("tailscale-webhook-signature"),
)
.kind(&[At::Json("/0/type")])
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Mux](https://docs.mux.com/core/verify-webhook-signatures).
///
/// # Signed content
/// ```text
/// mux-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// mux-signature: t=1767225600,v1=0051e104e7958798fdaac22e...
/// ```
///
/// # Quirks
/// - There is one secret per webhook.
pub const MUX: Provider = Provider::new(
    "mux",
    "Mux",
    "https://docs.mux.com/core/verify-webhook-signatures",
    Scheme::stripe("mux-signature"),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.id_of_event(
    "https://github.com/muxinc/mux-node-sdk/blob/master/src/resources/webhooks/webhooks.ts",
)
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Exa (websets, monitors)](https://docs.exa.ai/websets/api/webhooks/verifying-signatures).
///
/// # Signed content
/// ```text
/// exa-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// exa-signature: t=1767225600,v1=9522789e41347e9848eaf0f4...
/// ```
///
/// # Quirks
/// - Each monitor or webhook has its own secret.
pub const EXA: Provider = Provider::new(
    "exa",
    "Exa (websets, monitors)",
    "https://docs.exa.ai/websets/api/webhooks/verifying-signatures",
    Scheme::stripe("exa-signature"),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Rfc3339)
.source_read("2026-10");

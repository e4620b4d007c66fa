use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Todoist](https://developer.todoist.com/api/v1/#tag/Webhooks).
///
/// # Signed content
/// ```text
/// x-todoist-hmac-sha256: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-todoist-delivery-id: 8a4b
/// x-todoist-hmac-sha256: 1pvOgFN8e3Udwmnd23xb+9+k/XhFF2JSGqW5HNJ2Icg=
/// ```
///
/// # Quirks
/// - The id stays the same when Todoist tries again.
pub const TODOIST: Provider = Provider::new(
    "todoist",
    "Todoist",
    "https://developer.todoist.com/api/v1/#tag/Webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-todoist-hmac-sha256")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/event_name")])
.delivery_id(&[At::Header("x-todoist-delivery-id")])
.occurred_at(&[At::Json("/triggered_at")], TimeFormat::Rfc3339)
.retries_for(45 * 60)
.id_of_event("https://developer.todoist.com/api/v1/#tag/Webhooks")
.source_read("2026-11");

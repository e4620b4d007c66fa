use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Sentry](https://docs.sentry.io/organization/integrations/integration-platform/webhooks/) integrations.
///
/// # Signed content
/// ```text
/// sentry-hook-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// sentry-hook-resource: issue
/// request-id: 6f6a...
/// sentry-hook-signature: 5f1d...
/// ```
///
/// # Quirks
/// - The time in `sentry-hook-timestamp` is not signed, proves nothing, and is not read.
/// - The resource is a header that is not signed; the action is in the body.
pub const SENTRY: Provider = Provider::new(
    "sentry",
    "Sentry",
    "https://docs.sentry.io/organization/integrations/integration-platform/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("sentry-hook-signature")),
)
.kind(&[At::Header("sentry-hook-resource")])
.delivery_id(&[At::Header("request-id")])
.answer_within(1)
.source_read("2026-11");

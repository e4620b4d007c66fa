//! Sumsub: <https://docs.sumsub.com/docs/webhook-manager>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Sumsub](https://docs.sumsub.com/docs/webhook-manager).
///
/// # Signed content
/// hex(HMAC-SHA256(secret key, body))
///
/// # Example headers
/// ```text
/// x-payload-digest: dbab35e753ff3890333d9b9a19dd9db156cf08e5...
/// ```
///
/// # Quirks
/// - The algorithm is chosen in the dashboard: it must be SHA-256, whatever the request's header
///   names.
pub const SUMSUB: Provider = Provider::new(
    "sumsub",
    "Sumsub",
    "https://docs.sumsub.com/docs/webhook-manager",
    Scheme::new(HMAC_SHA256, At::Header("x-payload-digest")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/correlationId")])
.answer_within(5)
.retries_for(1445 * 60)
.source_read("2026-11");

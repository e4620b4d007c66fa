use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Lemon Squeezy](https://docs.lemonsqueezy.com/help/webhooks/signing-requests).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-signature: 5f1d...
/// ```
///
/// # Quirks
/// - `X-Event-Name` repeats the event unsigned; the one of the body is read.
pub const LEMON_SQUEEZY: Provider = Provider::new(
    "lemon-squeezy",
    "Lemon Squeezy",
    "https://docs.lemonsqueezy.com/help/webhooks/signing-requests",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.kind(&[At::Json("/meta/event_name")])
// <https://docs.lemonsqueezy.com/help/webhooks/webhook-requests>
.retries_for(155)
.source_read("2026-11");

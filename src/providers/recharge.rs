use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Recharge](https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks).
///
/// # Signed content
/// ```text
/// x-recharge-webhook-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the API client secret.
///
/// # Example headers
/// ```text
/// x-recharge-topic: charge/paid
/// x-recharge-webhook-signature: t=1767225600,v1=669323c12462a1d77b9ca630...
/// ```
///
/// # Quirks
/// - [`RECHARGE_LEGACY`](super::RECHARGE_LEGACY) is the older header.
pub const RECHARGE: Provider = Provider::new(
    "recharge",
    "Recharge",
    "https://docs.getrecharge.com/docs/webhooks-overview#validating-webhooks",
    Scheme::stripe("x-recharge-webhook-signature"),
)
.kind(&[At::Header("x-recharge-topic")])
.retries_for(2 * 24 * 3600)
// "Recharge's server waits 5 seconds for a response": <https://docs.getrecharge.com/docs/webhooks-overview>.
.answer_within(5)
// "The same webhook" is retried, and is to be rejected after 48 hours. The page also calls the time the
// send time: whether a retry has a new one is not said.
.time_of_event(
    "https://changelog.getrecharge.com/webhook-signatures-now-support-timestamp-verification",
)
.max_age(48 * 3600)
.source_read("2026-11");

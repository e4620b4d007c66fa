use super::hook0::Hook0;
use crate::{Provider, scheme::At};

/// [Coinbase Developer Platform](https://docs.cdp.coinbase.com/webhooks/verify-signatures).
///
/// # Signed content
/// As [`HOOK0`](super::HOOK0): `v1=` hex(HMAC-SHA256(secret, timestamp + "." + names of headers +
/// "." + their values + "." + body))
///
/// # Example headers
/// ```text
/// x-event-id: 6e1b
/// x-hook0-signature: t=1790000000,v0=8a6aae08...,h=content-type x-event-id x-event-type,v1=90b44249...
/// ```
///
/// # Quirks
/// - The secret is that of the subscription.
///
/// # Security
/// A `v0` signs no headers: an attacker who saw a request that has both can take the `v1` away, and send another
/// `x-event-id`. It then does not count as signed: see
/// [`id_is_signed`](crate::Delivery::id_is_signed).
pub const COINBASE_CDP: Provider = Provider::code(
    "coinbase-cdp",
    "Coinbase Developer Platform",
    "https://docs.cdp.coinbase.com/webhooks/verify-signatures",
    &Hook0,
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Header("x-event-id")])
.time_of_attempt("https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs")
.source_read("2026-11");

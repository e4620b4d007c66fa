//! Xendit: <https://docs.xendit.co/docs/handling-webhooks>

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Xendit](https://docs.xendit.co/docs/handling-webhooks).
///
/// # Signed content
/// Nothing: the verification token in a header proves the sender only
///
/// # Example headers
/// ```text
/// x-callback-token: xnd-tok-1
/// ```
///
/// # Quirks
/// - Nothing binds the body.
/// - The kind is `event`, or else `status` in older bodies. The id is the header `webhook-id`.
pub const XENDIT: Provider = Provider::new(
    "xendit",
    "Xendit",
    "https://docs.xendit.co/docs/handling-webhooks",
    Scheme::token(At::Header("x-callback-token")),
)
.kind(&[At::Json("/event"), At::Json("/status")])
.delivery_id(&[At::Header("webhook-id")])
.source_read("2026-10");

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Xendit](https://docs.xendit.co/docs/handling-webhooks).
///
/// # Signed content
/// ```text
/// x-callback-token: secret
/// ```
/// Nothing is signed: the verification token proves only the sender.
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

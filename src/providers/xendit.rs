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
pub const XENDIT: Provider = Provider::new(
    "xendit",
    "Xendit",
    "https://docs.xendit.co/docs/handling-webhooks",
    Scheme::token(At::Header("x-callback-token")),
)
.kind(&[At::Json("/status")])
.source_read("2026-10");

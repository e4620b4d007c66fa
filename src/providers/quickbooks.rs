//! QuickBooks: <https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [QuickBooks](https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks).
///
/// # Signed content
/// base64(HMAC-SHA256(verifier token, body))
///
/// # Example headers
/// ```text
/// intuit-signature: 2OK+Qro8kquSt+kprWXVr1byCvIXccuFj9SNX8Mk/8w=
/// ```
///
/// # Quirks
/// - A delivery says what changed, not how.
pub const QUICKBOOKS: Provider = Provider::new(
    "quickbooks",
    "QuickBooks",
    "https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("intuit-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json(
    "/eventNotifications/0/dataChangeEvent/entities/0/name",
)])
.answer_within(3);

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [QuickBooks](https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks).
///
/// # Signed content
/// ```text
/// intuit-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the verifier token.
///
/// # Example headers
/// ```text
/// intuit-signature: 2OK+Qro8kquSt+kprWXVr1byCvIXccuFj9SNX8Mk/8w=
/// ```
///
/// # Quirks
/// - A delivery says what changed, not how.
/// - Bodies are a list of CloudEvents, whose kind and id are those of the first event. The older
///   envelope, `eventNotifications`, has no id.
pub const QUICKBOOKS: Provider = Provider::new(
    "quickbooks",
    "QuickBooks",
    "https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("intuit-signature")).encoding(Encoding::Base64),
)
.kind(&[
    At::Json("/0/type"),
    At::Json("/eventNotifications/0/dataChangeEvent/entities/0/name"),
])
.delivery_id(&[At::Json("/0/id")])
.answer_within(3)
.id_of_batch_item("")
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Helius](https://www.helius.dev/docs/webhooks).
///
/// # Signed content
/// ```text
/// authorization: secret
/// ```
/// Nothing is signed: `authHeader` of the webhook proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: hel-1
/// ```
///
/// # Quirks
/// - The value is compared whole, a scheme in front included.
/// - A body is a list of transactions.
pub const HELIUS: Provider = Provider::new(
    "helius",
    "Helius",
    "https://www.helius.dev/docs/webhooks",
    Scheme::token(At::Header("authorization")),
)
.kind(&[At::Json("/0/type")])
.delivery_id(&[At::Json("/0/signature")])
// <https://www.helius.dev/docs/faqs/webhooks>
.retries_for(180)
.id_of_batch_item("https://www.helius.dev/docs/faqs/webhooks")
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Prismic](https://prismic.io/docs/webhooks).
///
/// # Signed content
/// ```text
/// json(/secret) = secret
/// ```
/// Nothing is signed: the secret of the webhook proves only the sender.
///
/// # Quirks
/// - The secret is in every body: keep it out of logs.
pub const PRISMIC: Provider = Provider::new(
    "prismic",
    "Prismic",
    "https://prismic.io/docs/webhooks",
    Scheme::token(At::Json("/secret")),
)
.kind(&[At::Json("/type")])
.retries_for(50 * 60)
.source_read("2026-10");

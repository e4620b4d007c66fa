use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Firecrawl](https://docs.firecrawl.dev/webhooks/security).
///
/// # Signed content
/// ```text
/// x-firecrawl-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret of the account.
///
/// # Example headers
/// ```text
/// x-firecrawl-signature: sha256=3ba8fd5707f80f55769e14e1487e28f3b...
/// ```
///
/// # Quirks
/// - `id` is that of the job: many deliveries have the same. `webhookId` is that of one delivery.
pub const FIRECRAWL: Provider = Provider::new(
    "firecrawl",
    "Firecrawl",
    "https://docs.firecrawl.dev/webhooks/security",
    Scheme::new(HMAC_SHA256, At::Header("x-firecrawl-signature"))
        .format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/webhookId")])
// <https://docs.firecrawl.dev/webhooks/overview>
.retries_for(21 * 60)
.answer_within(10)
.id_of_event("https://docs.firecrawl.dev/webhooks/overview")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Checkly](https://www.checklyhq.com/docs/alerting/webhooks/).
///
/// # Signed content
/// ```text
/// x-checkly-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-checkly-signature: ff91eea280c64514fc8d42810e4c42d61b54dbf9...
/// ```
///
/// # Quirks
/// - The body is a template of the user, of any form.
/// - `x-checkly-timestamp` is not signed, and not read.
pub const CHECKLY: Provider = Provider::new(
    "checkly",
    "Checkly",
    "https://www.checklyhq.com/docs/alerting/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-checkly-signature")),
)
.retries_for(100)
.source_read("2026-11");

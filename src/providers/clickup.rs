use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [ClickUp](https://developer.clickup.com/docs/webhooksignature).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-signature: debfe1fe2153931ea71d1fec9cb2e0b9a14cd243...
/// ```
///
/// # Quirks
/// - The header is shared by many providers.
/// - There is no id of the delivery.
pub const CLICKUP: Provider = Provider::new(
    "clickup",
    "ClickUp",
    "https://developer.clickup.com/docs/webhooksignature",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.kind(&[At::Json("/event")])
.answer_within(7)
.source_read("2026-11");

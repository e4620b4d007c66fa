use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Cal.com](https://cal.com/docs/developing/guides/automation/webhooks).
///
/// # Signed content
/// ```text
/// x-cal-signature-256: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-cal-signature-256: b71823db6e9adb4104108219ea7d7e48097b7a84...
/// ```
///
/// # Quirks
/// - Without a secret the header says so in words, and is rejected.
/// - A payload template of the user may leave out the event name.
pub const CAL_COM: Provider = Provider::new(
    "cal-com",
    "Cal.com",
    "https://cal.com/docs/developing/guides/automation/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-cal-signature-256")),
)
.kind(&[At::Json("/triggerEvent")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Acuity Scheduling](https://developers.acuityscheduling.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-acuity-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the API key of the main admin.
///
/// # Example headers
/// ```text
/// x-acuity-signature: nUFkqk6H9Zjt6Jz2nZFlOTuSibHfeQB6IEN54ic9cc8=
/// ```
///
/// # Quirks
/// - The body is a form, signed as it was sent. It has ids alone: ask for the rest.
/// - The secret is the API key, which can do more than verify: keep it accordingly.
pub const ACUITY_SCHEDULING: Provider = Provider::new(
    "acuity-scheduling",
    "Acuity Scheduling",
    "https://developers.acuityscheduling.com/docs/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-acuity-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Form("action")])
.source_read("2026-10");

//! Whereby: <https://docs.whereby.com/meeting-content-and-quality/insights-suite-and-api/webhooks>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Whereby](https://docs.whereby.com/meeting-content-and-quality/insights-suite-and-api/webhooks).
///
/// # Signed content
/// ```text
/// whereby-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// whereby-signature: t=1767225600,v1=97ca5f7933db5f020f5c3263...
/// ```
///
/// # Quirks
/// - Stripe's form.
pub const WHEREBY: Provider = Provider::new(
    "whereby",
    "Whereby",
    "https://docs.whereby.com/meeting-content-and-quality/insights-suite-and-api/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("whereby-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");

//! Shippo: <https://docs.goshippo.com/docs/tracking/webhooksecurity/>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Shippo](https://docs.goshippo.com/docs/tracking/webhooksecurity/).
///
/// # Signed content
/// ```text
/// shippo-auth-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook secret handed out by Shippo.
///
/// # Example headers
/// ```text
/// shippo-auth-signature: t=1767225600,v1=e6f95a1e5fae90a181e3eb35...
/// ```
///
/// # Quirks
/// - Signing must be asked for.
pub const SHIPPO: Provider = Provider::new(
    "shippo",
    "Shippo",
    "https://docs.goshippo.com/docs/tracking/webhooksecurity/",
    Scheme::new(HMAC_SHA256, At::Header("shippo-auth-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");

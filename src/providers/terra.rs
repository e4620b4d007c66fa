//! Terra: <https://docs.tryterra.co/health-and-fitness-api/user-authentication/webhooks>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Terra](https://docs.tryterra.co/health-and-fitness-api/user-authentication/webhooks).
///
/// # Signed content
/// ```text
/// terra-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// terra-signature: t=1767225600,v1=7c72227ec2e8c474b5a13f15...
/// ```
///
/// # Quirks
/// - Stripe's form.
pub const TERRA: Provider = Provider::new(
    "terra",
    "Terra",
    "https://docs.tryterra.co/health-and-fitness-api/user-authentication/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("terra-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("terra-reference")])
.id_of_object("")
.source_read("2026-10");

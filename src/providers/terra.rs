use crate::{
    Provider,
    scheme::{At, Scheme},
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
    Scheme::stripe("terra-signature"),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("terra-reference")])
.id_of_object("")
.source_read("2026-10");

//! Cloudinary: <https://cloudinary.com/documentation/notification_signatures>

use crate::{
    Provider,
    algorithm::KEYED_SHA1,
    scheme::{At, Part, Scheme, Unit},
};

/// [Cloudinary](https://cloudinary.com/documentation/notification_signatures) notifications.
///
/// # Signed content
/// hex(SHA-1(body + timestamp + API secret))
///
/// # Example headers
/// ```text
/// x-cld-timestamp: 1767225600
/// x-cld-signature: 7d0afd30fd109cda...
/// ```
///
/// # Quirks
/// - A plain hash that ends with the secret. Accounts that were set to SHA-256 are not served.
/// - The SDK takes a time up to two hours old; here it is one.
/// - Needs the feature `sha1`.
pub const CLOUDINARY: Provider = Provider::new(
    "cloudinary",
    "Cloudinary",
    "https://cloudinary.com/documentation/notification_signatures",
    Scheme::new(KEYED_SHA1, At::Header("x-cld-signature"))
        .timestamp(At::Header("x-cld-timestamp"), Unit::Seconds)
        .content(&[Part::Body, Part::Timestamp, Part::Secret]),
)
.kind(&[At::Json("/notification_type")])
.delivery_id(&[At::Json("/request_id")])
.tolerance(3600)
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::{KEYED_SHA1, KEYED_SHA256, OneOf},
    scheme::{At, Choice, Part, Scheme, TimeFormat},
};

/// [Cloudinary](https://cloudinary.com/documentation/notification_signatures) notifications.
///
/// # Signed content
/// ```text
/// x-cld-signature: hex(SHA-1|SHA-256(body + timestamp + secret))
/// timestamp = header(x-cld-timestamp) in seconds
/// ```
/// The secret is the API secret. The account chooses the hash.
///
/// # Example headers
/// ```text
/// x-cld-timestamp: 1767225600
/// x-cld-signature: 7d0afd30fd109cda...
/// ```
///
/// # Quirks
/// - A plain hash that ends with the secret. The account chooses SHA-1 or SHA-256; both are accepted,
///   by their length, unless the setting `hash` is `SHA1` or `SHA256`.
/// - Needs the feature `sha1`.
pub const CLOUDINARY: Provider = Provider::new(
    "cloudinary",
    "Cloudinary",
    "https://cloudinary.com/documentation/notification_signatures",
    Scheme::new(&HASHES, At::Header("x-cld-signature"))
        .timestamp(At::Header("x-cld-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Body, Part::Timestamp, Part::Secret])
        .choice(Choice {
            setting: "hash",
            lengths: &[("SHA1", 20), ("SHA256", 32)],
            on_demand: &[],
            expected: "`SHA1` or `SHA256`",
        }),
)
.kind(&[At::Json("/notification_type")])
.delivery_id(&[At::Json("/request_id")])
// What its SDKs accept, on this side alone.
.max_age(7200)
.source_read("2026-11");

static HASHES: OneOf = OneOf {
    usual: KEYED_SHA1,
    others: &[KEYED_SHA256],
};

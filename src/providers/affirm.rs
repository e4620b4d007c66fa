use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Affirm](https://docs.affirm.com/developers/v1.1-developer-reference/docs/about-webhooks).
///
/// # Signed content
/// ```text
/// x-affirm-signature: t=timestamp,v0=hex(HMAC-SHA512(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook shared secret.
///
/// # Example headers
/// ```text
/// x-affirm-signature: t=1790000000,v0=b9fe49f0df97fd7a20b41742...
/// ```
///
/// # Quirks
/// - Stripe's form, with SHA-512 and the tag `v0`.
pub const AFFIRM: Provider = Provider::new(
    "affirm",
    "Affirm",
    "https://docs.affirm.com/developers/v1.1-developer-reference/docs/about-webhooks",
    Scheme::new(HMAC_SHA512, At::Header("x-affirm-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v0",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.occurred_at(&[At::Json("/event_timestamp")], TimeFormat::Rfc3339)
.source_read("2026-10");

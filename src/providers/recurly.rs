use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Recurly](https://docs.recurly.com/recurly-subscriptions/docs/signature-verification).
///
/// # Signed content
/// ```text
/// recurly-signature: timestamp,hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// recurly-signature: 1663103925004,ad24699f3beaa24c9af2cc7ada...
/// ```
///
/// # Quirks
/// - The time is first in the list, in milliseconds.
/// - Endpoints for XML are not signed.
pub const RECURLY: Provider = Provider::new(
    "recurly",
    "Recurly",
    "https://docs.recurly.com/recurly-subscriptions/docs/signature-verification",
    Scheme::new(HMAC_SHA256, At::Header("recurly-signature"))
        .format(Format::TimeFirst { separator: ',' })
        .timestamp(At::WithSignature(""), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/event_time")], TimeFormat::Rfc3339)
// <https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries>
.retries_for(262_308)
// <https://rubydoc.info/gems/recurly/Recurly/Webhooks>
.tolerance(300)
.source_read("2026-11");

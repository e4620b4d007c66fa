use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, KeyFormat, Part, Scheme, TimeFormat},
};

/// [Finch](https://developer.tryfinch.com/docs/api/webhooks).
///
/// # Signed content
/// ```text
/// finch-signature: v1,base64(HMAC-SHA256(base64_decode(secret), header(finch-event-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(finch-timestamp) in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// finch-event-id: msg_2Lh9KRb0pzN4LePd3XiA4v12Axj
/// finch-timestamp: 1767225600
/// finch-signature: v1,izspaPdZoh5eI4mVanykRZW46mMDwuRwdmy6F...
/// ```
///
/// # Quirks
/// - Standard Webhooks with header names of its own, and a secret without `whsec_`.
pub const FINCH: Provider = Provider::new(
    "finch",
    "Finch",
    "https://developer.tryfinch.com/docs/api/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("finch-signature"))
        .key(KeyFormat::Base64)
        .format(Format::List {
            separator: ' ',
            tag: "v1,",
        })
        .encoding(Encoding::Base64)
        .timestamp(At::Header("finch-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Header("finch-event-id"),
            Part::Literal("."),
            Part::Timestamp,
            Part::Literal("."),
            Part::Body,
        ]),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Header("finch-event-id")])
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Novu](https://docs.novu.co/framework/endpoint) bridge requests.
///
/// # Signed content
/// ```text
/// novu-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// novu-signature: t=1767225600217,v1=a9e6e52304ce1e94bc123...
/// ```
///
/// # Quirks
/// - The query is not signed.
pub const NOVU: Provider = Provider::new(
    "novu",
    "Novu",
    "https://docs.novu.co/framework/endpoint",
    Scheme::new(HMAC_SHA256, At::Header("novu-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Query("action")])
// Made once, before the HTTP client retries. Its SDK rejects what is older than five minutes.
.time_of_event(
    "https://github.com/novuhq/novu/blob/next/packages/framework/src/constants/api.constants.ts",
)
.max_age(300)
.source_read("2026-11");

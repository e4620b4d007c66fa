use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, Part, Scheme, TimeFormat},
};

/// [Sanity](https://www.sanity.io/docs/content-lake/webhooks).
///
/// # Signed content
/// ```text
/// sanity-webhook-signature: t=timestamp,v1=base64url(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// sanity-operation: create
/// sanity-webhook-signature: t=1633519811129,v1=tLa470fx7qkLLEcMOcEUFuBbRSkGujyskxrNXcoh0N0
/// ```
///
/// # Quirks
/// - The operation is a header that is not signed.
pub const SANITY: Provider = Provider::new(
    "sanity",
    "Sanity",
    "https://www.sanity.io/docs/content-lake/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("sanity-webhook-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body])
        .encoding(Encoding::Base64Url),
)
.kind(&[At::Header("sanity-operation")])
.delivery_id(&[At::Header("idempotency-key")])
// <https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132>
.retries_for(60)
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [PostGrid](https://postgrid.readme.io/docs/manually-verifying-webhook-signatures) webhooks in
/// JSON.
///
/// # Signed content
/// ```text
/// postgrid-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// postgrid-signature: t=1767225600217,v1=fca4529abd506f81811ac...
/// ```
///
/// # Quirks
/// - Webhooks are tokens by default: `POSTGRID_JWT`.
pub const POSTGRID: Provider = Provider::new(
    "postgrid",
    "PostGrid",
    "https://postgrid.readme.io/docs/manually-verifying-webhook-signatures",
    Scheme::new(HMAC_SHA256, At::Header("postgrid-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Cloudflare Stream](https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/).
///
/// # Signed content
/// ```text
/// webhook-signature: time=timestamp,sig1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-signature: time=1767225600,sig1=4e8945f70c19b752b03...
/// ```
///
/// # Quirks
/// - The header has the name of Standard Webhooks', in another form.
/// - The secret is 32 hexadecimal digits, used as text.
/// - There is no event name: the kind is `status.state`, in which the video is now.
pub const CLOUDFLARE_STREAM: Provider = Provider::new(
    "cloudflare-stream",
    "Cloudflare Stream",
    "https://developers.cloudflare.com/stream/manage-video-library/using-webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("webhook-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "sig1",
        })
        .timestamp(At::WithSignature("time"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/status/state")])
.source_read("2026-11");

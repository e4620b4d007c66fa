use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Buildkite](https://buildkite.com/docs/apis/webhooks/pipelines) webhooks with a signature.
///
/// # Signed content
/// ```text
/// x-buildkite-signature: timestamp=timestamp,signature=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook's token.
///
/// # Example headers
/// ```text
/// x-buildkite-event: build.finished
/// x-buildkite-signature: timestamp=1767225590,signature=3ab212bba...
/// ```
///
/// # Quirks
/// - The service is set to send this or the token: [`BUILDKITE_TOKEN`](super::BUILDKITE_TOKEN).
/// - The body repeats the event name of the header.
pub const BUILDKITE: Provider = Provider::new(
    "buildkite",
    "Buildkite",
    "https://buildkite.com/docs/apis/webhooks/pipelines",
    Scheme::new(HMAC_SHA256, At::Header("x-buildkite-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "signature",
        })
        .timestamp(At::WithSignature("timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.time_of_attempt("https://buildkite.com/docs/apis/webhooks/pipelines")
.source_read("2026-11");

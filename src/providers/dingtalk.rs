use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [DingTalk](https://open.dingtalk.com/document/orgapp/receive-message) robots.
///
/// # Signed content
/// ```text
/// sign: base64(HMAC-SHA256(secret, timestamp + "\n" + secret))
/// timestamp = header(timestamp) in milliseconds
/// ```
/// The secret is `appSecret`.
///
/// # Example headers
/// ```text
/// timestamp: 1767225600217
/// sign: sihztLYGGqcJHtuLrITR6syiC3WjxhscPRzOFhnilvE=
/// ```
///
/// # Quirks
/// - Nothing of the body is signed: an attacker who saw one request can send any body with it for an
///   hour.
/// - Subscriptions of events are signed differently, and not served.
pub const DINGTALK: Provider = Provider::new(
    "dingtalk",
    "DingTalk",
    "https://open.dingtalk.com/document/orgapp/receive-message",
    Scheme::new(HMAC_SHA256, At::Header("sign"))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("timestamp"), TimeFormat::Milliseconds)
        .content_without_body(&[Part::Timestamp, Part::Literal("\n"), Part::Secret]),
)
.kind(&[At::Json("/msgtype")])
.delivery_id(&[At::Json("/msgId")])
.occurred_at(&[At::Json("/createAt")], TimeFormat::Milliseconds)
.tolerance(3600)
.source_read("2026-10");

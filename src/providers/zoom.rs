use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Zoom](https://developers.zoom.us/docs/api/webhooks/).
///
/// # Signed content
/// ```text
/// x-zm-signature: v0=hex(HMAC-SHA256(secret, "v0:" + timestamp + ":" + body))
/// timestamp = header(x-zm-request-timestamp) in seconds
/// ```
/// The secret is the secret token.
///
/// # Example headers
/// ```text
/// x-zm-request-timestamp: 1739923528
/// x-zm-signature: v0=a05d830f...
/// ```
///
/// # Quirks
/// - `endpoint.url_validation` asks for a signature of its `plainToken` with the endpoint's key. It is
///   answered only after its own signature was verified, and only for a token of letters and digits, which is
///   never the body of a signed delivery.
/// - It comes again every 72 hours.
pub const ZOOM: Provider = Provider::new(
    "zoom",
    "Zoom",
    "https://developers.zoom.us/docs/api/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-zm-signature"))
        .format(Format::Prefixed("v0="))
        .timestamp(At::Header("x-zm-request-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Literal("v0:"),
            Part::Timestamp,
            Part::Literal(":"),
            Part::Body,
        ]),
)
.handshakes(&[Handshake {
    name: "endpoint.url_validation",
    method: "POST",
    when: &[Condition::Equals(
        At::Json("/event"),
        "endpoint.url_validation",
    )],
    proof: Proof::Signed,
    answer: Answer::Json(&[
        ("plainToken", Member::Echo(At::Json("/payload/plainToken"))),
        (
            "encryptedToken",
            Member::Signature(At::Json("/payload/plainToken")),
        ),
    ]),
}])
.kind(&[At::Json("/event")])
.occurred_at(&[At::Json("/event_ts")], TimeFormat::Milliseconds)
// <https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays>
.retries_for(85 * 60)
// As measured by a receiver: a retry has the same body and request id, and another time and
// signature. The page says when retries come.
.time_of_attempt("https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Format, Inside, Part, Scheme, TimeFormat},
};

/// [Slack](https://docs.slack.dev/authentication/verifying-requests-from-slack) events,
/// interactivity and slash commands.
///
/// # Signed content
/// ```text
/// x-slack-signature: v0=hex(HMAC-SHA256(secret, "v0:" + timestamp + ":" + body))
/// timestamp = header(x-slack-request-timestamp) in seconds
/// ```
/// The secret is used as text, although it looks hexadecimal.
///
/// # Example headers
/// ```text
/// x-slack-request-timestamp: 1531420618
/// x-slack-signature: v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503
/// ```
///
/// # Quirks
/// - Three kinds of body: JSON for events, a form whose `payload` is JSON for interactivity, and a
///   plain form for slash commands. What is signed is the text as sent.
/// - When an endpoint is set, Slack posts a signed `url_verification` whose challenge is sent back.
/// - `ssl_check=1` may come without a signature: it is answered, and nothing else of it is used.
/// - A retry repeats `event_id`, with a new time and signature.
pub const SLACK: Provider = Provider::new(
    "slack",
    "Slack",
    "https://docs.slack.dev/authentication/verifying-requests-from-slack",
    Scheme::new(HMAC_SHA256, At::Header("x-slack-signature"))
        .format(Format::Prefixed("v0="))
        .timestamp(At::Header("x-slack-request-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Literal("v0:"),
            Part::Timestamp,
            Part::Literal(":"),
            Part::Body,
        ]),
)
.handshakes(&[
    Handshake {
        name: "url_verification",
        method: "POST",
        when: &[Condition::Equals(At::Json("/type"), "url_verification")],
        proof: Proof::Signed,
        answer: Answer::Echo(At::Json("/challenge")),
    },
    Handshake {
        name: "ssl_check",
        method: "POST",
        when: &[
            Condition::Equals(At::Form("ssl_check"), "1"),
            Condition::OnlyFields(&["ssl_check", "token"]),
        ],
        proof: Proof::Nothing,
        answer: Answer::Empty(200),
    },
])
.kind(&[
    At::Json("/event/type"),
    At::Json("/type"),
    At::Within(&At::Form("payload"), Inside::Json("/type")),
    At::Form("command"),
])
.delivery_id(&[At::Json("/event_id")])
// <https://docs.slack.dev/reference/objects/event-object>
.occurred_at(&[At::Json("/event_time")], TimeFormat::Seconds)
.answer_within(3)
// <https://docs.slack.dev/apis/events-api/>
.retries_for(361)
.id_of_event("https://github.com/slackapi/slack-api-specs/blob/master/events-api/slack_common_event_wrapper_schema.json")
.tolerance(300)
.source_read("2026-11");

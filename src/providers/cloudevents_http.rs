use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [CloudEvents](https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md), as
/// their HTTP webhooks send them.
///
/// # Signed content
/// ```text
/// authorization: Bearer secret
/// ```
/// Nothing is signed: a bearer token proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: Bearer 0f9b6c3e71d24a58
/// ce-type: com.example.someevent
/// ce-id: A234-1234-1234
/// ```
///
/// # Quirks
/// - Before it sends, a sender asks for permission by OPTIONS. The origins that get it are the
///   setting `allowed_origins`, with spaces between them; any rate is granted that is asked for.
/// - `WebHook-Request-Callback` is handed over as [`HandshakeData`](crate::handshake::HandshakeData), and not
///   called.
pub const CLOUDEVENTS_HTTP: Provider = Provider::new(
    "cloudevents-http",
    "CloudEvents HTTP webhooks",
    "https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md",
    Scheme::token(At::Header("authorization")).format(Format::Prefixed("Bearer ")),
)
.handshakes(&[PERMISSION])
.kind(&[At::Header("ce-type"), At::Json("/type")])
.delivery_id(&[At::Header("ce-id"), At::Json("/id")])
// <https://github.com/cloudevents/spec/blob/main/cloudevents/spec.md#time>
.occurred_at(&[At::Header("ce-time")], TimeFormat::Rfc3339)
.source_read("2026-11");

/// OPTIONS: may this origin send?
pub(super) const PERMISSION: Handshake = Handshake {
    name: "WebHook-Request-Origin",
    method: "OPTIONS",
    when: &[Condition::Present(At::Header("webhook-request-origin"))],
    proof: Proof::Listed(At::Header("webhook-request-origin"), "allowed_origins"),
    answer: Answer::Offer(
        &[("callback", At::Header("webhook-request-callback"))],
        &Answer::Headers(
            &[
                (
                    "webhook-allowed-origin",
                    Member::Echo(At::Header("webhook-request-origin")),
                ),
                (
                    "webhook-allowed-rate",
                    Member::Echo(At::Header("webhook-request-rate")),
                ),
                ("allow", Member::Text("POST")),
            ],
            &[],
        ),
    ),
};

use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme, TimeFormat},
};

/// [Strava](https://developers.strava.com/docs/webhooks/).
///
/// # Signed content
/// ```text
/// json(/subscription_id) = public_id
/// ```
/// Nothing is signed: the subscription's id is not a secret and proves nothing.
///
/// # Quirks
/// - The secret to give is the subscription's id, by
///   [`danger::short_secret`](crate::danger::short_secret). A delivery says what changed, not how:
///   ask the API.
/// - Subscribing sends a GET with `hub.challenge`, answered in JSON if its `hub.verify_token` is the
///   setting `verify_token`.
pub const STRAVA: Provider = Provider::new(
    "strava",
    "Strava",
    "https://developers.strava.com/docs/webhooks/",
    Scheme::public_id(At::Json("/subscription_id")),
)
.handshakes(&[Handshake {
    name: "hub.challenge",
    method: "GET",
    when: &[
        Condition::Equals(At::Query("hub.mode"), "subscribe"),
        Condition::Present(At::Query("hub.challenge")),
    ],
    proof: Proof::VerifyToken(At::Query("hub.verify_token")),
    answer: Answer::Json(&[("hub.challenge", Member::Echo(At::Query("hub.challenge")))]),
}])
.kind(&[At::Json("/aspect_type")])
.occurred_at(&[At::Json("/event_time")], TimeFormat::Seconds)
.answer_within(2)
.source_read("2026-11");

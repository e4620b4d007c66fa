use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{
        At, TimeFormat,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [monday.com](https://developer.monday.com/api-reference/reference/webhooks), webhooks of apps.
///
/// # Signed content
/// ```text
/// authorization: jwt(HS256, secret, {"aud": <callback_url>, "exp": ...})
/// ```
/// Nothing of the body is signed. The secret is the signing secret of the app.
///
/// # Example headers
/// ```text
/// authorization: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2NvdW50SWQiOjEsInVzZXJJZCI6MiwiYXVkIjoiaHR0...
/// ```
///
/// # Quirks
/// - **Nothing of the body is signed**: an attacker who sees a token can send any body until it expires.
/// - The token is for one URL: give it as it was registered, as the setting `callback_url`. Without
///   it, every delivery is rejected.
/// - The token expires five minutes after it was issued. Whether a retry, one a minute for half an hour,
///   has a new one is not documented; an expired one is rejected, as it says itself.
/// - Webhooks that were made with a personal token, not by an app, are not signed: they are rejected.
/// - A new webhook is tested with a `challenge`, which is sent back.
pub const MONDAY: Provider = Provider::code(
    "monday",
    "monday.com",
    "https://developer.monday.com/api-reference/reference/webhooks",
    &Jwt::new(
        JwtAlgorithm::HS256,
        TokenAt::Header("authorization", ""),
        Binding::Nothing,
    )
    .claims(&[Claim::Setting("aud", "callback_url")])
    .expires(),
)
.optional_settings(&["callback_url"])
.handshakes(&[Handshake {
    name: "challenge",
    method: "POST",
    when: &[
        Condition::Present(At::Json("/challenge")),
        Condition::OnlyMembers("", &["challenge"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Json(&[("challenge", Member::Echo(At::Json("/challenge")))]),
}])
.kind(&[At::Json("/event/type")])
.delivery_id(&[At::Json("/event/triggerUuid")])
.occurred_at(&[At::Json("/event/triggerTime")], TimeFormat::Rfc3339)
.retries_for(30 * 60)
.source_read("2026-11");

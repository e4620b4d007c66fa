//! monday.com: <https://developer.monday.com/api-reference/reference/webhooks>

use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    scheme::At,
};

/// [monday.com](https://developer.monday.com/api-reference/reference/webhooks), webhooks of apps.
///
/// # Signed content
/// HS256(signing secret of the app, token), and the token's `aud` is the webhook's URL
///
/// # Example headers
/// ```text
/// authorization: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJhY2NvdW50SWQiOjEsInVzZXJJZCI6MiwiYXVkIjoiaHR0c...
/// ```
///
/// # Quirks
/// - Give the URL as it was registered as `callback_url`: without it, no delivery is accepted.
/// - Nothing binds the body: whoever saw one token can send any body with it until it expires.
/// - Creating a webhook sends a `challenge` alone, not signed, which is sent back.
/// - Webhooks that were not made by an app have no token.
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
        Condition::Absent(At::Json("/event")),
    ],
    proof: Proof::Nothing,
    answer: Answer::Json(&[("challenge", Member::Echo(At::Json("/challenge")))]),
}])
.kind(&[At::Json("/event/type")])
.delivery_id(&[At::Json("/event/triggerUuid")])
.retry_horizon(30 * 60);

use crate::{
    Provider,
    scheme::{
        At, TimeFormat,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Dialpad](https://developers.dialpad.com/docs/event-subscriptions) events.
///
/// # Signed content
/// ```text
/// body = jwt(HS256, secret, {})
/// ```
///
/// # Quirks
/// - The event is what the token says: `jwt::Claims<T>` reads it.
/// - Without a secret, Dialpad sends plain JSON that is not signed: it is rejected.
/// - No time is signed.
/// - The name of the event is `state` for calls; messages have other fields.
pub const DIALPAD: Provider = Provider::code(
    "dialpad",
    "Dialpad",
    "https://developers.dialpad.com/docs/event-subscriptions",
    &Jwt::new(JwtAlgorithm::HS256, TokenAt::Body, Binding::IsBody),
)
.kind(&[At::Token("", "/state")])
.delivery_id(&[At::Token("", "/call_id")])
.occurred_at(
    &[At::Token("", "/event_timestamp")],
    TimeFormat::Milliseconds,
)
// <https://developers.dialpad.com/docs/webhook-delivery-failures>
.retries_for(14_610)
.answer_within(5)
.id_of_object("")
.source_read("2026-11");

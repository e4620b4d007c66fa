use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Okta](https://developer.okta.com/docs/concepts/event-hooks/) event hooks.
///
/// # Signed content
/// ```text
/// <header>: secret
/// ```
/// Nothing is signed: the hook's authentication secret proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: 0f9b6c3e71d24a58
/// ```
///
/// # Quirks
/// - The header is the hook's authentication field: give it as the setting `header`.
/// - A GET verifies the hook, once. It has the secret, too, and is answered only with it.
/// - A delivery may hold several events.
pub const OKTA: Provider = Provider::new(
    "okta",
    "Okta",
    "https://developer.okta.com/docs/concepts/event-hooks/",
    Scheme::token(At::HeaderSetting("header")),
)
.handshakes(&[Handshake {
    name: "one-time verification",
    method: "GET",
    when: &[Condition::Present(At::Header(
        "x-okta-verification-challenge",
    ))],
    proof: Proof::Signed,
    answer: Answer::Json(&[(
        "verification",
        Member::Echo(At::Header("x-okta-verification-challenge")),
    )]),
}])
.kind(&[At::Json("/data/events/0/eventType")])
.delivery_id(&[At::Json("/eventId")])
.answer_within(3)
.id_of_event("https://developer.okta.com/docs/concepts/event-hooks/")
.source_read("2026-11");

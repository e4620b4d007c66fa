use crate::{
    Provider,
    scheme::{
        At,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Kinde](https://docs.kinde.com/integrate/webhooks/about-webhooks/).
///
/// # Signed content
/// ```text
/// body = jwt(RS256, private_key, {"type": ..., "event_id": ...})
/// ```
///
/// # Quirks
/// - The keys are the key set at `/.well-known/jwks.json` of your own Kinde domain: `Secret::from_jwks`.
///   No domain is taken from the token.
/// - The event is what the token says: `jwt::Claims<T>` reads it.
/// - **The same keys sign the ID and access tokens of your users.** Those have neither `type` nor
///   `event_id`, which are demanded: do not add claims of these names to tokens.
/// - There is no time that is kept: remember the delivery's id.
pub const KINDE: Provider = Provider::code(
    "kinde",
    "Kinde",
    "https://docs.kinde.com/integrate/webhooks/about-webhooks/",
    &Jwt::new(JwtAlgorithm::RS256, TokenAt::Body, Binding::IsBody)
        .claims(&[Claim::Present("type"), Claim::Present("event_id")]),
)
.kind(&[At::Token("", "/type")])
.delivery_id(&[At::Token("", "/event_id")])
.retries_for(36 * 3600)
.id_of_event("https://docs.kinde.com/integrate/webhooks/about-webhooks/")
.source_read("2026-11");

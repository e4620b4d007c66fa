use crate::{
    Provider,
    scheme::{
        At,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [PostGrid](https://postgrid.readme.io/docs/manually-verifying-webhook-signatures), webhooks whose
/// payload is a token, as they are unless another format is chosen.
///
/// # Signed content
/// ```text
/// body = jwt(HS256, secret, {"type": ...})
/// ```
/// The secret is that of the webhook.
///
/// # Quirks
/// - The event is what the token says: `jwt::Claims<T>` reads it.
/// - An expiry (`exp`) is checked if the token states one.
pub const POSTGRID_JWT: Provider = Provider::code(
    "postgrid-jwt",
    "PostGrid (JWT)",
    "https://postgrid.readme.io/docs/manually-verifying-webhook-signatures",
    &Jwt::new(JwtAlgorithm::HS256, TokenAt::Body, Binding::IsBody)
        .claims(&[Claim::Present("type")]),
)
.kind(&[At::Token("", "/type")])
.delivery_id(&[At::Token("", "/id")])
.source_read("2026-10");

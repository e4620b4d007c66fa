use crate::{
    Provider,
    scheme::{
        At, Encoding,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Netlify](https://docs.netlify.com/site-deploys/notifications/#payload-signature) deploy
/// notifications.
///
/// # Signed content
/// ```text
/// x-webhook-signature: jwt(HS256, secret, {"sha256": hex(SHA-256(body)), "iss": "netlify"})
/// ```
/// The secret is the JWS secret token.
///
/// # Example headers
/// ```text
/// x-netlify-event: deploy_created
/// x-webhook-signature: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJuZXRsaWZ5Iiwic2hhMjU2Ijoi...
/// ```
///
/// # Quirks
/// - No time is signed: a delivery can be replayed forever. The body's `id` is the deploy's, which
///   is the same in each of its states.
/// - The event's name is not signed.
pub const NETLIFY: Provider = Provider::code(
    "netlify",
    "Netlify",
    "https://docs.netlify.com/site-deploys/notifications/#payload-signature",
    &Jwt::new(
        JwtAlgorithm::HS256,
        TokenAt::Header("x-webhook-signature", ""),
        Binding::Hash("sha256", Encoding::Hex),
    )
    .claims(&[Claim::Is("iss", &["netlify"])]),
)
.kind(&[At::Header("x-netlify-event")])
.source_read("2026-10");

//! Constant Contact: <https://developer.constantcontact.com/api_guide/webhooks.html>

use crate::{
    Provider,
    jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
};

/// [Constant Contact](https://developer.constantcontact.com/api_guide/webhooks.html), version 3.
///
/// # Signed content
/// RS256(private key of Constant Contact, token header + "." + body); the body is left out of the
/// token, and is not written in base64url for signing (RFC 7797)
///
/// # Example headers
/// ```text
/// x-ctct-webhook-sig: eyJhbGciOiJSUzI1NiIsInRzIjoxNzY3MjI1NjAwLCJiNjQiOmZhbHNlLCJjcml0IjpbImI2NCJdfQ..YLdEP-hK...
/// ```
///
/// # Quirks
/// - The keys are the key set at
///   <https://developer.constantcontact.com/.well-known/jwks.json>: `Secret::from_jwks`. The token
///   names none of them, so each is tried.
/// - The time stands in the token's header. The provider documents no tolerance.
/// - **One key signs for all customers, and nothing in a delivery says for whom it is**: whoever is a
///   customer too can have one signed for you. Ask the API.
pub const CONSTANT_CONTACT: Provider = Provider::code(
    "constant-contact",
    "Constant Contact",
    "https://developer.constantcontact.com/api_guide/webhooks.html",
    &Jwt::new(
        JwtAlgorithm::RS256,
        TokenAt::Header("x-ctct-webhook-sig", ""),
        Binding::DetachedRaw,
    )
    .stamped("ts"),
)
.shares_key()
.keys_at("https://developer.constantcontact.com/.well-known/jwks.json")
.source_read("2026-10");

use crate::{
    Provider,
    scheme::{
        At,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Constant Contact](https://developer.constantcontact.com/api_guide/webhooks.html), version 3.
///
/// # Signed content
/// ```text
/// x-ctct-webhook-sig: jws(RS256, private_key, {"b64": false, "ts": timestamp}, body)
/// timestamp in seconds
/// ```
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
/// - **One key signs for all customers**: without the setting `api_key`, the key of your application,
///   deliveries for any of them are accepted.
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
.may_be_addressed(At::Json("/api_key"), "api_key")
.key_url("https://developer.constantcontact.com/.well-known/jwks.json")
.kind(&[At::Json("/event_type")])
.source_read("2026-11");

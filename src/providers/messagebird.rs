use crate::{
    Provider,
    scheme::{
        At, Encoding,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [MessageBird](https://developers.messagebird.com/docs/verify-http-requests), the classic one.
///
/// # Signed content
/// ```text
/// messagebird-signature-jwt: jwt(HS256|HS384|HS512, secret, {"payload_hash"?: hex(SHA-256(body)), "iss": "MessageBird", "jti": ..., "url_hash": hex(SHA-256(url)), "exp": ...})
/// ```
/// The secret is the signing key.
///
/// # Example headers
/// ```text
/// messagebird-signature-jwt: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJNZXNzYWdlQmlyZCIs...
/// ```
///
/// # Quirks
/// - The URL is the public one with its query, in the very order.
/// - `payload_hash` is left out if the body is empty, and only there.
/// - Tokens are signed with HS256. Those of HS384 and HS512 are accepted too, as by the provider's
///   SDKs.
/// - A token without a `jti` is rejected, as by the provider's SDKs.
/// - A token is valid for a minute. Whether a retry has a new one is not documented.
/// - The key is text, though it looks like hexadecimal.
pub const MESSAGEBIRD: Provider = Provider::code(
    "messagebird",
    "MessageBird",
    "https://developers.messagebird.com/docs/verify-http-requests",
    &Jwt::new(
        JwtAlgorithm::HMAC,
        TokenAt::Header("messagebird-signature-jwt", ""),
        Binding::HashUnlessEmpty("payload_hash", Encoding::Hex),
    )
    .claims(&[
        Claim::Is("iss", &["MessageBird"]),
        // Demanded by the provider's SDKs for Go and Node.js:
        // <https://github.com/messagebird/go-rest-api/blob/master/signature_jwt/claims.go>.
        Claim::Present("jti"),
        Claim::UrlHash("url_hash"),
    ])
    .expires(),
)
.needs_url()
.methods(&["DELETE", "GET", "PATCH", "POST", "PUT"])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/message/id")])
.id_of_object("")
.source_read("2026-11");

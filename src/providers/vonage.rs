use crate::{
    Provider,
    scheme::{
        At, Encoding, TimeFormat,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Vonage](https://developer.vonage.com/en/getting-started/concepts/webhooks) messages and calls,
/// signed webhooks.
///
/// # Signed content
/// ```text
/// authorization: Bearer jwt(HS256, secret, {"payload_hash"?: hex(SHA-256(body)), "iss": "Vonage", "iat": timestamp})
/// timestamp in seconds
/// ```
/// The secret is the signature secret.
///
/// # Example headers
/// ```text
/// authorization: Bearer eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpYXQiOjE3NjcyMjU2MDAsImp0aSI6...
/// ```
///
/// # Quirks
/// - Vonage's own SDKs check the token alone; the hash is what binds the body, and it is demanded
///   wherever there is one. Callbacks by GET have none.
/// - Its SDK takes RS256 as well, with the same argument; here it is HS256 only.
/// - The token states its time of issue, and no expiry.
pub const VONAGE: Provider = Provider::code(
    "vonage",
    "Vonage",
    "https://developer.vonage.com/en/getting-started/concepts/webhooks",
    &Jwt::new(
        JwtAlgorithm::HS256,
        TokenAt::Header("authorization", "Bearer "),
        Binding::HashUnlessEmpty("payload_hash", Encoding::Hex),
    )
    .claims(&[Claim::Is("iss", &["Vonage"])])
    .issued(),
)
.methods(&["GET", "POST"])
.kind(&[At::Json("/message_type")])
.delivery_id(&[At::Json("/message_uuid")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.id_of_object("")
.source_read("2026-11");

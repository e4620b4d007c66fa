//! Front: <https://dev.frontapp.com/docs/application-webhooks>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, Unit},
};

/// [Front](https://dev.frontapp.com/docs/application-webhooks) application webhooks.
///
/// # Signed content
/// base64(HMAC-SHA256(signing key, timestamp + ":" + body))
///
/// # Example headers
/// ```text
/// x-front-request-timestamp: 1767225600217
/// x-front-signature: oKlsQ6CNRgEE1rF6IJfU7KXqJR8HSJrYlYz179F3kNo=
/// ```
pub const FRONT: Provider = Provider::new(
    "front",
    "Front",
    "https://dev.frontapp.com/docs/application-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-front-signature"))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("x-front-request-timestamp"), Unit::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal(":"), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/payload/id")]);

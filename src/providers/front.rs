use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Front](https://dev.frontapp.com/docs/application-webhooks) application webhooks.
///
/// # Signed content
/// ```text
/// x-front-signature: base64(HMAC-SHA256(secret, timestamp + ":" + body))
/// timestamp = header(x-front-request-timestamp) in milliseconds
/// ```
/// The secret is the signing key.
///
/// # Example headers
/// ```text
/// x-front-request-timestamp: 1767225600217
/// x-front-signature: oKlsQ6CNRgEE1rF6IJfU7KXqJR8HSJrYlYz179F3kNo=
/// ```
///
/// # Quirks
/// - Saving the webhook sends a signed `{"type":"sync"}` with the header `x-front-challenge`, which
///   is not signed itself and is sent back as inert text.
/// - Rule webhooks are another product: they sign the body alone, with SHA-1, under the same header.
pub const FRONT: Provider = Provider::new(
    "front",
    "Front",
    "https://dev.frontapp.com/docs/application-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-front-signature"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("x-front-request-timestamp"),
            TimeFormat::Milliseconds,
        )
        .content(&[Part::Timestamp, Part::Literal(":"), Part::Body]),
)
.handshakes(&[Handshake {
    name: "sync",
    method: "POST",
    when: &[
        Condition::Equals(At::Json("/type"), "sync"),
        Condition::Present(At::Header("x-front-challenge")),
    ],
    proof: Proof::Signed,
    answer: Answer::Echo(At::Header("x-front-challenge")),
}])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/payload/id")])
.source_read("2026-11");

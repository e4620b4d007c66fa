use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Moov](https://docs.moov.io/guides/webhooks/check-webhook-signatures).
///
/// # Signed content
/// ```text
/// x-signature: hex(HMAC-SHA512(secret, timestamp + "|" + header(x-nonce) + "|" + header(x-webhook-id)))
/// timestamp = header(x-timestamp) in RFC 3339
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-timestamp: 2026-09-21T14:13:20Z
/// x-signature: 180d03f653e325603d3dedffaf92410c6f9b5991...
/// ```
///
/// # Quirks
/// - Nothing of the body is signed: an attacker who saw one request can send any body with it. Ask the
///   API for the object before you act.
pub const MOOV: Provider = Provider::new(
    "moov",
    "Moov",
    "https://docs.moov.io/guides/webhooks/check-webhook-signatures",
    Scheme::new(HMAC_SHA512, At::Header("x-signature"))
        .timestamp(At::Header("x-timestamp"), TimeFormat::Rfc3339)
        .content_without_body(&[
            Part::Timestamp,
            Part::Literal("|"),
            Part::Header("x-nonce"),
            Part::Literal("|"),
            Part::Header("x-webhook-id"),
        ]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/eventID")])
.occurred_at(&[At::Json("/createdOn")], TimeFormat::Rfc3339)
.source_read("2026-11");

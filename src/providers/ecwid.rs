use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Ecwid](https://api-docs.ecwid.com/reference/verify-webhooks).
///
/// # Signed content
/// ```text
/// x-ecwid-webhook-signature: base64(HMAC-SHA256(secret, json(/eventCreated) + "." + json(/eventId)))
/// timestamp = json(/eventCreated) in seconds
/// ```
/// The secret is `client_secret`.
///
/// # Example headers
/// ```text
/// x-ecwid-webhook-signature: I8hn13bUi9Y6n3QFNTbrNWBA3V7m1tDjOBq7I54MZfs=
/// ```
///
/// # Quirks
/// - Nothing but time and id is signed: an attacker who saw one delivery can send another under its
///   signature. Ask the API for the object before you act.
pub const ECWID: Provider = Provider::new(
    "ecwid",
    "Ecwid",
    "https://api-docs.ecwid.com/reference/verify-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-ecwid-webhook-signature"))
        .encoding(Encoding::Base64)
        .timestamp(At::Json("/eventCreated"), TimeFormat::Seconds)
        .content_without_body(&[
            Part::Json("/eventCreated"),
            Part::Literal("."),
            Part::Json("/eventId"),
        ]),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/eventId")])
// <https://api-docs.ecwid.com/reference/webhook-handling>
.retries_for(24 * 3600)
.id_of_event("https://api-docs.ecwid.com/reference/webhook-handling")
.time_of_event("https://api-docs.ecwid.com/reference/webhook-handling")
.source_read("2026-11");

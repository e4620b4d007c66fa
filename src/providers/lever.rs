use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Lever](https://hire.lever.co/developer/documentation#webhooks).
///
/// # Signed content
/// ```text
/// json(/signature) = hex(HMAC-SHA256(secret, json(/token) + json(/triggeredAt)))
/// timestamp = json(/triggeredAt) in milliseconds
/// ```
/// The secret is the signature token.
///
/// # Quirks
/// - Nothing but token and time is signed: an attacker who saw one delivery can send another under its
///   signature. Ask the API for the object before you act.
pub const LEVER: Provider = Provider::new(
    "lever",
    "Lever",
    "https://hire.lever.co/developer/documentation#webhooks",
    Scheme::new(HMAC_SHA256, At::Json("/signature"))
        .timestamp(At::Json("/triggeredAt"), TimeFormat::Milliseconds)
        .content_without_body(&[Part::Json("/token"), Part::Json("/triggeredAt")]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/id")])
// By its name and place: `triggeredAt` in the body.
.time_of_event("https://hire.lever.co/developer/documentation#webhooks")
.source_read("2026-10");

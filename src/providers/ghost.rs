use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Ghost](https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js).
///
/// # Signed content
/// ```text
/// x-ghost-signature: t=timestamp,sha256=hex(HMAC-SHA256(secret, body + timestamp)),...
/// timestamp in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// x-ghost-signature: sha256=dcb092126f1e91ef816155249cc37063b...
/// ```
///
/// # Quirks
/// - The body comes first, and nothing separates it from the time: the time must be digits
///   alone, and the body ends in a brace.
/// - Older versions signed the body alone, and are rejected.
/// - The kind is the one member of the body, such as `post` or `member`: what happened to it is not
///   said. There is no id.
pub const GHOST: Provider = Provider::new(
    "ghost",
    "Ghost",
    "https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js",
    Scheme::new(HMAC_SHA256, At::Header("x-ghost-signature"))
        .format(Format::Pairs { separator: ',', signature: "sha256" })
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Body, Part::Timestamp]),
)
.answer_within(2)
.kind(&[At::ObjectMember])
// Made once, before the HTTP client retries, which takes it less than a minute.
.time_of_event("https://github.com/TryGhost/Ghost/blob/main/ghost/core/core/server/services/webhooks/webhook-trigger.js")
.max_age(300)
.source_read("2026-11");

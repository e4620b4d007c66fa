use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Discourse](https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb).
///
/// # Signed content
/// ```text
/// x-discourse-event-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-discourse-event-id: 7
/// x-discourse-event: post_created
/// x-discourse-event-signature: sha256=c19912e87c60da40bf1562f773fce75d8...
/// ```
///
/// # Quirks
/// - A ping has no event name.
/// - The id is another one when Discourse tries again.
pub const DISCOURSE: Provider = Provider::new(
    "discourse",
    "Discourse",
    "https://github.com/discourse/discourse/blob/main/app/jobs/regular/emit_web_hook_event.rb",
    Scheme::new(HMAC_SHA256, At::Header("x-discourse-event-signature"))
        .format(Format::Prefixed("sha256=")),
)
.kind(&[At::Header("x-discourse-event")])
.delivery_id(&[At::Header("x-discourse-event-id")])
.retries_for(156 * 60)
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Encoding, Scheme},
};

/// [Help Scout](https://developer.helpscout.com/webhooks/).
///
/// # Signed content
/// ```text
/// x-helpscout-signature: base64(HMAC-SHA1(secret, body))
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// x-helpscout-event: convo.created
/// x-helpscout-signature: BytglpSPFEhzxOHEIC3xWLLegnw=
/// ```
///
/// # Quirks
/// - The event type is in an unsigned header only.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const HELP_SCOUT: Provider = Provider::new(
    "help-scout",
    "Help Scout",
    "https://developer.helpscout.com/webhooks/",
    Scheme::new(HMAC_SHA1, At::Header("x-helpscout-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Header("x-helpscout-event")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Viber bots](https://developers.viber.com/docs/api/rest-bot-api/#callbacks) bots.
///
/// # Signed content
/// ```text
/// x-viber-content-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the authentication token.
///
/// # Example headers
/// ```text
/// x-viber-content-signature: 49c7cbd381da2c845cef894a3ee8b55f361552c5...
/// ```
///
/// # Quirks
/// - Setting the webhook sends a signed event.
/// - A `conversation_started` is answered with a message in JSON.
pub const VIBER: Provider = Provider::new(
    "viber",
    "Viber bots",
    "https://developers.viber.com/docs/api/rest-bot-api/#callbacks",
    Scheme::new(HMAC_SHA256, At::Header("x-viber-content-signature")),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/message_token")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Milliseconds)
.source_read("2026-10");

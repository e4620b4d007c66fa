use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Greenhouse](https://developers.greenhouse.io/webhooks.html) web hooks.
///
/// # Signed content
/// ```text
/// signature: sha256 hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// greenhouse-event-id: 1
/// signature: sha256 aeda37c6ee208955806b78fc88ac06a91...
/// ```
///
/// # Quirks
/// - A space separates `sha256` from the digits.
/// - Creating a web hook sends a signed ping.
pub const GREENHOUSE: Provider = Provider::new(
    "greenhouse",
    "Greenhouse",
    "https://developers.greenhouse.io/webhooks.html",
    Scheme::new(HMAC_SHA256, At::Header("signature")).format(Format::Prefixed("sha256 ")),
)
.kind(&[At::Json("/action")])
.delivery_id(&[At::Header("greenhouse-event-id")])
.retries_for(916 * 60)
.source_read("2026-11");

//! Intercom: <https://developers.intercom.com/docs/webhooks>

use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Format, Scheme},
};

/// [Intercom](https://developers.intercom.com/docs/webhooks) topics.
///
/// # Signed content
/// `sha1=` hex(HMAC-SHA1(client secret, body))
///
/// # Example headers
/// ```text
/// x-hub-signature: sha1=5f1d...
/// ```
///
/// # Quirks
/// - Canvas Kit requests are signed otherwise and are not accepted here.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const INTERCOM: Provider = Provider::new(
    "intercom",
    "Intercom",
    "https://developers.intercom.com/docs/webhooks",
    Scheme::new(HMAC_SHA1, At::Header("x-hub-signature")).format(Format::Prefixed("sha1=")),
)
.kind(&[At::Json("/topic")])
.delivery_id(&[At::Json("/id")]);

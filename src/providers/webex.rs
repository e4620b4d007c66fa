use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Scheme},
};

/// [Cisco Webex](https://developer.webex.com/blog/using-a-webhook-secret).
///
/// # Signed content
/// ```text
/// x-spark-signature: hex(HMAC-SHA1(secret, body))
/// ```
/// The secret is that of the webhook.
///
/// # Example headers
/// ```text
/// x-spark-signature: 790beec9c975e6800ff3264b887be7747e7f9dca
/// ```
///
/// # Quirks
/// - `id` of the body is the webhook's, not the delivery's.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const WEBEX: Provider = Provider::new(
    "webex",
    "Cisco Webex",
    "https://developer.webex.com/blog/using-a-webhook-secret",
    Scheme::new(HMAC_SHA1, At::Header("x-spark-signature")),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");

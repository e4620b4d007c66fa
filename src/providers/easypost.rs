use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, KeyFormat, Scheme, TimeFormat},
};

/// [EasyPost](https://docs.easypost.com/guides/webhooks-guide).
///
/// # Signed content
/// ```text
/// x-hmac-signature: hmac-sha256-hex=hex(HMAC-SHA256(nfkd(secret), body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-hmac-signature: hmac-sha256-hex=38f3f53c103713df81616a0a186d7714...
/// ```
///
/// # Quirks
/// - The secret is normalized to NFKD before it is a key. For a secret that is not
///   ASCII, this needs the feature `unicode`.
/// - The SDK for Node.js turns whole weights into decimals before it verifies, for those whose
///   framework lost them. The body that was sent has them already.
pub const EASYPOST: Provider = Provider::new(
    "easypost",
    "EasyPost",
    "https://docs.easypost.com/guides/webhooks-guide",
    Scheme::new(HMAC_SHA256, At::Header("x-hmac-signature"))
        .format(Format::Prefixed("hmac-sha256-hex="))
        .key(KeyFormat::Nfkd),
)
.kind(&[At::Json("/description")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.id_of_event("https://github.com/EasyPost/easypost-node/tree/master/test/cassettes")
.source_read("2026-11");

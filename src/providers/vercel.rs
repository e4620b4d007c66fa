use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Scheme, TimeFormat},
};

/// [Vercel](https://vercel.com/docs/webhooks/webhooks-api) accounts and integrations.
///
/// # Signed content
/// ```text
/// x-vercel-signature: hex(HMAC-SHA1(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-vercel-signature: 5f1d...
/// ```
///
/// # Quirks
/// - Account webhooks and integrations have different secrets: give both if one endpoint takes both.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const VERCEL: Provider = Provider::new(
    "vercel",
    "Vercel",
    "https://vercel.com/docs/webhooks/webhooks-api",
    Scheme::new(HMAC_SHA1, At::Header("x-vercel-signature")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Milliseconds)
.source_read("2026-11");

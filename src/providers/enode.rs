use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Format, Scheme},
};

/// [Enode](https://developers.enode.com/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-enode-signature: sha1=hex(HMAC-SHA1(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-enode-delivery: d-1
/// x-enode-signature: sha1=c6ce4b2cdcf24b7986e4e2ee0abd41da6a0...
/// ```
///
/// # Quirks
/// - A body is a list of up to 100 events.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const ENODE: Provider = Provider::new(
    "enode",
    "Enode",
    "https://developers.enode.com/docs/webhooks",
    Scheme::new(HMAC_SHA1, At::Header("x-enode-signature")).format(Format::Prefixed("sha1=")),
)
.kind(&[At::Json("/0/event")])
.delivery_id(&[At::Header("x-enode-delivery")])
.source_read("2026-10");

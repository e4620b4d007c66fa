use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [Bitbucket](https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/) Cloud repositories and workspaces.
///
/// # Signed content
/// ```text
/// x-hub-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-event-key: repo:push
/// x-request-uuid: 80a2d5d0-32d7-4b2d-9d9b-0f3f0a7e4d11
/// x-hub-signature: sha256=5f1d...
/// ```
///
/// # Quirks
/// - The header is the one in which GitHub sent SHA-1; only `sha256=` is accepted.
/// - The event and the id are headers that are not signed.
pub const BITBUCKET: Provider = Provider::new(
    "bitbucket",
    "Bitbucket",
    "https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-hub-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Header("x-event-key")])
.delivery_id(&[At::Header("x-request-uuid")])
.source_read("2026-11");

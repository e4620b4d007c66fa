use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Google Drive](https://developers.google.com/workspace/drive/api/guides/push) push
/// notifications.
///
/// # Signed content
/// ```text
/// x-goog-channel-token: secret
/// ```
/// Nothing is signed: the token of the channel proves only the sender.
///
/// # Example headers
/// ```text
/// x-goog-resource-state: update
/// x-goog-channel-token: google-drive-tok-1
/// ```
///
/// # Quirks
/// - The headers say what changed.
/// - The first message of a channel has the state `sync`.
pub const GOOGLE_DRIVE: Provider = Provider::new(
    "google-drive",
    "Google Drive",
    "https://developers.google.com/workspace/drive/api/guides/push",
    Scheme::token(At::Header("x-goog-channel-token")),
)
.kind(&[At::Header("x-goog-resource-state")])
.source_read("2026-10");

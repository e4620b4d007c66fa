use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Google Calendar](https://developers.google.com/workspace/calendar/api/guides/push) push
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
/// x-goog-resource-state: exists
/// x-goog-channel-token: google-calendar-tok-1
/// ```
///
/// # Quirks
/// - There is no body: the headers say which channel changed.
/// - The first message of a channel has the state `sync`.
pub const GOOGLE_CALENDAR: Provider = Provider::new(
    "google-calendar",
    "Google Calendar",
    "https://developers.google.com/workspace/calendar/api/guides/push",
    Scheme::token(At::Header("x-goog-channel-token")),
)
.kind(&[At::Header("x-goog-resource-state")])
.source_read("2026-10");

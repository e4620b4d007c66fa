use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme, TimeFormat},
};

/// [Pusher](https://pusher.com/docs/channels/server_api/webhooks/) Channels.
///
/// # Signed content
/// ```text
/// x-pusher-signature: hex(HMAC-SHA256(secret, body))
/// timestamp = json(/time_ms) in milliseconds
/// ```
/// The secret is that of the app key.
///
/// # Example headers
/// ```text
/// x-pusher-key: 278d425bdf160c739803
/// x-pusher-signature: 1760453d2c060b9a...
/// ```
///
/// # Quirks
/// - The header says which app key signed: it must be the setting `app_key`.
/// - The time is `time_ms` of the body, of which Pusher's Python library takes five minutes on
///   either side.
pub const PUSHER: Provider = Provider::new(
    "pusher",
    "Pusher Channels",
    "https://pusher.com/docs/channels/server_api/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-pusher-signature"))
        .timestamp(At::Json("/time_ms"), TimeFormat::Milliseconds),
)
.audience_at(At::Header("x-pusher-key"), "app_key")
.kind(&[At::Json("/events/0/name")])
// <https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries>
.retries_for(300)
.answer_within(4)
// By its place: in the body, which is sent again for five minutes. The last retry is older than the five
// minutes of the Python library.
.time_of_event("https://pusher.com/docs/channels/server_api/webhooks/")
.max_age(600)
.source_read("2026-11");

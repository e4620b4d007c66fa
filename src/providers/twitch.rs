use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Twitch](https://dev.twitch.tv/docs/eventsub/handling-webhook-events/) EventSub.
///
/// # Signed content
/// ```text
/// twitch-eventsub-message-signature: sha256=hex(HMAC-SHA256(secret, header(twitch-eventsub-message-id) + timestamp + body))
/// timestamp = header(twitch-eventsub-message-timestamp) in RFC 3339
/// ```
///
/// # Example headers
/// ```text
/// twitch-eventsub-message-id: e76c6bd4-55c9-4987-8304-da1588d8988b
/// twitch-eventsub-message-timestamp: 2019-11-16T10:11:12.634234626Z
/// twitch-eventsub-message-signature: sha256=f56bf6ce...
/// ```
///
/// # Quirks
/// - Subscribing sends a signed challenge, which is sent back as text.
/// - The header that distinguishes a challenge from a notification is not signed, so the body must have a `challenge`, too.
/// - A revocation is a delivery: `subscription.status` says why it ended.
pub const TWITCH: Provider = Provider::new(
    "twitch",
    "Twitch",
    "https://dev.twitch.tv/docs/eventsub/handling-webhook-events/",
    Scheme::new(HMAC_SHA256, At::Header("twitch-eventsub-message-signature"))
        .format(Format::Prefixed("sha256="))
        .timestamp(
            At::Header("twitch-eventsub-message-timestamp"),
            TimeFormat::Rfc3339,
        )
        .content(&[
            Part::Header("twitch-eventsub-message-id"),
            Part::Timestamp,
            Part::Body,
        ]),
)
.handshakes(&[Handshake {
    name: "webhook_callback_verification",
    method: "POST",
    when: &[
        Condition::Equals(
            At::Header("twitch-eventsub-message-type"),
            "webhook_callback_verification",
        ),
        Condition::Present(At::Json("/challenge")),
    ],
    proof: Proof::Signed,
    answer: Answer::Echo(At::Json("/challenge")),
}])
.kind(&[At::Json("/subscription/type")])
.delivery_id(&[At::Header("twitch-eventsub-message-id")])
.tolerance(600)
.id_of_event("https://dev.twitch.tv/docs/eventsub/handling-webhook-events/")
// By its wording, the time at which Twitch sent the notification; a receiver reports that retries repeat
// it. The ten minutes are Twitch's own.
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [ElevenLabs](https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks).
///
/// # Signed content
/// ```text
/// elevenlabs-signature: t=timestamp,v0=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// elevenlabs-signature: t=1767225600,v0=51ea82780e24c97452624ddc...
/// ```
///
/// # Quirks
/// - `wsec_` belongs to the key.
pub const ELEVENLABS: Provider = Provider::new(
    "elevenlabs",
    "ElevenLabs",
    "https://elevenlabs.io/docs/eleven-agents/workflows/post-call-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("elevenlabs-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v0",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/data/conversation_id")])
.occurred_at(&[At::Json("/event_timestamp")], TimeFormat::Seconds)
.tolerance(1800)
.id_of_object("")
.source_read("2026-10");

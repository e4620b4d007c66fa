use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Agora](https://docs.agora.io/en/realtime-media/media-push/build/receive-notifications)
/// notifications.
///
/// # Signed content
/// ```text
/// agora-signature-v2: hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// agora-signature-v2: de96da5acf03b0021ac3b4fa2225e7ae6f3533a3...
/// ```
///
/// # Quirks
/// - `agora-signature` repeats it with SHA-1; it is ignored.
/// - `noticeId` stays the same when Agora tries again.
pub const AGORA: Provider = Provider::new(
    "agora",
    "Agora",
    "https://docs.agora.io/en/realtime-media/media-push/build/receive-notifications",
    Scheme::new(HMAC_SHA256, At::Header("agora-signature-v2")),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/noticeId")])
.answer_within(10)
.source_read("2026-11");

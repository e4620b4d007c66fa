use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [PandaDoc](https://developers.pandadoc.com/docs/webhook-verification).
///
/// # Signed content
/// ```text
/// query(signature) = hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the shared key.
///
/// # Quirks
/// - The signature is in the URL: keep that out of logs.
/// - A body is a list of events.
/// - The id is a header, since July 2026. It is not signed.
pub const PANDADOC: Provider = Provider::new(
    "pandadoc",
    "PandaDoc",
    "https://developers.pandadoc.com/docs/webhook-verification",
    Scheme::new(HMAC_SHA256, At::Query("signature")),
)
.kind(&[At::Json("/0/event")])
.delivery_id(&[At::Header("x-pandadoc-webhook-event-id")])
.id_of_event("https://developers.pandadoc.com/docs/webhook-deduplication")
.source_read("2026-11");

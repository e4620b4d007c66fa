use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme},
};

/// [Deel](https://developer.deel.com/api/webhooks/quickstart).
///
/// # Signed content
/// ```text
/// x-deel-signature: hex(HMAC-SHA256(secret, "POST" + body))
/// ```
/// The secret is the signing key.
///
/// # Example headers
/// ```text
/// x-deel-signature: b50053537eeb38546ba088a17cb35dc6afcb13c0...
/// ```
///
/// # Quirks
/// - The word `POST` comes before the body in what is signed.
/// - The id of the delivery is a header that is not signed.
pub const DEEL: Provider = Provider::new(
    "deel",
    "Deel",
    "https://developer.deel.com/api/webhooks/quickstart",
    Scheme::new(HMAC_SHA256, At::Header("x-deel-signature"))
        .content(&[Part::Literal("POST"), Part::Body]),
)
.kind(&[At::Json("/data/meta/event_type")])
.delivery_id(&[At::Header("x-deel-webhook-id")])
.source_read("2026-10");

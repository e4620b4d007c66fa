//! Vapi HMAC: <https://docs.vapi.ai/server-url/server-authentication>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, Unit},
};

/// [Vapi HMAC](https://docs.vapi.ai/server-url/server-authentication) credentials, as they are by
/// default.
///
/// # Signed content
/// hex(HMAC-SHA256(secretKey, timestamp + "." + body))
///
/// # Example headers
/// ```text
/// x-timestamp: 1767225600
/// x-signature: d06567aa0fd8cf776e254d9bb28cadc6b3c823f5...
/// ```
///
/// # Quirks
/// - Everything about it can be configured; declare another with [`Provider::new`].
/// - The unit of the time is not documented, so it is signed but not checked for freshness.
pub const VAPI_HMAC: Provider = Provider::new(
    "vapi-hmac",
    "Vapi HMAC",
    "https://docs.vapi.ai/server-url/server-authentication",
    Scheme::new(HMAC_SHA256, At::Header("x-signature"))
        .timestamp(At::Header("x-timestamp"), Unit::Text)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/message/type")])
.delivery_id(&[At::Json("/message/call/id")])
.id_of_object("https://docs.vapi.ai/server-url/events")
.source_read("2026-11");

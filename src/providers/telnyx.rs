use crate::{
    Provider,
    algorithm::ED25519,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Telnyx](https://developers.telnyx.com/docs/development/sdk/python/webhooks).
///
/// # Signed content
/// ```text
/// telnyx-signature-ed25519: base64(Ed25519(private_key, timestamp + "|" + body))
/// timestamp = header(telnyx-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// telnyx-timestamp: 1767225600
/// telnyx-signature-ed25519: 3TjigLT2sk...
/// ```
///
/// # Quirks
/// - The key is the public key of the account, in base64.
/// - TeXML callbacks are forms and are signed as they come.
pub const TELNYX: Provider = Provider::new(
    "telnyx",
    "Telnyx",
    "https://developers.telnyx.com/docs/development/sdk/python/webhooks",
    Scheme::new(ED25519, At::Header("telnyx-signature-ed25519"))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("telnyx-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("|"), Part::Body]),
)
.kind(&[At::Json("/data/event_type")])
.delivery_id(&[At::Json("/data/id")])
.occurred_at(&[At::Json("/data/occurred_at")], TimeFormat::Rfc3339)
// By its wording: when the webhook was sent.
.time_of_attempt("https://developers.telnyx.com/api-reference/callbacks/number-order-status-update")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Tally](https://tally.so/help/webhooks).
///
/// # Signed content
/// ```text
/// tally-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// tally-signature: pbvQWk0MQQVYnfVE+QMTsj53k2+np6PxpVNnbTz5XKg=
/// ```
///
/// # Quirks
/// - Without a signing secret, Tally signs nothing.
pub const TALLY: Provider = Provider::new(
    "tally",
    "Tally",
    "https://tally.so/help/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("tally-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/eventId")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Nuvemshop](https://tiendanube.github.io/api-documentation/resources/webhook) and Tiendanube.
///
/// # Signed content
/// ```text
/// x-linkedstore-hmac-sha256: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-linkedstore-hmac-sha256: d682ea907bf90cba34ea3009aaa284ab65c2e94c...
/// ```
///
/// # Quirks
/// - A delivery says what changed, not how.
pub const NUVEMSHOP: Provider = Provider::new(
    "nuvemshop",
    "Nuvemshop",
    "https://tiendanube.github.io/api-documentation/resources/webhook",
    Scheme::new(HMAC_SHA256, At::Header("x-linkedstore-hmac-sha256")),
)
.kind(&[At::Json("/event")])
.answer_within(40)
.retries_for(2 * 24 * 3600)
.source_read("2026-11");

//! Convoy simple: <https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts>

use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Scheme},
};

/// [Convoy simple](https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts)
/// signature.
///
/// # Signed content
/// hex(HMAC-SHA512(endpoint secret, body))
///
/// # Example headers
/// ```text
/// x-convoy-signature: 6b6c6b6b1484ca5ba3e13c8000d8e3e874366d02...
/// ```
///
/// # Quirks
/// - What is sent is set by the project; this is SHA-512 in hexadecimal. Declare another with
///   [`Provider::new`].
pub const CONVOY_SIMPLE: Provider = Provider::new(
    "convoy-simple",
    "Convoy simple",
    "https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts",
    Scheme::new(HMAC_SHA512, At::Header("x-convoy-signature")),
)
.source_read("2026-10");

//! Convoy: <https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts>

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, Unit},
};

/// [Convoy](https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts) with the
/// advanced signature.
///
/// # Signed content
/// `v1=` hex(HMAC-SHA256(endpoint secret, timestamp + "," + body))
///
/// # Example headers
/// ```text
/// x-convoy-signature: t=1767225600,v1=9d9013093deceac36c26260a...
/// ```
///
/// # Quirks
/// - A comma stands between time and body.
/// - What is sent is set by the project; this is SHA-256 in hexadecimal. Declare another with
///   [`Provider::new`].
pub const CONVOY: Provider = Provider::new(
    "convoy",
    "Convoy",
    "https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts",
    Scheme::new(HMAC_SHA256, At::Header("x-convoy-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .timestamp(At::WithSignature("t"), Unit::Seconds)
        .content(&[Part::Timestamp, Part::Literal(","), Part::Body]),
)
.source_read("2026-11");

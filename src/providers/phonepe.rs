//! PhonePe: <https://developer.phonepe.com/payment-gateway/website-integration/standard-checkout/api-integration/api-reference/webhook>

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{
    Provider,
    algorithm::{Algorithm, Class, KeyError, PreparedKey, TOKEN},
    encoding::to_hex,
    scheme::{At, Scheme},
};

/// [PhonePe](https://developer.phonepe.com/payment-gateway/website-integration/standard-checkout/api-integration/api-reference/webhook),
/// version 2.
///
/// # Signed content
/// Nothing: hex(SHA-256(user name + ":" + password)) in a header proves the sender only
///
/// # Example headers
/// ```text
/// authorization: e9cd753b3a3809b3808f49eeca30d543...
/// ```
///
/// # Quirks
/// - The secret is `user:password`; the header has no scheme in front.
/// - Requests are not made by [`Signer`](crate::testing::Signer).
/// - Callbacks of version 1 are signed otherwise, and not served.
pub const PHONEPE: Provider = Provider::new(
    "phonepe",
    "PhonePe",
    "https://developer.phonepe.com/payment-gateway/website-integration/standard-checkout/api-integration/api-reference/webhook",
    Scheme {
        algorithm: &Hashed,
        ..Scheme::token(At::Header("authorization"))
    },
)
.kind(&[At::Json("/event")]);

/// The token is the hash of what is configured.
#[derive(Debug)]
struct Hashed;

impl Algorithm for Hashed {
    fn name(&self) -> &'static str {
        TOKEN.name()
    }

    fn class(&self) -> Class {
        Class::Token
    }

    fn signature_length(&self) -> Option<usize> {
        None
    }

    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let token = Zeroizing::new(to_hex(&Sha256::digest(key)));
        TOKEN.prepare(token.as_bytes())
    }
}

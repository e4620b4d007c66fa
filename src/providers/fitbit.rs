use zeroize::Zeroizing;

use crate::{
    Provider,
    algorithm::{Algorithm, Class, HMAC_SHA1, KeyError, PreparedKey},
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Encoding, Scheme},
};

/// [Fitbit](https://dev.fitbit.com/build/reference/web-api/developer-guide/using-subscriptions/)
/// subscriptions.
///
/// # Signed content
/// ```text
/// x-fitbit-signature: base64(HMAC-SHA1(secret + "&", body))
/// ```
/// The secret is the OAuth client secret.
///
/// # Example headers
/// ```text
/// x-fitbit-signature: RdkiLtO/6Kp5ifPch3/SemGedCY=
/// ```
///
/// # Quirks
/// - Adding a subscriber sends two GETs, one with the right `verify` and one with a wrong one: 204
///   if it is the setting `verify_token`, and 404 if it is not.
/// - The body is a list of what changed, without ids.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const FITBIT: Provider = Provider::new(
    "fitbit",
    "Fitbit",
    "https://dev.fitbit.com/build/reference/web-api/developer-guide/using-subscriptions/",
    Scheme::new(&OAuth, At::Header("x-fitbit-signature")).encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "verify",
    method: "GET",
    when: &[Condition::Present(At::Query("verify"))],
    proof: Proof::VerifyToken(At::Query("verify")),
    answer: Answer::Empty(204),
}])
.kind(&[At::Json("/0/collectionType")])
.answer_within(5)
.source_read("2026-10");

/// HMAC-SHA1 with the key of OAuth 1.0: client secret, ampersand, and no token secret.
#[derive(Debug)]
struct OAuth;

impl Algorithm for OAuth {
    #[inline]
    fn name(&self) -> &'static str {
        HMAC_SHA1.name()
    }

    #[inline]
    fn class(&self) -> Class {
        Class::Hmac
    }

    #[inline]
    fn signature_length(&self) -> Option<usize> {
        HMAC_SHA1.signature_length()
    }

    #[inline]
    fn key_formula(&self) -> &'static str {
        "secret + \"&\""
    }

    #[inline]
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = Zeroizing::new([key, b"&"].concat());
        HMAC_SHA1.prepare(&key)
    }
}

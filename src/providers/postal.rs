use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, RSA_PKCS1_BY_VERSION},
    authenticate::{Authentic, Authenticate, Request},
    error::Field,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Postal](https://docs.postalserver.io/developer/webhooks), a mail server of your own.
///
/// # Signed content
/// base64(RSA-PKCS1-SHA256(private key of the server, body))
///
/// # Example headers
/// ```text
/// x-postal-signature-256: lw9wuEYNOSRPsdtes1/GIkM7lGc/dXURtJNJmmHX...
/// x-postal-signature-kid: 0176c7402bbc9bbeb680aa800724aaa85f39117c2ee9f5b2d72dc9e0c9774dd7
/// ```
///
/// # Quirks
/// - The public key is the one in the server's DKIM record (`postal default-dkim-record`).
/// - `x-postal-signature` is the same with SHA-1, and all that older servers send. If the other one
///   is there, it decides alone. With the setting `sha1` at `no`, as it should be for a server that
///   is not old, SHA-1 is rejected.
/// - No time is signed: remember the delivery's id.
pub const POSTAL: Provider = Provider::code(
    "postal",
    "Postal",
    "https://docs.postalserver.io/developer/webhooks",
    &Postal,
)
.optional_settings(&["sha1"])
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/uuid")])
// <https://github.com/postalserver/postal/blob/main/app/services/webhook_delivery_service.rb>
.retries_for(36 * 60)
.answer_within(5)
.id_of_event(
    "https://github.com/postalserver/postal/blob/main/app/services/webhook_delivery_service.rb",
)
.source_read("2026-11");

const SHA1: &str = "x-postal-signature";
const SHA256: &str = "x-postal-signature-256";
const KEY_ID: HeaderName = HeaderName::from_static("x-postal-signature-kid");

#[derive(Debug)]
struct Postal;

impl Authenticate for Postal {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_BY_VERSION
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match (name, value) {
            ("sha1", "yes" | "no") => Ok(()),
            _ => Err("`yes` or `no`"),
        }
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        signature(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let (version, signature) = signature(request)?;
        request.check_named(
            &[version, request.body()],
            Encoding::Base64,
            signature,
            request.head().optional(Field::KeyId, &KEY_ID)?,
        )
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let signature = draft.sign(&[b"2", &draft.body], Encoding::Base64)?;
        draft.set_header(SHA256, &signature)
    }
}

/// The version that decides, and its signature.
#[inline]
fn signature<'r>(request: &Request<'r>) -> Result<(&'static [u8], &'r str), Error> {
    let only = request.setting("sha1") == Some("no");
    if only || request.head().headers.contains_key(SHA256) {
        Ok((b"2", request.header(SHA256)?))
    } else {
        Ok((b"1", request.header(SHA1)?))
    }
}

use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_MD5, KEYED_SHA256, OneOf},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    request::settings::is_list_of,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [PayU](https://developers.payu.com/europe/docs/webhooks/) in Europe.
///
/// # Signed content
/// hex(MD5(body + second key)), or with SHA-256
///
/// # Example headers
/// ```text
/// openpayu-signature: sender=checkout;signature=22c2fa5f6903eee3b3e28d1a0b5845d7;algorithm=MD5;content=DOCUMENT
/// ```
///
/// # Quirks
/// - The header names the hash. Which ones are taken is the setting `algorithms`, with spaces
///   between them: `MD5 SHA-256` by default.
/// - `x-openpayu-signature` repeats the value; it is ignored.
/// - A body must be UTF-8.
/// - Other regions sign differently. Needs the feature `md5`.
///
/// # Security
/// A plain hash of the body and then the secret, with MD5 by default: an attacker who can choose a part of a
/// genuine body, such as a description, and finds another text of the same MD5, has both signed. The
/// published collisions are not UTF-8 and are rejected. Set `algorithms` to `SHA-256` if PayU sends you
/// that, and ask the API for the order.
pub const PAYU: Provider = Provider::code(
    "payu",
    "PayU",
    "https://developers.payu.com/europe/docs/webhooks/",
    &PayU,
)
.optional_settings(&["algorithms"])
.kind(&[At::Json("/order/status")])
.delivery_id(&[At::Json("/order/orderId")])
.id_of_object("")
.source_read("2026-10");

#[derive(Debug)]
struct PayU;

const HEADER: &str = "openpayu-signature";
const ALGORITHMS: &str = "MD5 SHA-256";

impl Authenticate for PayU {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &HASH
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            "algorithms" if !is_list_of(&["MD5", "SHA-256"], value) => {
                Err("`MD5`, `SHA-256`, or both with a blank between them")
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn signs_secret(&self) -> bool {
        true
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
        let signature = signature(request)?;
        request.check_with_secret(
            |secret| [&**request.body(), secret].concat(),
            Encoding::Hex,
            &[signature],
        )
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let signature =
            draft.sign_with_secret(|secret| [&*draft.body, secret].concat(), Encoding::Hex)?;
        let value =
            format!("sender=checkout;signature={signature};algorithm=SHA-256;content=DOCUMENT");
        draft.set_header(HEADER, &value)
    }
}

/// The digits of the signature, as many as the hash that is named has.
#[inline]
fn signature<'r>(request: &Request<'r>) -> Result<&'r str, Error> {
    let malformed = |fault| {
        let location = Location::Header(HeaderName::from_static(HEADER));
        Error::malformed(Field::Signature, location, fault)
    };
    let [digits, named] = request.pairs(HEADER, ';', ["signature", "algorithm"])?;
    let (Some(digits), Some(named)) = (digits, named) else {
        return Err(malformed(Malformation::NoEntry));
    };
    let taken = request.setting("algorithms").unwrap_or(ALGORITHMS);
    let taken = taken.split_ascii_whitespace().any(|name| name == named);
    let wanted = match named {
        "MD5" if taken => 32,
        "SHA-256" if taken => 64,
        _ => return Err(malformed(Malformation::NoEntry)),
    };
    if digits.len() == wanted {
        Ok(digits)
    } else {
        Err(malformed(Malformation::Encoding))
    }
}

/// The key is a part of the content.
static HASH: OneOf = OneOf {
    usual: KEYED_SHA256,
    others: &[KEYED_MD5],
};

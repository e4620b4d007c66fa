use base64::{Engine, engine::general_purpose::STANDARD};
use http::HeaderName;
use serde::Deserialize;
#[cfg(feature = "testing")]
use serde_json::json;

use crate::{
    Error, KeyDocument, KeyHint, Provider,
    algorithm::{Algorithm, ECDSA_P256_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [eBay](https://developer.ebay.com/api-docs/commerce/notification/overview.html) event
/// notifications.
///
/// # Signed content
/// base64(ECDSA-P256-SHA1(private key of eBay, body)), in DER, in a JSON object, in base64
///
/// # Example headers
/// ```text
/// x-ebay-signature: eyJhbGciOiJlY2RzYSIsImtpZCI6Ijk5MzYyNjFhLTdkN2ItNDYyMS1hMGYxLTk2Y2NiNDI4YWY0...
/// ```
///
/// # Quirks
/// - The key is fetched by its id from `/commerce/notification/v1/public_key/`, with a token of your
///   application. eBay asks to keep it for an hour.
/// - The header names an algorithm and a hash. They must be the ones that eBay uses.
/// - SHA-1: an attacker who can choose what eBay sends could find two bodies with one signature.
/// - No time is signed.
/// - **One key signs for all customers, and nothing in a delivery says for whom it is**: an attacker who is a
///   customer too can have one signed for you. Ask the API for what the delivery names.
/// - The endpoint is tested by a GET with `challenge_code`, which is answered with the hash of it, of
///   the setting `verify_token` (the verification token) and of the setting `callback_url` (the URL as
///   it was registered).
pub const EBAY: Provider = Provider::code(
    "ebay",
    "eBay",
    "https://developer.ebay.com/api-docs/commerce/notification/overview.html",
    &Ebay,
)
.key_document(KeyDocument::Key("/key"))
.handshakes(&[Handshake {
    name: "challenge_code",
    method: "GET",
    when: &[Condition::Present(At::Query("challenge_code"))],
    proof: Proof::Nothing,
    answer: Answer::Json(&[(
        "challengeResponse",
        Member::Hash(&[
            Member::Echo(At::Query("challenge_code")),
            Member::Setting("verify_token"),
            Member::Setting("callback_url"),
        ]),
    )]),
}])
.shares_key()
.kind(&[At::Json("/metadata/topic")])
.delivery_id(&[At::Json("/notification/notificationId")])
.occurred_at(&[At::Json("/notification/eventDate")], TimeFormat::Rfc3339)
.source_read("2026-11");

#[derive(Debug)]
struct Ebay;

const HEADER: &str = "x-ebay-signature";

/// What is in the header.
#[derive(Deserialize)]
struct Signature {
    alg: String,
    kid: String,
    signature: String,
    digest: String,
}

impl Authenticate for Ebay {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        ECDSA_P256_SHA1
    }

    #[inline]
    fn class(&self) -> &'static str {
        "asymmetric"
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        read(request).map(drop)
    }

    #[inline]
    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        Ok(KeyHint::with_id(Some(read(request)?.kid)))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let Signature { kid, signature, .. } = read(request)?;
        request.check_named(&[request.body()], Encoding::Base64, &signature, Some(&kid))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let signature = draft.sign(&[&draft.body], Encoding::Base64)?;
        let header = json!({"alg": "ecdsa", "kid": "1", "signature": signature, "digest": "SHA1"});
        draft.set_header(HEADER, &STANDARD.encode(header.to_string()))
    }
}

#[inline]
fn read(request: &Request<'_>) -> Result<Signature, Error> {
    let malformed = |fault| {
        let location = Location::Header(HeaderName::from_static(HEADER));
        Error::malformed(Field::Signature, location, fault)
    };
    let text = request.header(HEADER)?;
    let json = STANDARD
        .decode(text)
        .map_err(|_| malformed(Malformation::Encoding))?;
    let read: Signature =
        serde_json::from_slice(&json).map_err(|_| malformed(Malformation::NotJson))?;
    if read.alg.eq_ignore_ascii_case("ecdsa") && read.digest.eq_ignore_ascii_case("sha1") {
        Ok(read)
    } else {
        Err(Error::AlgorithmMismatch)
    }
}

#[cfg(feature = "testing")]
use base64::{Engine, engine::general_purpose::STANDARD};
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, Class, HMAC_SHA1, KeyError, PreparedKey},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Member, Proof, is_signable},
    request::head::Head,
    scheme::{At, Coverage, Encoding, Inside, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Braintree](https://developer.paypal.com/braintree/docs/guides/webhooks/parse).
///
/// # Signed content
/// public key + "|" + hex(HMAC-SHA1(SHA-1(private key), `bt_payload`)), for each key pair of the
/// account with `&` between them
///
/// # Example body
/// ```text
/// bt_signature=integration_public_key%7Caea87bd8cf84502a...&bt_payload=PD94bWwgdmVyc2lv...
/// ```
///
/// # Quirks
/// - The secret is the private key; the public key is the setting `public_key`.
/// - The payload is base64 of XML and ends with a line feed, which is signed; if it was lost on
///   the way, it is added.
/// - The notification's kind and time are in the XML; there is no id.
/// - A GET asks for a signature of its `bt_challenge` with the very key that signs payloads. Only
///   challenges of 20 to 32 lower-case hexadecimal digits are answered, as by Braintree's SDKs, and
///   no payload is accepted that could be one.
/// - SHA-1 is all that the provider offers; needs the features `sha1` and `xml`.
pub const BRAINTREE: Provider = Provider::code(
    "braintree",
    "Braintree",
    "https://developer.paypal.com/braintree/docs/guides/webhooks/parse",
    &Braintree,
)
.settings(&["public_key"])
.kind(&[At::Within(
    &At::Form(PAYLOAD),
    Inside::Base64Xml("/notification/kind"),
)])
.occurred_at(
    &[At::Within(
        &At::Form(PAYLOAD),
        Inside::Base64Xml("/notification/timestamp"),
    )],
    TimeFormat::Rfc3339,
)
.handshakes(&[Handshake {
    name: "bt_challenge",
    method: "GET",
    when: &[Condition::Hex(At::Query("bt_challenge"), 20, 32)],
    proof: Proof::Nothing,
    answer: Answer::Text(Member::Joined(&[
        Member::Setting("public_key"),
        Member::Text("|"),
        Member::Signature(At::Query("bt_challenge")),
    ])),
}])
.source_read("2026-11");

#[derive(Debug)]
struct Braintree;

const SIGNATURE: &str = "bt_signature";
const PAYLOAD: &str = "bt_payload";

impl Authenticate for Braintree {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &HashedKey
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            // They end a key among the signatures.
            "public_key" if value.contains(['|', '&']) => Err("a public key, without `|` and `&`"),
            _ => Ok(()),
        }
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _head: &Head, _coverage: Coverage, at: At) -> bool {
        matches!(at, At::Form(PAYLOAD) | At::Within(At::Form(PAYLOAD), _))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signatures = request.form_field(Field::Signature, SIGNATURE)?;
        let payload = request.form_field(Field::Content, PAYLOAD)?;
        let ours = request.setting("public_key").unwrap_or_default();
        let ours: Vec<&str> = signatures
            .split('&')
            .filter_map(|pair| pair.split_once('|'))
            .filter_map(|(key, signature)| (key == ours).then_some(signature))
            .collect();
        let malformed = |field, name, fault| Error::malformed(field, Location::Form(name), fault);
        if ours.is_empty() {
            return Err(malformed(
                Field::Signature,
                SIGNATURE,
                Malformation::NoEntry,
            ));
        }
        let check = |line_feed: &[u8]| {
            request.check(&[payload.as_bytes(), line_feed], Encoding::Hex, &ours)
        };
        if payload.ends_with('\n') {
            return check(b"");
        }
        match check(b"\n") {
            Err(Error::SignatureMismatch) if is_signable(payload.as_bytes()) => {
                Err(malformed(Field::Content, PAYLOAD, Malformation::Form))
            }
            Err(Error::SignatureMismatch) => check(b""),
            verdict => verdict,
        }
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let payload = request.form_field(Field::Content, PAYLOAD)?;
        // It is signed with one line feed at its end, which may be missing.
        let payload = payload.strip_suffix('\n').unwrap_or(&payload);
        feed(payload.as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let payload = format!("{}\n", STANDARD.encode(&draft.body));
        let signature = draft.sign(&[payload.as_bytes()], Encoding::Hex)?;
        let pair = format!("{}|{signature}", draft.required_setting("public_key")?);
        draft.set_form(&[(SIGNATURE, &pair), (PAYLOAD, &payload)])
    }
}

/// HMAC-SHA1 with the SHA-1 of the private key.
#[derive(Debug)]
struct HashedKey;

impl Algorithm for HashedKey {
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
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let hash: [u8; 20] = Sha1::digest(key).into();
        HMAC_SHA1.prepare(&*Zeroizing::new(hash))
    }
}

use aes::{
    Aes128,
    cipher::{BlockModeDecrypt, BlockModeEncrypt, KeyIvInit, block_padding::NoPadding},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, Class, Computation, CustomKey, KeyError, PreparedKey},
    authenticate::{Authentic, Authenticate, Request},
    codec::{encoding, form::Form},
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Paytm](https://business.paytm.com/docs/checksum/) payment callbacks.
///
/// # Signed content
/// base64(AES-128-CBC(merchant key, hex(SHA-256(values of the form sorted by name, with `|` between
/// them + `|` + salt)) + salt)), with a salt of four characters
///
/// # Example body
/// ```text
/// ORDERID=o1&TXNID=2026&TXNAMOUNT=1.00&STATUS=TXN_SUCCESS&CHECKSUMHASH=d38VRifIgf%2FKo9RyrEq7...
/// ```
///
/// # Quirks
/// - Only the documented names are accepted, each once, with `ORDERID` and `STATUS` among them. If
///   Paytm sends you others, name them in the setting `fields`, with spaces between them.
/// - A value with a `|` could be read as two values, and is rejected.
/// - A checksum that cannot be decrypted is answered as any other that does not match, and takes as
///   long, as the difference would tell what a text decrypts to.
/// - The secret is the merchant key of 16 characters. Needs the feature `aes`.
///
/// # Security
/// The names are not signed, only their order. The form comes through the payer's browser, so every
/// payer can send its values under other documented names of the same order: a `GATEWAYNAME` as a
/// `CURRENCY`. A status is one of the documented ones and an amount has two decimals, so no other
/// value passes for them. Ask Paytm for the transaction's state before goods leave.
pub const PAYTM: Provider = Provider::code(
    "paytm",
    "Paytm",
    "https://business.paytm.com/docs/checksum/",
    &Paytm,
)
.body_limit(256 * 1024)
.optional_settings(&[FURTHER])
.kind(&[At::Form("STATUS")])
.delivery_id(&[At::Form("TXNID")])
.id_of_object("")
.source_read("2026-10");

#[derive(Debug)]
struct Paytm;

const CHECKSUM: &str = "CHECKSUMHASH";
/// The setting for names that are not documented.
const FURTHER: &str = "fields";

/// The names of a callback's fields.
const NAMES: &[&str] = &[
    "BANKNAME",
    "BANKTXNID",
    "BIN",
    "CHILDTXNLIST",
    "CURRENCY",
    "CUSTID",
    "ENC_DATA",
    "GATEWAYNAME",
    "LASTFOURDIGITS",
    "LINKDESCRIPTION",
    "MERC_UNQ_REF",
    "MID",
    "Masked_customer_mobile_number",
    "ORDERID",
    "PAYMENTEMAILID",
    "PAYMENTFORM",
    "PAYMENTMOBILENUMBER",
    "PAYMENTMODE",
    "PROMO_CAMP_ID",
    "PROMO_RESPCODE",
    "PROMO_STATUS",
    "REFUNDAMT",
    "RESPCODE",
    "RESPMSG",
    "STATUS",
    "SUBS_ID",
    "TXNAMOUNT",
    "TXNDATE",
    "TXNDATETIME",
    "TXNID",
    "TXNTYPE",
    "cardIndexNo",
    "maskedCardNo",
];

/// The fields that every callback has.
const NEEDED: &[&str] = &["ORDERID", "STATUS"];

/// What `STATUS` says.
const STATES: &[&str] = &["OPEN", "PENDING", "TXN_FAILURE", "TXN_SUCCESS"];

type HasForm = fn(&str) -> bool;

/// The fields that no other's value may pass for.
const FORMS: &[(&str, HasForm)] = &[
    ("STATUS", |text| STATES.contains(&text)),
    ("TXNAMOUNT", |text| {
        let (whole, cents) = text.split_once('.').unwrap_or_default();
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        !whole.is_empty() && cents.len() == 2 && digits(whole) && digits(cents)
    }),
];

impl Authenticate for Paytm {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &SealedHash
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Form(_))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let checksum = request.form_field(Field::Signature, CHECKSUM)?;
        let fields = signed(request.form()?, request.setting(FURTHER))?;
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(&fields, sink);
        request.check_fed(feed, Encoding::Base64, &[&checksum])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let fields = signed(request.form()?, request.setting(FURTHER))?;
        let mut content = Vec::new();
        content_of(&fields, &mut |bytes| content.extend_from_slice(bytes));
        feed(&content);
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.wrap_in_form("RESPMSG")?;
        for (name, value) in [("ORDERID", "1"), ("STATUS", "TXN_SUCCESS")] {
            if Form::parse(&draft.body)?.get(name).is_none() {
                draft.add_form_field(name, value);
            }
        }
        let body = draft.body.clone();
        let fields = signed(Form::parse(&body)?, draft.setting(FURTHER))?;
        let mut content = Vec::new();
        content_of(&fields, &mut |bytes| content.extend_from_slice(bytes));
        let checksum = draft.sign(&[&content], Encoding::Base64)?;
        draft.add_form_field(CHECKSUM, &checksum);
        Ok(())
    }
}

/// The fields whose values are signed.
#[inline]
fn signed<'f>(fields: Form<'f>, further: Option<&str>) -> Result<Form<'f>, Error> {
    let fields = fields.without(&[CHECKSUM]).unique()?;
    let is_further = |name: &str| {
        let mut further = further.unwrap_or_default().split_ascii_whitespace();
        further.any(|known| known == name)
    };
    let known = |name: &str| NAMES.contains(&name) || is_further(name);
    let malformed = |location, fault| Error::malformed(Field::Content, location, fault);
    for (name, value) in fields.pairs() {
        if !known(name) || value.contains('|') {
            return Err(malformed(Location::Body, Malformation::Ambiguous));
        }
    }
    for (name, has_form) in FORMS {
        if fields.get(name).is_some_and(|value| !has_form(value)) {
            return Err(malformed(Location::Form(name), Malformation::Ambiguous));
        }
    }
    for name in NEEDED {
        if fields.get(name).is_none() {
            return Err(Error::missing(Field::Content, Location::Form(name)));
        }
    }
    Ok(fields)
}

/// The values, each with a `|` behind it.
#[inline]
fn content_of(fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    for (_, value) in fields.pairs() {
        sink(value.as_bytes());
        sink(b"|");
    }
}

/// A hash with a salt behind it, encrypted with a fixed start.
#[derive(Debug)]
struct SealedHash;

const IV: &[u8; 16] = b"@@@@&&&&####$$$$";
const SALT: usize = 4;
const OPEN: usize = 64 + SALT;
const SEALED: usize = 80;
const PADDING: [u8; SEALED - OPEN] = [(SEALED - OPEN) as u8; SEALED - OPEN];

impl Algorithm for SealedHash {
    #[inline]
    fn name(&self) -> &'static str {
        "aes-128-cbc-sha256"
    }

    #[inline]
    fn class(&self) -> Class {
        Class::Hmac
    }

    #[inline]
    fn signature_length(&self) -> Option<usize> {
        Some(SEALED)
    }

    #[inline]
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        let key = <[u8; 16]>::try_from(key);
        let key = key.map_err(|_| KeyError::Form("a merchant key of 16 characters"))?;
        Ok(PreparedKey::custom(MerchantKey(Zeroizing::new(key))))
    }
}

#[derive(Clone)]
struct MerchantKey(Zeroizing<[u8; 16]>);

impl CustomKey for MerchantKey {
    #[inline]
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Running {
            key: self.clone(),
            hash: Sha256::new(),
        })
    }
}

struct Running {
    key: MerchantKey,
    hash: Sha256,
}

impl Running {
    #[inline]
    fn hash_with(&self, salt: &[u8]) -> [u8; 32] {
        self.hash.clone().chain_update(salt).finalize().into()
    }
}

impl Computation for Running {
    #[inline]
    fn update(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
    }

    #[inline]
    fn verify(&mut self, checksum: &[u8]) -> bool {
        let key: &[u8; 16] = &self.key.0;
        let cipher = cbc::Decryptor::<Aes128>::new(key.into(), IV.into());
        let Ok(opened) = cipher.decrypt_padded_vec::<NoPadding>(checksum) else {
            return false;
        };
        // From here on, every text takes the same steps, so that the time does not depend on its content.
        // So the expected digits are written, by arithmetic: decoding the received ones would end at an
        // invalid digit.
        let (Some((digits, rest)), true) = (opened.split_at_checked(64), opened.len() == SEALED)
        else {
            return false;
        };
        let (salt, padding) = rest.split_at(SALT);
        let ours: Vec<u8> = self
            .hash_with(salt)
            .into_iter()
            .flat_map(encoding::hex_digits)
            .collect();
        (ours.ct_eq(digits) & padding.ct_eq(&PADDING)).into()
    }

    #[inline]
    fn sign(&mut self) -> Option<Vec<u8>> {
        // The salt is derived from the content, so that signing is deterministic.
        let salt = STANDARD.encode(self.hash_with(b"salt").get(..3)?);
        let mut open = encoding::to_hex(&self.hash_with(salt.as_bytes())).into_bytes();
        open.extend_from_slice(salt.as_bytes());
        open.extend_from_slice(&PADDING);
        let key: &[u8; 16] = &self.key.0;
        let cipher = cbc::Encryptor::<Aes128>::new(key.into(), IV.into());
        Some(cipher.encrypt_padded_vec::<NoPadding>(&open))
    }
}

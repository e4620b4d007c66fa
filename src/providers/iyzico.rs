use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    engine::locate,
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [iyzico](https://docs.iyzico.com/en/advanced/webhook), signatures of version 3.
///
/// # Signed content
/// hex(HMAC-SHA256(secret key, secret key + `iyziEventType` + `iyziPaymentId` + `token` +
/// `paymentConversationId` + `status`)), and without the token, `paymentId` in place of
/// `iyziPaymentId`
///
/// # Example headers
/// ```text
/// x-iyz-signature-v3: 6eacec4e28399bb2...
/// ```
///
/// # Quirks
/// - A subscription's notification, which has a `subscriptionReferenceCode`, signs merchant id +
///   secret key + `iyziEventType` + that code + `orderReferenceCode` +
///   `customerReferenceCode`: it needs the setting `merchant_id`.
/// - The fields have no separators. A payment's id must be digits, its status upper-case letters
///   and `_`, and the event type must not end in a digit.
/// - The signature must be switched on for the merchant.
///
/// # Security
/// Characters can move between the other fields: an attacker who saw one notification can give the first ones
/// of `token` or `paymentConversationId` to the field before, or the last ones of
/// `paymentConversationId` to `status`, and of a subscription's three codes to each other. Fields such
/// as `iyziReferenceCode` are not signed at all, nor is `iyziPaymentId` beside the `paymentId` of a direct
/// payment. Look the payment up by an id that you know, and take its state from the API.
pub const IYZICO: Provider = Provider::code(
    "iyzico",
    "iyzico",
    "https://docs.iyzico.com/en/advanced/webhook",
    &Iyzico,
)
.optional_settings(&["merchant_id"])
.kind(&[At::Json("/iyziEventType")])
.delivery_id(&[At::Json("/iyziReferenceCode")])
.retries_for(45 * 60)
.occurred_at(&[At::Json("/iyziEventTime")], TimeFormat::Milliseconds)
.source_read("2026-10");

#[derive(Debug)]
struct Iyzico;

const HEADER: &str = "x-iyz-signature-v3";
const SUBSCRIPTION: &str = "/subscriptionReferenceCode";
const TOKEN: &str = "/token";
const EVENT_TYPE: &str = "/iyziEventType";
const STATUS: &str = "/status";

/// The fields of the three kinds of notifications.
const OF_SUBSCRIPTION: &[&str] = &[
    EVENT_TYPE,
    SUBSCRIPTION,
    "/orderReferenceCode",
    "/customerReferenceCode",
];
const OF_FORM: &[&str] = &[
    EVENT_TYPE,
    "/iyziPaymentId",
    TOKEN,
    "/paymentConversationId",
    STATUS,
];
const DIRECT: &[&str] = &[EVENT_TYPE, "/paymentId", "/paymentConversationId", STATUS];

impl Authenticate for Iyzico {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn signs_secret(&self) -> bool {
        true
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Json("/iyziEventType"))
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let (merchant, fields) = signed(request.body(), request.setting("merchant_id"))?;
        request.check_with_secret(
            |secret| [merchant.as_bytes(), secret, fields.as_bytes()].concat(),
            Encoding::Hex,
            &[signature],
        )
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let (_, fields) = signed(request.body(), None)?;
        feed(fields.as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let (merchant, fields) = signed(&draft.body, draft.setting("merchant_id"))?;
        let signature = draft.sign_with_secret(
            |secret| [merchant.as_bytes(), secret, fields.as_bytes()].concat(),
            Encoding::Hex,
        )?;
        draft.set_header(HEADER, &signature)
    }
}

/// Whether a field has its documented form, which shows where it begins or ends.
#[inline]
fn has_form(name: &str, value: &str) -> bool {
    match name {
        EVENT_TYPE => !value.ends_with(|last: char| last.is_ascii_digit()),
        STATUS => value
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte == b'_'),
        "/iyziPaymentId" | "/paymentId" => value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => true,
    }
}

/// What is signed before the secret and behind it.
#[inline]
fn signed<'s>(body: &[u8], merchant: Option<&'s str>) -> Result<(&'s str, String), Error> {
    let field = |pointer| locate::json_field(Field::Content, body, pointer);
    let (merchant, names) = if field(SUBSCRIPTION)?.is_some() {
        (merchant.unwrap_or_default(), OF_SUBSCRIPTION)
    } else if field(TOKEN)?.is_some() {
        ("", OF_FORM)
    } else {
        ("", DIRECT)
    };
    let mut text = String::new();
    for name in names {
        let value = field(name)?.unwrap_or_default();
        if !has_form(name, &value) {
            let location = Location::Json(name);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Ambiguous,
            ));
        }
        text.push_str(&value);
    }
    Ok((merchant, text))
}

use http::Method;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::form::Form,
    error::{Field, Location, Malformation, ParameterName},
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Nuvei](https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/) direct merchant
/// notifications.
///
/// # Signed content
/// hex(SHA-256(secret key + `totalAmount` + `currency` + `responseTimeStamp` +
/// `PPP_TransactionID` + `Status` + `productId`))
///
/// # Example body
/// ```text
/// totalAmount=115&currency=USD&...&advanceResponseChecksum=aaa9ad16c8ed9f17...
/// ```
///
/// # Quirks
/// - The fields are those of a form, or by GET those of the query. `productId` may be missing.
/// - A plain hash that begins with the secret, with nothing between the fields. So that none can
///   flow into its neighbor, each but the last must have its documented form: a decimal amount,
///   three letters, a time, digits, and one of the known states.
///
/// # Security
/// The other fields, such as `transactionType` or `merchant_unique_id`, are not signed: an attacker who has
/// one notification can send it with others. An empty `productId` is signed like a missing one.
pub const NUVEI: Provider = Provider::code(
    "nuvei",
    "Nuvei",
    "https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/",
    &Nuvei,
)
.methods(&["GET", "POST"])
.kind(&[At::Form("Status"), At::Query("Status")])
.delivery_id(&[
    At::Form("PPP_TransactionID"),
    At::Query("PPP_TransactionID"),
])
.id_of_object("")
.source_read("2026-11");

#[derive(Debug)]
struct Nuvei;

const CHECKSUM: &str = "advanceResponseChecksum";

type HasForm = fn(&str) -> bool;

/// The signed fields, and whether a text has the form of one.
const SIGNED: [(&str, HasForm); 6] = [
    ("totalAmount", |text| {
        let (whole, cents) = text.split_once('.').unwrap_or((text, "0"));
        digits(whole) && digits(cents)
    }),
    ("currency", |text| {
        text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase())
    }),
    // `2026-01-01.10:00:00`
    ("responseTimeStamp", |text| {
        text.len() == 19
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                10 => byte == b'.',
                13 | 16 => byte == b':',
                _ => byte.is_ascii_digit(),
            })
    }),
    ("PPP_TransactionID", digits),
    ("Status", |text| STATES.contains(&text)),
    (PRODUCT, |_| true),
];
const PRODUCT: &str = "productId";
const STATES: &[&str] = &[
    "APPROVED",
    "SUCCESS",
    "DECLINED",
    "ERROR",
    "PENDING",
    "UPDATE",
    "CANCELLED",
    "CANCELED",
];

#[inline]
fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Authenticate for Nuvei {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        KEYED_SHA256
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
    fn covers(&self, head: &Head, _: Coverage, at: At) -> bool {
        let signed = |name: &str| SIGNED.iter().any(|(known, _)| *known == name);
        match at {
            At::Form(name) => head.method != Method::GET && signed(name),
            At::Query(name) => head.method == Method::GET && signed(name),
            _ => false,
        }
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let (fields, by_get) = fields(request)?;
        if by_get && !request.body().is_empty() {
            return Err(Error::BodyNotBound);
        }
        let checksum = field(&fields, CHECKSUM, Field::Signature, by_get)?;
        let checksum =
            checksum.ok_or_else(|| Error::missing(Field::Signature, location(CHECKSUM, by_get)))?;
        let content = content(&fields, by_get)?;
        let authentic = request.check_with_secret(
            |secret| [secret, content.as_bytes()].concat(),
            Encoding::Hex,
            &[checksum],
        )?;
        Ok(if by_get {
            authentic.narrowed_to(Coverage::SENDER)
        } else {
            authentic
        })
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let (fields, by_get) = fields(request)?;
        feed(content(&fields, by_get)?.as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.wrap_in_form(PRODUCT)?;
        let body = draft.body.clone();
        let fields = Form::parse(&body)?;
        for (name, value) in [
            ("totalAmount", "1.00"),
            ("currency", "EUR"),
            ("responseTimeStamp", "2026-01-01.10:00:00"),
            ("PPP_TransactionID", "1"),
            ("Status", "APPROVED"),
        ] {
            if fields.get(name).is_none() {
                draft.add_form_field(name, value);
            }
        }
        let body = draft.body.clone();
        let content = content(&Form::parse(&body)?, false)?;
        let checksum = draft.sign_with_secret(
            |secret| [secret, content.as_bytes()].concat(),
            Encoding::Hex,
        )?;
        draft.add_form_field(CHECKSUM, &checksum);
        Ok(())
    }
}

/// The fields, and whether they came by GET.
#[inline]
fn fields<'r>(request: &Request<'r>) -> Result<(Form<'r>, bool), Error> {
    let head = request.head();
    if head.method == Method::GET {
        let query = head.uri.query().unwrap_or_default();
        Ok((Form::parse(query.as_bytes())?, true))
    } else {
        Ok((request.form()?, false))
    }
}

#[inline]
fn location(name: &'static str, by_get: bool) -> Location {
    if by_get {
        Location::Query(ParameterName::new(name))
    } else {
        Location::Form(name)
    }
}

#[inline]
fn field<'f>(
    fields: &'f Form<'_>,
    name: &'static str,
    field: Field,
    by_get: bool,
) -> Result<Option<&'f str>, Error> {
    let mut found = fields.pairs().filter(|(known, _)| *known == name);
    let first = found.next().map(|(_, value)| value);
    if found.next().is_some() {
        return Err(Error::duplicate(field, location(name, by_get)));
    }
    Ok(first)
}

/// What is signed behind the secret.
#[inline]
fn content(fields: &Form<'_>, by_get: bool) -> Result<String, Error> {
    let mut content = String::new();
    for (name, has_form) in SIGNED {
        let value = match field(fields, name, Field::Content, by_get)? {
            None if name == PRODUCT => "",
            None => return Err(Error::missing(Field::Content, location(name, by_get))),
            Some(value) => value,
        };
        if !has_form(value) {
            let location = location(name, by_get);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Ambiguous,
            ));
        }
        content.push_str(value);
    }
    Ok(content)
}

use crate::{
    Error, Provider,
    algorithm::{Algorithm, RSA_PKCS1_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::form::Form,
    error::{Field, Location, Malformation},
    handshake::{Answer, Member},
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Alipay](https://opendocs.alipay.com/open/203/105286) notifications, of type `RSA2`.
///
/// # Signed content
/// base64(RSA-PKCS1-SHA256(private key of Alipay, the form's fields but `sign` and `sign_type`,
/// sorted: `name=value` with `&` between)), or all but `sign`
///
/// # Example body
/// ```text
/// notify_type=trade_status_sync&trade_status=TRADE_SUCCESS&...&sign_type=RSA2&sign=auGblpOhyEyu...
/// ```
///
/// # Quirks
/// - The secret is Alipay's public key for the app, one line of base64.
/// - `sign_type` of the request is ignored: it is `RSA2`, with SHA-256. Some notifications have
///   it in the signed text: that is tried as well, as by Alipay's SDKs.
/// - Nothing is escaped in the signed text, so a value such as `a&b=c` may read as two fields. A form
///   is accepted if it is the only longest way to read its signed text as fields in order; names
///   consist of letters, digits and `_`.
/// - The answer must be `success`:
///   [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
/// - Compare `app_id`, `seller_id` and `total_amount` with the order. Forms in GBK are rejected.
/// - Needs the feature `rsa`.
///
/// # Security
/// A subject or description that a buyer can choose may hold `&name=value` with a name that no
/// notification has and that sorts into its place: an attacker who has that notification can send it with
/// that as a field of its own. Read no fields but the documented ones.
pub const ALIPAY: Provider = Provider::code(
    "alipay",
    "Alipay",
    "https://opendocs.alipay.com/open/203/105286",
    &Alipay,
)
.requires_reply(Answer::Text(Member::Text("success")))
.body_limit(256 * 1024)
.kind(&[At::Form("notify_type")])
.delivery_id(&[At::Form("notify_id")])
.source_read("2026-11");

#[derive(Debug)]
struct Alipay;

impl Authenticate for Alipay {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_SHA256
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
        let signature = request.form_field(Field::Signature, SIGN)?;
        match check(request, &signed(request.form()?)?, &signature) {
            Err(Error::SignatureMismatch) => {
                let fields = signed(request.form()?.without(&[SIGN_TYPE]))?;
                check(request, &fields, &signature)
            }
            verdict => verdict,
        }
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        // The type may be signed or not.
        let fields = signed(request.form()?.without(&[SIGN_TYPE]))?;
        feed(content(&fields).as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.wrap_in_form("notify_type")?;
        let fields = signed(Form::parse(&draft.body)?.without(&[SIGN_TYPE]))?;
        let signature = draft.sign(&[content(&fields).as_bytes()], Encoding::Base64)?;
        draft.add_form_field(SIGN_TYPE, "RSA2");
        draft.add_form_field(SIGN, &signature);
        Ok(())
    }
}

const SIGN: &str = "sign";
const SIGN_TYPE: &str = "sign_type";

#[inline]
fn ambiguous() -> Error {
    Error::malformed(Field::Content, Location::Body, Malformation::Ambiguous)
}

#[inline]
fn check(request: &Request<'_>, fields: &Form<'_>, signature: &str) -> Result<Authentic, Error> {
    let feed = |sink: &mut dyn FnMut(&[u8])| content_of(fields, sink);
    let authentic = request.check_fed(feed, Encoding::Base64, &[signature])?;
    let names: Vec<&str> = fields.pairs().map(|(name, _)| name).collect();
    if is_only_reading(&names, &content(fields)) {
        Ok(authentic)
    } else {
        Err(ambiguous())
    }
}

/// The fields that may be signed, sorted by name.
#[inline]
fn signed(fields: Form<'_>) -> Result<Form<'_>, Error> {
    let fields = fields.without(&[SIGN]).unique()?;
    if fields.pairs().all(|(name, _)| is_name(name)) {
        Ok(fields)
    } else {
        Err(ambiguous())
    }
}

#[inline]
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[inline]
fn content(fields: &Form<'_>) -> String {
    let pairs = fields
        .pairs()
        .map(|(name, value)| format!("{name}={value}"));
    pairs.collect::<Vec<_>>().join("&")
}

#[inline]
fn content_of(fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    for (index, (name, value)) in fields.pairs().enumerate() {
        if index > 0 {
            sink(b"&");
        }
        sink(name.as_bytes());
        sink(b"=");
        sink(value.as_bytes());
    }
}

/// The most names that are looked at in a text whose values hold some.
const MOST_NAMES: usize = 256;

/// Whether these fields are the only longest way to read the text: of the names in it, those that
/// are in order. Fewer fields are always a way, as the value of one can be the rest of the text.
#[inline]
fn is_only_reading(fields: &[&str], text: &str) -> bool {
    let names = text.split('&').filter_map(|piece| {
        let (name, _) = piece.split_once('=')?;
        let may_be_field =
            is_name(name) && name != SIGN && (name != SIGN_TYPE || fields.contains(&SIGN_TYPE));
        may_be_field.then_some(name)
    });
    let names: Vec<&str> = names.take(MOST_NAMES.saturating_add(1)).collect();
    if names.len() == fields.len() {
        return true;
    }
    if names.len() > MOST_NAMES {
        return false;
    }
    // For each name, how long a way may be that ends there, and in how many ways.
    let mut ways: Vec<(usize, usize)> = Vec::with_capacity(names.len());
    for name in &names {
        let mut best = (0_usize, 0_usize);
        for (before, (length, count)) in names.iter().zip(&ways) {
            if before >= name || *length == 0 {
                continue;
            }
            if *length > best.0 {
                best = (*length, *count);
            } else if *length == best.0 {
                best.1 = best.1.saturating_add(*count);
            }
        }
        ways.push(match best {
            _ if ways.is_empty() => (1, 1),
            // Nothing precedes the first name.
            (0, _) => (0, 0),
            (length, count) => (length.saturating_add(1), count),
        });
    }
    let longest = ways.iter().map(|(length, _)| *length).max().unwrap_or(0);
    let ends = ways.iter().filter(|(length, _)| *length == longest);
    let count = ends.fold(0_usize, |all, (_, count)| all.saturating_add(*count));
    longest == fields.len() && count == 1
}

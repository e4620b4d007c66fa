//! Alipay: <https://opendocs.alipay.com/open/203/105286>

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, RSA_PKCS1_SHA256},
    authentic::Request,
    error::{Fault, Place, Role},
    form::Form,
    handshake::{Answer, Member},
    scheme::{At, Coverage, Encoding, sign::Draft},
};

/// [Alipay](https://opendocs.alipay.com/open/203/105286) notifications, of type `RSA2`.
///
/// # Signed content
/// base64(RSA-PKCS1-SHA256(private key of Alipay, the form's fields but `sign` and `sign_type`,
/// sorted: `name=value` with `&` between))
///
/// # Example body
/// ```text
/// notify_type=trade_status_sync&trade_status=TRADE_SUCCESS&...&sign_type=RSA2&sign=auGblpOhyEyu...
/// ```
///
/// # Quirks
/// - The secret is Alipay's public key for the app, one line of base64.
/// - `sign_type` of the request is not believed: it is `RSA2`, with SHA-256.
/// - The answer must be `success`:
///   [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
/// - Compare `app_id`, `seller_id` and `total_amount` with the order. Forms in GBK are refused.
/// - Needs the feature `rsa`.
pub const ALIPAY: Provider = Provider::code(
    "alipay",
    "Alipay",
    "https://opendocs.alipay.com/open/203/105286",
    &Alipay,
)
.acknowledged(Answer::Text(Member::Text("success")))
.body_limit(256 * 1024)
.kind(&[At::Form("notify_type")])
.delivery_id(&[At::Form("notify_id")])
.source_read("2026-10");

#[derive(Debug)]
struct Alipay;

impl Authenticate for Alipay {
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let fields = request.form()?;
        let signature = request.form_field(Role::Signature, "sign")?;
        let fields = signed(fields)?;
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(&fields, sink);
        request.check_fed(feed, Encoding::Base64, &[&signature])
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let fields = signed(request.form()?)?;
        let mut content = Vec::new();
        content_of(&fields, &mut |bytes| content.extend_from_slice(bytes));
        feed(&content);
        Ok(())
    }

    fn has_identity(&self) -> bool {
        true
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        draft.wrap_in_form("notify_type")?;
        let fields = signed(Form::parse(&draft.body).ok()?).ok()?;
        let mut content = Vec::new();
        content_of(&fields, &mut |bytes| content.extend_from_slice(bytes));
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.add_form_field("sign_type", "RSA2");
        draft.add_form_field("sign", &signature);
        Some(())
    }
}

/// The fields that are signed. A value that reads as if another field followed is refused: that
/// could be one.
fn signed(fields: Form<'_>) -> Result<Form<'_>, Error> {
    let fields = fields.without(&["sign", "sign_type"]).unique()?;
    let reads_on = |value: &str| {
        let rest = value.split_once('&').map(|(_, rest)| rest);
        rest.is_some_and(|rest| rest.contains('='))
    };
    if fields.pairs().any(|(_, value)| reads_on(value)) {
        return Err(Error::Malformed(
            Role::Content,
            Place::Body,
            Fault::Ambiguous,
        ));
    }
    Ok(fields)
}

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

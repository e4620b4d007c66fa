use crate::{
    Error, Provider,
    algorithm::{Algorithm, RSA_PKCS1_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    codec::form::Form,
    error::Field,
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Paddle Classic](https://developer.paddle.com/classic/reference/verifying-webhooks).
///
/// # Signed content
/// base64(RSA-PKCS1-SHA1(private key of Paddle, the form's fields but `p_signature`, sorted by name,
/// as PHP's `serialize` writes an array of texts))
///
/// # Example body
/// ```text
/// alert_id=1367177662&alert_name=payment_succeeded&...&p_signature=ZgcYHZBthGUQ...
/// ```
///
/// # Quirks
/// - The secret is the public key of the vendor's account.
/// - SHA-1 is all that the provider offers; needs the features `rsa` and `sha1`.
pub const PADDLE_CLASSIC: Provider = Provider::code(
    "paddle-classic",
    "Paddle Classic",
    "https://developer.paddle.com/classic/reference/verifying-webhooks",
    &PaddleClassic,
)
.body_limit(256 * 1024)
.kind(&[At::Form("alert_name")])
.delivery_id(&[At::Form("alert_id")])
.source_read("2026-10");

#[derive(Debug)]
struct PaddleClassic;

const SIGNATURE: &str = "p_signature";

impl Authenticate for PaddleClassic {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_SHA1
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
        let fields = request.form()?;
        let signature = request.form_field(Field::Signature, SIGNATURE)?;
        let fields = signed(fields)?;
        let feed = |sink: &mut dyn FnMut(&[u8])| content_of(&fields, sink);
        request.check_fed(feed, Encoding::Base64, &[&signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let fields = signed(request.form()?)?;
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
        draft.wrap_in_form("alert_name")?;
        let fields = signed(Form::parse(&draft.body)?)?;
        let mut content = Vec::new();
        content_of(&fields, &mut |bytes| content.extend_from_slice(bytes));
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.add_form_field(SIGNATURE, &signature);
        Ok(())
    }
}

/// The fields that are signed.
#[inline]
fn signed(fields: Form<'_>) -> Result<Form<'_>, Error> {
    fields.without(&[SIGNATURE]).unique()
}

/// An array as PHP's `serialize` writes it, with lengths in bytes.
#[inline]
fn content_of(fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    sink(format!("a:{}:{{", fields.pairs().count()).as_bytes());
    for text in fields.pairs().flat_map(|(name, value)| [name, value]) {
        sink(format!("s:{}:\"", text.len()).as_bytes());
        sink(text.as_bytes());
        sink(b"\";");
    }
    sink(b"}");
}

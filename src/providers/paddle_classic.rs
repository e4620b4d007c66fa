//! Paddle Classic: <https://developer.paddle.com/classic/reference/verifying-webhooks>

use std::fmt::Write;

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, RSA_PKCS1_SHA1},
    authentic::{self, Request},
    error::Role,
    scheme::{At, Coverage, Encoding, sign::Draft},
};

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
.kind(&[At::Form("alert_name")])
.delivery_id(&[At::Form("alert_id")])
.source_read("2026-10");

#[derive(Debug)]
struct PaddleClassic;

const SIGNATURE: &str = "p_signature";

impl Authenticate for PaddleClassic {
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_SHA1
    }

    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let fields = request.form()?;
        let signature = request.form_field(Role::Signature, SIGNATURE)?;
        let content = content(fields)?;
        request.check(&[content.as_bytes()], Encoding::Base64, &[&signature])
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(content(request.form()?)?.as_bytes());
        Ok(())
    }

    fn has_identity(&self) -> bool {
        true
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        draft.wrap_in_form("alert_name")?;
        let content = content(authentic::form(&draft.body).ok()?).ok()?;
        let signature = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        draft.add_form_field(SIGNATURE, &signature);
        Some(())
    }
}

/// An array as PHP's `serialize` writes it, with lengths in bytes.
fn content(mut fields: Vec<(String, String)>) -> Result<String, Error> {
    fields.retain(|(name, _)| name != SIGNATURE);
    let fields = authentic::by_name(fields)?;
    let mut content = format!("a:{}:{{", fields.len());
    for text in fields.iter().flat_map(|(name, value)| [name, value]) {
        // Writing to a text does not fail.
        let _ = write!(content, "s:{}:\"{text}\";", text.len());
    }
    content.push('}');
    Ok(content)
}

//! FreshBooks: <https://www.freshbooks.com/api/webhooks>

use std::fmt::Write;

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::{self, Request},
    error::{Place, Role},
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Coverage, Encoding, sign::Draft},
};

/// [FreshBooks](https://www.freshbooks.com/api/webhooks).
///
/// # Signed content
/// base64(HMAC-SHA256(verifier, the form's fields as a JSON object of texts, as Python writes it))
///
/// # Example headers
/// ```text
/// x-freshbooks-hmac-sha256: kXFcFE/RuBsojvHIQeRd+8oLQ3YiESV9eTHNcKnyp9g=
/// ```
///
/// # Quirks
/// - Registering sends a form with the key itself, `verifier`, not signed. It is handed over as an
///   [`Offer`](crate::handshake::Offer), and must be sent back through the API.
/// - A delivery says what changed, not how.
pub const FRESHBOOKS: Provider = Provider::code(
    "freshbooks",
    "FreshBooks",
    "https://www.freshbooks.com/api/webhooks",
    &FreshBooks,
)
.handshakes(&[Handshake {
    name: "callback.verify",
    method: "POST",
    when: &[
        Condition::Equals(At::Form("name"), "callback.verify"),
        Condition::Present(At::Form("verifier")),
        Condition::OnlyFields(&[
            "name",
            "verifier",
            "object_id",
            "user_id",
            "account_id",
            "business_id",
            "identity_id",
            "system",
        ]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(
        &[
            ("verifier", At::Form("verifier")),
            ("object_id", At::Form("object_id")),
        ],
        &Answer::Empty(200),
    ),
}])
.kind(&[At::Form("name")])
.source_read("2026-10");

#[derive(Debug)]
struct FreshBooks;

const HEADER: &str = "x-freshbooks-hmac-sha256";

impl Authenticate for FreshBooks {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let fields = request.form()?;
        // A second one of a name would replace the first.
        let mut names: Vec<&str> = fields.iter().map(|(name, _)| &**name).collect();
        names.sort_unstable();
        names.dedup();
        if names.len() != fields.len() {
            return Err(Error::Doubled(Role::Content, Place::Body));
        }
        request.check(
            &[object(&fields).as_bytes()],
            Encoding::Base64,
            &[signature],
        )
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(object(&request.form()?).as_bytes());
        Ok(())
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        draft.wrap_in_form("name")?;
        let object = object(&authentic::form(&draft.body).ok()?);
        let signature = draft.sign(&[object.as_bytes()], Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

/// A JSON object as Python's `json.dumps` writes it.
fn object(fields: &[(String, String)]) -> String {
    let members = fields
        .iter()
        .map(|(name, value)| format!("{}: {}", text(name), text(value)));
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

/// A JSON text of ASCII alone.
fn text(text: &str) -> String {
    let mut written = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => written.extend(['\\', character]),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{c}' => written.push_str("\\f"),
            ' '..='~' => written.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    // Writing to a text does not fail.
                    let _ = write!(written, "\\u{unit:04x}");
                }
            }
        }
    }
    written.push('"');
    written
}

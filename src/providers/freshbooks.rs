use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::{encoding::hex_digits, form::Form},
    error::{Field, Location},
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

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
/// - Registering sends a form with the key itself, `verifier`, not signed. It is handed over as
///   [`HandshakeData`](crate::handshake::HandshakeData), and must be sent back through the API.
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
.body_limit(64 * 1024)
.kind(&[At::Form("name")])
.source_read("2026-11");

#[derive(Debug)]
struct FreshBooks;

const HEADER: &str = "x-freshbooks-hmac-sha256";

impl Authenticate for FreshBooks {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let fields = request.form()?;
        // A second one of a name would replace the first.
        let mut names: Vec<&str> = fields.pairs().map(|(name, _)| name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        if names.len() != count {
            return Err(Error::duplicate(Field::Content, Location::Body));
        }
        let feed = |sink: &mut dyn FnMut(&[u8])| object(&fields, sink);
        request.check_fed(feed, Encoding::Base64, &[signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let mut content = Vec::new();
        object(&request.form()?, &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        feed(&content);
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.wrap_in_form("name")?;
        let mut content = Vec::new();
        object(&Form::parse(&draft.body)?, &mut |bytes| {
            content.extend_from_slice(bytes);
        });
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

/// A JSON object as Python's `json.dumps` writes it.
#[inline]
fn object(fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    sink(b"{");
    for (index, (name, value)) in fields.pairs().enumerate() {
        if index > 0 {
            sink(b", ");
        }
        text(name, sink);
        sink(b": ");
        text(value, sink);
    }
    sink(b"}");
}

/// A JSON text of ASCII alone.
#[inline]
fn text(text: &str, sink: &mut dyn FnMut(&[u8])) {
    let plain =
        |character: char| matches!(character, ' '..='~') && !matches!(character, '"' | '\\');
    sink(b"\"");
    let mut rest = text;
    while let Some(at) = rest.find(|character| !plain(character)) {
        let (before, after) = rest.split_at(at);
        sink(before.as_bytes());
        let mut characters = after.chars();
        if let Some(character) = characters.next() {
            escape(character, sink);
        }
        rest = characters.as_str();
    }
    sink(rest.as_bytes());
    sink(b"\"");
}

#[inline]
fn escape(character: char, sink: &mut dyn FnMut(&[u8])) {
    match character {
        '"' => sink(b"\\\""),
        '\\' => sink(b"\\\\"),
        '\n' => sink(b"\\n"),
        '\r' => sink(b"\\r"),
        '\t' => sink(b"\\t"),
        '\u{8}' => sink(b"\\b"),
        '\u{c}' => sink(b"\\f"),
        _ => {
            for unit in character.encode_utf16(&mut [0; 2]) {
                sink(b"\\u");
                for byte in unit.to_be_bytes() {
                    sink(&hex_digits(byte));
                }
            }
        }
    }
}

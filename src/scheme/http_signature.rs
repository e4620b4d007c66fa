//! HTTP Signatures, by the draft (`draft-cavage-http-signatures`) that some providers have used since before
//! RFC 9421. For the RFC, see [`message_signature`](crate::scheme::message_signature).
//!
//! A request lists the headers that it signs. The list must be exactly the provider's, or an attacker could
//! leave the digest out and send any body.

use std::{borrow::Cow, fmt, time::SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderName, Uri};
use sha2::{Digest, Sha256};

use crate::{
    Error, KeyHint,
    algorithm::Algorithm,
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{
        Checked, Coverage, Encoding, TimeFormat, assert_header, check,
        formula::{Function, clause, key_name},
        require, valid,
    },
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// The signatures of a provider by the draft.
///
/// ```
/// use webhook_receiver::{Provider, algorithm::HMAC_SHA256, scheme::http_signature::HttpSignature};
///
/// const SENDER: Provider = Provider::code(
///     "sender",
///     "Sender",
///     "https://docs.example/webhooks",
///     &HttpSignature::new(HMAC_SHA256, "hmac-sha256", "signature", "date digest"),
/// );
/// assert_eq!(SENDER.coverage().to_string(), "body+time");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct HttpSignature {
    pub(crate) algorithm: &'static dyn Algorithm,
    pub(crate) name: &'static str,
    pub(crate) header: &'static str,
    pub(crate) signed: &'static str,
    pub(crate) digest: &'static str,
    pub(crate) date: &'static str,
}

const TARGET: &str = "(request-target)";
const HOST: &str = "host";
const DATE: &str = "date";
const DIGEST: &str = "digest";

/// Checks that a list consists of `(request-target)` and names of headers in lower case, with one space
/// between two.
#[inline]
const fn check_names(list: &str) -> Checked {
    let mut rest = list.as_bytes();
    let mut empty = true;
    while let [byte, tail @ ..] = rest {
        rest = tail;
        match byte {
            b' ' => {
                check!(require(!empty, "names are separated by one space"));
                empty = true;
            }
            b'(' if empty => {
                let mut target = TARGET.as_bytes().split_at(1).1;
                while let [wanted, more @ ..] = target {
                    let (byte, tail) = match rest {
                        [byte, tail @ ..] => (*byte, tail),
                        [] => (0, rest),
                    };
                    check!(require(
                        byte == *wanted,
                        "only `(request-target)` has parentheses"
                    ));
                    (rest, target) = (tail, more);
                }
                check!(require(
                    matches!(rest, [] | [b' ', ..]),
                    "names are separated by one space"
                ));
                empty = false;
            }
            _ => {
                check!(require(
                    matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'),
                    "header names are written in lower case"
                ));
                empty = false;
            }
        }
    }
    require(!empty, "names are separated by one space")
}

/// Checks the list of the signed headers.
#[inline]
pub(crate) const fn check_signed(signed: &str) -> Checked {
    check!(require(lists(signed, DATE), "the date must be signed"));
    check_names(signed)
}

impl HttpSignature {
    /// Creates a description of signatures of `algorithm`, which the provider calls `name`.
    ///
    /// They are in the header `header`. `signed` is the exact list of the signed headers, separated by
    /// spaces.
    ///
    /// # Panics
    /// Panics at compile time if the date is not signed, or if a header's name is not in lower case.
    #[inline]
    pub const fn new(
        algorithm: &'static dyn Algorithm,
        name: &'static str,
        header: &'static str,
        signed: &'static str,
    ) -> Self {
        valid(check_signed(signed));
        assert_header(header);
        Self {
            algorithm,
            name,
            header,
            signed,
            digest: "SHA-256=",
            date: DATE,
        }
    }

    /// Sets the prefix of the digest. Defaults to `SHA-256=`.
    #[inline]
    pub const fn digest_prefix(self, digest: &'static str) -> Self {
        Self { digest, ..self }
    }

    /// Sets a header that repeats the date, for servers that overwrite `date`.
    ///
    /// # Panics
    /// Panics at compile time if the name is not in lower case.
    #[inline]
    pub const fn date_in(self, date: &'static str) -> Self {
        assert_header(date);
        Self { date, ..self }
    }

    fn malformed(&self, fault: Malformation) -> Error {
        let location = Location::Header(HeaderName::from_static(self.header));
        Error::malformed(Field::Signature, location, fault)
    }

    /// Returns a quoted parameter of the header of the signature. Rejects a duplicate.
    fn parameter<'r>(&self, request: &Request<'r>, name: &str) -> Result<&'r str, Error> {
        let mut found = None;
        for pair in request.header(self.header)?.split(',') {
            let form = || self.malformed(Malformation::Form);
            let (key, value) = pair.trim().split_once('=').ok_or_else(form)?;
            let quoted = value
                .strip_prefix('"')
                .and_then(|value| value.strip_suffix('"'));
            let value = quoted.ok_or_else(form)?;
            if key.eq_ignore_ascii_case(name) && found.replace(value).is_some() {
                return Err(self.malformed(Malformation::Ambiguous));
            }
        }
        found.ok_or_else(|| self.malformed(Malformation::NoEntry))
    }

    fn date<'h>(&self, head: &'h Head) -> Result<&'h str, Error> {
        let repeated = HeaderName::from_static(self.date);
        match head.optional(Field::Timestamp, &repeated)? {
            Some(date) => Ok(date),
            None => head.required(Field::Timestamp, &HeaderName::from_static(DATE)),
        }
    }

    fn time(&self, head: &Head) -> Result<SystemTime, Error> {
        let time = TimeFormat::HttpDate.parse(self.date(head)?);
        let location = Location::Header(HeaderName::from_static(DATE));
        time.ok_or(Error::malformed(
            Field::Timestamp,
            location,
            Malformation::Time,
        ))
    }

    /// Returns the digest of a body as it is written in the header.
    fn digest(&self, body: &[u8]) -> String {
        format!("{}{}", self.digest, STANDARD.encode(Sha256::digest(body)))
    }

    /// Returns the signed content.
    fn content(&self, head: &Head, url: Option<&str>, digest: &str) -> Result<String, Error> {
        let mut lines = Vec::new();
        for name in self.signed.split(' ') {
            let value: Cow<'_, str> = match name {
                TARGET => {
                    let method = head.method.as_str().to_ascii_lowercase();
                    format!("{method} {}", head.path_and_query()).into()
                }
                // That of the public URL, as a proxy may change the header.
                HOST => {
                    let url = url.and_then(|url| url.parse::<Uri>().ok());
                    let host = url.as_ref().and_then(Uri::host);
                    host.ok_or(Error::missing(Field::Content, Location::Url))?
                        .to_owned()
                        .into()
                }
                DATE => self.date(head)?.into(),
                DIGEST => digest.into(),
                name => head
                    .required(Field::Content, &HeaderName::from_static(name))?
                    .into(),
            };
            lines.push(format!("{name}: {value}"));
        }
        Ok(lines.join("\n"))
    }
}

/// The formula, in the notation of a [`Scheme`](crate::scheme::Scheme#formula).
/// `signing_string("date digest")` has a line `name: value` for each of these headers.
impl fmt::Display for HttpSignature {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            header,
            signed,
            ..
        } = self;
        let function = Function(self.algorithm);
        let key = key_name(self.algorithm);
        write!(
            f,
            "{header}: keyId=\"key_id\",algorithm=\"{name}\",headers=\"{signed}\",\
             signature=\"base64({function}({key}, signing_string(\"{signed}\")))\""
        )?;
        if lists(signed, DIGEST) {
            clause(f)?;
            write!(f, "{DIGEST}: {}base64(SHA-256(body))", self.digest)?;
        }
        clause(f)?;
        f.write_str("timestamp = header(")?;
        if self.date != DATE {
            write!(f, "{}|", self.date)?;
        }
        write!(f, "{DATE}) in HTTP-date")
    }
}

impl Authenticate for HttpSignature {
    fn algorithm(&self) -> &'static dyn Algorithm {
        self.algorithm
    }

    fn formula(&self) -> Option<String> {
        Some(format!("{self:#}"))
    }

    fn coverage(&self) -> Coverage {
        let target = lists(self.signed, TARGET);
        let coverage = if lists(self.signed, DIGEST) {
            Coverage::BODY
        } else {
            Coverage::SENDER
        };
        Coverage {
            time: true,
            method: target,
            url: target,
            ..coverage
        }
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        let signed = self.parameter(request, "headers")?;
        if lists(self.signed, DIGEST) && !signed.split(' ').any(|name| name == DIGEST) {
            return Err(Error::BodyNotBound);
        }
        if signed != self.signed {
            return Err(self.malformed(Malformation::Form));
        }
        if self.parameter(request, "algorithm")? != self.name {
            return Err(Error::AlgorithmMismatch);
        }
        request.check_fresh(self.time(request.head())?)
    }

    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        Ok(KeyHint::with_id(Some(self.parameter(request, "keyId")?)))
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        self.check_head(request)?;
        let head = request.head();
        let digest = if lists(self.signed, DIGEST) {
            head.required(Field::Content, &HeaderName::from_static(DIGEST))?
        } else {
            ""
        };
        let url = request.public_url().ok();
        let content = self.content(head, url.as_deref(), digest)?;
        let authentic = request.check_named(
            &[content.as_bytes()],
            Encoding::Base64,
            self.parameter(request, "signature")?,
            Some(self.parameter(request, "keyId")?),
        )?;
        if !lists(self.signed, DIGEST) || digest == self.digest(request.body()) {
            Ok(authentic.signed_at(self.time(head)?))
        } else {
            Err(Error::DigestMismatch)
        }
    }

    #[cfg(feature = "testing")]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let digest = self.digest(&draft.body);
        draft.set_header(DATE, &TimeFormat::HttpDate.write(draft.now()))?;
        draft.set_header(DIGEST, &digest)?;
        let url = draft.public_url().ok();
        let content = self.content(&draft.head, url.as_deref(), &digest)?;
        let signature = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        let (name, signed) = (self.name, self.signed);
        let text =
            format!(r#"keyId="1",algorithm="{name}",signature="{signature}",headers="{signed}""#);
        draft.set_header(self.header, &text)
    }
}

/// Whether a list that is separated by spaces contains this name.
#[inline]
const fn lists(list: &str, name: &str) -> bool {
    let (list, name) = (list.as_bytes(), name.as_bytes());
    let mut rest = list;
    let mut begins = true;
    while let [first, tail @ ..] = rest {
        if begins && starts(rest, name) {
            return true;
        }
        begins = *first == b' ';
        rest = tail;
    }
    false
}

/// Whether a text begins with this word.
#[inline]
const fn starts(mut text: &[u8], mut word: &[u8]) -> bool {
    while let [wanted, word_tail @ ..] = word {
        match text {
            [found, text_tail @ ..] if *found == *wanted => {
                text = text_tail;
                word = word_tail;
            }
            _ => return false,
        }
    }
    matches!(text, [] | [b' ', ..])
}

//! Feeds the signed content of a request to the algorithm, part by part.

use crate::{
    codec::{encoding, form},
    engine::{
        compile::{Piece, Plan},
        locate::{form_field, json_field},
    },
    error::{Error, Field, Location, Malformation},
    request::head::Head,
    scheme::{HashEncoding, PercentDecode},
};

/// The inputs of the content.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) head: &'a Head,
    pub(crate) body: &'a [u8],
    pub(crate) timestamp: &'a str,
    pub(crate) secret: &'a [u8],
}

impl Plan {
    /// Feeds pieces of the content, in order, to `sink`.
    #[inline]
    pub(crate) fn feed(
        &self,
        pieces: &[Piece],
        inputs: &Inputs<'_>,
        sink: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Error> {
        for piece in pieces {
            piece.feed(inputs, sink)?;
        }
        Ok(())
    }
}

impl Piece {
    #[inline]
    pub(crate) fn feed(
        &self,
        inputs: &Inputs<'_>,
        sink: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Error> {
        match self {
            Self::Text(text) => sink(text.as_bytes()),
            Self::Body => sink(inputs.body),
            Self::BodyHash(form) => {
                let hash = <sha2::Sha256 as sha2::Digest>::digest(inputs.body);
                match form {
                    HashEncoding::Raw => sink(&hash),
                    HashEncoding::Hex => hash
                        .iter()
                        .for_each(|byte| sink(&encoding::hex_digits(*byte))),
                }
            }
            Self::Timestamp => sink(inputs.timestamp.as_bytes()),
            Self::Method => sink(inputs.head.method.as_str().as_bytes()),
            Self::Url {
                url,
                unescape,
                rule,
            } => {
                let (base, path) = url.parts(inputs.head);
                if !rule.allows(path) {
                    return Err(malformed(Location::Url, Malformation::Ambiguous));
                }
                unescape.feed(base, sink);
                unescape.feed(path, sink);
            }
            Self::Path { url, query, rule } => {
                let (base, path) = url.parts(inputs.head);
                let signed = |text| if *query { text } else { without_query(text) };
                let path = signed(path);
                if !rule.allows(path) {
                    return Err(malformed(Location::Url, Malformation::Ambiguous));
                }
                sink(signed(base).as_bytes());
                sink(path.as_bytes());
            }
            Self::Header(name, rule) => {
                let text = inputs.head.required(Field::Content, name)?;
                let fault = if text.len() > LONGEST_HEADER {
                    Err(Malformation::TooLong)
                } else {
                    rule.check(text)
                };
                fault.map_err(|fault| malformed(Location::Header(name.clone()), fault))?;
                sink(text.as_bytes());
            }
            Self::Query(name, rule) => {
                let location = || Location::Query(name.clone());
                let text = inputs.head.query(Field::Content, name.as_str())?;
                let text = text.ok_or_else(|| Error::missing(Field::Content, location()))?;
                rule.check(&text)
                    .map_err(|fault| malformed(location(), fault))?;
                sink(text.as_bytes());
            }
            Self::Form { name, alone, rule } => {
                let text = form_field(Field::Content, inputs.head, inputs.body, name)?;
                let text = text.ok_or(Error::missing(Field::Content, Location::Form(name)))?;
                let alone_here =
                    || !inputs.head.is_multipart() && form::count(inputs.body) == Ok(1);
                if *alone && !alone_here() {
                    return Err(Error::BodyNotBound);
                }
                rule.check(&text)
                    .map_err(|fault| malformed(Location::Form(name), fault))?;
                sink(text.as_bytes());
            }
            Self::Json(pointer, rule) => {
                let text = json_field(Field::Content, inputs.body, pointer)?;
                let text = text.ok_or(Error::missing(Field::Content, Location::Json(pointer)))?;
                rule.check(&text)
                    .map_err(|fault| malformed(Location::Json(pointer), fault))?;
                sink(text.as_bytes());
            }
            Self::Secret => sink(inputs.secret),
        }
        Ok(())
    }
}

/// The maximum length of a signed header in bytes. They are ids and nonces.
const LONGEST_HEADER: usize = 255;

/// Returns a path and query without the query.
pub(crate) fn without_query(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

fn malformed(location: Location, fault: Malformation) -> Error {
    Error::malformed(Field::Content, location, fault)
}

impl PercentDecode {
    /// Feeds the text, with percent-encoded characters of the list decoded.
    pub(crate) fn feed(self, text: &str, sink: &mut dyn FnMut(&[u8])) {
        let Self::Only(set) = self else {
            return sink(text.as_bytes());
        };
        let mut pieces = text.split('%');
        sink(pieces.next().unwrap_or_default().as_bytes());
        for piece in pieces {
            let decoded = piece
                .get(..2)
                .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
                .and_then(|digits| u8::from_str_radix(digits, 16).ok())
                .filter(|byte| set.as_bytes().contains(byte));
            match decoded {
                Some(byte) => {
                    sink(&[byte]);
                    sink(piece.get(2..).unwrap_or_default().as_bytes());
                }
                None => {
                    sink(b"%");
                    sink(piece.as_bytes());
                }
            }
        }
    }
}

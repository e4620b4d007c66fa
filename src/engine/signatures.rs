//! Finds and decodes the signatures of a request.

use std::ops::ControlFlow;

use http::HeaderName;

use crate::{
    algorithm::{Finished, Matched},
    codec::encoding::behind,
    engine::{compile::Plan, locate::Locator},
    error::{Error, Field, Malformation},
    request::head::Head,
    scheme::Format,
};

/// The maximum number of signatures of a request. Senders add one per secret, and use two secrets during
/// key rotation.
pub const MAX_SIGNATURES: usize = 16;

/// The maximum number of numbered headers. DocuSign sends one for each of up to 100 keys.
pub const MAX_NUMBERED: usize = 100;

/// The signatures of a request, of which at least one is well-formed.
///
/// The first is decoded and kept, as there is rarely another. Others are read from the request again.
pub(crate) struct Signatures {
    first: [u8; Self::KEPT],
    /// The length of the first signature, or 0 if it is not kept.
    length: usize,
    /// The length of the first well-formed signature, kept or not.
    first_length: usize,
    several: bool,
}

impl Signatures {
    /// Returns the length in bytes of the first well-formed signature. It identifies the hash if there are
    /// several.
    #[inline]
    pub(crate) fn first_length(&self) -> usize {
        self.first_length
    }

    /// The maximum length of a signature that is kept: HMAC with SHA-512, Ed25519.
    const KEPT: usize = 64;
}

/// The request in which signatures are looked for.
#[derive(Clone, Copy)]
pub(crate) struct Searched<'r> {
    /// The text of the header, if the signatures are in one header. It is looked up once.
    pub(crate) header: Option<&'r str>,
    /// The pairs of that header, once they are read.
    pub(crate) pairs: Option<Pairs<'r>>,
    pub(crate) head: &'r Head,
    pub(crate) body: &'r [u8],
}

/// The values of a header of pairs: of the key of the signatures, and of the key of the timestamp.
#[derive(Clone, Copy, Default)]
pub(crate) struct Pairs<'r> {
    signature: Values<'r>,
    pub(crate) time: Values<'r>,
}

/// The values of one key.
#[derive(Clone, Copy, Default)]
pub(crate) struct Values<'r> {
    pub(crate) first: Option<&'r str>,
    pub(crate) several: bool,
}

impl<'r> Values<'r> {
    #[inline]
    fn add(&mut self, value: &'r str) {
        self.several = self.first.is_some();
        self.first = self.first.or(Some(value));
    }
}

impl Plan {
    /// Looks up the header with the signatures.
    #[inline]
    pub(crate) fn look_in<'r>(
        &self,
        head: &'r Head,
        body: &'r [u8],
    ) -> Result<Searched<'r>, Error> {
        let header = match &self.signature {
            Locator::Header(name) => Some(head.required(Field::Signature, name)?),
            _ => None,
        };
        Ok(Searched {
            header,
            pairs: None,
            head,
            body,
        })
    }

    /// Finds the signatures. Rejects a request without a well-formed one, or with too many.
    #[inline]
    pub(crate) fn signatures(&self, place: &mut Searched<'_>) -> Result<Signatures, Error> {
        let most = match self.signature {
            Locator::NumberedHeaders(_) => MAX_NUMBERED,
            _ => MAX_SIGNATURES,
        };
        let mut found = Signatures {
            first: [0; Signatures::KEPT],
            length: 0,
            first_length: 0,
            several: false,
        };
        if let Some(only) = self.only_in(place)
            && self.decode_first(only, &mut found)
        {
            found.several = found.length == 0;
            return Ok(found);
        }
        let mut count = 0_usize;
        let mut well_formed = false;
        let too_many = self
            .each_signature(*place, &mut |text| {
                count = count.saturating_add(1);
                if !well_formed {
                    well_formed = self.decode_first(text, &mut found);
                }
                if count > most {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            })?
            .is_break();
        found.several = count > 1 || found.length == 0;
        let fault = match (too_many, well_formed) {
            (true, _) => {
                return Err(Error::TooManySignatures {
                    location: self.signature.location(),
                });
            }
            (false, true) => return Ok(found),
            (false, false) if count == 0 => Malformation::NoEntry,
            (false, false) => match self.chosen {
                Some((setting, _)) => Malformation::NotChosen { setting },
                None => Malformation::Encoding,
            },
        };
        Err(Error::malformed(
            Field::Signature,
            self.signature.location(),
            fault,
        ))
    }

    /// Returns whether the text of a signature is well-formed, and keeps a short one.
    #[inline]
    fn decode_first(&self, text: &str, found: &mut Signatures) -> bool {
        match self.scheme.algorithm.signature_length() {
            Some(length @ ..=Signatures::KEPT) => {
                let decoded = self.scheme.encoding.decode(text, &mut found.first);
                if decoded.is_some_and(|bytes| bytes.len() == length) {
                    found.length = length;
                    found.first_length = length;
                }
                found.length > 0
            }
            _ => {
                let length = self.decoded(text, <[u8]>::len).unwrap_or_default();
                found.first_length = length;
                length > 0
            }
        }
    }

    /// Returns whether one of the signatures matches the computed one.
    #[inline]
    pub(crate) fn matches(
        &self,
        signatures: &Signatures,
        place: Searched<'_>,
        finished: &mut Finished,
    ) -> Result<Option<Matched>, Error> {
        if let Some(first) = signatures.first.get(..signatures.length)
            && !first.is_empty()
            && let Some(matched) = finished.verify(first)
        {
            return Ok(Some(matched));
        }
        if !signatures.several {
            return Ok(None);
        }
        let mut matched = None;
        let _ended = self.each_signature(place, &mut |text| {
            matched = self.decoded(text, |bytes| finished.verify(bytes)).flatten();
            match matched {
                Some(_) => ControlFlow::Break(()),
                None => ControlFlow::Continue(()),
            }
        })?;
        Ok(matched)
    }

    /// Decodes the text of a signature. Returns `None` if it is malformed or has another length.
    #[inline]
    fn decoded<T>(&self, text: &str, then: impl FnOnce(&[u8]) -> T) -> Option<T> {
        /// RSA with 4096 bits, or a user name and password.
        const LONGEST: usize = 512;
        let mut buffer = [0; LONGEST];
        let bytes = self.scheme.encoding.decode(text, &mut buffer)?;
        let chosen = self.chosen.map(|(_, length)| length);
        let fixed = self.scheme.algorithm.signature_length().or(chosen);
        let on_demand = self
            .scheme
            .choice
            .map_or(&[][..], |choice| choice.on_demand);
        let accepted = match fixed {
            Some(length) => bytes.len() == length,
            None => !on_demand.contains(&bytes.len()),
        };
        accepted.then(|| then(bytes))
    }

    /// Calls `look` with the text of each signature.
    fn each_signature(
        &self,
        place: Searched<'_>,
        look: &mut dyn FnMut(&str) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        let Searched {
            header, head, body, ..
        } = place;
        if let Some(text) = header {
            return self.each_in(text, look);
        }
        let missing = || Error::missing(Field::Signature, self.signature.location());
        if let Locator::NumberedHeaders(prefix) = self.signature {
            let numbered = |name: &HeaderName| {
                name.as_str().strip_prefix(prefix).is_some_and(|number| {
                    !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit())
                })
            };
            let mut any = false;
            for name in head.headers.keys().filter(|name| numbered(name)) {
                any = true;
                let text = head.required(Field::Signature, name)?;
                if self.each_in(text, look)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return if any {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(missing())
            };
        }
        if let Locator::AnyHeader(names) = &self.signature {
            let mut any = false;
            for name in names {
                let Some(text) = head.optional(Field::Signature, name)? else {
                    continue;
                };
                any = true;
                if self.each_in(text, look)?.is_break() {
                    return Ok(ControlFlow::Break(()));
                }
            }
            return if any {
                Ok(ControlFlow::Continue(()))
            } else {
                Err(missing())
            };
        }
        let text = self.signature.text(Field::Signature, head, body)?;
        let text = text.ok_or_else(missing)?;
        self.each_in(&text, look)
    }

    /// Returns the signature in the header, if there is only one. Keeps the pairs that it reads.
    #[inline]
    fn only_in<'r>(&self, place: &mut Searched<'r>) -> Option<&'r str> {
        let text = place.header?;
        match self.scheme.format {
            Format::Bare => Some(text),
            Format::Prefixed(prefix) => behind(text, prefix),
            Format::Pairs {
                separator,
                signature,
            } => {
                let found = place.pairs.insert(self.pairs(text, separator, signature));
                found.signature.first.filter(|_| !found.signature.several)
            }
            _ => None,
        }
    }

    /// Reads a header of pairs.
    pub(crate) fn pairs<'r>(&self, text: &'r str, separator: char, signature: &str) -> Pairs<'r> {
        let time = match self.timestamp {
            Some(Locator::WithSignature(key)) => Some(key),
            _ => None,
        };
        let mut found = Pairs::default();
        for (key, value) in pairs(text, separator) {
            if key == signature {
                found.signature.add(value);
            }
            if Some(key) == time {
                found.time.add(value);
            }
        }
        found
    }

    /// Calls `look` with each signature in the text of the signature's place.
    #[inline]
    fn each_in(
        &self,
        text: &str,
        look: &mut dyn FnMut(&str) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, Error> {
        let malformed =
            |fault| Error::malformed(Field::Signature, self.signature.location(), fault);
        match self.scheme.format {
            Format::Bare => Ok(look(text)),
            Format::Prefixed(prefix) => Ok(look(
                behind(text, prefix).ok_or_else(|| malformed(Malformation::Prefix))?,
            )),
            Format::Pairs {
                separator,
                signature,
            } => Ok(pairs(text, separator)
                .filter(|(key, _)| *key == signature)
                .try_for_each(|(_, value)| look(value))),
            Format::List { separator, tag } => Ok(text
                .split(separator)
                .filter_map(|item| item.trim_ascii().strip_prefix(tag))
                .try_for_each(look)),
            Format::TimeFirst { separator } => Ok(text
                .split(separator)
                .skip(1)
                .map(str::trim_ascii)
                .try_for_each(look)),
        }
    }
}

/// Returns the pairs of a header, without white space around them. A key ends at the first `=`.
fn pairs(text: &str, separator: char) -> impl Iterator<Item = (&str, &str)> {
    text.split(separator).filter_map(|pair| {
        let pair = pair.trim_ascii();
        // Keys are short: searching byte by byte is faster than `split_once`.
        let equals = pair.bytes().position(|byte| byte == b'=')?;
        Some((pair.get(..equals)?, pair.get(equals.saturating_add(1)..)?))
    })
}

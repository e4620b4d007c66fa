//! The parser of HTML forms, in bodies and queries, for verification and for typed events.

mod escapes;
mod multipart;

use std::borrow::Cow;

use http::{HeaderMap, header};

use crate::error::{Error, Field, Location, Malformation, SignError};

/// The fields of a form (`application/x-www-form-urlencoded`), in their order.
///
/// Parsing is strict: a `%` without two hexadecimal digits and bytes that are not UTF-8 are rejected and
/// not replaced, as two bodies would otherwise have one signature. Text without escapes is borrowed.
///
/// ```
/// use webhook_receiver::{Form, FormError};
///
/// let form = Form::parse(b"From=%2B15551234567&Body=Hello+there")?;
/// assert_eq!(form.get("From"), Some("+15551234567"));
/// assert_eq!(form.get("Body"), Some("Hello there"));
/// # Ok::<(), FormError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form<'a> {
    fields: Vec<Pair<'a>>,
}

/// A name and its value.
pub(crate) type Pair<'a> = (Cow<'a, str>, Cow<'a, str>);

/// Why text is not a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FormError {
    /// A `%` without two hexadecimal digits.
    #[error("a `%` in the form is not followed by two hexadecimal digits")]
    Percent,
    /// A name or a value that is not UTF-8.
    #[error("the form is not UTF-8")]
    Utf8,
    /// More fields than [`Form::MAX_FIELDS`].
    #[error("the form has more than {} fields", Form::MAX_FIELDS)]
    TooManyFields,
    /// Not `multipart/form-data` (RFC 7578), as the content type says.
    #[error("the body is not well-formed `multipart/form-data`")]
    Multipart,
}

#[cfg_attr(
    not(all(feature = "aes", feature = "rsa", feature = "sha1")),
    allow(
        dead_code,
        reason = "rows that need an algorithm read forms in their own ways"
    )
)]
impl<'a> Form<'a> {
    /// The maximum number of fields. Each needs memory beyond its bytes, and a body of ampersands would
    /// have millions.
    pub const MAX_FIELDS: usize = 1000;

    /// Parses a body or a query.
    ///
    /// # Errors
    /// Returns an error if the text is not a form, or has too many fields.
    pub fn parse(text: &'a [u8]) -> Result<Self, FormError> {
        let mut fields = Vec::with_capacity(count(text)?);
        for (name, value) in pairs(text) {
            fields.push((escapes::decode(name)?, escapes::decode(value)?));
        }
        Ok(Self { fields })
    }

    /// Returns the value of the first field of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.pairs()
            .find_map(|(own, value)| (own == name).then_some(value))
    }

    /// Returns names and values, in the order of the form.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Creates a form without fields.
    pub(crate) fn empty() -> Self {
        Self { fields: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    #[cfg(feature = "events")]
    pub(crate) fn into_fields(self) -> Vec<Pair<'a>> {
        self.fields
    }

    /// Returns the form without the fields of these names.
    #[inline]
    pub(crate) fn without(mut self, names: &[&str]) -> Self {
        self.fields.retain(|(name, _)| !names.contains(&&**name));
        self
    }

    /// Returns the fields sorted by name and then by value.
    #[inline]
    pub(crate) fn sorted(mut self) -> Self {
        self.fields.sort_unstable();
        self
    }

    /// Removes duplicates of sorted fields.
    #[inline]
    pub(crate) fn distinct(mut self) -> Self {
        self.fields.dedup();
        self
    }

    /// Returns the fields sorted by name. Rejects a duplicate.
    #[inline]
    pub(crate) fn unique(self) -> Result<Self, Error> {
        let sorted = self.sorted();
        let duplicate = sorted
            .fields
            .windows(2)
            .any(|pair| matches!(pair, [(a, _), (b, _)] if a == b));
        if duplicate {
            Err(Error::duplicate(Field::Content, Location::Body))
        } else {
            Ok(sorted)
        }
    }
}

/// Why a field cannot be looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldFault {
    /// It is a duplicate.
    Duplicate,
    /// It is a file, or encoded.
    NotPlain,
    /// Its value is malformed, or there are too many fields.
    Form(FormError),
}

impl FieldFault {
    pub(crate) fn at(self, field: Field, location: Location) -> Error {
        let fault = match self {
            Self::Duplicate => return Error::duplicate(field, location),
            Self::Form(FormError::TooManyFields) => return Error::TooManyItems { location },
            Self::Form(FormError::Multipart) => return FormError::Multipart.into(),
            Self::Form(FormError::Percent) | Self::NotPlain => Malformation::Form,
            Self::Form(FormError::Utf8) => Malformation::NotText,
        };
        Error::malformed(field, location, fault)
    }
}

impl From<FormError> for FieldFault {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

/// Returns the value of the field of this name in a body of either kind. Rejects a duplicate.
#[inline]
pub(crate) fn field_of_body<'a>(
    headers: &HeaderMap,
    body: &'a [u8],
    name: &str,
) -> Result<Option<Cow<'a, str>>, FieldFault> {
    if is_multipart(headers) {
        find_part(headers, body, name)?.only(escapes::text)
    } else {
        field(body, name)
    }
}

/// Returns the value of the last field of this name, for a provider that appends its fields to those that
/// its customers name.
pub(crate) fn last_of_body<'a>(
    headers: &HeaderMap,
    body: &'a [u8],
    name: &str,
) -> Result<Option<Cow<'a, str>>, FieldFault> {
    if is_multipart(headers) {
        let found = find_part(headers, body, name)?;
        Ok(found.last.map(escapes::text).transpose()?)
    } else {
        Ok(find(body, name)?.last.map(escapes::decode).transpose()?)
    }
}

/// Returns the media type of a body, without its parameters.
pub(crate) fn media_type(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(value.split(';').next().unwrap_or(value).trim())
}

/// Returns whether a body has this media type. A header that is too short for it is not parsed.
pub(crate) fn is_of_type(headers: &HeaderMap, wanted: &str) -> bool {
    let value = headers.get(header::CONTENT_TYPE);
    value.is_some_and(|value| value.len() >= wanted.len())
        && media_type(headers).is_some_and(|found| found.eq_ignore_ascii_case(wanted))
}

/// Returns whether a body is a `multipart/form-data` form.
pub(crate) fn is_multipart(headers: &HeaderMap) -> bool {
    is_of_type(headers, "multipart/form-data")
}

fn find_part<'a>(headers: &HeaderMap, body: &'a [u8], name: &str) -> Result<Found<'a>, FieldFault> {
    let mut content_types = headers.get_all(header::CONTENT_TYPE).iter();
    let content_type = content_types.next().and_then(|value| value.to_str().ok());
    match (content_type, content_types.next()) {
        (Some(content_type), None) => multipart::find(content_type, body, name),
        _ => Err(FormError::Multipart.into()),
    }
}

/// The encoded value of a field.
#[derive(Default)]
struct Found<'a> {
    last: Option<&'a [u8]>,
    duplicate: bool,
}

impl<'a> Found<'a> {
    fn only(
        self,
        read: impl FnOnce(&'a [u8]) -> Result<Cow<'a, str>, FormError>,
    ) -> Result<Option<Cow<'a, str>>, FieldFault> {
        if self.duplicate {
            return Err(FieldFault::Duplicate);
        }
        Ok(self.last.map(read).transpose()?)
    }
}

fn find<'a>(text: &'a [u8], name: &str) -> Result<Found<'a>, FormError> {
    count(text)?;
    let mut found = Found::default();
    for (_, value) in pairs(text).filter(|(written, _)| escapes::is(written, name)) {
        found.duplicate = found.last.replace(value).is_some() || found.duplicate;
    }
    Ok(found)
}

/// Returns the value of the field of this name without decoding the others, as unsigned fields may have
/// another encoding. Rejects a duplicate.
#[inline]
pub(crate) fn field<'a>(text: &'a [u8], name: &str) -> Result<Option<Cow<'a, str>>, FieldFault> {
    find(text, name)?.only(escapes::decode)
}

impl From<FormError> for Error {
    fn from(error: FormError) -> Self {
        let fault = match error {
            FormError::Percent | FormError::Multipart => Malformation::Form,
            FormError::Utf8 => Malformation::NotText,
            FormError::TooManyFields => {
                return Self::TooManyItems {
                    location: Location::Body,
                };
            }
        };
        Self::malformed(Field::Body, Location::Body, fault)
    }
}

impl From<FormError> for SignError {
    fn from(error: FormError) -> Self {
        Self::Request(error.into())
    }
}

/// Returns the encoded names and values. Empty pairs are skipped.
fn pairs(text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    text.split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let equals = pair.iter().position(|byte| *byte == b'=');
            let (name, value) = pair.split_at(equals.unwrap_or(pair.len()));
            (name, value.get(1..).unwrap_or_default())
        })
}

/// Counts the fields, up to the maximum.
#[inline]
pub(crate) fn count(text: &[u8]) -> Result<usize, FormError> {
    // A shorter body cannot have too many.
    if text.len() < Form::MAX_FIELDS {
        return Ok(pairs(text).count());
    }
    let count = pairs(text).take(Form::MAX_FIELDS.saturating_add(1)).count();
    if count > Form::MAX_FIELDS {
        return Err(FormError::TooManyFields);
    }
    Ok(count)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn parses_pairs() {
        let form = Form::parse(b"a=1&b=x+y%26%c3%a9=&c&&a=2").unwrap();
        let pairs: Vec<_> = form.pairs().collect();
        assert_eq!(pairs, [("a", "1"), ("b", "x y&é="), ("c", ""), ("a", "2")]);
        assert_eq!(form.get("a"), Some("1"));
        assert_eq!(form.get("d"), None);
    }

    #[test]
    fn rejects_what_would_have_to_be_repaired() {
        for (body, error) in [
            (&b"a=%"[..], FormError::Percent),
            (b"a=%4", FormError::Percent),
            (b"a=%+4", FormError::Percent),
            (b"a=%ff", FormError::Utf8),
            (b"\xff=1", FormError::Utf8),
        ] {
            assert_eq!(Form::parse(body), Err(error));
        }
    }

    #[test]
    fn rejects_more_fields_than_the_limit() {
        let most = "a&".repeat(Form::MAX_FIELDS);
        assert_eq!(
            Form::parse(most.as_bytes()).unwrap().pairs().count(),
            Form::MAX_FIELDS
        );
        assert_eq!(field(most.as_bytes(), "b"), Ok(None));
        let more = format!("{most}b=1");
        assert_eq!(Form::parse(more.as_bytes()), Err(FormError::TooManyFields));
        let fault = FieldFault::Form(FormError::TooManyFields);
        assert_eq!(field(more.as_bytes(), "b"), Err(fault));
        // Empty pairs are skipped.
        let empty = "&".repeat(5000);
        assert_eq!(Form::parse(empty.as_bytes()), Ok(Form::empty()));
    }

    #[test]
    fn finds_one_field_whatever_the_others_hold() {
        let found = |text| field(text, "to k").map(|found| found.map(Cow::into_owned));
        assert_eq!(found(b"a=%ff&to+k=%c3%a9&%=%"), Ok(Some("\u{e9}".into())));
        assert_eq!(found(b"%74o%20k=1&tok=2"), Ok(Some("1".into())));
        assert_eq!(found(b"to+k"), Ok(Some("".into())));
        assert_eq!(found(b"to+k%=1&to=2"), Ok(None));
        assert_eq!(found(b"to+k=1&t%6f+k=2"), Err(FieldFault::Duplicate));
        assert_eq!(found(b"to+k=%ff"), Err(FieldFault::Form(FormError::Utf8)));
    }

    #[test]
    fn borrows_fields_without_escapes() {
        let form = Form::parse(b"a=1&b=%31").unwrap();
        let borrowed = |field: &Pair<'_>| matches!(field.1, Cow::Borrowed(_));
        let borrowed: Vec<bool> = form.fields.iter().map(borrowed).collect();
        assert_eq!(borrowed, [true, false]);
    }
}

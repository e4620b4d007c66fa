//! Forms that are `multipart/form-data` (RFC 7578): the fields of a whole body, borrowed from it.
//!
//! Strict, because the body that is verified here is parsed again by the handler: nothing precedes the first
//! boundary or follows the last, each part has exactly one `Content-Disposition`, and its parameters are read
//! as a list, so that a name inside a file's name is not a field's name.

use std::borrow::Cow;

use crate::codec::form::{FieldFault, Form, FormError, Found};

/// The value of the last field of this name, and whether there are others. A part with a file's name
/// is a file, not a field.
pub(crate) fn find<'a>(
    content_type: &str,
    body: &'a [u8],
    name: &str,
) -> Result<Found<'a>, FieldFault> {
    let boundary = boundary(content_type).ok_or(FormError::Multipart)?;
    let mut found = Found::default();
    for (index, part) in Parts::new(&boundary, body)?.enumerate() {
        if index >= Form::MAX_FIELDS {
            return Err(FormError::TooManyFields.into());
        }
        let part = part?;
        if *part.name != *name.as_bytes() {
            continue;
        }
        if !part.is_plain {
            return Err(FieldFault::NotPlain);
        }
        found.duplicate = found.last.replace(part.value).is_some() || found.duplicate;
    }
    Ok(found)
}

/// The boundary that the content type names.
fn boundary(content_type: &str) -> Option<String> {
    let (essence, mut rest) = content_type.split_at(content_type.find(';')?);
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let mut boundary = None;
    while let Some((name, value, after)) = parameter(rest.as_bytes(), true)? {
        if name.eq_ignore_ascii_case(b"boundary") && boundary.replace(value.into_owned()).is_some()
        {
            return None;
        }
        rest = rest.get(rest.len().checked_sub(after.len())?..)?;
    }
    // RFC 2046, section 5.1.1.
    let boundary = String::from_utf8(boundary?).ok()?;
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=? ".contains(&byte);
    let valid = (1..=70).contains(&boundary.len())
        && boundary.bytes().all(allowed)
        && !boundary.ends_with(' ');
    valid.then_some(boundary)
}

struct Part<'a> {
    name: Cow<'a, [u8]>,
    /// Whether its value is the text as it is: it is not a file, not encoded, and has no parts itself.
    is_plain: bool,
    value: &'a [u8],
}

struct Parts<'a> {
    delimiter: String,
    /// What follows a delimiter; `None` after the last.
    rest: Option<&'a [u8]>,
}

impl<'a> Parts<'a> {
    fn new(boundary: &str, body: &'a [u8]) -> Result<Self, FormError> {
        let delimiter = format!("\r\n--{boundary}");
        let first = delimiter.get(2..).unwrap_or_default();
        let rest = body.strip_prefix(first.as_bytes());
        Ok(Self {
            rest: Some(rest.ok_or(FormError::Multipart)?),
            delimiter,
        })
    }

    fn next_part(&mut self) -> Option<Result<Part<'a>, FormError>> {
        let rest = self.rest.take()?;
        if matches!(rest, b"--" | b"--\r\n") {
            return None;
        }
        Some(self.read(rest).ok_or(FormError::Multipart))
    }

    fn read(&mut self, rest: &'a [u8]) -> Option<Part<'a>> {
        let rest = rest.strip_prefix(b"\r\n")?;
        let end = find_line(rest, self.delimiter.as_bytes())?;
        let (part, after) = rest.split_at(end);
        self.rest = after.get(self.delimiter.len()..);
        let blank = find_line(part, b"\r\n\r\n")?;
        let (head, value) = part.split_at(blank);
        let (name, is_plain) = read_head(head)?;
        Some(Part {
            name,
            is_plain,
            value: value.get(4..)?,
        })
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = Result<Part<'a>, FormError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_part()
    }
}

/// The place of a text that begins with the end of a line.
fn find_line(text: &[u8], line: &[u8]) -> Option<usize> {
    let mut at = 0_usize;
    loop {
        let rest = text.get(at..)?;
        at = at.saturating_add(memchr::memchr(b'\r', rest)?);
        if text.get(at..)?.starts_with(line) {
            return Some(at);
        }
        at = at.saturating_add(1);
    }
}

/// The name that a part's headers give it, and whether it is plain.
fn read_head(head: &[u8]) -> Option<(Cow<'_, [u8]>, bool)> {
    let mut disposition = None;
    let mut is_plain = true;
    let mut lines = head.split(|byte| *byte == b'\n').peekable();
    while let Some(mut line) = lines.next() {
        if lines.peek().is_some() {
            line = line.strip_suffix(b"\r")?;
        }
        let colon = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at(colon);
        let value = value.get(1..)?.trim_ascii();
        // A line that continues another begins with a space or a tab.
        if !name.iter().all(|byte| is_token(*byte)) || name.is_empty() || value.contains(&b'\r') {
            return None;
        }
        if name.eq_ignore_ascii_case(b"content-disposition") {
            if disposition.replace(read_disposition(value)?).is_some() {
                return None;
            }
        } else if name.eq_ignore_ascii_case(b"content-type") {
            let multipart = value.get(..10);
            is_plain &= !multipart.is_some_and(|start| start.eq_ignore_ascii_case(b"multipart/"));
        } else if name.eq_ignore_ascii_case(b"content-transfer-encoding") {
            let identity = ["7bit", "8bit", "binary"];
            is_plain &= identity
                .iter()
                .any(|known| value.eq_ignore_ascii_case(known.as_bytes()));
        }
    }
    let (name, is_file) = disposition?;
    Some((name, is_plain && !is_file))
}

/// The name in `form-data; name="..."`, and whether there is a file's name beside it. Some senders
/// write a file's path without escaping its backslashes, of which the last then ends the name.
fn read_disposition(value: &[u8]) -> Option<(Cow<'_, [u8]>, bool)> {
    read_parameters(value, true).or_else(|| read_parameters(value, false))
}

fn read_parameters(value: &[u8], escapes: bool) -> Option<(Cow<'_, [u8]>, bool)> {
    let end = value.iter().position(|byte| *byte == b';')?;
    let (kind, mut rest) = value.split_at(end);
    if !kind.trim_ascii().eq_ignore_ascii_case(b"form-data") {
        return None;
    }
    let mut name = None;
    let mut is_file = false;
    while let Some((key, value, after)) = parameter(rest, escapes)? {
        rest = after;
        if key.eq_ignore_ascii_case(b"name") {
            if name.replace(value).is_some() {
                return None;
            }
        } else if key.eq_ignore_ascii_case(b"filename") || key.eq_ignore_ascii_case(b"filename*") {
            is_file = true;
        } else if key.eq_ignore_ascii_case(b"name*") {
            return None;
        }
    }
    Some((name?, is_file))
}

/// A parameter's name and value, and what follows.
type Parameter<'a> = (&'a [u8], Cow<'a, [u8]>, &'a [u8]);

/// Takes `; name=value` or `; name="value"`: `Some(None)` at the end, `None` if it is neither.
#[allow(clippy::option_option, reason = "malformed, or at the end")]
fn parameter(text: &[u8], escapes: bool) -> Option<Option<Parameter<'_>>> {
    let text = text.trim_ascii_start();
    if text.is_empty() {
        return Some(None);
    }
    let text = text.strip_prefix(b";")?.trim_ascii_start();
    if text.is_empty() {
        return Some(None);
    }
    let (name, rest) = text.split_at(text.iter().position(|byte| *byte == b'=')?);
    let name = name.trim_ascii_end();
    let rest = rest.get(1..)?.trim_ascii_start();
    if name.is_empty() || !name.iter().all(|byte| is_token(*byte)) {
        return None;
    }
    let Some(mut rest) = rest.strip_prefix(b"\"") else {
        let end = rest.iter().position(|byte| *byte == b';');
        let (value, rest) = rest.split_at(end.unwrap_or(rest.len()));
        let value = value.trim_ascii_end();
        let bare = !value.is_empty() && value.iter().all(|byte| is_token(*byte) || *byte >= 0x80);
        return bare.then_some(Some((name, Cow::Borrowed(value), rest)));
    };
    let mut value = Cow::Borrowed(&b""[..]);
    loop {
        let end = rest.iter().position(|byte| matches!(byte, b'"' | b'\\'))?;
        let (before, after) = rest.split_at(end);
        match after {
            [b'"', after @ ..] => {
                value = join(value, before);
                return Some(Some((name, value, after)));
            }
            // Only a quote and a backslash are escaped: others write paths of files.
            [b'\\', escaped @ (b'"' | b'\\'), after @ ..] if escapes => {
                value = join(join(value, before), std::slice::from_ref(escaped));
                rest = after;
            }
            [backslash, after @ ..] => {
                value = join(join(value, before), std::slice::from_ref(backslash));
                rest = after;
            }
            [] => return None,
        }
    }
}

fn join<'a>(value: Cow<'a, [u8]>, more: &'a [u8]) -> Cow<'a, [u8]> {
    if value.is_empty() {
        return Cow::Borrowed(more);
    }
    let mut value = value.into_owned();
    value.extend_from_slice(more);
    Cow::Owned(value)
}

/// Whether a byte may occur in a token (RFC 9110, section 5.6.2), or in a boundary that some senders do not
/// quote.
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~/:?=,()".contains(&byte)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn field<'a>(
        content_type: &str,
        body: &'a [u8],
        name: &str,
    ) -> Result<Option<Cow<'a, str>>, FieldFault> {
        find(content_type, body, name)?.only(|value| {
            let text = std::str::from_utf8(value).map_err(|_| FormError::Utf8)?;
            Ok(Cow::Borrowed(text))
        })
    }

    const TYPE: &str = "multipart/form-data; boundary=b";

    fn found(body: &str) -> Result<Option<String>, FieldFault> {
        field(TYPE, body.as_bytes(), "token").map(|found| found.map(Cow::into_owned))
    }

    fn part(disposition: &str, value: &str) -> String {
        format!("--b\r\nContent-Disposition: {disposition}\r\n\r\n{value}\r\n")
    }

    const MALFORMED: FieldFault = FieldFault::Form(FormError::Multipart);

    #[test]
    fn finds_a_field() {
        let token = part("form-data; name=\"token\"", "1\r\n--c\r\n2");
        let file = part("form-data; name=\"a\"; filename=\"x\"", "\u{0}\u{e9}");
        for body in [
            format!("{token}--b--\r\n"),
            format!("{token}{file}--b--"),
            format!("{file}{token}--b--\r\n"),
        ] {
            assert_eq!(found(&body), Ok(Some("1\r\n--c\r\n2".into())), "{body}");
        }
        assert_eq!(found(&format!("{file}--b--\r\n")), Ok(None));
        assert_eq!(found("--b--\r\n"), Ok(None));
        let bare = part("FORM-DATA;name=token ; x=\"\\\\;\\\"\"", "");
        assert_eq!(found(&format!("{bare}--b--\r\n")), Ok(Some(String::new())));
        let mut bytes = part("form-data; name=\"a\"", "").into_bytes();
        bytes.splice(bytes.len() - 2..bytes.len() - 2, [0xff]);
        bytes.extend_from_slice(format!("{token}--b--\r\n").as_bytes());
        assert!(field(TYPE, &bytes, "token").unwrap().is_some());
        let utf8 = FieldFault::Form(FormError::Utf8);
        assert_eq!(field(TYPE, &bytes, "a"), Err(utf8));
    }

    #[test]
    fn reads_the_boundary() {
        for (content_type, expected) in [
            ("multipart/form-data; boundary=b", Some("b")),
            (
                "Multipart/Form-Data;charset=x; BOUNDARY=\"b c\"",
                Some("b c"),
            ),
            ("multipart/form-data; boundary=----x/=1", Some("----x/=1")),
            ("multipart/form-data", None),
            ("multipart/form-data; boundary=", None),
            ("multipart/form-data; boundary=\"\"", None),
            ("multipart/form-data; boundary=\"b", None),
            ("multipart/form-data; boundary=\"b \"", None),
            ("multipart/form-data; boundary=\"b\u{1}\"", None),
            ("multipart/form-data; boundary=b; boundary=c", None),
            ("multipart/form-data; boundary=\"b\"c", None),
            ("multipart/mixed; boundary=b", None),
        ] {
            assert_eq!(
                boundary(content_type).as_deref(),
                expected,
                "{content_type}"
            );
        }
        let long = |length| boundary(&format!("{TYPE}{}", "b".repeat(length)));
        assert!(long(69).is_some() && long(70).is_none());
    }

    #[test]
    fn rejects_what_another_parser_could_read_otherwise() {
        let token = part("form-data; name=\"token\"", "1");
        for body in [
            String::new(),
            "--b".into(),
            "--b\r\n--b--\r\n".into(),
            // Not ended.
            token.clone(),
            format!("{token}--b"),
            format!("{token}--b\r\n"),
            format!("{token}--b-"),
            // Before the first boundary, and after the last.
            format!("x\r\n{token}--b--\r\n"),
            format!("\r\n{token}--b--\r\n"),
            format!("{token}--b--\r\nx"),
            format!("{token}--b--x"),
            // A boundary that goes on.
            format!("{token}--bb--\r\n"),
            // Line ends of other kinds.
            format!("{token}--b--\r\n").replace("\r\n", "\n"),
            // Headers that are missing, duplicate, folded or of another kind.
            "--b\r\n\r\n1\r\n--b--\r\n".into(),
            "--b\r\nContent-Type: text/plain\r\n\r\n1\r\n--b--\r\n".into(),
            token.replace(
                "\r\n\r\n",
                "\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n",
            ) + "--b--\r\n",
            part("form-data;\r\n name=\"token\"", "1") + "--b--\r\n",
            part("form-data; name=\"token\"\nX: y", "1") + "--b--\r\n",
            part("form-data\r\nname: token", "1") + "--b--\r\n",
            part("attachment; name=\"token\"", "1") + "--b--\r\n",
            part("form-data", "1") + "--b--\r\n",
            part("form-data; name=\"token\"; name=\"x\"", "1") + "--b--\r\n",
            part("form-data; name=\"token", "1") + "--b--\r\n",
            part("form-data; name=\"token\"x", "1") + "--b--\r\n",
            part("form-data; name*=utf-8''token", "1") + "--b--\r\n",
        ] {
            assert_eq!(found(&body), Err(MALFORMED), "{body:?}");
        }
    }

    #[test]
    fn rejects_files_and_parts_with_parts_as_fields() {
        for disposition in [
            "form-data; name=\"token\"; filename=\"x\"",
            "form-data; filename=\"\"; name=token",
            "form-data; name=\"token\"; filename*=utf-8''x",
            "form-data; name=\"token\"\r\nContent-Type: multipart/mixed; boundary=c",
            "form-data; name=\"token\"\r\nContent-Transfer-Encoding: base64",
        ] {
            let body = part(disposition, "1") + "--b--\r\n";
            assert_eq!(found(&body), Err(FieldFault::NotPlain), "{disposition}");
        }
        // A path whose last backslash is not escaped.
        let body = part("form-data; name=\"token\"; filename=\"path\\\"", "1") + "--b--\r\n";
        assert_eq!(found(&body), Err(FieldFault::NotPlain));
        // The name of a file, not of a field.
        let body = part("form-data; filename=\"a; name=token\"; name=\"x\"", "1");
        assert_eq!(found(&format!("{body}--b--\r\n")), Ok(None));
    }

    #[test]
    fn rejects_a_field_that_stands_twice_and_too_many() {
        let token = part("form-data; name=\"token\"", "1");
        let twice = format!("{token}{token}--b--\r\n");
        assert_eq!(found(&twice), Err(FieldFault::Duplicate));
        let many = part("form-data; name=\"x\"", "").repeat(Form::MAX_FIELDS);
        assert_eq!(found(&format!("{many}--b--\r\n")), Ok(None));
        let more = format!("{many}{token}--b--\r\n");
        let fault = FieldFault::Form(FormError::TooManyFields);
        assert_eq!(found(&more), Err(fault));
    }
}

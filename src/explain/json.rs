//! JSON in other styles: the same values as other serializers write them.

use std::{borrow::Cow, fmt};

/// How a JSON text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct JsonStyle {
    /// The white space between tokens.
    pub spacing: Spacing,
    /// The characters of strings that are escaped.
    pub escapes: Escapes,
    /// Whether the members of objects are sorted by name.
    pub sorted: bool,
    /// Whether the text ends with a line feed.
    pub newline: bool,
}

/// The white space between the tokens of a JSON text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spacing {
    /// None, as `JSON.stringify` and most serializers write.
    Compact,
    /// A space after each comma and colon, as Python writes.
    Spaced,
    /// A line per member, indented by two spaces.
    Indent2,
    /// A line per member, indented by four spaces.
    Indent4,
    /// A line per member, indented by a tab.
    IndentTab,
}

/// The characters of JSON strings that are escaped though they need not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Escapes {
    /// The same as in the body that was received.
    Unchanged,
    /// None, as `JSON.stringify` writes.
    Minimal,
    /// All that are not ASCII, as Python writes.
    Ascii,
    /// All that are not ASCII, and slashes, as PHP writes.
    AsciiAndSlashes,
    /// Slashes, as PHP writes with `JSON_UNESCAPED_UNICODE`.
    Slashes,
    /// `<`, `>` and `&`, as Go and Rails write.
    Html,
    /// All that are not ASCII, `<`, `>`, `&`, `'` and `+`, as .NET writes.
    Net,
}

impl JsonStyle {
    /// The text as `JSON.stringify` writes it.
    pub(crate) const STRINGIFY: Self = Self {
        spacing: Spacing::Compact,
        escapes: Escapes::Minimal,
        sorted: false,
        newline: false,
    };

    /// All styles, the common ones first.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        const SPACINGS: [Spacing; 5] = [
            Spacing::Compact,
            Spacing::Spaced,
            Spacing::Indent2,
            Spacing::Indent4,
            Spacing::IndentTab,
        ];
        const ESCAPES: [Escapes; 7] = [
            Escapes::Unchanged,
            Escapes::Minimal,
            Escapes::Ascii,
            Escapes::AsciiAndSlashes,
            Escapes::Slashes,
            Escapes::Html,
            Escapes::Net,
        ];
        [false, true].into_iter().flat_map(|sorted| {
            [false, true].into_iter().flat_map(move |newline| {
                ESCAPES.into_iter().flat_map(move |escapes| {
                    SPACINGS.into_iter().map(move |spacing| Self {
                        spacing,
                        escapes,
                        sorted,
                        newline,
                    })
                })
            })
        })
    }
}

impl fmt::Display for JsonStyle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.spacing {
            Spacing::Compact => "without white space",
            Spacing::Spaced => "with a space after each comma and colon",
            Spacing::Indent2 => "indented by two spaces",
            Spacing::Indent4 => "indented by four spaces",
            Spacing::IndentTab => "indented by tabs",
        })?;
        match self.escapes {
            Escapes::Unchanged | Escapes::Minimal => {}
            Escapes::Ascii => f.write_str(", with all but ASCII escaped")?,
            Escapes::AsciiAndSlashes => {
                f.write_str(", with all but ASCII, and slashes, escaped")?
            }
            Escapes::Slashes => f.write_str(", with slashes escaped")?,
            Escapes::Html => f.write_str(", with `<`, `>` and `&` escaped")?,
            Escapes::Net => f.write_str(", with escapes as .NET writes them")?,
        }
        if self.sorted {
            f.write_str(", with sorted names")?;
        }
        if self.newline {
            f.write_str(", with a line feed at the end")?;
        }
        Ok(())
    }
}

/// A JSON text as its tokens. Strings and numbers stay as they are written.
pub(crate) enum Tokens<'a> {
    /// A number, `true`, `false` or `null`.
    Scalar(&'a [u8]),
    /// A string, with its quotes.
    String(&'a [u8]),
    Array(Vec<Self>),
    Object(Vec<(&'a [u8], Self)>),
}

/// No event is nested as deeply.
const MAX_DEPTH: usize = 64;

impl<'a> Tokens<'a> {
    /// Reads a JSON text that is an object or an array.
    pub(crate) fn read(text: &'a [u8]) -> Option<Self> {
        serde_json::from_slice::<serde::de::IgnoredAny>(text).ok()?;
        let mut rest = text.trim_ascii();
        let tokens = Self::next(&mut rest, 0)?;
        matches!(tokens, Self::Array(_) | Self::Object(_)).then_some(tokens)
    }

    /// Takes the next value of a text that is known to be JSON.
    fn next(rest: &mut &'a [u8], depth: usize) -> Option<Self> {
        *rest = rest.trim_ascii_start();
        let depth = depth.checked_add(1).filter(|depth| *depth <= MAX_DEPTH)?;
        match rest.first()? {
            b'"' => string(rest).map(Self::String),
            b'[' => {
                skip(rest);
                let mut items = Vec::new();
                while *rest.first()? != b']' {
                    items.push(Self::next(rest, depth)?);
                    comma(rest);
                }
                skip(rest);
                Some(Self::Array(items))
            }
            b'{' => {
                skip(rest);
                let mut members = Vec::new();
                while *rest.first()? != b'}' {
                    let name = string(rest)?;
                    skip(rest);
                    members.push((name, Self::next(rest, depth)?));
                    comma(rest);
                }
                skip(rest);
                Some(Self::Object(members))
            }
            _ => {
                let is_end =
                    |byte: &u8| matches!(byte, b',' | b']' | b'}') || byte.is_ascii_whitespace();
                let end = rest.iter().position(is_end).unwrap_or(rest.len());
                let (scalar, more) = rest.split_at_checked(end)?;
                *rest = more;
                Some(Self::Scalar(scalar))
            }
        }
    }

    /// Writes the text in a style; none if it would be longer than `limit`.
    pub(crate) fn write(&self, style: JsonStyle, limit: usize) -> Option<Vec<u8>> {
        let mut written = Written {
            text: Vec::new(),
            limit,
        };
        self.put(style, &mut written)?;
        Some(written.text)
    }

    /// Returns whether this is the text in a style. Ends at the first byte that differs.
    pub(crate) fn is_written(&self, style: JsonStyle, text: &[u8]) -> bool {
        let mut rest = Rest(text);
        self.put(style, &mut rest).is_some() && rest.0.is_empty()
    }

    fn put(&self, style: JsonStyle, sink: &mut impl Sink) -> Option<()> {
        self.append(style, 0, sink)?;
        if style.newline {
            sink.put(b"\n")?;
        }
        Some(())
    }

    fn append(&self, style: JsonStyle, depth: usize, sink: &mut impl Sink) -> Option<()> {
        let inner = depth.saturating_add(1);
        match self {
            Self::Scalar(scalar) => sink.put(scalar),
            Self::String(raw) => sink.put(&style.escapes.apply(raw)),
            Self::Array(items) if items.is_empty() => sink.put(b"[]"),
            Self::Object(members) if members.is_empty() => sink.put(b"{}"),
            Self::Array(items) => {
                sink.put(b"[")?;
                for (index, item) in items.iter().enumerate() {
                    style.spacing.separate(index, inner, sink)?;
                    item.append(style, inner, sink)?;
                }
                style.spacing.end(depth, sink)?;
                sink.put(b"]")
            }
            Self::Object(members) => {
                sink.put(b"{")?;
                let mut order: Vec<_> = members.iter().collect();
                if style.sorted {
                    order.sort_by_cached_key(|(name, _)| Escapes::decode(name));
                }
                for (index, (name, value)) in order.into_iter().enumerate() {
                    style.spacing.separate(index, inner, sink)?;
                    sink.put(&style.escapes.apply(name))?;
                    sink.put(b":")?;
                    if style.spacing != Spacing::Compact {
                        sink.put(b" ")?;
                    }
                    value.append(style, inner, sink)?;
                }
                style.spacing.end(depth, sink)?;
                sink.put(b"}")
            }
        }
    }
}

/// Takes a text in pieces, and ends it early by returning none.
trait Sink {
    fn put(&mut self, piece: &[u8]) -> Option<()>;
}

/// A text of limited length.
struct Written {
    text: Vec<u8>,
    limit: usize,
}

impl Sink for Written {
    fn put(&mut self, piece: &[u8]) -> Option<()> {
        self.text.extend_from_slice(piece);
        (self.text.len() <= self.limit).then_some(())
    }
}

/// What is left of a text that the pieces must equal.
struct Rest<'t>(&'t [u8]);

impl Sink for Rest<'_> {
    fn put(&mut self, piece: &[u8]) -> Option<()> {
        self.0 = self.0.strip_prefix(piece)?;
        Some(())
    }
}

/// Takes one byte, and the white space around it.
fn skip(rest: &mut &[u8]) {
    *rest = rest.trim_ascii_start();
    *rest = rest.get(1..).unwrap_or_default().trim_ascii_start();
}

/// Takes a comma, if one follows.
fn comma(rest: &mut &[u8]) {
    *rest = rest.trim_ascii_start();
    if rest.first() == Some(&b',') {
        skip(rest);
    }
}

/// Takes a string with its quotes.
fn string<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let mut escaped = true;
    let end = rest.iter().position(|byte| {
        let is_end = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        is_end
    })?;
    let (string, more) = rest.split_at_checked(end.checked_add(1)?)?;
    *rest = more.trim_ascii_start();
    Some(string)
}

impl Spacing {
    fn indent(self) -> Option<&'static [u8]> {
        match self {
            Self::Compact | Self::Spaced => None,
            Self::Indent2 => Some(b"  "),
            Self::Indent4 => Some(b"    "),
            Self::IndentTab => Some(b"\t"),
        }
    }

    /// Writes what precedes an item.
    fn separate(self, index: usize, depth: usize, sink: &mut impl Sink) -> Option<()> {
        if index > 0 {
            sink.put(b",")?;
        }
        match self.indent() {
            Some(_) => self.end(depth, sink),
            None if index > 0 && self == Self::Spaced => sink.put(b" "),
            None => Some(()),
        }
    }

    /// Writes what precedes the closing bracket.
    fn end(self, depth: usize, sink: &mut impl Sink) -> Option<()> {
        let Some(indent) = self.indent() else {
            return Some(());
        };
        sink.put(b"\n")?;
        (0..depth).try_for_each(|_| sink.put(indent))
    }
}

impl Escapes {
    fn decode(raw: &[u8]) -> Option<String> {
        serde_json::from_slice(raw).ok()
    }

    /// Writes a string, which has its quotes, with these escapes.
    fn apply(self, raw: &[u8]) -> Cow<'_, [u8]> {
        if self == Self::Unchanged {
            return Cow::Borrowed(raw);
        }
        // Half a surrogate pair is not text, and stays as it is.
        let Some(text) = Self::decode(raw) else {
            return Cow::Borrowed(raw);
        };
        let mut written = String::with_capacity(raw.len());
        written.push('"');
        for character in text.chars() {
            self.escape(character, &mut written);
        }
        written.push('"');
        Cow::Owned(written.into_bytes())
    }

    fn escape(self, character: char, written: &mut String) {
        let ascii = matches!(self, Self::Ascii | Self::AsciiAndSlashes | Self::Net);
        let slashes = matches!(self, Self::AsciiAndSlashes | Self::Slashes);
        let html = matches!(self, Self::Html | Self::Net);
        match character {
            '"' if self == Self::Net => self.unit(0x22, written),
            '"' => written.push_str("\\\""),
            '\\' => written.push_str("\\\\"),
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\u{8}' => written.push_str("\\b"),
            '\u{c}' => written.push_str("\\f"),
            '/' if slashes => written.push_str("\\/"),
            '\'' | '+' | '`' if self == Self::Net => {
                written.push_str(if character == '\'' {
                    "\\u0027"
                } else if character == '+' {
                    "\\u002B"
                } else {
                    "\\u0060"
                });
            }
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' if html => self.units(character, written),
            '\0'..='\u{1f}' => self.units(character, written),
            other if !other.is_ascii() && ascii => self.units(other, written),
            other => written.push(other),
        }
    }

    /// Writes a character as one or two escaped UTF-16 units.
    fn units(self, character: char, written: &mut String) {
        for unit in character.encode_utf16(&mut [0; 2]) {
            self.unit(*unit, written);
        }
    }

    fn unit(self, unit: u16, written: &mut String) {
        use fmt::Write as _;
        let done = if self == Self::Net {
            write!(written, "\\u{unit:04X}")
        } else {
            write!(written, "\\u{unit:04x}")
        };
        debug_assert!(done.is_ok(), "a string takes everything");
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn written(text: &str, spacing: Spacing, escapes: Escapes, sorted: bool) -> String {
        let style = JsonStyle {
            spacing,
            escapes,
            sorted,
            newline: false,
        };
        let tokens = Tokens::read(text.as_bytes()).unwrap();
        String::from_utf8(tokens.write(style, 1000).unwrap()).unwrap()
    }

    #[test]
    fn writes_as_serializers_do() {
        let text = " {\"b\" :[ ],\"a\": [1.50 , \"x\\\"y/ö\\\\\" ,{}] } ";
        assert_eq!(
            written(text, Spacing::Compact, Escapes::Unchanged, false),
            "{\"b\":[],\"a\":[1.50,\"x\\\"y/ö\\\\\",{}]}"
        );
        // python3 -c 'json.dumps(…)', with the number as it was.
        assert_eq!(
            written(text, Spacing::Spaced, Escapes::Ascii, true),
            "{\"a\": [1.50, \"x\\\"y/\\u00f6\\\\\", {}], \"b\": []}"
        );
        // JSON.stringify(…, null, 2)
        assert_eq!(
            written(text, Spacing::Indent2, Escapes::Minimal, false),
            "{\n  \"b\": [],\n  \"a\": [\n    1.50,\n    \"x\\\"y/ö\\\\\",\n    {}\n  ]\n}"
        );
        // php -r 'json_encode(…)'
        assert_eq!(
            written(text, Spacing::Compact, Escapes::AsciiAndSlashes, false),
            "{\"b\":[],\"a\":[1.50,\"x\\\"y\\/\\u00f6\\\\\",{}]}"
        );
        assert_eq!(
            written("[\"<🦀>'\"]", Spacing::Compact, Escapes::Html, false),
            "[\"\\u003c🦀\\u003e'\"]"
        );
        assert_eq!(
            written("[\"<🦀>'\"]", Spacing::Compact, Escapes::Net, false),
            "[\"\\u003C\\uD83E\\uDD80\\u003E\\u0027\"]"
        );
    }

    #[test]
    fn rejects_what_is_not_json_or_too_deep() {
        for text in ["", "1", "\"x\"", "{", "[1,]", "{\"a\"}", "a=b"] {
            assert!(Tokens::read(text.as_bytes()).is_none(), "{text}");
        }
        let deep = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(Tokens::read(deep(MAX_DEPTH).as_bytes()).is_some());
        assert!(Tokens::read(deep(MAX_DEPTH + 1).as_bytes()).is_none());
        let tokens = Tokens::read(b"[1,2,3]").unwrap();
        assert!(tokens.write(JsonStyle::STRINGIFY, 6).is_none());
        assert!(tokens.write(JsonStyle::STRINGIFY, 7).is_some());
        assert!(tokens.is_written(JsonStyle::STRINGIFY, b"[1,2,3]"));
        assert!(!tokens.is_written(JsonStyle::STRINGIFY, b"[1,2,3]\n"));
        assert!(!tokens.is_written(JsonStyle::STRINGIFY, b"[1,2,"));
    }
}

//! Boundaries between the parts of a signed content: the characters that each part may contain, so
//! that no text can move from one part into the next under the same signature.
//!
//! A literal separates the parts beside it if the one before does not contain its first character, and
//! the one after does not contain its last. Of two parts without a literal between them, a text is a
//! word of letters and digits, a timestamp has a fixed length, and a body begins and ends with a
//! character that the part beside it cannot contain.

use http::Method;

use super::vocabulary::{At, Part, PercentDecode, Shape, TimeFormat, Timestamp};
use crate::error::Malformation;

impl Shape {
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Word(least) => text.len() >= least,
            Self::Like(pattern) => {
                text.len() == pattern.len()
                    && text
                        .bytes()
                        .zip(pattern.bytes())
                        .all(|(byte, like)| match like {
                            b'0' => byte.is_ascii_digit(),
                            b'A' => byte.is_ascii_alphabetic(),
                            other => byte == other,
                        })
            }
            Self::Amount => match text.as_bytes() {
                [b'0', b'.', cents @ ..] => is_cents(cents),
                [b'1'..=b'9', .., b'.', _, _] => {
                    let (whole, cents) = text.split_once('.').unwrap_or_default();
                    whole.bytes().all(|byte| byte.is_ascii_digit()) && is_cents(cents.as_bytes())
                }
                _ => false,
            },
            Self::OneOf(texts) => texts.contains(&text),
            Self::Chars(_) | Self::Any => true,
        }
    }
}

fn is_cents(text: &[u8]) -> bool {
    text.len() == 2 && text.iter().all(u8::is_ascii_digit)
}

/// A set of ASCII characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Set(u128);

impl Set {
    const WORD: Self =
        Self::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
    const TIME: Self =
        Self::of(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:+-., ");
    const DIGITS: Self = Self::of(b"0123456789");
    /// The characters with which JSON begins and ends. Senders percent-encode them in URLs.
    const JSON: Self = Self::of(b"{}[]\"");
    /// The delimiters of JSON, forms and URLs.
    const JOINS: Self = Self::of(b"{}[]\"&=%?/+");
    const ALL: Self = Self(u128::MAX);
    /// Printable ASCII without the space.
    const GRAPHIC: Self = Self(!((1 << 33) - 1) & !(1 << 127));

    const fn of(mut bytes: &[u8]) -> Self {
        let mut set = 0;
        while let [byte, rest @ ..] = bytes {
            assert!(byte.is_ascii(), "a character that is not ASCII");
            set |= 1 << *byte;
            bytes = rest;
        }
        Self(set)
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    #[inline]
    const fn has(self, byte: u8) -> bool {
        byte.is_ascii() && self.0 & (1 << byte) != 0
    }
}

impl TimeFormat {
    /// Whether a timestamp in this format can contain this character.
    pub(crate) const fn may_hold(self, character: char) -> bool {
        let characters = match self {
            Self::Seconds | Self::Milliseconds => Set::DIGITS,
            #[cfg(feature = "http-date")]
            Self::HttpDate => Set::TIME.without(Set::of(b"+-.")),
            Self::Rfc3339 | Self::Iso8601 | Self::Unchecked => Set::TIME.without(Set::of(b", ")),
        };
        character.is_ascii() && characters.has(character as u8)
    }
}

/// The parts before and after a part.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Neighbors<'p> {
    before: &'p [Part],
    after: &'p [Part],
}

impl<'p> Neighbors<'p> {
    pub(crate) fn of(content: &'p [Part], index: usize) -> Self {
        let after = index.saturating_add(1);
        Self {
            before: content.get(..index).unwrap_or_default(),
            after: content.get(after..).unwrap_or_default(),
        }
    }

    /// The neighbors of a part that is followed by the body.
    fn beside_body() -> Self {
        Self {
            before: &[],
            after: &[Part::Body],
        }
    }

    /// Whether each of them is a literal or the end of the content.
    fn are_literal(self) -> bool {
        let is_literal = |part: Option<&Part>| matches!(part, None | Some(Part::Literal(_)));
        is_literal(self.before.last()) && is_literal(self.after.first())
    }

    /// Whether one of them is the URL, or a part of it.
    fn have_url(self) -> bool {
        self.before.last().is_some_and(Part::is_of_url)
            || self.after.first().is_some_and(Part::is_of_url)
    }

    /// Whether a word is among the parts before it, up to one that is constant.
    fn follow_word(self) -> bool {
        reach_word(&mut self.before.iter().rev())
    }

    /// Whether a word is among the parts after it, up to one that is constant.
    fn precede_word(self) -> bool {
        reach_word(&mut self.after.iter())
    }

    /// Whether the end of a URL can be distinguished from the part after it.
    pub(crate) fn end_a_url(self) -> bool {
        !self
            .after
            .first()
            .is_some_and(|part| part.is_word() || matches!(part, Part::Timestamp))
    }

    /// The last character of a literal before the part, and the first of one after it.
    fn edges(self) -> Set {
        let end = match self.before.last() {
            Some(Part::Literal(text)) => text.bytes().next_back(),
            _ => None,
        };
        let begin = match self.after.first() {
            Some(Part::Literal(text)) => text.bytes().next(),
            _ => None,
        };
        let ascii = |byte: Option<u8>| byte.filter(u8::is_ascii).map_or(0, |byte| 1 << byte);
        Set(ascii(end) | ascii(begin))
    }
}

/// Whether a word is among these parts, up to one that is constant.
fn reach_word(parts: &mut dyn Iterator<Item = &Part>) -> bool {
    for part in parts {
        if part.is_constant() {
            return false;
        }
        if part.is_word() {
            return true;
        }
    }
    false
}

/// The texts that are accepted for a part whose text comes from the request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rule {
    allowed: Set,
    /// Whether characters beyond ASCII are accepted.
    beyond_ascii: bool,
    shape: Option<Shape>,
}

impl Rule {
    /// Returns the rule for a part of this shape, if it has one, between these neighbors. `header` is
    /// true for a header.
    pub(crate) fn new(shape: Option<Shape>, header: bool, neighbors: Neighbors<'_>) -> Self {
        let (allowed, beyond_ascii) = match shape {
            Some(Shape::Chars(these)) => (Set::of(these.as_bytes()), false),
            Some(Shape::Word(_)) => (Set::WORD, false),
            Some(Shape::Like(_) | Shape::Amount | Shape::OneOf(_)) => (Set::ALL, false),
            Some(Shape::Any) => (Set::ALL, !header),
            None if !neighbors.are_literal() => (Set::WORD, false),
            None if header => (Set::GRAPHIC, false),
            None => (Set::ALL, true),
        };
        Self {
            allowed: allowed.without(neighbors.edges()),
            beyond_ascii,
            shape,
        }
    }

    /// Rejects a text whose ends are ambiguous.
    #[inline]
    pub(crate) fn check(&self, text: &str) -> Result<(), Malformation> {
        for byte in text.bytes() {
            if !(self.allowed.has(byte) || (self.beyond_ascii && !byte.is_ascii())) {
                return Err(if byte.is_ascii_graphic() {
                    Malformation::Ambiguous
                } else {
                    Malformation::NotText
                });
            }
        }
        match self.shape {
            Some(shape) if !shape.fits(text) => Err(Malformation::Form),
            _ => Ok(()),
        }
    }
}

/// The characters that the URL of a request must not contain if it is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct UrlRule {
    refused: Set,
    /// Whether an escaped `/` or `?` is decoded before the URL is signed.
    unescaped: bool,
}

impl UrlRule {
    pub(crate) fn new(unescape: PercentDecode, neighbors: Neighbors<'_>) -> Self {
        let refused = if neighbors.are_literal() {
            Set(0)
        } else {
            Set::JSON
        };
        Self {
            refused: refused.and(neighbors.edges()),
            unescaped: matches!(unescape, PercentDecode::Only(set) if set.bytes().any(|byte| matches!(byte, b'/' | b'?'))),
        }
    }

    /// Whether the path and query of a request are accepted.
    pub(crate) fn allows(self, path: &str) -> bool {
        let Self { refused, unescaped } = self;
        (refused == Set(0) || !path.bytes().any(|byte| refused.has(byte)))
            && !(unescaped && escapes_an_end(path))
    }
}

/// Whether a path contains an escaped `/` or `?`, which would be signed like one that is not escaped.
fn escapes_an_end(path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let mut escapes = path.split('%').skip(1);
    escapes.any(|escape| {
        matches!(
            escape.as_bytes(),
            [b'2', b'F' | b'f', ..] | [b'3', b'F' | b'f', ..]
        )
    })
}

/// What the text of a timestamp must satisfy besides its format.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TimeRule {
    /// Whether it must have the usual number of digits.
    fixed: bool,
    /// The characters that it must not contain.
    refused: Set,
    /// Whether a colon follows, which could belong to the offset.
    colon: bool,
}

impl TimeRule {
    pub(crate) fn new(content: &[Part], timestamp: Timestamp) -> Self {
        let place = content.iter().position(|part| part.is_time(timestamp));
        let neighbors = place.map_or_else(Neighbors::default, |at| Neighbors::of(content, at));
        Self {
            // A body may be empty, and so separates nothing.
            fixed: neighbors.follow_word() || neighbors.precede_word(),
            refused: if timestamp.unit == TimeFormat::Unchecked {
                neighbors.edges()
            } else {
                Set(0)
            },
            colon: matches!(neighbors.after.first(), Some(Part::Literal(text)) if text.starts_with(':')),
        }
    }

    /// Whether the end of a timestamp in this format can be distinguished from the part after it.
    pub(crate) fn allows(self, unit: TimeFormat, text: &str) -> bool {
        match unit {
            TimeFormat::Seconds => !self.fixed || text.len() == 10,
            TimeFormat::Milliseconds => !self.fixed || text.len() == 13,
            TimeFormat::Iso8601 => !self.colon || !ends_in_hours(text),
            TimeFormat::Unchecked => text.bytes().all(|byte| !self.refused.has(byte)),
            _ => true,
        }
    }
}

/// Whether a timestamp ends with an offset of hours alone, `+00`, which a colon would continue.
fn ends_in_hours(text: &str) -> bool {
    matches!(text.as_bytes(), [.., b'+' | b'-', _, _])
}

/// Whether a text in an undocumented format is a timestamp: a usual number of digits, or a date.
pub(crate) fn is_time(text: &str) -> bool {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return matches!(text.len(), 10 | 13 | 16 | 19);
    }
    let date = match text.as_bytes() {
        [y1, y2, y3, y4, b'-', ..] => [y1, y2, y3, y4].iter().all(|digit| digit.is_ascii_digit()),
        [d1, d2, d3, b',', ..] => [d1, d2, d3].iter().all(|day| day.is_ascii_alphabetic()),
        _ => false,
    };
    date && text.len() <= 40 && text.bytes().all(|byte| Set::TIME.has(byte))
}

/// The characters with which a body must not begin or end, as the part beside it may contain them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edge {
    refused: Set,
    beyond_ascii: bool,
}

impl Edge {
    const ANY: Self = Self::not(Set(0));

    const fn not(refused: Set) -> Self {
        Self {
            refused,
            beyond_ascii: false,
        }
    }

    /// Returns the edge at a neighbor. `before` is true if the neighbor precedes the body.
    fn at(part: Option<&Part>, before: bool, timestamp: Option<Timestamp>) -> Self {
        match part {
            Some(Part::Timestamp) => match timestamp.map(|timestamp| timestamp.unit) {
                Some(TimeFormat::Seconds | TimeFormat::Milliseconds) => Self::not(Set::DIGITS),
                // Their format shows where they begin and end.
                Some(TimeFormat::Rfc3339) => Self::ANY,
                #[cfg(feature = "http-date")]
                Some(TimeFormat::HttpDate) => Self::ANY,
                // The end is ambiguous, as a part of the offset may be missing. The beginning is not.
                Some(TimeFormat::Iso8601) if !before => Self::ANY,
                Some(TimeFormat::Iso8601 | TimeFormat::Unchecked) | None => Self::not(Set::TIME),
            },
            Some(Part::Url(_) | Part::Path | Part::PathAndQuery) => Self {
                refused: Set::GRAPHIC.without(Set::JSON),
                beyond_ascii: true,
            },
            Some(Part::Method) => Self::not(Set::WORD),
            Some(part) if part.is_word() => {
                let rule = Rule::new(part.shape(), part.is_header(), Neighbors::beside_body());
                Self {
                    refused: rule.allowed,
                    beyond_ascii: rule.beyond_ascii,
                }
            }
            _ => Self::ANY,
        }
    }

    #[inline]
    fn allows(self, byte: Option<u8>) -> bool {
        byte.is_none_or(|byte| {
            if byte.is_ascii() {
                !self.refused.has(byte)
            } else {
                !self.beyond_ascii
            }
        })
    }
}

/// The characters with which a body must not begin and end, as its neighbors may contain them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Edges {
    first: Edge,
    last: Edge,
    /// Whether a part beside it could contain all of it.
    swallowed: bool,
    /// Whether a URL is beside it. A body without any delimiter of JSON and of forms is then accepted:
    /// as providers send JSON, it cannot be the rest of a URL with the beginning of a body.
    beside_url: bool,
}

/// The ends of a body, which show its boundaries.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ends {
    first: Option<u8>,
    last: Option<u8>,
    /// Whether it contains a delimiter of JSON, URLs or forms. Looked for only beside a URL.
    joins: bool,
}

impl Edges {
    pub(crate) fn new(content: &[Part], timestamp: Option<Timestamp>) -> Self {
        let index = content.iter().position(|part| *part == Part::Body);
        let neighbors = index.map(|index| Neighbors::of(content, index));
        let neighbors = neighbors.unwrap_or_default();
        let first = Edge::at(neighbors.before.last(), true, timestamp);
        Self {
            first,
            last: Edge::at(neighbors.after.first(), false, timestamp),
            swallowed: (neighbors.follow_word() && first != Edge::ANY)
                || neighbors.after.first().is_some_and(Part::is_word),
            beside_url: neighbors.have_url(),
        }
    }

    /// Records the next bytes of a body.
    #[inline]
    pub(crate) fn take(self, ends: &mut Ends, bytes: &[u8]) {
        ends.first = ends.first.or(bytes.first().copied());
        ends.last = bytes.last().copied().or(ends.last);
        if self.beside_url && !ends.joins {
            ends.joins = bytes.iter().any(|byte| Set::JOINS.has(*byte));
        }
    }

    /// Whether a body with these ends is accepted in a request with this method.
    #[inline]
    pub(crate) fn allow(self, method: &Method, ends: Ends) -> bool {
        let Ends { first, last, joins } = ends;
        if self.first.allows(first) && self.last.allows(last) && !self.swallowed {
            return true;
        }
        let comes_with_body = matches!(*method, Method::POST | Method::PUT | Method::PATCH);
        if first.is_none() {
            return !(self.swallowed && comes_with_body);
        }
        let text = self.beside_url && comes_with_body && !joins;
        text || (self.first.allows(first) && self.last.allows(last))
    }
}

impl Part {
    /// Whether it is the same in all requests to an endpoint.
    fn is_constant(&self) -> bool {
        matches!(self, Self::Literal(_) | Self::Setting(_) | Self::Secret)
    }

    /// Whether it is a text of variable length that comes from the request.
    fn is_word(&self) -> bool {
        matches!(
            self.unshaped(),
            Self::Header(_) | Self::Query(_) | Self::Form(_) | Self::OnlyField(_) | Self::Json(_)
        ) || self.is_of_url()
    }

    /// Whether it is the URL or a part of it that ends where the next part of the content begins.
    pub(crate) const fn is_of_url(&self) -> bool {
        matches!(self, Self::Url(_) | Self::Path | Self::PathAndQuery)
    }

    pub(crate) fn shape(&self) -> Option<Shape> {
        match self {
            Self::Shaped(_, shape) => Some(*shape),
            _ => None,
        }
    }

    /// Returns the part without its shape.
    pub(crate) const fn unshaped(&self) -> Self {
        match self {
            Self::Shaped(part, _) => **part,
            part => *part,
        }
    }

    fn is_header(&self) -> bool {
        matches!(self.unshaped(), Self::Header(_))
    }

    /// Whether it is the timestamp of the scheme.
    fn is_time(&self, timestamp: Timestamp) -> bool {
        match self.unshaped() {
            Self::Timestamp => true,
            Self::Json(pointer) => timestamp.at == At::Json(pointer),
            Self::Form(name) => timestamp.at == At::Form(name),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::providers;

    /// The contents of all rows that have two variable parts side by side, and what separates them.
    const SIDE_BY_SIDE: &[&str] = &[
        // Digits, and a body that does not begin or end with one.
        "airwallex: Timestamp + Body (Some(Milliseconds))",
        "cashfree: Timestamp + Body (Some(Milliseconds))",
        "discord: Timestamp + Body (Some(Seconds))",
        "sendgrid: Timestamp + Body (Some(Seconds))",
        "ticket-tailor: Timestamp + Body (Some(Seconds))",
        "bamboohr: Body + Timestamp (Some(Seconds))",
        "cloudinary: Body + Timestamp + Secret (Some(Seconds))",
        "ghost: Body + Timestamp (Some(Milliseconds))",
        "retell: Body + Timestamp (Some(Milliseconds))",
        // Digits or a date, and a body that neither begins nor ends with what these hold.
        "klaviyo: Body + Timestamp (Some(Unchecked))",
        "oura: Timestamp + Body (Some(Unchecked))",
        // A date of one form, which shows where it begins and ends.
        "box: Body + Timestamp (Some(Rfc3339))",
        "toast: Body + Timestamp (Some(Iso8601))",
        "zendesk: Timestamp + Body (Some(Rfc3339))",
        // A word without colons, and then such a date.
        "dlocal: Header(\"x-login\") + Timestamp + Body (Some(Rfc3339))",
        "twitch: Header(\"twitch-eventsub-message-id\") + Timestamp + Body (Some(Rfc3339))",
        // A word, then ten digits (or thirteen), then a body that does not begin with one.
        "configcat: Header(\"x-configcat-webhook-id\") + Timestamp + Body (Some(Seconds))",
        "quicknode: Header(\"x-qn-nonce\") + Timestamp + Body (Some(Seconds))",
        "lever: Json(\"/token\") + Json(\"/triggeredAt\") (Some(Milliseconds))",
        // A URL without braces, brackets and quotation marks, and a body that begins or ends with one.
        "hubspot: Method + Url(Only(\":/?@!$'()*,;\")) + Body + Timestamp (Some(Milliseconds))",
        "hubspot-v2: Secret + Method + Url(None) + Body (None)",
        "square: Url(None) + Body (None)",
        "trello: Body + Url(None) (None)",
        // Shapes.
        "nuvei: Secret + Form(\"totalAmount\") as Chars(\"0123456789.\") + Form(\"currency\") as Like(\"AAA\") \
         + Form(\"responseTimeStamp\") as Like(\"0000-00-00.00:00:00\") \
         + Form(\"PPP_TransactionID\") as Chars(\"0123456789\") + Form(\"Status\") as OneOf(6) + Form(\"productId\") as Any (None)",
        "midtrans-pay-account: Json(\"/account_id\") as Any + Json(\"/account_status\") as OneOf(4) \
         + Json(\"/status_code\") as Like(\"000\") + Secret (None)",
        // Nothing quite does: see their `# Security`.
        "midtrans: Json(\"/order_id\") as Any + Json(\"/status_code\") as OneOf(25) \
         + Json(\"/gross_amount\") as Amount + Secret (None)",
        "rapyd: Url(None) + Header(\"salt\") as Word(7) + Timestamp + Setting(\"access_key\") + Secret \
         + Body (Some(Seconds))",
    ];

    fn shown(part: &Part) -> String {
        match part {
            Part::Literal(text) => format!("{text:?}"),
            Part::Shaped(part, Shape::OneOf(texts)) => {
                format!("{} as OneOf({})", shown(part), texts.len())
            }
            Part::Shaped(part, shape) => format!("{} as {shape:?}", shown(part)),
            part => format!("{part:?}"),
        }
    }

    fn varies(part: &Part) -> bool {
        part.is_word() || matches!(part, Part::Timestamp | Part::Body | Part::Method)
    }

    #[test]
    fn knows_which_parts_may_be_side_by_side() {
        let mut found = Vec::new();
        for provider in providers::ALL {
            for scheme in provider.row.schemes() {
                let content = scheme.content;
                let touching = content.windows(2).any(|pair| pair.iter().all(varies));
                if touching {
                    let parts: Vec<_> = content.iter().map(shown).collect();
                    let unit = scheme.timestamp.map(|timestamp| timestamp.unit);
                    let line = format!("{}: {} ({unit:?})", provider.id(), parts.join(" + "));
                    println!("{line}");
                    found.push(line);
                }
            }
        }
        let new: Vec<_> = found
            .iter()
            .filter(|line| !SIDE_BY_SIDE.contains(&line.as_str()))
            .collect();
        assert!(new.is_empty(), "say what keeps these apart: {new:#?}");
    }

    #[test]
    fn knows_the_exact_shapes() {
        let fits = |shape: Shape, text: &str| {
            Rule::new(Some(shape), true, Neighbors::beside_body())
                .check(text)
                .is_ok()
        };
        for (shape, good, bad) in [
            (
                Shape::Word(3),
                &["a-1", "ABC_"][..],
                &["", "ab", "a.b", "a b", "\u{e9}abc"][..],
            ),
            (Shape::Chars("0123456789"), &["0", "42"], &["4.2", "a"]),
            (
                Shape::Like("0000-00-00.00:00:00"),
                &["2026-01-01.10:00:00"],
                &[
                    "2026-01-01.10:00:0",
                    "2026-01-01T10:00:00",
                    "2026-01-01.10:00:000",
                ],
            ),
            (
                Shape::Amount,
                &["0.50", "1.00", "10000.00"],
                &[
                    "", "00.50", "01.00", "1", "1.0", "1.000", ".50", "1.2.00", "-1.00", "1.0x",
                ],
            ),
            (Shape::Like("AAA"), &["USD", "eur"], &["US1", "USDX", "US"]),
            (
                Shape::OneOf(&["A", "BC"]),
                &["A", "BC"],
                &["B", "ABC", "a", ""],
            ),
        ] {
            for text in good {
                assert!(fits(shape, text), "{shape:?} {text:?}");
            }
            for text in bad {
                assert!(!fits(shape, text), "{shape:?} {text:?}");
            }
        }
    }

    #[test]
    fn knows_times_of_unknown_units() {
        for text in [
            "1790000000",
            "1790000000123",
            "2026-09-21T14:13:20.5+02:00",
            "Mon, 21 Sep 2026 14:13:20 GMT",
        ] {
            assert!(is_time(text), "{text}");
        }
        for text in [
            "",
            "1",
            "17900000001",
            "1790000000.",
            "1790000000{",
            "{\"a\":1}",
            "now",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}

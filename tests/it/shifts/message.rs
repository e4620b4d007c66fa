#![allow(dead_code, reason = "no suite needs all of it")]
//! A request under construction, and the places where a part of it may be.

use std::ops::Range;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request};

/// A request as its sender writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Message {
    pub(crate) method: String,
    /// Scheme and authority.
    pub(crate) origin: String,
    /// Path and query.
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    pub(crate) body: Vec<u8>,
}

/// A part of a request that can be read and written as one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Method,
    /// Path and query.
    Target,
    Path,
    Query,
    /// A query parameter, decoded.
    Parameter(usize),
    Header(usize),
    /// The value after a key, or alone, in a header of pairs.
    Item(usize, usize),
    Body,
    /// The name of a form field, decoded.
    Name(usize),
    /// The value of a form field, decoded.
    Field(usize),
    /// A scalar of JSON in the body.
    Leaf(usize),
    /// The text of an XML element without children.
    Element(usize),
}

/// The kind of a place, for the name of a shift.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Method,
    Url,
    Header,
    Body,
    Form,
    Json,
    Xml,
}

impl Place {
    pub(crate) fn class(&self) -> Class {
        match self {
            Self::Method => Class::Method,
            Self::Target | Self::Path | Self::Query | Self::Parameter(_) => Class::Url,
            Self::Header(_) | Self::Item(..) => Class::Header,
            Self::Body => Class::Body,
            Self::Name(_) | Self::Field(_) => Class::Form,
            Self::Leaf(_) => Class::Json,
            Self::Element(_) => Class::Xml,
        }
    }

    /// Returns whether one is a part of the other.
    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        if self == other {
            return true;
        }
        match (self, other) {
            (Self::Header(a), Self::Item(b, _)) | (Self::Item(b, _), Self::Header(a)) => a == b,
            (Self::Parameter(_), Self::Parameter(_))
            | (Self::Path, Self::Query | Self::Parameter(_)) => false,
            (Self::Query | Self::Parameter(_), Self::Path) => false,
            (Self::Target | Self::Path | Self::Query | Self::Parameter(_), _)
                if other.class() == Class::Url =>
            {
                true
            }
            (Self::Body, other) | (other, Self::Body) => {
                matches!(other.class(), Class::Form | Class::Json | Class::Xml)
            }
            (a, b) => {
                let inner = [Class::Form, Class::Json, Class::Xml];
                a.class() != b.class() && inner.contains(&a.class()) && inner.contains(&b.class())
            }
        }
    }

    /// Orders places of one container so that the last is written first and the others keep their positions.
    fn order(&self) -> usize {
        match self {
            Self::Item(_, index)
            | Self::Parameter(index)
            | Self::Field(index)
            | Self::Leaf(index)
            | Self::Element(index) => index * 2 + 1,
            Self::Name(index) => index * 2,
            _ => 0,
        }
    }
}

impl Message {
    pub(crate) fn of(request: &Request<Bytes>) -> Self {
        let uri = request.uri();
        let origin = match (uri.scheme_str(), uri.authority()) {
            (Some(scheme), Some(authority)) => format!("{scheme}://{authority}"),
            _ => String::new(),
        };
        Self {
            method: request.method().to_string(),
            origin,
            target: uri
                .path_and_query()
                .map_or("/", |target| target.as_str())
                .to_owned(),
            headers: request
                .headers()
                .iter()
                .map(|(name, value)| (name.to_string(), value.as_bytes().to_vec()))
                .collect(),
            body: request.body().to_vec(),
        }
    }

    /// Returns the request, if HTTP can carry it.
    pub(crate) fn request(&self) -> Option<Request<Bytes>> {
        let mut request = Request::new(Bytes::copy_from_slice(&self.body));
        *request.method_mut() = Method::from_bytes(self.method.as_bytes()).ok()?;
        *request.uri_mut() = format!("{}{}", self.origin, self.target).parse().ok()?;
        for (name, value) in &self.headers {
            request.headers_mut().append(
                HeaderName::from_bytes(name.as_bytes()).ok()?,
                HeaderValue::from_bytes(value).ok()?,
            );
        }
        Some(request)
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut found = self.headers.iter().filter(|(found, _)| found == name);
        found
            .next()
            .and_then(|(_, value)| std::str::from_utf8(value).ok())
    }

    pub(crate) fn set_header(&mut self, name: &str, value: Option<&str>) {
        self.headers.retain(|(found, _)| found != name);
        if let Some(value) = value {
            self.headers
                .push((name.to_owned(), value.as_bytes().to_vec()));
        }
    }

    pub(crate) fn is_form(&self) -> bool {
        let text = self.header("content-type").unwrap_or_default();
        let kind = text.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
    }

    pub(crate) fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    pub(crate) fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    pub(crate) fn set_query(&mut self, query: &str) {
        let path = self.path().to_owned();
        self.target = if query.is_empty() {
            path
        } else {
            format!("{path}?{query}")
        };
    }

    /// Returns all places of this request.
    pub(crate) fn places(&self) -> Vec<Place> {
        let mut places = vec![Place::Method, Place::Target, Place::Path, Place::Body];
        if !self.query().is_empty() {
            places.push(Place::Query);
        }
        places.extend((0..pairs(self.query().as_bytes()).len()).map(Place::Parameter));
        for (index, (_, value)) in self.headers.iter().enumerate() {
            places.push(Place::Header(index));
            let items = items(value);
            if items.len() > 1 {
                places.extend((0..items.len()).map(|item| Place::Item(index, item)));
            }
        }
        if self.is_form() {
            for index in 0..pairs(&self.body).len() {
                places.extend([Place::Name(index), Place::Field(index)]);
            }
        }
        places.extend((0..leaves(&self.body).len().min(24)).map(Place::Leaf));
        places.extend((0..elements(&self.body).len().min(12)).map(Place::Element));
        places
    }

    pub(crate) fn get(&self, place: &Place) -> Option<Vec<u8>> {
        Some(match place {
            Place::Method => self.method.clone().into_bytes(),
            Place::Target => self.target.clone().into_bytes(),
            Place::Path => self.path().as_bytes().to_vec(),
            Place::Query => self.query().as_bytes().to_vec(),
            Place::Parameter(index) => {
                let pairs = pairs(self.query().as_bytes());
                decoded(
                    self.query()
                        .as_bytes()
                        .get(pairs.get(*index)?.value.clone())?,
                )
            }
            Place::Header(index) => self.headers.get(*index)?.1.clone(),
            Place::Item(header, index) => {
                let value = &self.headers.get(*header)?.1;
                value.get(items(value).get(*index)?.clone())?.to_vec()
            }
            Place::Body => self.body.clone(),
            Place::Name(index) => {
                decoded(self.body.get(pairs(&self.body).get(*index)?.name.clone())?)
            }
            Place::Field(index) => decoded(
                self.body
                    .get(pairs(&self.body).get(*index)?.value.clone())?,
            ),
            Place::Leaf(index) => {
                let leaf = leaves(&self.body).into_iter().nth(*index)?;
                let raw = self.body.get(leaf.value)?;
                match raw.first() {
                    Some(b'"') => serde_json::from_slice::<String>(raw).ok()?.into_bytes(),
                    _ => raw.to_vec(),
                }
            }
            Place::Element(index) => {
                let span = elements(&self.body).into_iter().nth(*index)?;
                self.body.get(span)?.to_vec()
            }
        })
    }

    /// Writes all of these; none of them is a part of another.
    pub(crate) fn set_all(&mut self, mut texts: Vec<(&Place, Vec<u8>)>) -> Option<()> {
        texts.sort_by_key(|(place, _)| std::cmp::Reverse(place.order()));
        for (place, text) in texts {
            self.set(place, &text)?;
        }
        Some(())
    }

    pub(crate) fn set(&mut self, place: &Place, text: &[u8]) -> Option<()> {
        let as_text = || std::str::from_utf8(text).ok();
        match place {
            Place::Method => self.method = as_text()?.to_owned(),
            Place::Target => self.target = as_text()?.to_owned(),
            Place::Path => {
                let query = self.target.get(self.path().len()..)?.to_owned();
                self.target = format!("{}{query}", as_text()?);
            }
            Place::Query => self.set_query(as_text()?),
            Place::Parameter(index) => {
                let mut query = self.query().as_bytes().to_vec();
                let span = pairs(&query).get(*index)?.value.clone();
                query.splice(span, encoded(text));
                self.set_query(std::str::from_utf8(&query).ok()?);
            }
            Place::Header(index) => self.headers.get_mut(*index)?.1 = text.to_vec(),
            Place::Item(header, index) => {
                let value = &mut self.headers.get_mut(*header)?.1;
                let span = items(value).get(*index)?.clone();
                value.splice(span, text.iter().copied());
            }
            Place::Body => self.body = text.to_vec(),
            Place::Name(index) => {
                let span = pairs(&self.body).get(*index)?.name.clone();
                self.body.splice(span, encoded(text));
            }
            Place::Field(index) => {
                let span = pairs(&self.body).get(*index)?.value.clone();
                self.body.splice(span, encoded(text));
            }
            Place::Leaf(index) => {
                let leaf = leaves(&self.body).into_iter().nth(*index)?;
                let quoted = self.body.get(leaf.value.start) == Some(&b'"');
                let text = if quoted {
                    serde_json::to_vec(as_text()?).ok()?
                } else {
                    serde_json::from_slice::<serde_json::Value>(text).ok()?;
                    text.to_vec()
                };
                self.body.splice(leaf.value, text);
            }
            Place::Element(index) => {
                let span = elements(&self.body).into_iter().nth(*index)?;
                self.body.splice(span, text.iter().copied());
            }
        }
        Some(())
    }
}

/// A pair of a form or query, as it is written.
#[derive(Clone, Debug)]
pub(crate) struct Pair {
    pub(crate) name: Range<usize>,
    pub(crate) value: Range<usize>,
}

pub(crate) fn pairs(form: &[u8]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let mut start = 0;
    for piece in form.split(|byte| *byte == b'&') {
        let end = start + piece.len();
        if !piece.is_empty() {
            let equals = piece.iter().position(|byte| *byte == b'=');
            let name = start..equals.map_or(end, |at| start + at);
            let value = equals.map_or(end, |at| start + at + 1)..end;
            pairs.push(Pair { name, value });
        }
        start = end + 1;
    }
    pairs
}

/// Returns the fields of a form, decoded and sorted.
pub(crate) fn fields(form: &[u8]) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut fields: Vec<_> = pairs(form)
        .into_iter()
        .map(|pair| (decoded(&form[pair.name]), decoded(&form[pair.value])))
        .collect();
    fields.sort();
    fields
}

pub(crate) fn decoded(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = tail;
        decoded.push(match (first, tail) {
            (b'+', _) => b' ',
            (b'%', [high, low, tail @ ..])
                if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() =>
            {
                rest = tail;
                let digit = |byte: u8| (byte as char).to_digit(16).unwrap() as u8;
                digit(*high) * 16 + digit(*low)
            }
            _ => *first,
        });
    }
    decoded
}

pub(crate) fn encoded(text: &[u8]) -> Vec<u8> {
    let mut encoded = Vec::with_capacity(text.len());
    for byte in text {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(*byte);
            }
            b' ' => encoded.push(b'+'),
            byte => encoded.extend(format!("%{byte:02X}").into_bytes()),
        }
    }
    encoded
}

/// Returns the texts between the separators of a header's value, each after its key if it has one.
pub(crate) fn items(value: &[u8]) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut start = 0;
    for piece in value.split(|byte| b",; ".contains(byte)) {
        let end = start + piece.len();
        if !piece.is_empty() {
            let key = piece.iter().position(|byte| *byte == b'=');
            // Base64 padding does not end a key.
            let key = key.filter(|at| piece[*at..].iter().any(|byte| *byte != b'='));
            items.push(key.map_or(start, |at| start + at + 1)..end);
        }
        start = end + 1;
    }
    items
}

/// A scalar of JSON, and the member or item that it is or that contains it.
#[derive(Clone, Debug)]
pub(crate) struct Leaf {
    pub(crate) pointer: String,
    pub(crate) value: Range<usize>,
    /// From the key to the end of the value.
    pub(crate) member: Range<usize>,
}

/// Returns where JSON begins: at the start, or in a part of a multipart body.
fn json_start(body: &[u8]) -> Option<usize> {
    let passed = |byte: &u8| byte.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(byte);
    match body.iter().position(|byte| !passed(byte))? {
        at if b"{[".contains(&body[at]) => Some(at),
        at if body[at..].starts_with(b"--") => body.iter().position(|byte| *byte == b'{'),
        _ => None,
    }
}

/// Returns the scalars of the JSON in a body, in their order.
pub(crate) fn leaves(body: &[u8]) -> Vec<Leaf> {
    members(body)
        .into_iter()
        .filter(|leaf| !b"{[".contains(&body[leaf.value.start]))
        .collect()
}

/// Returns all members and items of the JSON in a body.
pub(crate) fn members(body: &[u8]) -> Vec<Leaf> {
    let mut scan = Scan {
        body,
        at: 0,
        found: Vec::new(),
    };
    if let Some(start) = json_start(body) {
        scan.at = start;
        // Malformed JSON ends the scan, and what was found before is returned.
        let _ = scan.value(&mut String::new(), 0);
    }
    scan.found
}

struct Scan<'b> {
    body: &'b [u8],
    at: usize,
    found: Vec<Leaf>,
}

impl Scan<'_> {
    fn blanks(&mut self) {
        while self.body.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        self.blanks();
        (self.body.get(self.at) == Some(&byte)).then(|| self.at += 1)
    }

    fn string(&mut self) -> Option<Range<usize>> {
        let start = self.at;
        self.take(b'"')?;
        loop {
            match self.body.get(self.at)? {
                b'\\' => self.at += 2,
                b'"' => break,
                _ => self.at += 1,
            }
        }
        self.at += 1;
        Some(start..self.at)
    }

    fn value(&mut self, pointer: &mut String, depth: usize) -> Option<Range<usize>> {
        self.blanks();
        let start = self.at;
        let end = match self.body.get(self.at)? {
            b'{' | b'[' if depth > 12 => return None,
            open @ (b'{' | b'[') => {
                self.at += 1;
                self.inside(*open == b'{', pointer, depth)?;
                self.at
            }
            b'"' => self.string()?.end,
            _ => {
                while self
                    .body
                    .get(self.at)
                    .is_some_and(|byte| !b",]} \r\n\t".contains(byte))
                {
                    self.at += 1;
                }
                self.at
            }
        };
        (end > start).then_some(start..end)
    }

    fn inside(&mut self, object: bool, pointer: &mut String, depth: usize) -> Option<()> {
        let close = if object { b'}' } else { b']' };
        if self.take(close).is_some() {
            return Some(());
        }
        for index in 0.. {
            self.blanks();
            let start = self.at;
            let length = pointer.len();
            if object {
                let key = self.string()?;
                let name: String = serde_json::from_slice(&self.body[key]).ok()?;
                self.take(b':')?;
                pointer.push('/');
                pointer.push_str(&name);
            } else {
                pointer.push_str(&format!("/{index}"));
            }
            // Before its content.
            let slot = self.found.len();
            let value = self.value(pointer, depth + 1)?;
            let member = start..value.end;
            self.found.insert(
                slot,
                Leaf {
                    pointer: pointer.clone(),
                    value,
                    member,
                },
            );
            pointer.truncate(length);
            if self.take(b',').is_none() {
                break;
            }
        }
        self.take(close)
    }
}

/// Returns the texts of elements without children, if the body is XML.
pub(crate) fn elements(body: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let start = body.iter().position(|byte| !byte.is_ascii_whitespace());
    if start.and_then(|at| body.get(at)) != Some(&b'<') {
        return found;
    }
    let mut at = 0;
    while let Some(open) = find(body, b">", at) {
        at = open + 1;
        let Some(close) = find(body, b"</", at) else {
            break;
        };
        let span = at..close;
        let text = &body[span.clone()];
        if text.starts_with(b"<![CDATA[") || !text.contains(&b'<') {
            if !text.is_empty() {
                found.push(span);
            }
            at = close;
        }
    }
    found
}

pub(crate) fn find(text: &[u8], word: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.windows(word.len())
        .position(|window| window == word)
        .map(|at| at + from)
}

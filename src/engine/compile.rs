//! A scheme made ready for an endpoint: header names parsed, settings filled in, each part of the
//! content resolved, and the decision taken what can be judged before the body has arrived.

use std::{borrow::Cow, sync::Arc};

use http::HeaderName;

#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlFault};
use crate::{
    codec::{
        encoding, form,
        json::{self, JsonFault},
    },
    error::{Error, Fault, Name, Place, Role, SetupError},
    provider::Row,
    request::{
        head::Head,
        settings::{PublicUrl, Settings},
    },
};
use crate::{
    engine::labels::Labels,
    scheme::{
        At, Choice, Coverage, HashEncoding, Inside, Part, PercentDecode, Scheme,
        boundary::{Edges, Neighbors, Rule, TimeRule, UrlRule},
    },
};

/// Which of a provider's schemes a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The usual one, or code.
    Usual,
    /// One that depends on the request, by its place on the row's list.
    Variant(usize),
    /// One that depends on the kind of key.
    KeyKind(usize),
}

/// A scheme made ready.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) scheme: Scheme,
    pub(crate) which: Which,
    /// What is proven of a request at its best.
    coverage: Coverage,
    /// The URL, where it is signed.
    url: Option<PublicUrl>,
    /// Where the event's name and the delivery's id stand.
    pub(crate) labels: Labels,
    pub(crate) signature: Locator,
    pub(crate) timestamp: Option<Locator>,
    pub(crate) key_id: Option<Locator>,
    /// The content before the body, the body itself left out.
    pub(crate) before: Vec<Piece>,
    /// The content after the body.
    pub(crate) after: Vec<Piece>,
    pub(crate) needs: Needs,
    /// The setting that narrows the hashes, and the length of the signatures that are left.
    pub(crate) chosen: Option<(&'static str, usize)>,
    /// What the body must not begin and end with.
    pub(crate) edges: Edges,
    pub(crate) time_rule: Option<TimeRule>,
    /// Whether the body must be UTF-8.
    pub(crate) text_only: bool,
}

/// What must have arrived before the content can be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// The head alone: the verdict falls before the body is read.
    Head,
    /// The head, then the body chunk by chunk.
    Stream,
    /// The whole body.
    Body,
}

/// A place, with its names made ready.
#[derive(Clone, Debug)]
pub(crate) enum Locator {
    Header(HeaderName),
    NumberedHeaders(&'static str),
    AnyHeader(Vec<HeaderName>),
    Query(Name),
    Form(&'static str),
    Json(&'static str),
    ObjectMember,
    #[cfg(feature = "xml")]
    Xml(&'static str),
    Within(Box<Self>, Inside),
    Token(&'static str, &'static str),
    WithSignature(&'static str),
}

/// A part of the content, made ready.
#[derive(Debug)]
pub(crate) enum Piece {
    Text(Arc<str>),
    Body,
    BodyHash(HashEncoding),
    Timestamp,
    Method,
    Url {
        url: PublicUrl,
        unescape: PercentDecode,
        rule: UrlRule,
    },
    Header(HeaderName, Rule),
    Query(Name, Rule),
    Form {
        name: &'static str,
        alone: bool,
        rule: Rule,
    },
    Json(&'static str, Rule),
    Secret,
}

impl Plan {
    pub(crate) fn new(
        row: &Row,
        which: Which,
        scheme: Scheme,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let provider = row.name;
        let signature = Locator::new(provider, scheme.signature, settings)?;
        let timestamp = scheme
            .timestamp
            .map(|timestamp| Locator::new(provider, timestamp.at, settings))
            .transpose()?;
        let key_id = scheme
            .key_id
            .map(|at| Locator::new(provider, at, settings))
            .transpose()?;
        let chosen = match scheme.choice {
            Some(choice) => choice.chosen(settings)?,
            None => None,
        };
        let mut pieces = Vec::with_capacity(scheme.content.len());
        for (index, part) in scheme.content.iter().enumerate() {
            let neighbors = Neighbors::of(scheme.content, index);
            pieces.push(Piece::new(provider, *part, neighbors, settings)?);
        }
        let single_body = pieces.iter().filter(|piece| piece.is_body()).count() == 1;
        let body_at = pieces
            .iter()
            .position(Piece::is_body)
            .filter(|_| single_body);
        let head_only = |pieces: &[Piece]| !pieces.iter().any(Piece::reads_body);
        let in_body = |place: &Locator| place.in_body();
        let (needs, after) = match body_at {
            None if head_only(&pieces)
                && !in_body(&signature)
                && !timestamp.as_ref().is_some_and(in_body)
                && !key_id.as_ref().is_some_and(in_body) =>
            {
                (Needs::Head, Vec::new())
            }
            Some(at) => {
                let after = pieces.split_off(at.saturating_add(1));
                pieces.truncate(at);
                let timed_by_body = timestamp.as_ref().is_some_and(in_body)
                    && pieces
                        .iter()
                        .chain(&after)
                        .any(|piece| matches!(piece, Piece::Timestamp));
                if head_only(&pieces)
                    && head_only(&after)
                    && !in_body(&signature)
                    && !timed_by_body
                    && !scheme.algorithm.keeps_content()
                {
                    (Needs::Stream, after)
                } else {
                    pieces.push(Piece::Body);
                    pieces.extend(after);
                    (Needs::Body, Vec::new())
                }
            }
            None => (Needs::Body, Vec::new()),
        };
        let signs_url = scheme
            .content
            .iter()
            .any(|part| matches!(part, Part::Url(_)));
        Ok(Self {
            scheme,
            which,
            coverage: row.proves(scheme.coverage()),
            url: signs_url
                .then(|| settings.public_url(provider))
                .transpose()?,
            labels: Labels::new(row, settings, |at| scheme.covers(at))?,
            signature,
            timestamp,
            key_id,
            before: pieces,
            after,
            needs,
            chosen,
            edges: Edges::new(scheme.content, scheme.timestamp),
            time_rule: scheme
                .timestamp
                .map(|timestamp| TimeRule::new(scheme.content, timestamp)),
            text_only: scheme.algorithm.is_extendable(),
        })
    }

    /// What is proven of this request: a URL that was configured whole says nothing of the one at
    /// which the request came, unless they are the same.
    #[inline]
    pub(crate) fn coverage_of(&self, head: &Head) -> Coverage {
        match &self.url {
            Some(url) if !url.is_of(head) => Coverage {
                url: false,
                ..self.coverage
            },
            _ => self.coverage,
        }
    }

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

/// What the content is made from.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) head: &'a Head,
    pub(crate) body: &'a [u8],
    pub(crate) timestamp: &'a str,
    pub(crate) secret: &'a [u8],
}

impl Piece {
    fn new(
        provider: &'static str,
        part: Part,
        neighbors: Neighbors<'_>,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let rule = |header| Rule::new(part.shape(), header, neighbors);
        Ok(match part.unshaped() {
            Part::Literal(text) => Self::Text(text.into()),
            Part::Body => Self::Body,
            Part::BodyHash(text) => Self::BodyHash(text),
            Part::Timestamp => Self::Timestamp,
            Part::Method => Self::Method,
            Part::Url(unescape) => Self::Url {
                url: settings.public_url(provider)?,
                unescape,
                rule: UrlRule::new(unescape, neighbors),
            },
            Part::Header(name) => Self::Header(HeaderName::from_static(name), rule(true)),
            Part::Query(name) => Self::Query(Name::new(name), rule(false)),
            Part::Form(name) => Self::Form {
                name,
                alone: false,
                rule: rule(false),
            },
            Part::OnlyField(name) => Self::Form {
                name,
                alone: true,
                rule: rule(false),
            },
            Part::Json(pointer) => Self::Json(pointer, rule(false)),
            Part::Setting(name) => Self::Text(settings.required(provider, name)?.into()),
            // `unshaped` takes the shape away.
            Part::Secret | Part::Shaped(..) => Self::Secret,
        })
    }

    fn is_body(&self) -> bool {
        matches!(self, Self::Body)
    }

    fn reads_body(&self) -> bool {
        matches!(
            self,
            Self::Body | Self::BodyHash(_) | Self::Form { .. } | Self::Json(..)
        )
    }

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
                    let fault = Fault::Ambiguous;
                    return Err(Error::Malformed(Role::Content, Place::Url, fault));
                }
                unescape.feed(base, sink);
                unescape.feed(path, sink);
            }
            Self::Header(name, rule) => {
                let text = inputs.head.required(Role::Content, name)?;
                let fault = if text.len() > LONGEST_HEADER {
                    Err(Fault::TooLong)
                } else {
                    rule.check(text)
                };
                fault.map_err(|fault| malformed(Place::Header(name.clone()), fault))?;
                sink(text.as_bytes());
            }
            Self::Query(name, rule) => {
                let place = || Place::Query(name.clone());
                let text = inputs.head.query(Role::Content, name.as_str())?;
                let text = text.ok_or_else(|| Error::Missing(Role::Content, place()))?;
                rule.check(&text)
                    .map_err(|fault| malformed(place(), fault))?;
                sink(text.as_bytes());
            }
            Self::Form { name, alone, rule } => {
                let text = form_field(Role::Content, inputs.head, inputs.body, name)?;
                let text = text.ok_or(Error::Missing(Role::Content, Place::Form(name)))?;
                let alone_here =
                    || !inputs.head.is_multipart() && form::count(inputs.body) == Ok(1);
                if *alone && !alone_here() {
                    return Err(Error::BodyNotBound);
                }
                rule.check(&text)
                    .map_err(|fault| malformed(Place::Form(name), fault))?;
                sink(text.as_bytes());
            }
            Self::Json(pointer, rule) => {
                let text = json_field(Role::Content, inputs.body, pointer)?;
                let text = text.ok_or(Error::Missing(Role::Content, Place::Json(pointer)))?;
                rule.check(&text)
                    .map_err(|fault| malformed(Place::Json(pointer), fault))?;
                sink(text.as_bytes());
            }
            Self::Secret => sink(inputs.secret),
        }
        Ok(())
    }
}

impl Choice {
    fn chosen(&self, settings: &Settings) -> Result<Option<(&'static str, usize)>, SetupError> {
        let Some(value) = settings.get(self.setting) else {
            return Ok(None);
        };
        let mut lengths = self.lengths.iter();
        let found = lengths.find(|(name, _)| name.eq_ignore_ascii_case(value));
        let (_, length) = found.ok_or(SetupError::SettingForm {
            name: self.setting,
            expected: self.expected,
        })?;
        Ok(Some((self.setting, *length)))
    }
}

/// Signed headers are ids and nonces.
const LONGEST_HEADER: usize = 255;

fn malformed(place: Place, fault: Fault) -> Error {
    Error::Malformed(Role::Content, place, fault)
}

impl PercentDecode {
    /// Feeds the text with the listed characters decoded where they are percent-encoded.
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

impl Locator {
    pub(crate) fn new(
        provider: &'static str,
        at: At,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        Ok(match at {
            At::Header(name) => Self::Header(HeaderName::from_static(name)),
            At::HeaderSetting(setting) => {
                Self::Header(header_of(setting, settings.required(provider, setting)?)?)
            }
            At::HeaderSettingOr(setting, usual) => {
                Self::Header(header_of(setting, settings.get(setting).unwrap_or(usual))?)
            }
            At::NumberedHeaders(prefix) => Self::NumberedHeaders(prefix),
            At::AnyHeader(names) => {
                Self::AnyHeader(names.iter().copied().map(HeaderName::from_static).collect())
            }
            At::Query(name) => Self::Query(Name::new(name)),
            At::QuerySetting(setting) => {
                Self::Query(Name::new(settings.required(provider, setting)?))
            }
            At::Form(name) => Self::Form(name),
            At::Json(pointer) => Self::Json(pointer),
            At::ObjectMember => Self::ObjectMember,
            #[cfg(feature = "xml")]
            At::Xml(path) => Self::Xml(path),
            At::Within(outer, inside) => {
                Self::Within(Box::new(Self::new(provider, *outer, settings)?), inside)
            }
            At::Token(token, pointer) => Self::Token(token, pointer),
            At::WithSignature(key) => Self::WithSignature(key),
        })
    }

    pub(crate) fn in_body(&self) -> bool {
        match self {
            Self::Form(_) | Self::Json(_) | Self::ObjectMember | Self::Token(..) => true,
            #[cfg(feature = "xml")]
            Self::Xml(_) => true,
            Self::Within(outer, _) => outer.in_body(),
            _ => false,
        }
    }

    pub(crate) fn place(&self) -> Place {
        match self {
            Self::Header(name) => Place::Header(name.clone()),
            Self::NumberedHeaders(prefix) => Place::NumberedHeaders(prefix),
            Self::AnyHeader(names) => names.first().cloned().map_or(Place::Body, Place::Header),
            Self::Query(name) => Place::Query(name.clone()),
            Self::Form(name) => Place::Form(name),
            Self::Within(outer, _) => outer.place(),
            #[cfg(feature = "xml")]
            Self::Xml(_) => Place::Body,
            Self::Json(pointer) => Place::Json(pointer),
            Self::Token("", _) | Self::ObjectMember | Self::WithSignature(_) => Place::Body,
            Self::Token(pointer, _) => Place::Json(pointer),
        }
    }

    /// The text that stands here, if it does. `body` is empty while it has not arrived.
    pub(crate) fn text<'a>(
        &self,
        role: Role,
        head: &'a Head,
        body: &'a [u8],
    ) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Header(name) => Ok(head.optional(role, name)?.map(Cow::Borrowed)),
            Self::AnyHeader(names) => {
                let mut texts = names.iter().map(|name| head.optional(role, name));
                texts
                    .find_map(Result::transpose)
                    .transpose()
                    .map(|text| text.map(Cow::Borrowed))
            }
            Self::Query(name) => head.query(role, name.as_str()),
            Self::Form(name) => form_field(role, head, body, name),
            Self::Json(pointer) => json_field(role, body, pointer),
            Self::ObjectMember => json::object_member(body)
                .map(|name| name.map(Cow::Owned))
                .map_err(|fault| json_error(role, fault, Place::Body)),
            #[cfg(feature = "xml")]
            Self::Xml(path) => xml_field(role, body, path),
            Self::Within(outer, inside) => {
                let Some(text) = outer.text(role, head, body)? else {
                    return Ok(None);
                };
                inside
                    .text(role, &text)
                    .map(|value| value.map(|value| Cow::Owned(value.into_owned())))
            }
            Self::Token(at, pointer) => {
                let token = match *at {
                    "" => std::str::from_utf8(body).ok().map(Cow::Borrowed),
                    at => json_field(role, body, at)?,
                };
                let Some(payload) = token.and_then(|token| encoding::token_payload(&token)) else {
                    return Ok(None);
                };
                let value = json_field(role, &payload, pointer)?;
                Ok(value.map(|value| Cow::Owned(value.into_owned())))
            }
            Self::NumberedHeaders(_) | Self::WithSignature(_) => Ok(None),
        }
    }
}

/// The header that a setting names.
fn header_of(setting: &'static str, name: &str) -> Result<HeaderName, SetupError> {
    let name = name.to_ascii_lowercase().parse();
    name.map_err(|_| SetupError::SettingForm {
        name: setting,
        expected: "the name of a header",
    })
}

/// A field of a form body, decoded; refused where it stands twice.
pub(crate) fn form_field<'a>(
    role: Role,
    head: &Head,
    body: &'a [u8],
    name: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    form::field_of_body(head, body, name).map_err(|fault| fault.at(role, Place::Form(name)))
}

/// A scalar of a JSON body as text; refused where it stands twice.
pub(crate) fn json_field<'a>(
    role: Role,
    body: &'a [u8],
    pointer: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    json::scalar(body, pointer).map_err(|fault| json_error(role, fault, Place::Json(pointer)))
}

fn json_error(role: Role, fault: JsonFault, place: Place) -> Error {
    match fault {
        JsonFault::NotJson => Error::Malformed(Role::Body, Place::Body, Fault::NotJson),
        JsonFault::Duplicate => Error::Duplicate(role, place),
        JsonFault::NotScalar => Error::Malformed(role, place, Fault::Form),
    }
}

/// The text of an element of XML; refused where it stands twice.
#[cfg(feature = "xml")]
fn xml_field<'a>(
    role: Role,
    text: &'a [u8],
    path: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    xml::text(text, path).map_err(|fault| match fault {
        XmlFault::NotXml => Error::Malformed(Role::Body, Place::Body, Fault::NotXml),
        XmlFault::Duplicate => Error::Duplicate(role, Place::Body),
        XmlFault::NotText => Error::Malformed(role, Place::Body, Fault::Form),
    })
}

impl Inside {
    fn text<'a>(self, role: Role, text: &'a str) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Json(pointer) => json_field(role, text.as_bytes(), pointer),
            #[cfg(feature = "xml")]
            Self::Base64Xml(path) => {
                let malformed = || Error::Malformed(role, Place::Body, Fault::Encoding);
                let decoded = encoding::base64_lines(text).ok_or_else(malformed)?;
                let value = xml_field(role, &decoded, path)?;
                Ok(value.map(|value| Cow::Owned(value.into_owned())))
            }
        }
    }
}

//! The signed content: a list of parts, or a template.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{SeqAccess, Visitor},
};

use super::{
    error::{ConfigError, Locate},
    intern::{self, each},
    place::header_name,
    words::HashEncodingConfig,
};
use crate::scheme::{Part, PercentDecode, Shape, check_part};

/// A part of the signed content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum PartConfig {
    /// A fixed text.
    Literal(String),
    /// The body, byte for byte.
    Body,
    /// The SHA-256 of the body.
    BodyHash(HashEncodingConfig),
    /// The timestamp, as the sender wrote it.
    Timestamp,
    /// The request's method, in upper case.
    Method,
    /// The public URL with its query.
    Url,
    /// The public URL, with these percent-encoded characters decoded.
    UrlDecoded(String),
    /// The path of the public URL, without the query.
    Path,
    /// The path and query of the public URL.
    PathAndQuery,
    /// The text of a header.
    Header(String),
    /// A query parameter, decoded.
    Query(String),
    /// A field of a form body, decoded.
    Form(String),
    /// The only field of a form body, decoded.
    OnlyField(String),
    /// A scalar of a JSON body, by a JSON Pointer without escapes.
    Json(String),
    /// The value of a setting.
    Setting(String),
    /// The secret itself, in schemes that hash it with the content.
    Secret,
    /// A part of the request that must have a shape.
    Shaped(ShapedPart),
}

/// A part of the request that must have a shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct ShapedPart {
    /// A header, a query parameter, a form field or a JSON scalar.
    part: Box<PartConfig>,
    /// Its shape.
    shape: ShapeConfig,
}

/// The documented form of a part of the signed content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum ShapeConfig {
    /// At least this many ASCII letters, digits, `_` and `-`.
    Word(usize),
    /// Any number of these ASCII characters.
    Chars(String),
    /// A text of this pattern, in which `0` is any digit and `A` any ASCII letter.
    Like(String),
    /// An amount of money with two decimals and no leading zero.
    Amount,
    /// One of these texts.
    OneOf(Vec<String>),
    /// Any text.
    Any,
}

/// The words of parts in a template.
const PLACEHOLDERS: &str = "`{body}`, `{timestamp}`, `{method}`, `{url}`, `{path}`, \
     `{path_and_query}`, `{secret}`, `{body_hash:hex}`, `{header:NAME}`, `{query:NAME}`, \
     `{form:NAME}`, `{json:/POINTER}`, `{setting:NAME}`";

impl PartConfig {
    pub(super) fn to_part(&self) -> Result<Part, ConfigError> {
        let text = |text: &String, field| intern::text(text).under(field);
        Ok(match self {
            Self::Literal(literal) => Part::Literal(text(literal, "literal")?),
            Self::Body => Part::Body,
            Self::BodyHash(encoding) => Part::BodyHash(encoding.value()?),
            Self::Timestamp => Part::Timestamp,
            Self::Method => Part::Method,
            Self::Url => Part::Url(PercentDecode::None),
            Self::UrlDecoded(characters) => {
                Part::Url(PercentDecode::Only(text(characters, "url_decoded")?))
            }
            Self::Path => Part::Path,
            Self::PathAndQuery => Part::PathAndQuery,
            Self::Header(name) => Part::Header(header_name(name).under("header")?),
            Self::Query(name) => Part::Query(text(name, "query")?),
            Self::Form(name) => Part::Form(text(name, "form")?),
            Self::OnlyField(name) => Part::OnlyField(text(name, "only_field")?),
            Self::Json(pointer) => Part::Json(text(pointer, "json")?),
            Self::Setting(name) => Part::Setting(text(name, "setting")?),
            Self::Secret => Part::Secret,
            Self::Shaped(ShapedPart { part, shape }) => {
                let part = part.to_part().under("part").under("shaped")?;
                let shape = shape.to_shape().under("shape").under("shaped")?;
                Part::Shaped(intern::value(part), shape)
            }
        })
    }

    pub(super) fn of(part: &Part) -> Self {
        match *part {
            Part::Literal(text) => Self::Literal(text.to_owned()),
            Part::Body => Self::Body,
            Part::BodyHash(encoding) => Self::BodyHash(HashEncodingConfig::of(encoding)),
            Part::Timestamp => Self::Timestamp,
            Part::Method => Self::Method,
            Part::Url(PercentDecode::None) => Self::Url,
            Part::Url(PercentDecode::Only(characters)) => Self::UrlDecoded(characters.to_owned()),
            Part::Path => Self::Path,
            Part::PathAndQuery => Self::PathAndQuery,
            Part::Header(name) => Self::Header(name.to_owned()),
            Part::Query(name) => Self::Query(name.to_owned()),
            Part::Form(name) => Self::Form(name.to_owned()),
            Part::OnlyField(name) => Self::OnlyField(name.to_owned()),
            Part::Json(pointer) => Self::Json(pointer.to_owned()),
            Part::Setting(name) => Self::Setting(name.to_owned()),
            Part::Secret => Self::Secret,
            Part::Shaped(part, shape) => Self::Shaped(ShapedPart {
                part: Box::new(Self::of(part)),
                shape: ShapeConfig::of(shape),
            }),
        }
    }

    /// Checks a part, with the field in the error.
    pub(super) fn to_checked(&self) -> Result<Part, ConfigError> {
        let part = self.to_part()?;
        match (check_part(part), self.field()) {
            (Ok(()), _) => Ok(part),
            (fault, Some(field)) => fault.under(field).map(|()| part),
            (Err(message), None) => Err(ConfigError::invalid(message)),
        }
    }

    /// The field of a part that has a value.
    fn field(&self) -> Option<&'static str> {
        Some(match self {
            Self::Literal(_) => "literal",
            Self::UrlDecoded(_) => "url_decoded",
            Self::Header(_) => "header",
            Self::Json(_) => "json",
            Self::Shaped(_) => "shaped",
            _ => return None,
        })
    }

    /// Parses the text between the braces of a template.
    fn placeholder(text: &str) -> Option<Self> {
        let (word, value) = match text.split_once(':') {
            Some((word, value)) => (word, value.to_owned()),
            None => {
                return Some(match text {
                    "body" => Self::Body,
                    "timestamp" => Self::Timestamp,
                    "method" => Self::Method,
                    "url" => Self::Url,
                    "path" => Self::Path,
                    "path_and_query" => Self::PathAndQuery,
                    "secret" => Self::Secret,
                    _ => return None,
                });
            }
        };
        Some(match (word, &*value) {
            (_, "") => return None,
            ("body_hash", "hex") => Self::BodyHash(HashEncodingConfig::Hex),
            ("body_hash", "raw") => Self::BodyHash(HashEncodingConfig::Raw),
            ("header", _) => Self::Header(value),
            ("query", _) => Self::Query(value),
            ("form", _) => Self::Form(value),
            ("json", _) => Self::Json(value),
            ("setting", _) => Self::Setting(value),
            _ => return None,
        })
    }
}

impl ShapeConfig {
    fn to_shape(&self) -> Result<Shape, ConfigError> {
        Ok(match self {
            Self::Word(least) => Shape::Word(*least),
            Self::Chars(characters) => Shape::Chars(intern::text(characters).under("chars")?),
            Self::Like(pattern) => Shape::Like(intern::text(pattern).under("like")?),
            Self::Amount => Shape::Amount,
            Self::OneOf(texts) => {
                let texts = each(texts, |text| intern::text(text)).under("one_of")?;
                Shape::OneOf(intern::list(texts).under("one_of")?)
            }
            Self::Any => Shape::Any,
        })
    }

    fn of(shape: Shape) -> Self {
        match shape {
            Shape::Word(least) => Self::Word(least),
            Shape::Chars(characters) => Self::Chars(characters.to_owned()),
            Shape::Like(pattern) => Self::Like(pattern.to_owned()),
            Shape::Amount => Self::Amount,
            Shape::OneOf(texts) => {
                Self::OneOf(texts.iter().map(|text| (*text).to_owned()).collect())
            }
            Shape::Any => Self::Any,
        }
    }
}

/// The parts of the signed content, in their order.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(super) struct Content(Vec<PartConfig>);

impl Content {
    pub(super) fn new(parts: Vec<PartConfig>) -> Self {
        Self(parts)
    }

    pub(super) fn parts(&self) -> &[PartConfig] {
        &self.0
    }

    /// Parses a template: texts, and placeholders in braces. `{{` and `}}` stand for braces.
    fn parse(template: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = template;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, found) = rest.split_at(at);
            literal.push_str(before);
            if let Some(after) = found.strip_prefix("{{") {
                literal.push('{');
                rest = after;
                continue;
            }
            if let Some(after) = found.strip_prefix("}}") {
                literal.push('}');
                rest = after;
                continue;
            }
            let placeholder = found
                .strip_prefix('{')
                .and_then(|text| text.split_once('}'));
            let Some((text, after)) = placeholder else {
                return Err(
                    "a brace without its pair; a brace itself is written `{{` or `}}`".into(),
                );
            };
            let part = PartConfig::placeholder(text).ok_or_else(|| {
                format!("unknown placeholder `{{{text}}}`; known are {PLACEHOLDERS}")
            })?;
            if !literal.is_empty() {
                parts.push(PartConfig::Literal(std::mem::take(&mut literal)));
            }
            parts.push(part);
            rest = after;
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            parts.push(PartConfig::Literal(literal));
        }
        Ok(Self(parts))
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TemplateOrParts;

        impl<'de> Visitor<'de> for TemplateOrParts {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a template such as `{timestamp}.{body}`, or a list of parts")
            }

            fn visit_str<E: serde::de::Error>(self, template: &str) -> Result<Content, E> {
                Content::parse(template).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Content, A::Error> {
                let mut parts = Vec::new();
                while let Some(part) = list.next_element()? {
                    parts.push(part);
                }
                Ok(Content(parts))
            }
        }

        deserializer.deserialize_any(TemplateOrParts)
    }
}

#[cfg(feature = "config-schema")]
impl schemars::JsonSchema for Content {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Content".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let part = generator.subschema_for::<PartConfig>();
        schemars::json_schema!({
            "description": "The signed content: a template such as `{timestamp}.{body}`, or a list of parts.",
            "anyOf": [{ "type": "string" }, { "type": "array", "items": part }]
        })
    }
}

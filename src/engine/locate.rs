//! Compiled places, and the text at them.

use std::borrow::Cow;

use http::HeaderName;

#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlFault};
use crate::{
    codec::{
        encoding, form,
        json::{self, JsonFault},
    },
    error::{Error, Field, Location, Malformation, ParameterName, SetupError},
    request::{head::Head, settings::Settings},
    scheme::{At, Inside},
};

/// A compiled place.
#[derive(Clone, Debug)]
pub(crate) enum Locator {
    Header(HeaderName),
    NumberedHeaders(&'static str),
    AnyHeader(Vec<HeaderName>),
    Query(ParameterName),
    Form(&'static str),
    Json(&'static str),
    ObjectMember,
    #[cfg(feature = "xml")]
    Xml(&'static str),
    Within(Box<Self>, Inside),
    Token(&'static str, &'static str),
    WithSignature(&'static str),
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
            At::Query(name) => Self::Query(ParameterName::new(name)),
            At::QuerySetting(setting) => {
                Self::Query(ParameterName::new(settings.required(provider, setting)?))
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

    pub(crate) fn location(&self) -> Location {
        match self {
            Self::Header(name) => Location::Header(name.clone()),
            Self::NumberedHeaders(prefix) => Location::NumberedHeaders(prefix),
            Self::AnyHeader(names) => names
                .first()
                .cloned()
                .map_or(Location::Body, Location::Header),
            Self::Query(name) => Location::Query(name.clone()),
            Self::Form(name) => Location::Form(name),
            Self::Within(outer, _) => outer.location(),
            #[cfg(feature = "xml")]
            Self::Xml(_) => Location::Body,
            Self::Json(pointer) => Location::Json(pointer),
            Self::Token("", _) | Self::ObjectMember | Self::WithSignature(_) => Location::Body,
            Self::Token(pointer, _) => Location::Json(pointer),
        }
    }

    /// Returns the text at this place, if there is one. `body` is empty until it has arrived.
    pub(crate) fn text<'a>(
        &self,
        field: Field,
        head: &'a Head,
        body: &'a [u8],
    ) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Header(name) => Ok(head.optional(field, name)?.map(Cow::Borrowed)),
            Self::AnyHeader(names) => {
                for name in names {
                    if let Some(text) = head.optional(field, name)? {
                        return Ok(Some(Cow::Borrowed(text)));
                    }
                }
                Ok(None)
            }
            Self::Query(name) => head.query(field, name.as_str()),
            Self::Form(name) => form_field(field, head, body, name),
            Self::Json(pointer) => json_field(field, body, pointer),
            Self::ObjectMember => json::object_member(body)
                .map(|name| name.map(Cow::Owned))
                .map_err(|fault| json_error(field, fault, Location::Body)),
            #[cfg(feature = "xml")]
            Self::Xml(path) => xml_field(field, body, path),
            Self::Within(outer, inside) => {
                let Some(text) = outer.text(field, head, body)? else {
                    return Ok(None);
                };
                inside
                    .text(field, &text)
                    .map(|value| value.map(|value| Cow::Owned(value.into_owned())))
            }
            Self::Token(at, pointer) => {
                let token = match *at {
                    "" => std::str::from_utf8(body).ok().map(Cow::Borrowed),
                    at => json_field(field, body, at)?,
                };
                let Some(payload) = token.and_then(|token| encoding::token_payload(&token)) else {
                    return Ok(None);
                };
                let value = json_field(field, &payload, pointer)?;
                Ok(value.map(|value| Cow::Owned(value.into_owned())))
            }
            Self::NumberedHeaders(_) | Self::WithSignature(_) => Ok(None),
        }
    }
}

/// Parses the header name in a setting.
fn header_of(setting: &'static str, name: &str) -> Result<HeaderName, SetupError> {
    let name = name.to_ascii_lowercase().parse();
    name.map_err(|_| SetupError::SettingForm {
        name: setting,
        expected: "the name of a header",
    })
}

/// Returns the decoded field of a form body. Rejects a duplicate.
pub(crate) fn form_field<'a>(
    field: Field,
    head: &Head,
    body: &'a [u8],
    name: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    form::field_of_body(&head.headers, body, name)
        .map_err(|fault| fault.at(field, Location::Form(name)))
}

/// Returns a scalar of a JSON body as text. Rejects a duplicate.
pub(crate) fn json_field<'a>(
    field: Field,
    body: &'a [u8],
    pointer: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    json::scalar(body, pointer).map_err(|fault| json_error(field, fault, Location::Json(pointer)))
}

fn json_error(field: Field, fault: JsonFault, location: Location) -> Error {
    match fault {
        JsonFault::NotJson => Error::malformed(Field::Body, Location::Body, Malformation::NotJson),
        JsonFault::Duplicate => Error::duplicate(field, location),
        JsonFault::NotScalar => Error::malformed(field, location, Malformation::Form),
    }
}

/// Returns the text of an XML element. Rejects a duplicate.
#[cfg(feature = "xml")]
fn xml_field<'a>(
    field: Field,
    text: &'a [u8],
    path: &'static str,
) -> Result<Option<Cow<'a, str>>, Error> {
    xml::text(text, path).map_err(|fault| match fault {
        XmlFault::NotXml => Error::malformed(Field::Body, Location::Body, Malformation::NotXml),
        XmlFault::Duplicate => Error::duplicate(field, Location::Body),
        XmlFault::NotText => Error::malformed(field, Location::Body, Malformation::Form),
    })
}

impl Inside {
    fn text<'a>(self, field: Field, text: &'a str) -> Result<Option<Cow<'a, str>>, Error> {
        match self {
            Self::Json(pointer) => json_field(field, text.as_bytes(), pointer),
            #[cfg(feature = "xml")]
            Self::Base64Xml(path) => {
                let malformed = || Error::malformed(field, Location::Body, Malformation::Encoding);
                let decoded = encoding::base64_lines(text).ok_or_else(malformed)?;
                let value = xml_field(field, &decoded, path)?;
                Ok(value.map(|value| Cow::Owned(value.into_owned())))
            }
        }
    }
}

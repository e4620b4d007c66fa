//! Places in requests.

use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, SeqAccess, Visitor, value::MapAccessDeserializer},
};

use super::{
    error::{ConfigError, Locate},
    intern::{self, each},
};
use crate::scheme::{At, Inside, check_at};

/// Declares a table that has a place, and further fields beside it.
macro_rules! place_table {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty,)* }) => {
        #[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
        $(#[$meta])*
        #[cfg_attr(
            feature = "config-schema",
            schemars(extend("oneOf" = $crate::config::place::one_place()))
        )]
        #[serde(
            deny_unknown_fields,
            default,
            expecting = "a place such as `{ header = \"x-id\" }`"
        )]
        pub(super) struct $name {
            /// The name of a header. With `header_setting`, the name if the setting is not given.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) header: Option<String>,
            /// The setting whose value is the name of a header.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) header_setting: Option<String>,
            /// The prefix of headers that are numbered from 1.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) numbered_headers: Option<String>,
            /// Headers, any of which may have it.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) any_header: Option<Vec<String>>,
            /// The name of a query parameter.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) query: Option<String>,
            /// The setting whose value is the name of a query parameter.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) query_setting: Option<String>,
            /// The name of a field of a form body.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) form: Option<String>,
            /// A JSON Pointer to a scalar of the body, such as `/event/type`, without escapes.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) json: Option<String>,
            /// The name of the only member of a JSON body that is an object.
            #[serde(skip_serializing_if = "std::ops::Not::not")]
            pub(super) object_member: bool,
            /// The path of an element of an XML body, such as `/xml/MsgType`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) xml: Option<String>,
            /// A claim of a JSON Web Token in the body.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) token: Option<$crate::config::place::TokenPlace>,
            /// The key of a pair beside the signature, or an empty text for the first item of a list.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) with_signature: Option<String>,
            /// The place in a document that is the text of the place above.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub(super) inside: Option<Box<$crate::config::place::InsideConfig>>,
            $($(#[$field_meta])* $field: $type,)*
        }

        #[allow(dead_code, reason = "a table without further fields is a place itself")]
        impl $name {
            pub(super) fn place(&self) -> $crate::config::place::Place {
                $crate::config::place::Place {
                    header: self.header.clone(),
                    header_setting: self.header_setting.clone(),
                    numbered_headers: self.numbered_headers.clone(),
                    any_header: self.any_header.clone(),
                    query: self.query.clone(),
                    query_setting: self.query_setting.clone(),
                    form: self.form.clone(),
                    json: self.json.clone(),
                    object_member: self.object_member,
                    xml: self.xml.clone(),
                    token: self.token.clone(),
                    with_signature: self.with_signature.clone(),
                    inside: self.inside.clone(),
                }
            }

            #[allow(clippy::needless_update, reason = "a place has no further fields")]
            pub(super) fn at(at: $crate::scheme::At) -> Self {
                let place = $crate::config::place::Place::of(at);
                Self {
                    header: place.header,
                    header_setting: place.header_setting,
                    numbered_headers: place.numbered_headers,
                    any_header: place.any_header,
                    query: place.query,
                    query_setting: place.query_setting,
                    form: place.form,
                    json: place.json,
                    object_member: place.object_member,
                    xml: place.xml,
                    token: place.token,
                    with_signature: place.with_signature,
                    inside: place.inside,
                    ..Self::default()
                }
            }
        }
    };
}
pub(super) use place_table;

place_table! {
    /// A place in a request: exactly one of the fields, and `inside` beside it if need be.
    Place {}
}

/// A claim of a JSON Web Token.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct TokenPlace {
    /// The JSON Pointer of the token in the body. Without it, the token is the body.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    at: String,
    /// The JSON Pointer of the claim in the token's payload.
    claim: String,
}

/// A place in a document inside a field: one of `json` and `base64_xml`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub(super) struct InsideConfig {
    /// A JSON Pointer, without escapes.
    #[serde(skip_serializing_if = "Option::is_none")]
    json: Option<String>,
    /// The path of an element of XML that is encoded in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    base64_xml: Option<String>,
    /// The place in a document that is the text of the place above.
    #[serde(skip_serializing_if = "Option::is_none")]
    inside: Option<Box<Self>>,
}

/// The names of the fields of a place.
const PLACES: &str = "`header`, `header_setting`, `numbered_headers`, `any_header`, `query`, \
                      `query_setting`, `form`, `json`, `object_member`, `xml`, `token`, `with_signature`";

/// States in the JSON Schema that a table has one place.
#[cfg(feature = "config-schema")]
pub(super) fn one_place() -> serde_json::Value {
    let required = |name: &str| serde_json::json!({ "required": [name] });
    let header = [required("header"), required("header_setting")];
    let mut places = vec![serde_json::json!({ "anyOf": header })];
    let names = PLACES.split('`').skip(1).step_by(2);
    places.extend(
        names
            .filter(|name| !name.starts_with("header"))
            .map(required),
    );
    places.into()
}

/// Makes the name of a header: in lower case, as names of headers are compared without regard to case.
pub(super) fn header_name(name: &str) -> Result<&'static str, ConfigError> {
    intern::text(&name.to_ascii_lowercase())
}

impl Place {
    pub(super) fn to_at(&self) -> Result<At, ConfigError> {
        let mut found: Vec<(&str, At)> = Vec::new();
        match (&self.header, &self.header_setting) {
            (Some(name), None) => {
                found.push(("header", At::Header(header_name(name).under("header")?)));
            }
            (None, Some(setting)) => {
                let setting = intern::text(setting).under("header_setting")?;
                found.push(("header_setting", At::HeaderSetting(setting)));
            }
            (Some(name), Some(setting)) => {
                let setting = intern::text(setting).under("header_setting")?;
                let name = header_name(name).under("header")?;
                found.push(("header", At::HeaderSettingOr(setting, name)));
            }
            (None, None) => {}
        }
        if let Some(prefix) = &self.numbered_headers {
            let prefix = header_name(prefix).under("numbered_headers")?;
            found.push(("numbered_headers", At::NumberedHeaders(prefix)));
        }
        if let Some(names) = &self.any_header {
            let names = each(names, |name| header_name(name)).under("any_header")?;
            let names = intern::list(names).under("any_header")?;
            found.push(("any_header", At::AnyHeader(names)));
        }
        type Make = fn(&'static str) -> At;
        let texts: [(_, _, Make); 4] = [
            ("query", &self.query, At::Query),
            ("query_setting", &self.query_setting, At::QuerySetting),
            ("form", &self.form, At::Form),
            ("json", &self.json, At::Json),
        ];
        for (field, text, make) in texts {
            if let Some(text) = text {
                found.push((field, make(intern::text(text).under(field)?)));
            }
        }
        if self.object_member {
            found.push(("object_member", At::ObjectMember));
        }
        if let Some(path) = &self.xml {
            found.push(("xml", xml(path).under("xml")?));
        }
        if let Some(token) = &self.token {
            let at = intern::text(&token.at).under("token.at")?;
            let claim = intern::text(&token.claim).under("token.claim")?;
            found.push(("token", At::Token(at, claim)));
        }
        if let Some(key) = &self.with_signature {
            let key = intern::text(key).under("with_signature")?;
            found.push(("with_signature", At::WithSignature(key)));
        }
        let (field, at) = match *found {
            [one] => one,
            [] => {
                return Err(ConfigError::missing(format!(
                    "the place is missing: it must have one of {PLACES}"
                )));
            }
            [(first, _), (second, _), ..] => {
                return Err(ConfigError::invalid(format!(
                    "`{first}` and `{second}` are two places, but there must be one"
                )));
            }
        };
        check_at(at).under(field)?;
        match &self.inside {
            Some(inside) => inside.to_at(at).under("inside"),
            None => Ok(at),
        }
    }

    pub(super) fn of(at: At) -> Self {
        let some = |text: &str| Some(text.to_owned());
        let mut place = Self::default();
        match at {
            At::Header(name) => place.header = some(name),
            At::HeaderSetting(setting) => place.header_setting = some(setting),
            At::HeaderSettingOr(setting, name) => {
                place.header = some(name);
                place.header_setting = some(setting);
            }
            At::NumberedHeaders(prefix) => place.numbered_headers = some(prefix),
            At::AnyHeader(names) => {
                place.any_header = Some(names.iter().map(|name| (*name).to_owned()).collect());
            }
            At::Query(name) => place.query = some(name),
            At::QuerySetting(setting) => place.query_setting = some(setting),
            At::Form(name) => place.form = some(name),
            At::Json(pointer) => place.json = some(pointer),
            At::ObjectMember => place.object_member = true,
            #[cfg(feature = "xml")]
            At::Xml(path) => place.xml = some(path),
            At::Within(outer, inside) => {
                place = Self::of(*outer);
                InsideConfig::of(inside).put(&mut place.inside);
            }
            At::Token(at, claim) => {
                place.token = Some(TokenPlace {
                    at: at.to_owned(),
                    claim: claim.to_owned(),
                });
            }
            At::WithSignature(key) => place.with_signature = some(key),
        }
        place
    }
}

#[cfg(feature = "xml")]
fn xml(path: &str) -> Result<At, ConfigError> {
    intern::text(path).map(At::Xml)
}

#[cfg(not(feature = "xml"))]
fn xml(_: &str) -> Result<At, ConfigError> {
    Err(ConfigError::feature("xml"))
}

#[cfg(feature = "xml")]
fn base64_xml(path: &str) -> Result<Inside, ConfigError> {
    intern::text(path).map(Inside::Base64Xml)
}

#[cfg(not(feature = "xml"))]
fn base64_xml(_: &str) -> Result<Inside, ConfigError> {
    Err(ConfigError::feature("xml"))
}

impl InsideConfig {
    fn to_at(&self, outer: At) -> Result<At, ConfigError> {
        let inside = match (&self.json, &self.base64_xml) {
            (Some(pointer), None) => Inside::Json(intern::text(pointer).under("json")?),
            (None, Some(path)) => base64_xml(path).under("base64_xml")?,
            _ => {
                return Err(ConfigError::invalid(
                    "it must have one of `json` and `base64_xml`",
                ));
            }
        };
        let at = At::Within(intern::value(outer), inside);
        check_at(at).map_err(ConfigError::invalid)?;
        match &self.inside {
            Some(inside) => inside.to_at(at).under("inside"),
            None => Ok(at),
        }
    }

    /// Puts it inside the innermost place.
    fn put(self, slot: &mut Option<Box<Self>>) {
        match slot {
            Some(outer) => self.put(&mut outer.inside),
            None => *slot = Some(Box::new(self)),
        }
    }

    fn of(inside: Inside) -> Self {
        match inside {
            Inside::Json(pointer) => Self {
                json: Some(pointer.to_owned()),
                ..Self::default()
            },
            #[cfg(feature = "xml")]
            Inside::Base64Xml(path) => Self {
                base64_xml: Some(path.to_owned()),
                ..Self::default()
            },
        }
    }
}

/// One place, or a list of places of which the first that a request has is used.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Places {
    One(Box<Place>),
    List(Vec<Place>),
}

impl Places {
    pub(super) fn of(places: &[At]) -> Self {
        match places {
            [one] => Self::One(Box::new(Place::of(*one))),
            places => Self::List(places.iter().copied().map(Place::of).collect()),
        }
    }

    pub(super) fn to_list(&self) -> Result<&'static [At], ConfigError> {
        intern::list(match self {
            Self::One(one) => vec![one.to_at()?],
            Self::List(places) => each(places, Place::to_at)?,
        })
    }
}

impl Serialize for Places {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::One(one) => one.serialize(serializer),
            Self::List(places) => places.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Places {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Places;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a place such as `{ header = \"x-id\" }`, or a list of places")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Places, A::Error> {
                let place = Place::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Places::One(Box::new(place)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Places, A::Error> {
                let mut places = Vec::new();
                while let Some(place) = list.next_element()? {
                    places.push(place);
                }
                Ok(Places::List(places))
            }
        }

        deserializer.deserialize_any(OneOrMore)
    }
}

#[cfg(feature = "config-schema")]
impl schemars::JsonSchema for Places {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Places".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let one = generator.subschema_for::<Place>();
        schemars::json_schema!({
            "description": "One place, or a list of places of which the first that a request has is used.",
            "anyOf": [one, { "type": "array", "items": one }]
        })
    }
}

//! Forms as the payloads of events.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{CowStrDeserializer, Error as ValueError};
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::decode::boxed;
use super::source::{Fault, Once, Source};
use crate::codec::form::Form;
use crate::event::{DecodeError, DecodeErrorKind};

/// The JSON in a form's field `payload`, which is how GitHub and Slack wrap it. None if the body is
/// no form, as JSON is not: a form's first pair cannot start with a brace.
#[cfg(any(feature = "github", feature = "slack"))]
pub(super) fn json_in_form(body: &[u8]) -> Option<Box<str>> {
    let form = body.starts_with(b"payload=").then(|| Form::parse(body))?;
    form.ok()?.get("payload").map(Into::into)
}

/// Reads a form with `read` as the payload of an event `kind`: like the JSON object whose values are
/// texts, except that numbers and flags are read from their text.
pub fn decode_form_with<T>(
    kind: &str,
    body: &[u8],
    read: fn(&mut dyn Source<'_>) -> Result<T, Fault>,
) -> Result<Box<T>, Box<DecodeError>> {
    boxed(kind, body, read, decode_form_into)
}

fn decode_form_into(
    kind: &str,
    body: &[u8],
    read: &mut dyn FnMut(&mut dyn Source<'_>) -> Result<(), Fault>,
) -> Result<(), Box<DecodeError>> {
    let form = Form::parse(body).map_err(|error| {
        Box::new(DecodeError::of_event(
            kind,
            "",
            &error.to_string(),
            DecodeErrorKind::Malformed,
        ))
    })?;
    let mut reader = Reader {
        pairs: form.into_fields().into_iter(),
        name: None,
        value: None,
    };
    let mut once = Once::new(&mut reader);
    let Err(fault) = read(&mut once) else {
        return Ok(());
    };
    let error = once.error(fault);
    let path = reader
        .name
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")));
    Err(Box::new(DecodeError::of_event(
        kind,
        path.unwrap_or_default(),
        &error.to_string(),
        DecodeErrorKind::Mismatch,
    )))
}

struct Reader<'a> {
    pairs: std::vec::IntoIter<(Cow<'a, str>, Cow<'a, str>)>,
    /// The name of the pair that is being read; none before the first and after the last.
    name: Option<Box<str>>,
    value: Option<Cow<'a, str>>,
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_map(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for &mut Reader<'de> {
    type Error = ValueError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ValueError> {
        let Some((name, value)) = self.pairs.next() else {
            self.name = None;
            return Ok(None);
        };
        self.name = Some((&*name).into());
        self.value = Some(value);
        let name: CowStrDeserializer<'_, ValueError> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, ValueError> {
        seed.deserialize(Value(self.value.take().unwrap_or_default()))
    }
}

/// A value, which is a text that can stand for a number.
struct Value<'a>(Cow<'a, str>);

macro_rules! parsed {
    ($($deserialize:ident $visit:ident $type:ty,)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
            match self.0.parse::<$type>() {
                Ok(value) => visitor.$visit(value),
                Err(_) => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Value<'de> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        match self.0 {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    parsed! {
        deserialize_bool visit_bool bool,
        deserialize_i64 visit_i64 i64,
        deserialize_u64 visit_u64 u64,
        deserialize_f64 visit_f64 f64,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_some(self)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ValueError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ValueError> {
        Err(ValueError::custom(format_args!(
            "a form has no lists, expected {}",
            Expected(&visitor)
        )))
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i128 u8 u16 u32 u128 f32 char str string bytes byte_buf unit unit_struct tuple
        tuple_struct map struct enum identifier
    }
}

struct Expected<'a, V>(&'a V);

impl<'de, V: Visitor<'de>> fmt::Display for Expected<'_, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::events::{Flag, Timestamp};

    crate::model! {
        /// A call.
        struct Call {
            sid! as "CallSid": Box<str>,
            media as "NumMedia": u64,
            at as "Timestamp": Option<Timestamp>,
            recorded as "Recorded": Flag,
            body as "Body": Option<Box<str>>,
        }
    }

    #[test]
    fn decodes_form_payloads() {
        let read = <Call as crate::events::decode_value::Decode>::decode;
        let call = decode_form_with(
            "call",
            b"New=%20&CallSid=CA1&NumMedia=2&Timestamp=10&Recorded=1&Body=",
            read,
        )
        .unwrap();
        assert_eq!(
            (&*call.sid, call.media, call.recorded),
            ("CA1", 2, Flag::True)
        );
        assert_eq!(call.at.and_then(|at| at.unix_seconds()), Some(10));
        assert_eq!(call.body.as_deref(), Some(""));
        for (body, path, message) in [
            ("NumMedia=1", "", "missing field `CallSid`"),
            (
                "CallSid=1&NumMedia=x",
                "/NumMedia",
                "invalid type: string \"x\", expected u64",
            ),
            (
                "CallSid=1&CallSid=2",
                "/CallSid",
                "duplicate field `CallSid`",
            ),
        ] {
            let error = decode_form_with("call", body.as_bytes(), read).unwrap_err();
            assert_eq!(
                (error.path(), error.message(), error.kind()),
                (path, message, DecodeErrorKind::Mismatch)
            );
        }
        assert_eq!(
            decode_form_with("call", b"a=%", read).unwrap_err().kind(),
            DecodeErrorKind::Malformed
        );
    }
}

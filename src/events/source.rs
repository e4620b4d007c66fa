//! One value of a body, behind one interface for all formats.
//!
//! Models are compiled against `dyn Source`, so that a model is compiled once, however many formats its
//! payloads are read from, and `serde`'s generic code is compiled once per format, and not once per model and
//! field.

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, Expected, IgnoredAny, MapAccess, SeqAccess,
    Unexpected, Visitor,
};
use serde_json::value::RawValue;

use super::model::{Keys, Table};

/// Why a value was not read.
///
/// One pointer, as each model and each field returns it. The error of the format stays in the
/// `Once` that met it.
#[derive(Debug)]
#[allow(clippy::box_collection, reason = "a third of the size")]
pub struct Fault(Option<Box<String>>);

impl Fault {
    /// The source has the error.
    const HELD: Self = Self(None);

    /// Returns a fault that the format does not know of.
    #[cold]
    pub fn new(message: impl fmt::Display) -> Self {
        Self(Some(Box::new(message.to_string())))
    }
}

/// What is done with a value.
pub(super) type Read<'a, 'de> = &'a mut dyn FnMut(&mut dyn Source<'de>) -> Result<(), Fault>;

/// A value that has not been read. It can be read once.
pub trait Source<'de> {
    /// Reads `true` or `false`.
    fn boolean(&mut self) -> Result<bool, Fault>;

    /// Reads a number that is not negative.
    fn unsigned(&mut self) -> Result<u64, Fault>;

    /// Reads a whole number.
    fn signed(&mut self) -> Result<i64, Fault>;

    /// Reads a number.
    fn float(&mut self) -> Result<f64, Fault>;

    /// Reads a text.
    fn string(&mut self) -> Result<Box<str>, Fault>;

    /// Reads a text, or `None` if the value is null.
    fn optional_string(&mut self) -> Result<Option<Box<str>>, Fault>;

    /// Reads a number that is not negative, or `None` if the value is null.
    fn optional_unsigned(&mut self) -> Result<Option<u64>, Fault>;

    /// Lends a text to `read`.
    fn text(&mut self, read: &mut dyn FnMut(&str)) -> Result<(), Fault>;

    /// Keeps a value as it was sent.
    fn raw(&mut self) -> Result<Box<RawValue>, Fault>;

    /// Reads a value of any type that `any` takes.
    fn any(&mut self, any: &mut dyn Any) -> Result<(), Fault>;

    /// Calls `read` unless the value is null.
    fn optional(&mut self, read: Read<'_, 'de>) -> Result<(), Fault>;

    /// Reads an object into `fields`.
    fn object(&mut self, fields: &mut dyn Fields) -> Result<(), Fault>;

    /// Reads an object into `fields`. Returns false if the value is null, or the empty list that
    /// PHP writes for an empty object.
    fn optional_object(&mut self, fields: &mut dyn Fields) -> Result<bool, Fault>;

    /// Calls `read` with each item of a list.
    fn list(&mut self, expecting: &'static str, read: Read<'_, 'de>) -> Result<(), Fault>;

    /// Calls `read` with each name and value of an object.
    fn entries(
        &mut self,
        read: &mut dyn FnMut(&str, &mut dyn Source<'de>) -> Result<(), Fault>,
    ) -> Result<(), Fault>;

    /// Calls `read` with a deserializer, for types that are known to `serde` alone.
    fn foreign(
        &mut self,
        read: &mut dyn FnMut(
            &mut dyn erased_serde::Deserializer<'de>,
        ) -> Result<(), erased_serde::Error>,
    ) -> Result<(), Fault>;
}

/// Reads an object into `fields`. Returns false if it is absent, and may be.
pub fn object(
    source: &mut dyn Source<'_>,
    fields: &mut dyn Fields,
    optional: bool,
) -> Result<bool, Fault> {
    if optional {
        source.optional_object(fields)
    } else {
        source.object(fields).map(|()| true)
    }
}

/// Returns the fault of a value that was not read, although the source returned none.
#[cold]
pub(super) fn unread() -> Fault {
    Fault::new("a value was not read")
}

/// Returns the fault of a model that was not read whole, although nothing was missing.
#[cold]
pub fn incomplete() -> Fault {
    Fault::new("an object was not read")
}

/// The fields of a model while they are read.
pub trait Fields {
    /// Returns the keys.
    fn table(&self) -> &'static Table;

    /// Reads the field at this place of the table.
    fn read(&mut self, place: usize, source: &mut dyn Source<'_>) -> Result<(), Fault>;
}

/// A value that can be of several types. Each method returns false if it does not take that type.
pub trait Any {
    /// Returns what is expected, for errors.
    fn expecting(&self) -> &'static str;

    /// Takes a boolean.
    fn boolean(&mut self, _: bool) -> bool {
        false
    }

    /// Takes a number that is not negative.
    fn unsigned(&mut self, _: u64) -> bool {
        false
    }

    /// Takes a negative number.
    fn signed(&mut self, _: i64) -> bool {
        false
    }

    /// Takes a number with a fraction, or one beyond 64 bits.
    fn float(&mut self, _: f64) -> bool {
        false
    }

    /// Takes a text.
    fn text(&mut self, _: &str) -> bool {
        false
    }

    /// Takes an object; `None` if it does not.
    fn object(&mut self, _: &mut dyn Source<'_>) -> Option<Result<(), Fault>> {
        None
    }

    /// Takes an empty list.
    fn empty_list(&mut self) -> bool {
        false
    }
}

/// The source that a deserializer is.
pub(super) struct Once<'de, D: Deserializer<'de>> {
    reader: Option<D>,
    error: Option<D::Error>,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, D: Deserializer<'de>> Once<'de, D> {
    #[inline]
    pub(super) fn new(reader: D) -> Self {
        Self {
            reader: Some(reader),
            error: None,
            lifetime: PhantomData,
        }
    }

    /// The error behind a fault.
    #[cold]
    pub(super) fn error(self, fault: Fault) -> D::Error {
        match (fault.0, self.error) {
            (None, Some(error)) => error,
            (Some(message), _) => D::Error::custom(message),
            (None, None) => D::Error::custom("a value was read twice"),
        }
    }

    #[inline]
    fn take<T>(&mut self, read: impl FnOnce(D) -> Result<T, D::Error>) -> Result<T, Fault> {
        let Some(reader) = self.reader.take() else {
            return Err(Fault::HELD);
        };
        match read(reader) {
            Ok(value) => Ok(value),
            Err(error) => {
                self.error = Some(error);
                Err(Fault::HELD)
            }
        }
    }
}

/// Reads with `read` from a deserializer.
#[inline]
fn run<'de, D: Deserializer<'de>>(reader: D, read: Read<'_, 'de>) -> Result<(), D::Error> {
    let mut once = Once::new(reader);
    read(&mut once).map_err(|fault| once.error(fault))
}

impl<'de, D: Deserializer<'de>> Source<'de> for Once<'de, D> {
    fn boolean(&mut self) -> Result<bool, Fault> {
        self.take(bool::deserialize)
    }

    fn unsigned(&mut self) -> Result<u64, Fault> {
        self.take(u64::deserialize)
    }

    fn signed(&mut self) -> Result<i64, Fault> {
        self.take(i64::deserialize)
    }

    fn float(&mut self) -> Result<f64, Fault> {
        self.take(f64::deserialize)
    }

    fn string(&mut self) -> Result<Box<str>, Fault> {
        self.take(|reader| reader.deserialize_str(Boxed))
    }

    fn optional_string(&mut self) -> Result<Option<Box<str>>, Fault> {
        self.take(|reader| reader.deserialize_option(OptionalBoxed))
    }

    fn optional_unsigned(&mut self) -> Result<Option<u64>, Fault> {
        self.take(Option::deserialize)
    }

    fn text(&mut self, read: &mut dyn FnMut(&str)) -> Result<(), Fault> {
        self.take(|reader| reader.deserialize_str(Text(read)))
    }

    fn raw(&mut self) -> Result<Box<RawValue>, Fault> {
        self.take(Box::<RawValue>::deserialize)
    }

    fn any(&mut self, any: &mut dyn Any) -> Result<(), Fault> {
        self.take(|reader| reader.deserialize_any(AnyVisitor(any)))
    }

    fn optional(&mut self, read: Read<'_, 'de>) -> Result<(), Fault> {
        self.take(|reader| reader.deserialize_option(Optional(read)))
    }

    fn object(&mut self, fields: &mut dyn Fields) -> Result<(), Fault> {
        self.take(|reader| reader.deserialize_map(Object(fields)))
    }

    fn optional_object(&mut self, fields: &mut dyn Fields) -> Result<bool, Fault> {
        self.take(|reader| reader.deserialize_option(OptionalObject(Object(fields))))
    }

    fn list(&mut self, expecting: &'static str, read: Read<'_, 'de>) -> Result<(), Fault> {
        self.take(|reader| reader.deserialize_seq(List { expecting, read }))
    }

    fn entries(
        &mut self,
        read: &mut dyn FnMut(&str, &mut dyn Source<'de>) -> Result<(), Fault>,
    ) -> Result<(), Fault> {
        // Not `deserialize_map`, to which a list is never offered.
        self.take(|reader| reader.deserialize_any(Entries(read)))
    }

    fn foreign(
        &mut self,
        read: &mut dyn FnMut(
            &mut dyn erased_serde::Deserializer<'de>,
        ) -> Result<(), erased_serde::Error>,
    ) -> Result<(), Fault> {
        self.take(|reader| {
            // `serde_json` finds the place of the error in its text.
            read(&mut <dyn erased_serde::Deserializer<'_>>::erase(reader)).map_err(D::Error::custom)
        })
    }
}

struct Boxed;

impl Visitor<'_> for Boxed {
    type Value = Box<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Box<str>, E> {
        Ok(text.into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Box<str>, E> {
        Ok(text.into())
    }
}

struct OptionalBoxed;

impl<'de> Visitor<'de> for OptionalBoxed {
    type Value = Option<Box<str>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(Boxed).map(Some)
    }
}

struct Text<'a>(&'a mut dyn FnMut(&str));

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        (self.0)(text);
        Ok(())
    }
}

struct Optional<'a, 'de>(Read<'a, 'de>);

impl<'de> Visitor<'de> for Optional<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        run(reader, self.0)
    }
}

struct Object<'a>(&'a mut dyn Fields);

impl<'de> Visitor<'de> for Object<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", self.0.table().name())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut keys = Keys::new(self.0.table());
        while let Some(place) = map.next_key_seed(&mut keys)? {
            if place == Keys::OTHER {
                map.next_value::<IgnoredAny>()?;
            } else {
                let fields = &mut *self.0;
                map.next_value_seed(Field { fields, place })?;
            }
        }
        match keys.missing() {
            Some(name) => Err(A::Error::missing_field(name)),
            None => Ok(()),
        }
    }
}

struct Field<'a> {
    fields: &'a mut dyn Fields,
    place: usize,
}

impl<'de> DeserializeSeed<'de> for Field<'_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        let mut once = Once::new(reader);
        self.fields
            .read(self.place, &mut once)
            .map_err(|fault| once.error(fault))
    }
}

struct OptionalObject<'a>(Object<'a>);

impl<'de> Visitor<'de> for OptionalObject<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_unit<E: Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_some<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        // The one request that offers objects and lists, and no more.
        reader.deserialize_struct("", &[], self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        self.0.visit_map(map).map(|()| true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        empty_list(list, &self.0).map(|()| false)
    }
}

/// Reads the list that PHP writes for an empty object. Any other does not fit, as a whole and not
/// at its first item.
pub(super) fn empty_list<'de, A: SeqAccess<'de>>(
    mut list: A,
    expected: &dyn Expected,
) -> Result<(), A::Error> {
    list.next_element_seed(Misplaced(expected)).map(drop)
}

/// An item of a list, in a place for an object.
struct Misplaced<'a>(&'a dyn Expected);

impl<'de> DeserializeSeed<'de> for Misplaced<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::invalid_type(Unexpected::Seq, self.0))
    }
}

struct List<'a, 'de> {
    expecting: &'static str,
    read: Read<'a, 'de>,
}

impl<'de> Visitor<'de> for List<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expecting)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(Item(&mut *self.read))?.is_some() {}
        Ok(())
    }
}

struct Item<'a, 'de>(Read<'a, 'de>);

impl<'de> DeserializeSeed<'de> for Item<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<(), D::Error> {
        run(reader, self.0)
    }
}

struct Entries<'a, 'de>(&'a mut dyn FnMut(&str, &mut dyn Source<'de>) -> Result<(), Fault>);

impl<'de> Visitor<'de> for Entries<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of names and values")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            map.next_value_seed(Item(&mut |source| (self.0)(&name, source)))?;
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        empty_list(list, &self)
    }
}

struct AnyVisitor<'a>(&'a mut dyn Any);

impl<'de> Visitor<'de> for AnyVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expecting())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        if self.0.boolean(value) {
            return Ok(());
        }
        Err(E::invalid_type(Unexpected::Bool(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        if self.0.unsigned(value) {
            return Ok(());
        }
        Err(E::invalid_type(Unexpected::Unsigned(value), &self))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        let taken = match u64::try_from(value) {
            Ok(value) => self.0.unsigned(value),
            Err(_) => self.0.signed(value),
        };
        if taken {
            return Ok(());
        }
        Err(E::invalid_type(Unexpected::Signed(value), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if self.0.float(value) {
            return Ok(());
        }
        Err(E::invalid_type(Unexpected::Float(value), &self))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        if self.0.text(value) {
            return Ok(());
        }
        Err(E::invalid_type(Unexpected::Str(value), &self))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let mut once = Once::new(serde::de::value::MapAccessDeserializer::new(map));
        match self.0.object(&mut once) {
            Some(read) => read.map_err(|fault| once.error(fault)),
            None => Err(A::Error::invalid_type(Unexpected::Map, &self)),
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        if self.0.empty_list() {
            empty_list(list, &self)
        } else {
            Err(A::Error::invalid_type(Unexpected::Seq, &self))
        }
    }
}

//! What the structs of `model!` share: how keys are found and how fields are filled.
//!
//! Kept out of the macro's expansion so that it is compiled once, not once a struct.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};

/// A key that a struct reads.
#[derive(Clone, Copy)]
pub struct Key {
    name: &'static str,
    foreign: bool,
}

impl Key {
    /// The key of a field: its own name, without `r#`, or the one that is given.
    pub const fn new(field: &'static str, given: &[&'static str]) -> Self {
        if let [name] = given {
            return Self {
                name,
                foreign: false,
            };
        }
        let name = match field.as_bytes() {
            [b'r', b'#', ..] => field.split_at(2).1,
            _ => field,
        };
        Self {
            name,
            foreign: false,
        }
    }

    /// A key that the struct must not have.
    pub const fn foreign(name: &'static str) -> Self {
        Self {
            name,
            foreign: true,
        }
    }
}

/// The keys of a struct; more than `Keys` has bits for do not compile.
pub const fn table<const N: usize>(keys: [Key; N]) -> [Key; N] {
    assert!(N <= 128, "a model has at most 128 fields");
    keys
}

/// Reads a key to its place in a struct's table, and refuses one that comes twice.
pub struct Keys {
    table: &'static [Key],
    /// Where to look first: providers tend to keep their order, and we to follow it.
    next: usize,
    seen: u128,
}

impl Keys {
    /// The place of a key that the struct does not read.
    const OTHER: usize = usize::MAX;

    /// Before the first key.
    pub fn new(table: &'static [Key]) -> Self {
        Self {
            table,
            next: 0,
            seen: 0,
        }
    }

    /// The name of the field at `place`.
    pub fn name(&self, place: usize) -> &'static str {
        self.table.get(place).map_or("", |key| key.name)
    }

    fn find<E: Error>(&mut self, name: &str) -> Result<usize, E> {
        let (before, after) = self
            .table
            .split_at_checked(self.next)
            .unwrap_or((self.table, &[]));
        let place = match after.iter().position(|key| key.name == name) {
            Some(place) => place.saturating_add(self.next),
            None => match before.iter().position(|key| key.name == name) {
                Some(place) => place,
                None => return Ok(Self::OTHER),
            },
        };
        self.next = place.saturating_add(1);
        let Some(Key { name, foreign }) = self.table.get(place) else {
            return Ok(Self::OTHER);
        };
        if *foreign {
            return Err(E::custom(format_args!("`{name}` belongs to another event")));
        }
        let bit = u32::try_from(place)
            .ok()
            .and_then(|place| 1_u128.checked_shl(place))
            .unwrap_or(0);
        if self.seen & bit != 0 {
            return Err(E::duplicate_field(name));
        }
        self.seen |= bit;
        Ok(place)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.find(name)
    }
}

/// A field that must be there.
pub struct Required<T>(Option<T>);

impl<T> Required<T> {
    /// Reads its value.
    pub fn read<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error>
    where
        T: Deserialize<'de>,
    {
        self.0 = Some(map.next_value()?);
        Ok(())
    }

    /// Its value, or that it is missing.
    pub fn done<E: Error>(self, keys: &Keys, place: usize) -> Result<T, E> {
        self.0.ok_or_else(|| E::missing_field(keys.name(place)))
    }
}

/// A field that may be absent or null, and then has its type's default.
#[derive(Default)]
pub struct Defaulted<T>(T);

impl<T> Defaulted<T> {
    /// Reads its value.
    pub fn read<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error>
    where
        T: Deserialize<'de>,
    {
        if let Some(value) = map.next_value()? {
            self.0 = value;
        }
        Ok(())
    }

    /// Its value.
    pub fn done<E: Error>(self, _: &Keys, _: usize) -> Result<T, E> {
        Ok(self.0)
    }
}

/// A field that holds an object, and may be absent, null or an empty list.
#[derive(Default)]
pub struct DefaultedObject<T>(T);

impl<T: Object> DefaultedObject<T> {
    /// Reads its value.
    pub fn read<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        if let Some(value) = map.next_value_seed(ObjectSeed(PhantomData))? {
            self.0 = value;
        }
        Ok(())
    }

    /// Its value.
    pub fn done<E: Error>(self, _: &Keys, _: usize) -> Result<T, E> {
        Ok(self.0)
    }
}

/// A field that must be there and holds an object, null or an empty list.
pub struct RequiredObject<T>(Option<T>);

impl<T: Object> RequiredObject<T> {
    /// Reads its value.
    pub fn read<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.0 = map.next_value_seed(ObjectSeed(PhantomData))?;
        Ok(())
    }

    /// Its value, or that it is missing.
    pub fn done<E: Error>(self, keys: &Keys, place: usize) -> Result<T, E> {
        self.0.ok_or_else(|| E::missing_field(keys.name(place)))
    }
}

struct ObjectSeed<T>(PhantomData<T>);

impl<'de, T: Object> DeserializeSeed<'de> for ObjectSeed<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer)
    }
}

/// A type whose values are objects. PHP and those who had it as an example write an object without
/// fields as `[]`.
pub trait Object: Sized {
    /// Reads an object; none for null and an empty list.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error>;
}

impl<T: Object> Object for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Object> Object for Box<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        Ok(T::read(deserializer)?.map(Self::new))
    }
}

/// Reads what `R` reads from an object; none for null and an empty list.
pub struct Optional<R>(pub R);

impl<'de, R: Visitor<'de>> Visitor<'de> for Optional<R> {
    type Value = Option<R::Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        // The one request that offers objects and lists, and no more.
        deserializer.deserialize_struct("", &[], self)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        empty_list(list, &self.0)
    }
}

/// None for an empty list. Any other does not fit, as a whole and not at its first item.
pub(super) fn empty_list<'de, A: SeqAccess<'de>, R: Visitor<'de>, T>(
    mut list: A,
    reader: &R,
) -> Result<Option<T>, A::Error> {
    list.next_element_seed(Misplaced(reader))?;
    Ok(None)
}

/// An item of a list where an object is expected.
struct Misplaced<'a, R>(&'a R);

impl<'de, R: Visitor<'de>> DeserializeSeed<'de> for Misplaced<'_, R> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, _: D) -> Result<(), D::Error> {
        Err(D::Error::invalid_type(Unexpected::Seq, self.0))
    }
}

/// Asks a type what it is: the method that the compiler finds first says so.
pub struct Of<T>(PhantomData<T>);

impl<T> Of<T> {
    /// The question.
    #[allow(clippy::new_without_default, reason = "nothing is made")]
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

/// The answer for an [`Object`].
pub trait OfObject<T> {
    /// What holds a field that may be absent.
    fn slot(self) -> DefaultedObject<T>;
}

impl<T: Object + Default> OfObject<T> for Of<T> {
    fn slot(self) -> DefaultedObject<T> {
        DefaultedObject::default()
    }
}

/// The answer for an [`Object`] that may be null.
pub trait OfOptionalObject<T> {
    /// What holds a field that must be there.
    fn required(self) -> RequiredObject<T>;
}

impl<T: Object> OfOptionalObject<Option<T>> for Of<Option<T>> {
    fn required(self) -> RequiredObject<Option<T>> {
        RequiredObject(None)
    }
}

/// The answer for any other type.
pub trait OfValue<T> {
    /// What holds a field that may be absent.
    fn slot(self) -> Defaulted<T>
    where
        T: Default;

    /// What holds a field that must be there.
    fn required(self) -> Required<T>;
}

impl<T> OfValue<T> for &Of<T> {
    fn slot(self) -> Defaulted<T>
    where
        T: Default,
    {
        Defaulted::default()
    }

    fn required(self) -> Required<T> {
        Required(None)
    }
}

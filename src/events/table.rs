//! What the structs of `model!` share: how keys are found and how fields are filled.
//!
//! Kept out of the macro's expansion so that it is compiled once, not once a struct.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};

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

impl<T> Default for Required<T> {
    fn default() -> Self {
        Self(None)
    }
}

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

//! What a field can be: the trait that all values of models share, and the way out to `serde`.

use std::marker::PhantomData;

use serde::de::{DeserializeOwned, Deserializer};

use super::source::{Fault, Once, Source, unread};

/// A value that a model reads.
///
/// Implemented by everything that `model!` and `open_enum!` declare. Types that are known to `serde`
/// alone are read through [`Source::foreign`].
pub trait Decode: Sized {
    /// Reads a value.
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault>;

    /// Reads a value, or `None` if it is null.
    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        let mut value = None;
        source.optional(&mut |source| {
            value = Some(Self::decode(source)?);
            Ok(())
        })?;
        Ok(value)
    }

    /// Reads a value over this one, unless it is null.
    fn replace(&mut self, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        if let Some(value) = Self::decode_optional(source)? {
            *self = value;
        }
        Ok(())
    }
}

/// Returns a value from any deserializer.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(reader: D) -> Result<T, D::Error> {
    let mut once = Once::new(reader);
    T::decode(&mut once).map_err(|fault| once.error(fault))
}

/// `Deserialize` for types that are read from a [`Source`].
macro_rules! via_source {
    ($($type:ty),*) => {$(
        impl<'de> ::serde::de::Deserialize<'de> for $type {
            fn deserialize<D: ::serde::de::Deserializer<'de>>(
                reader: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::events::decode_value::deserialize(reader)
            }
        }
    )*};
}

pub(super) use via_source;

/// A field that must be there.
pub type Required<T> = Option<T>;

/// Reads a field: as a value of a model if it is one, by `serde` otherwise.
///
/// Method resolution prefers the trait that takes one reference less, if the type has [`Decode`].
#[derive(Debug)]
pub struct Of<T>(PhantomData<T>);

impl<T> Of<T> {
    /// Names the type.
    #[allow(clippy::new_without_default, reason = "it is never a value")]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

/// Fields that are values of models.
pub trait OfValue<T> {
    /// Reads a field that must be there.
    fn required(&self, slot: &mut Required<T>, source: &mut dyn Source<'_>) -> Result<(), Fault>;

    /// Reads a field that has a default.
    fn defaulted(&self, slot: &mut T, source: &mut dyn Source<'_>) -> Result<(), Fault>;

    /// Reads a value.
    fn value(&self, source: &mut dyn Source<'_>) -> Result<T, Fault>;
}

impl<T: Decode> OfValue<T> for Of<T> {
    #[inline]
    fn required(&self, slot: &mut Required<T>, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        *slot = Some(T::decode(source)?);
        Ok(())
    }

    #[inline]
    fn defaulted(&self, slot: &mut T, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        slot.replace(source)
    }

    #[inline]
    fn value(&self, source: &mut dyn Source<'_>) -> Result<T, Fault> {
        T::decode(source)
    }
}

/// Fields that are known to `serde` alone.
pub trait OfForeign<T> {
    /// Reads a field that must be there.
    fn required(&self, slot: &mut Required<T>, source: &mut dyn Source<'_>) -> Result<(), Fault>;

    /// Reads a field that has a default.
    fn defaulted(&self, slot: &mut T, source: &mut dyn Source<'_>) -> Result<(), Fault>;

    /// Reads a value.
    fn value(&self, source: &mut dyn Source<'_>) -> Result<T, Fault>;
}

impl<T: DeserializeOwned> OfForeign<T> for &Of<T> {
    fn required(&self, slot: &mut Required<T>, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        *slot = Some(foreign(source)?);
        Ok(())
    }

    fn defaulted(&self, slot: &mut T, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        if let Some(value) = foreign(source)? {
            *slot = value;
        }
        Ok(())
    }

    fn value(&self, source: &mut dyn Source<'_>) -> Result<T, Fault> {
        foreign(source)
    }
}

fn foreign<T: DeserializeOwned>(source: &mut dyn Source<'_>) -> Result<T, Fault> {
    let mut value = None;
    source.foreign(&mut |reader| {
        value = Some(T::deserialize(reader)?);
        Ok(())
    })?;
    // Not `ok_or_else`, which is compiled for each type.
    match value {
        Some(value) => Ok(value),
        None => Err(unread()),
    }
}

impl Decode for bool {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.boolean()
    }
}

impl Decode for u64 {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.unsigned()
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        source.optional_unsigned()
    }
}

impl Decode for i64 {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.signed()
    }
}

impl Decode for f64 {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.float()
    }
}

impl Decode for Box<str> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.string()
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        source.optional_string()
    }
}

impl Decode for String {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        source.string().map(Into::into)
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        T::decode(source).map(Self::new)
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        let value = T::decode_optional(source)?;
        Ok(value.map(Self::new))
    }
}

impl<T: Decode> Decode for Option<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        T::decode_optional(source)
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        T::decode_optional(source).map(Some)
    }

    fn replace(&mut self, source: &mut dyn Source<'_>) -> Result<(), Fault> {
        *self = T::decode_optional(source)?;
        Ok(())
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut items = Self::new();
        source.list("a sequence", &mut |source| {
            items.push(T::decode(source)?);
            Ok(())
        })?;
        Ok(items)
    }
}

/// Returns a text, read into a type that takes every text.
pub fn text<T>(source: &mut dyn Source<'_>, read: fn(&str) -> T) -> Result<T, Fault> {
    let mut value = None;
    source.text(&mut |text| value = Some(read(text)))?;
    match value {
        Some(value) => Ok(value),
        None => Err(unread()),
    }
}

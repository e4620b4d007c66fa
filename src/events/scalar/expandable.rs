//! What is an identifier here and the object itself there.

use std::{fmt, marker::PhantomData};

use serde::de::value::MapAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

use crate::events::table::{Object, empty_list};

/// An object, or only its identifier, as the provider sees fit.
///
/// ```
/// use webhook_receiver::events::{Expandable, model};
///
/// model! {
///     /// A customer.
///     pub struct Customer {
///         id!: Box<str>,
///     }
/// }
///
/// let id: Expandable<Customer> = serde_json::from_str(r#""c1""#)?;
/// assert_eq!(id, Expandable::Id("c1".into()));
/// let customer: Expandable<Customer> = serde_json::from_str(r#"{"id": "c1"}"#)?;
/// assert_eq!(&*customer.object().unwrap().id, "c1");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Expandable<T> {
    /// Only the identifier.
    Id(Box<str>),
    /// The object.
    Object(Box<T>),
}

impl<T> Expandable<T> {
    /// The object, if it was sent.
    pub fn object(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
    type Value = Expandable<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an identifier or an object")
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Expandable<T>, E> {
        Ok(Expandable::Id(id.into()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Expandable<T>, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map))
            .map(|object| Expandable::Object(Box::new(object)))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Expandable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

/// Reads one that may be absent.
struct Optional<T>(Reader<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Optional<T> {
    type Value = Option<Expandable<T>>;

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
        deserializer.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, id: &str) -> Result<Self::Value, E> {
        self.0.visit_str(id).map(Some)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        self.0.visit_map(map).map(Some)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        empty_list(list, &self.0)
    }
}

impl<T: DeserializeOwned> Object for Expandable<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_option(Optional(Reader(PhantomData)))
    }
}

#[cfg(test)]
mod tests {
    use super::Expandable;
    use crate::events::Map;

    #[test]
    fn neither() {
        for json in ["5", "[]", "null", "true"] {
            assert!(
                serde_json::from_str::<Expandable<Map<u64>>>(json).is_err(),
                "{json}"
            );
        }
    }
}

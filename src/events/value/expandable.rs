//! What is an identifier here and the object itself there.

use std::{fmt, marker::PhantomData};

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use crate::events::decode_value::Decode;
use crate::events::source::{Any, Fault, Source, incomplete};

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
    /// Returns the object, if it was sent.
    pub fn object(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Expandable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
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

        deserializer.deserialize_any(Reader(PhantomData))
    }
}

struct Reader<T> {
    found: Option<Expandable<T>>,
    /// Whether an empty list means an absent object.
    optional: bool,
}

impl<T: Decode> Any for Reader<T> {
    fn expecting(&self) -> &'static str {
        "an identifier or an object"
    }

    fn text(&mut self, id: &str) -> bool {
        self.found = Some(Expandable::Id(id.into()));
        true
    }

    fn object(&mut self, source: &mut dyn Source<'_>) -> Option<Result<(), Fault>> {
        Some(Box::decode(source).map(|object| {
            self.found = Some(Expandable::Object(object));
        }))
    }

    fn empty_list(&mut self) -> bool {
        self.optional
    }
}

impl<T: Decode> Decode for Expandable<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut reader = Reader {
            found: None,
            optional: false,
        };
        source.any(&mut reader)?;
        reader.found.ok_or_else(incomplete)
    }

    fn decode_optional(source: &mut dyn Source<'_>) -> Result<Option<Self>, Fault> {
        let mut reader = Reader {
            found: None,
            optional: true,
        };
        source.optional(&mut |source| source.any(&mut reader))?;
        Ok(reader.found)
    }
}

#[cfg(test)]
mod tests {
    use super::Expandable;
    use crate::events::Map;

    #[test]
    fn rejects_what_is_neither_id_nor_object() {
        for json in ["5", "[]", "null", "true"] {
            assert!(
                serde_json::from_str::<Expandable<Map<u64>>>(json).is_err(),
                "{json}"
            );
        }
    }
}

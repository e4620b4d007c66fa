//! Names and values of the sender's choice.

use std::collections::BTreeMap;
use std::{fmt, marker::PhantomData, ops::Deref};

use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};

use super::Raw;
use crate::events::decode::from_json;
use crate::events::decode_value::Decode;
use crate::events::source::{Fault, Source, empty_list};

/// Names and values where the names are the sender's; leaves out `null`. Dereferences to a
/// [`BTreeMap`] of the values that fit; the [others](Self::others) are kept as they were sent.
/// An empty list, as PHP writes it, is an empty map.
///
/// ```
/// use webhook_receiver::events::Map;
///
/// let map: Map<u64> = serde_json::from_str(r#"{"eur": 500, "usd": null, "btc": "0.1"}"#)?;
/// assert_eq!(map.get("eur"), Some(&500));
/// assert_eq!(map.len(), 1);
/// assert_eq!(map.others()["btc"].get(), r#""0.1""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Map<T> {
    fitting: BTreeMap<Box<str>, T>,
    others: BTreeMap<Box<str>, Raw>,
}

impl<T> Map<T> {
    /// Returns the values that do not fit: of another type than the provider's documentation has them.
    pub fn others(&self) -> &BTreeMap<Box<str>, Raw> {
        &self.others
    }

    /// Returns the names and values that fit.
    pub fn into_inner(self) -> BTreeMap<Box<str>, T> {
        self.fitting
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Self {
            fitting: BTreeMap::new(),
            others: BTreeMap::new(),
        }
    }
}

impl<T> Deref for Map<T> {
    type Target = BTreeMap<Box<str>, T>;

    fn deref(&self) -> &Self::Target {
        &self.fitting
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Map<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);

        impl<'de, T: DeserializeOwned> Visitor<'de> for Reader<T> {
            type Value = Map<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of names and values")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Map<T>, A::Error> {
                let mut map = Map::default();
                while let Some((name, value)) = entries.next_entry::<Box<str>, Option<Raw>>()? {
                    let Some(value) = value else { continue };
                    if map.fitting.contains_key(&name) || map.others.contains_key(&name) {
                        return Err(A::Error::custom("a name comes twice"));
                    }
                    match value.json() {
                        Ok(value) => drop(map.fitting.insert(name, value)),
                        Err(error) if error.is_data() => drop(map.others.insert(name, value)),
                        // Half of a surrogate pair: for the caller to mend.
                        Err(error) => return Err(A::Error::custom(error)),
                    }
                }
                Ok(map)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Map<T>, A::Error> {
                empty_list(list, &self).map(|()| Map::default())
            }
        }

        // Not `deserialize_map`, to which a list is never offered.
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

impl<T: Decode> Decode for Map<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut map = Self::default();
        source.entries(&mut |name, source| {
            let Some(raw) = Raw::decode_optional(source)? else {
                return Ok(());
            };
            if map.fitting.contains_key(name) || map.others.contains_key(name) {
                return Err(Fault::new("a name comes twice"));
            }
            let mut value = None;
            let read = from_json(raw.get().as_bytes(), &mut |source| {
                value = Some(T::decode(source)?);
                Ok(())
            });
            match (read, value) {
                (Ok(()), Some(value)) => drop(map.fitting.insert(name.into(), value)),
                (Ok(()), None) => {}
                (Err(error), _) if error.is_data() => drop(map.others.insert(name.into(), raw)),
                // Half of a surrogate pair: for the caller to mend.
                (Err(error), _) => return Err(Fault::new(error)),
            }
            Ok(())
        })?;
        Ok(map)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::Map;

    #[test]
    fn reads_entries() {
        let map: Map<u64> = serde_json::from_str(r#"{"b": null, "a": 1, "\u00e9": "2"}"#).unwrap();
        assert_eq!(
            map.into_inner().into_iter().collect::<Vec<_>>(),
            [("a".into(), 1)]
        );
        let map: Map<u64> = serde_json::from_str(r#"{"b": null, "a": 1, "\u00e9": "2"}"#).unwrap();
        assert_eq!(
            map.others().keys().map(|name| &**name).collect::<Vec<_>>(),
            ["é"]
        );
    }

    #[test]
    fn reads_an_empty_list_as_an_empty_map() {
        let map: Map<u64> = serde_json::from_str("[ ]").unwrap();
        assert_eq!(map, Map::default());
    }

    #[test]
    fn no_map() {
        for json in [
            r#"{"a": 1, "a": 2}"#,
            r#"{"a": 1, "a": "2"}"#,
            "[1]",
            "[{}]",
            "null",
        ] {
            assert!(serde_json::from_str::<Map<u64>>(json).is_err(), "{json}");
        }
        assert!(serde_json::from_str::<Map<Box<str>>>(r#"{"a": "\ud83d"}"#).is_err());
    }
}

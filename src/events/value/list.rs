//! Lists in which a provider leaves holes.

use std::{fmt, ops::Deref, slice, vec};

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use crate::events::decode_value::Decode;
use crate::events::source::{Fault, Source};

/// A list that leaves out `null`: a deleted user, say. Dereferences to a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List<T>(Vec<T>);

impl<T> List<T> {
    /// Returns the items.
    pub fn into_vec(self) -> Vec<T> {
        self.0
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self(items)
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(Vec<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<List<T>, A::Error> {
                while let Some(item) = list.next_element()? {
                    self.0.extend::<Option<T>>(item);
                }
                Ok(List(self.0))
            }
        }

        deserializer.deserialize_seq(Reader(Vec::new()))
    }
}

impl<T: Decode> Decode for List<T> {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let mut items = Vec::new();
        source.list("a list", &mut |source| {
            // Not `decode_optional`: an empty list among objects is none of them.
            source.optional(&mut |source| {
                items.push(T::decode(source)?);
                Ok(())
            })
        })?;
        Ok(Self(items))
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::List;

    #[test]
    fn leaves_out_null() {
        let list: List<u64> = serde_json::from_str("[null, 1, null, 2]").unwrap();
        assert_eq!(*list, [1, 2]);
        assert!(serde_json::from_str::<List<u64>>(r#"[1, "2"]"#).is_err());
        assert!(serde_json::from_str::<List<u64>>("{}").is_err());
    }
}

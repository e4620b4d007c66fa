//! Reads one value of a JSON text by its pointer, without building the rest, and lists of limited length.

pub(crate) mod place;

use std::{borrow::Cow, fmt, marker::PhantomData};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::value::RawValue;

use crate::{
    codec::{each_once, form::Form},
    error::{Error, Location},
};

/// Why a value cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum JsonFault {
    /// The text is not JSON.
    NotJson,
    /// A member on the path is a duplicate, so the value is ambiguous.
    Duplicate,
    /// The value is an object or an array.
    NotScalar,
}

/// Returns the scalar at a JSON Pointer without escapes: the text of a string, or a number, `true` or
/// `false` as it is written. `None` if it is absent or null.
pub(crate) fn scalar<'a>(body: &'a [u8], pointer: &str) -> Result<Option<Cow<'a, str>>, JsonFault> {
    let Some(raw) = raw(body, pointer)? else {
        return Ok(None);
    };
    match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_slice(raw.get().as_bytes())
            .map(Some)
            .map_err(|_| JsonFault::NotJson),
        Some(b'{' | b'[') => Err(JsonFault::NotScalar),
        Some(b'n') | None => Ok(None),
        Some(_) => Ok(Some(Cow::Borrowed(raw.get()))),
    }
}

/// Returns the JSON text at a JSON Pointer without escapes.
pub(crate) fn raw<'a>(body: &'a [u8], pointer: &str) -> Result<Option<&'a RawValue>, JsonFault> {
    let path = pointer.strip_prefix('/').unwrap_or(pointer);
    let mut reader = serde_json::Deserializer::from_slice(without_mark(body));
    let found = Pick { path }
        .deserialize(&mut reader)
        .and_then(|found| reader.end().map(|()| found));
    match found {
        Ok(Found::One(value)) => Ok(Some(value)),
        Ok(Found::Nothing) => Ok(None),
        Ok(Found::Several) => Err(JsonFault::Duplicate),
        Err(_) => Err(JsonFault::NotJson),
    }
}

/// Returns the name of the only member of a JSON object that is an object.
pub(crate) fn object_member(body: &[u8]) -> Result<Option<String>, JsonFault> {
    let mut found = None;
    let mut several = false;
    let read = members(without_mark(body), &mut |name, value| {
        if value.starts_with('{') {
            several |= found.is_some();
            found = Some(name.to_owned());
        }
        true
    });
    if !read {
        Err(JsonFault::NotJson)
    } else if several {
        Err(JsonFault::Duplicate)
    } else {
        Ok(found)
    }
}

/// Passes the members of an object to a function, until it returns false. Returns whether the text is an
/// object, and the function returned true for each of its members.
fn members(text: &[u8], read: &mut dyn FnMut(&str, &str) -> bool) -> bool {
    let mut reader = serde_json::Deserializer::from_slice(text);
    let whole = reader.deserialize_map(Members(read));
    whole.and_then(|()| reader.end()).is_ok()
}

struct Members<'r>(&'r mut dyn FnMut(&str, &str) -> bool);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of known members")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if !(self.0)(&name, map.next_value::<&RawValue>()?.get()) {
                return Err(A::Error::custom("another member"));
            }
        }
        Ok(())
    }
}

/// Whether the object at a JSON Pointer without escapes has no other members than these and no duplicates.
pub(crate) fn has_only(body: &[u8], pointer: &str, names: &[&str]) -> bool {
    let object = raw(body, pointer).ok().flatten();
    object.is_some_and(|object| {
        let mut is_new = each_once(names);
        members(object.get().as_bytes(), &mut |name, _| is_new(name))
    })
}

/// The items of a list of limited length, as each needs memory beyond its bytes. One item over the limit is
/// kept, and the rest is skipped.
pub(crate) struct Items<T>(Vec<T>);

/// The maximum number of items of a list, or of members of an object.
pub(crate) const MAX_ITEMS: usize = Form::MAX_FIELDS;

impl<T> Items<T> {
    pub(crate) fn all(self) -> Result<Vec<T>, Error> {
        if self.0.len() > MAX_ITEMS {
            return Err(Error::TooManyItems {
                location: Location::Body,
            });
        }
        Ok(self.0)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Items<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct List<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for List<T> {
            type Value = Items<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
                let mut items = Vec::new();
                while items.len() <= MAX_ITEMS {
                    let Some(item) = list.next_element()? else {
                        return Ok(Items(items));
                    };
                    items.push(item);
                }
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Items(items))
            }
        }
        deserializer.deserialize_seq(List(PhantomData))
    }
}

/// Skips a byte-order mark, which RFC 8259 allows.
pub(crate) fn without_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

/// Whether the value that is looked for is a duplicate.
enum Found<T> {
    Nothing,
    One(T),
    Several,
}

#[derive(Clone, Copy)]
struct Pick<'p> {
    path: &'p str,
}

impl<'de> DeserializeSeed<'de> for Pick<'_> {
    type Value = Found<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        if self.path.is_empty() {
            <&RawValue as serde::Deserialize>::deserialize(deserializer).map(Found::One)
        } else {
            deserializer.deserialize_any(self)
        }
    }
}

impl Pick<'_> {
    fn split(self) -> (Self, Self) {
        let (first, rest) = self.path.split_once('/').unwrap_or((self.path, ""));
        (Self { path: first }, Self { path: rest })
    }
}

impl<'de> Visitor<'de> for Pick<'_> {
    type Value = Found<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (first, rest) = self.split();
        let mut found = Found::Nothing;
        let mut seen = false;
        while let Some(here) = map.next_key_seed(IsKey(first.path))? {
            if !here {
                map.next_value::<IgnoredAny>()?;
            } else if seen {
                map.next_value::<IgnoredAny>()?;
                found = Found::Several;
            } else {
                seen = true;
                found = map.next_value_seed(rest)?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        let (first, rest) = self.split();
        let wanted: Option<usize> = first.path.parse().ok();
        let mut found = Found::Nothing;
        let mut index = 0_usize;
        loop {
            if wanted == Some(index) {
                match items.next_element_seed(rest)? {
                    Some(item) => found = item,
                    None => break,
                }
            } else if items.next_element::<IgnoredAny>()?.is_none() {
                break;
            }
            index = index
                .checked_add(1)
                .ok_or_else(|| A::Error::custom("too long"))?;
        }
        Ok(found)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Found::Nothing)
    }
}

/// Whether a key is the wanted one, without allocating it.
struct IsKey<'p>(&'p str);

impl<'de> DeserializeSeed<'de> for IsKey<'_> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for IsKey<'_> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<bool, E> {
        Ok(key == self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_scalars() {
        let body =
            br#"{"a":{"b":[{"c":"x\u00e9"},12345678901234567890123]},"n":null,"t":true,"s":"y"}"#;
        let text = |pointer| scalar(body, pointer).map(|found| found.map(Cow::into_owned));
        assert_eq!(text("/a/b/0/c"), Ok(Some("x\u{e9}".into())));
        assert_eq!(text("/a/b/1"), Ok(Some("12345678901234567890123".into())));
        assert_eq!(text("/t"), Ok(Some("true".into())));
        assert_eq!(text("/n"), Ok(None));
        assert_eq!(text("/a/b/2"), Ok(None));
        assert_eq!(text("/s/deeper"), Ok(None));
        assert_eq!(text("/a"), Err(JsonFault::NotScalar));
    }

    #[test]
    fn returns_whether_an_object_has_other_members() {
        let only = |body: &[u8], pointer, names: &[&str]| has_only(body, pointer, names);
        assert!(only(br#" {"a": 1, "b": {"c": 2}} "#, "", &["a", "b"]));
        assert!(only(b"\xef\xbb\xbf{}", "", &["a"]));
        assert!(only(br#"{"a":1,"b":{"c":2}}"#, "/b", &["c"]));
        assert!(only(br#"{"\u0061":1}"#, "", &["a"]));
        for body in [
            r#"{"a":1,"c":2}"#,
            r#"{"a":1,"a":1}"#,
            r#"{"a":1,"\u0061":1}"#,
            r#"[{"a":1}]"#,
            r#"{"a":1} x"#,
            r#""a""#,
            "",
        ] {
            assert!(!only(body.as_bytes(), "", &["a", "b"]), "{body}");
        }
        assert!(!only(br#"{"a":1}"#, "/b", &["a"]));
        assert!(!only(br#"{"b":[]}"#, "/b", &["a"]));
    }

    #[test]
    fn refuses_what_is_ambiguous_or_broken() {
        let text = |body: &'static [u8], pointer| {
            scalar(body, pointer).map(|found| found.map(Cow::into_owned))
        };
        assert_eq!(text(br#"{"a":1,"a":2}"#, "/a"), Err(JsonFault::Duplicate));
        assert_eq!(
            text(br#"{"a":{"b":1},"a":{}}"#, "/a/b"),
            Err(JsonFault::Duplicate)
        );
        assert_eq!(text(br#"{"b":1,"b":2,"a":3}"#, "/a"), Ok(Some("3".into())));
        assert_eq!(text(b"\xef\xbb\xbf{\"a\":3}", "/a"), Ok(Some("3".into())));
        for body in [
            &b""[..],
            b"{",
            br#"{"a":1"#,
            br#"{"a":1} x"#,
            br#"{"a":1}}"#,
            b"\xef\xbb\xbf\xef\xbb\xbf{}",
        ] {
            assert_eq!(text(body, "/a"), Err(JsonFault::NotJson), "{body:?}");
        }
        let deep = [b"[".repeat(100_000), b"]".repeat(100_000)].concat();
        let leaked: &'static [u8] = deep.leak();
        assert!(text(leaked, "/a").is_ok_and(|found| found.is_none()));
    }
}

//! The form of a stored delivery: one object of thirteen fields, each always written, in an order that
//! does not change within a version.

use std::{
    borrow::Cow,
    fmt,
    time::{Duration, SystemTime},
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::{HeaderMap, Uri};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error as _, MapAccess, SeqAccess, Visitor},
    ser::SerializeStruct,
};

use super::{Labeled, StoredDelivery, StoredError, header_of, is_written};
use crate::{
    codec::date_time,
    idempotency::Key,
    request::head::Head,
    scheme::{Coverage, TimeFormat},
};

const FIELDS: &[&str] = &[
    "version",
    "provider",
    "key",
    "received_at",
    "coverage",
    "key_index",
    "event_type",
    "id",
    "occurred_at",
    "method",
    "path",
    "headers",
    "body",
];

/// A text and whether the signature covered it, as it is written.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WireLabel<'a> {
    #[serde(borrow)]
    value: Cow<'a, str>,
    signed: bool,
}

/// A body in a text format.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum WireBody<'a> {
    /// UTF-8 without NUL, which PostgreSQL's `jsonb` does not take.
    Text(#[serde(borrow)] Cow<'a, str>),
    Base64(#[serde(borrow)] Cow<'a, str>),
}

impl StoredDelivery {
    /// Writes the delivery as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        // Maps with keys that are not texts and failing implementations of `Serialize` are what
        // `serde_json` refuses to write; there are none here.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// Reads a delivery that was written as JSON.
    ///
    /// # Errors
    /// Returns [`StoredError::Version`] if it was written in another version, and
    /// [`StoredError::Malformed`] if it is truncated, lacks a field, or is not a stored delivery.
    pub fn from_json(json: &[u8]) -> Result<Self, StoredError> {
        #[derive(Deserialize)]
        struct Versioned {
            version: u64,
        }
        // The version first: another version may have other fields.
        if let Ok(Versioned { version }) = serde_json::from_slice(json)
            && version != VERSION
        {
            return Err(StoredError::Version(version));
        }
        serde_json::from_slice(json).map_err(|error| {
            // The message of `serde_json` can quote the text that it read.
            let what = match error.classify() {
                serde_json::error::Category::Eof => "it is cut short".to_owned(),
                serde_json::error::Category::Data => error.to_string(),
                _ => "it is not JSON".to_owned(),
            };
            StoredError::Malformed(what.into())
        })
    }
}

impl Serialize for StoredDelivery {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let label = |label: &Option<Labeled>| {
            label.as_ref().map(|label| WireLabel {
                value: Cow::Owned(label.value.clone().into()),
                signed: label.signed,
            })
        };
        let headers: Vec<(&str, &str)> = self
            .head
            .headers
            .iter()
            .filter_map(|(name, value)| Some((name.as_str(), value.to_str().ok()?)))
            .collect();
        let readable = serializer.is_human_readable();
        let mut fields = serializer.serialize_struct("StoredDelivery", FIELDS.len())?;
        fields.serialize_field("version", &Self::VERSION)?;
        fields.serialize_field("provider", &self.provider)?;
        fields.serialize_field("key", &self.key.to_string())?;
        fields.serialize_field("received_at", &milliseconds(self.received_at))?;
        fields.serialize_field("coverage", &self.coverage.to_string())?;
        fields.serialize_field("key_index", &(self.key_index as u64))?;
        fields.serialize_field("event_type", &label(&self.event_type))?;
        fields.serialize_field("id", &label(&self.id))?;
        let occurred_at = self.occurred_at.map(|(time, signed)| WireLabel {
            value: Cow::Owned(date_time::format(since_1970(time))),
            signed,
        });
        fields.serialize_field("occurred_at", &occurred_at)?;
        fields.serialize_field("method", self.head.method.as_str())?;
        fields.serialize_field("path", &self.head.uri.to_string())?;
        fields.serialize_field("headers", &headers)?;
        if readable {
            let text = std::str::from_utf8(&self.body)
                .ok()
                .filter(|text| !text.contains('\0'));
            let body = text.map_or_else(
                || WireBody::Base64(STANDARD.encode(&self.body).into()),
                |text| WireBody::Text(text.into()),
            );
            fields.serialize_field("body", &body)?;
        } else {
            fields.serialize_field("body", &WireBytes(&self.body))?;
        }
        fields.end()
    }
}

impl<'de> Deserialize<'de> for StoredDelivery {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let readable = deserializer.is_human_readable();
        deserializer.deserialize_struct("StoredDelivery", FIELDS, Reader { readable })
    }
}

/// What was read of a stored delivery.
#[derive(Default)]
struct Parts<'de> {
    version: Option<u64>,
    provider: Option<Box<str>>,
    key: Option<Cow<'de, str>>,
    received_at: Option<u64>,
    coverage: Option<Cow<'de, str>>,
    key_index: Option<u64>,
    event_type: Option<Option<WireLabel<'de>>>,
    id: Option<Option<WireLabel<'de>>>,
    occurred_at: Option<Option<WireLabel<'de>>>,
    method: Option<Cow<'de, str>>,
    path: Option<Cow<'de, str>>,
    headers: Option<Vec<(Cow<'de, str>, Cow<'de, str>)>>,
    body: Option<Bytes>,
}

struct Reader {
    readable: bool,
}

impl<'de> Visitor<'de> for Reader {
    type Value = StoredDelivery;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a stored delivery")
    }

    /// Formats with names, such as JSON. PostgreSQL's `jsonb` keeps no order.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut parts = Parts::default();
        while let Some(name) = map.next_key::<Cow<'de, str>>()? {
            let duplicate = match &*name {
                "version" => {
                    let version = map.next_value()?;
                    check_version(version)?;
                    parts.version.replace(version).is_some()
                }
                "provider" => parts.provider.replace(map.next_value()?).is_some(),
                "key" => parts.key.replace(map.next_value()?).is_some(),
                "received_at" => parts.received_at.replace(map.next_value()?).is_some(),
                "coverage" => parts.coverage.replace(map.next_value()?).is_some(),
                "key_index" => parts.key_index.replace(map.next_value()?).is_some(),
                "event_type" => parts.event_type.replace(map.next_value()?).is_some(),
                "id" => parts.id.replace(map.next_value()?).is_some(),
                "occurred_at" => parts.occurred_at.replace(map.next_value()?).is_some(),
                "method" => parts.method.replace(map.next_value()?).is_some(),
                "path" => parts.path.replace(map.next_value()?).is_some(),
                "headers" => parts.headers.replace(map.next_value()?).is_some(),
                "body" => {
                    let body = if self.readable {
                        read_body(map.next_value()?)?
                    } else {
                        map.next_value::<OwnedBytes>()?.0
                    };
                    parts.body.replace(body).is_some()
                }
                _ => {
                    return Err(A::Error::custom(
                        "it has a field that its version does not have",
                    ));
                }
            };
            if duplicate {
                return Err(A::Error::custom("it has a field twice"));
            }
        }
        parts.assemble()
    }

    /// Formats without names, in the order of the fields.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        fn next<'de, T: Deserialize<'de>, A: SeqAccess<'de>>(seq: &mut A) -> Result<T, A::Error> {
            let short = || A::Error::custom("it is cut short");
            seq.next_element()?.ok_or_else(short)
        }
        // As it is written: 32 bits.
        let version = u64::from(next::<u32, A>(&mut seq)?);
        check_version(version)?;
        Parts {
            version: Some(version),
            provider: Some(next(&mut seq)?),
            key: Some(next(&mut seq)?),
            received_at: Some(next(&mut seq)?),
            coverage: Some(next(&mut seq)?),
            key_index: Some(next(&mut seq)?),
            event_type: Some(next(&mut seq)?),
            id: Some(next(&mut seq)?),
            occurred_at: Some(next(&mut seq)?),
            method: Some(next(&mut seq)?),
            path: Some(next(&mut seq)?),
            headers: Some(next(&mut seq)?),
            body: Some(if self.readable {
                read_body(next(&mut seq)?)?
            } else {
                next::<OwnedBytes, A>(&mut seq)?.0
            }),
        }
        .assemble()
    }
}

impl Parts<'_> {
    fn assemble<E: serde::de::Error>(self) -> Result<StoredDelivery, E> {
        fn there<T, E: serde::de::Error>(part: Option<T>, name: &'static str) -> Result<T, E> {
            part.ok_or_else(|| E::missing_field(name))
        }
        let malformed = |name: &str| E::custom(format_args!("its `{name}` is malformed"));
        let label = |label: Option<WireLabel<'_>>| {
            label.map(|label| Labeled {
                value: label.value.into(),
                signed: label.signed,
            })
        };
        there(self.version, "version")?;
        let occurred_at = match there(self.occurred_at, "occurred_at")? {
            None => None,
            Some(label) => {
                // Of offsets that lead out of these years, nothing could write it again.
                let time = TimeFormat::Rfc3339.parse(&label.value);
                let time = time.filter(|time| is_written(*time));
                Some((time.ok_or_else(|| malformed("occurred_at"))?, label.signed))
            }
        };
        let received_at = Duration::from_millis(there(self.received_at, "received_at")?);
        let mut headers = HeaderMap::new();
        for (name, value) in there(self.headers, "headers")? {
            let (name, value) = header_of(&name, &value).ok_or_else(|| malformed("headers"))?;
            headers
                .try_append(name, value)
                .map_err(|_| malformed("headers"))?;
        }
        let method = there(self.method, "method")?;
        let uri: Uri = there(self.path, "path")?
            .parse()
            .map_err(|_| malformed("path"))?;
        Ok(StoredDelivery {
            provider: there(self.provider, "provider")?,
            key: Key::from_hex(&there(self.key, "key")?).ok_or_else(|| malformed("key"))?,
            received_at: SystemTime::UNIX_EPOCH
                .checked_add(received_at)
                .ok_or_else(|| malformed("received_at"))?,
            coverage: Coverage::from_text(&there(self.coverage, "coverage")?)
                .ok_or_else(|| malformed("coverage"))?,
            key_index: usize::try_from(there(self.key_index, "key_index")?)
                .map_err(|_| malformed("key_index"))?,
            event_type: label(there(self.event_type, "event_type")?),
            id: label(there(self.id, "id")?),
            occurred_at,
            head: Head {
                method: method.parse().map_err(|_| malformed("method"))?,
                uri,
                headers,
            },
            body: there(self.body, "body")?,
        })
    }
}

const VERSION: u64 = StoredDelivery::VERSION as u64;

fn check_version<E: serde::de::Error>(version: u64) -> Result<(), E> {
    if version == VERSION {
        Ok(())
    } else {
        Err(E::custom(StoredError::Version(version)))
    }
}

fn read_body<E: serde::de::Error>(body: WireBody<'_>) -> Result<Bytes, E> {
    match body {
        WireBody::Text(text) => Ok(text.into_owned().into()),
        WireBody::Base64(text) => STANDARD
            .decode(&*text)
            .map(Bytes::from)
            .map_err(|_| E::custom("its `body` is not base64")),
    }
}

fn milliseconds(time: SystemTime) -> u64 {
    u64::try_from(since_1970(time).as_millis()).unwrap_or(u64::MAX)
}

fn since_1970(time: SystemTime) -> Duration {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default()
}

/// Bytes in a binary format.
struct WireBytes<'a>(&'a [u8]);

impl Serialize for WireBytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}

/// Bytes of a binary format.
struct OwnedBytes(Bytes);

impl<'de> Deserialize<'de> for OwnedBytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Take;
        impl Visitor<'_> for Take {
            type Value = OwnedBytes;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
                Ok(OwnedBytes(Bytes::copy_from_slice(bytes)))
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Self::Value, E> {
                Ok(OwnedBytes(bytes.into()))
            }
        }
        deserializer.deserialize_byte_buf(Take)
    }
}

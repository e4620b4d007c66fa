use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA512},
    authenticate::{Authentic, Authenticate, Request},
    codec::json::{self, Items},
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [NOWPayments](https://documenter.getpostman.com/view/7907941/2s93JusNJt) payment notifications.
///
/// # Signed content
/// hex(HMAC-SHA512(IPN secret, the body with the keys of all objects sorted and without spaces))
///
/// # Example headers
/// ```text
/// x-nowpayments-sig: 35846837b5671c01...
/// ```
///
/// # Quirks
/// - Numbers are signed as they are written in the body, texts as JavaScript writes them.
/// - A payment has one id for all its states, and so has a withdrawal, whose members are `id` and
///   `status`.
pub const NOWPAYMENTS: Provider = Provider::code(
    "nowpayments",
    "NOWPayments",
    "https://documenter.getpostman.com/view/7907941/2s93JusNJt",
    &NowPayments,
)
.body_limit(256 * 1024)
.kind(&[At::Json("/payment_status"), At::Json("/status")])
.delivery_id(&[At::Json("/payment_id"), At::Json("/id")])
.id_of_object("")
.answer_within(3)
.source_read("2026-11");

#[derive(Debug)]
struct NowPayments;

const HEADER: &str = "x-nowpayments-sig";

/// How deep a body may be nested.
const DEEPEST: usize = 16;

impl Authenticate for NowPayments {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA512
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        // The values, not the bytes.
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Json(_))
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let content = sorted(request.body())?;
        request.check(&[content.as_bytes()], Encoding::Hex, &[signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(sorted(request.body())?.as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let content = sorted(&draft.body)?;
        let signature = draft.sign(&[content.as_bytes()], Encoding::Hex)?;
        draft.set_header(HEADER, &signature)
    }
}

#[inline]
fn sorted(body: &[u8]) -> Result<String, Error> {
    let body = json::without_mark(body);
    let value: &RawValue =
        serde_json::from_slice(body).map_err(|_| malformed(Malformation::NotJson))?;
    let mut writer = Writer {
        // What is written is never longer than what was read.
        content: String::with_capacity(body.len()),
        left: json::MAX_ITEMS,
    };
    writer.write(value, DEEPEST)?;
    Ok(writer.content)
}

#[inline]
fn malformed(fault: Malformation) -> Error {
    Error::malformed(Field::Body, Location::Body, fault)
}

struct Writer {
    content: String,
    /// The number of members and items that may follow.
    left: usize,
}

impl Writer {
    /// Writes a value with its keys sorted. No key may occur twice.
    #[inline]
    fn write(&mut self, value: &RawValue, depth: usize) -> Result<(), Error> {
        let form = |_| malformed(Malformation::Form);
        let depth = depth
            .checked_sub(1)
            .ok_or_else(|| malformed(Malformation::Form))?;
        let text = value.get();
        match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_slice(text.as_bytes()).map_err(form)?;
                self.count(members.len())?;
                self.content.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    self.separate(index);
                    self.content
                        .push_str(&serde_json::to_string(name).map_err(form)?);
                    self.content.push(':');
                    self.write(value, depth)?;
                }
                self.content.push('}');
            }
            Some(b'[') => {
                let items: Items<&RawValue> =
                    serde_json::from_slice(text.as_bytes()).map_err(form)?;
                let items = items.all()?;
                self.count(items.len())?;
                self.content.push('[');
                for (index, value) in items.into_iter().enumerate() {
                    self.separate(index);
                    self.write(value, depth)?;
                }
                self.content.push(']');
            }
            Some(b'"') if text.contains('\\') => {
                let text: String = serde_json::from_slice(text.as_bytes()).map_err(form)?;
                self.content
                    .push_str(&serde_json::to_string(&text).map_err(form)?);
            }
            _ => self.content.push_str(text),
        }
        Ok(())
    }

    #[inline]
    fn count(&mut self, more: usize) -> Result<(), Error> {
        let left = self.left.checked_sub(more);
        self.left = left.ok_or(Error::TooManyItems {
            location: Location::Body,
        })?;
        Ok(())
    }

    #[inline]
    fn separate(&mut self, index: usize) {
        if index > 0 {
            self.content.push(',');
        }
    }
}

/// The members of an object, sorted, none of which occurs twice; of too many, one more than there
/// may be.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            #[inline]
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members: Vec<(String, &RawValue)> = Vec::new();
                while members.len() <= json::MAX_ITEMS
                    && let Some(member) = map.next_entry()?
                {
                    members.push(member);
                }
                members.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
                if members
                    .windows(2)
                    .any(|pair| matches!(pair, [(a, _), (b, _)] if a == b))
                {
                    return Err(serde::de::Error::custom("a key stands twice"));
                }
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

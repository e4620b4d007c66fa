//! NOWPayments: <https://documenter.getpostman.com/view/7907941/2s93JusNJt>

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA512},
    authentic::Request,
    error::{Fault, Place, Role},
    json,
    scheme::{At, Coverage, Encoding, sign::Draft},
};

/// [NOWPayments](https://documenter.getpostman.com/view/7907941/2s93JusNJt) payment notifications.
///
/// # Signed content
/// hex(HMAC-SHA512(IPN secret, the body with the keys of all objects sorted and without blanks))
///
/// # Example headers
/// ```text
/// x-nowpayments-sig: 35846837b5671c01...
/// ```
///
/// # Quirks
/// - Numbers are signed as they are written in the body, texts as JavaScript writes them.
/// - A payment has one id for all its states.
pub const NOWPAYMENTS: Provider = Provider::code(
    "nowpayments",
    "NOWPayments",
    "https://documenter.getpostman.com/view/7907941/2s93JusNJt",
    &NowPayments,
)
.kind(&[At::Json("/payment_status")])
.delivery_id(&[At::Json("/payment_id")])
.id_of_object("")
.source_read("2026-10");

#[derive(Debug)]
struct NowPayments;

const HEADER: &str = "x-nowpayments-sig";

/// How deep a body may be nested.
const DEEPEST: usize = 16;

impl Authenticate for NowPayments {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA512
    }

    fn coverage(&self) -> Coverage {
        // The values, not the bytes.
        Coverage::FIELDS
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let content = sorted(request.body())?;
        request.check(&[content.as_bytes()], Encoding::Hex, &[signature])
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(sorted(request.body())?.as_bytes());
        Ok(())
    }

    fn has_identity(&self) -> bool {
        true
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let content = sorted(&draft.body).ok()?;
        let signature = draft.sign(&[content.as_bytes()], Encoding::Hex)?;
        draft.set_header(HEADER, &signature)
    }
}

fn sorted(body: &[u8]) -> Result<String, Error> {
    let not_json = |fault| Error::Malformed(Role::Body, Place::Body, fault);
    let body: &RawValue =
        serde_json::from_slice(json::without_mark(body)).map_err(|_| not_json(Fault::NotJson))?;
    let mut content = String::new();
    write(body, DEEPEST, &mut content).ok_or_else(|| not_json(Fault::Form))?;
    Ok(content)
}

/// Writes a value with its keys sorted; none where a key stands twice or it is too deep.
fn write(value: &RawValue, depth: usize, content: &mut String) -> Option<()> {
    let depth = depth.checked_sub(1)?;
    let text = value.get();
    match text.as_bytes().first()? {
        b'{' => {
            let members: Members<'_> = serde_json::from_str(text).ok()?;
            content.push('{');
            for (index, (name, value)) in members.0.iter().enumerate() {
                if index > 0 {
                    content.push(',');
                }
                content.push_str(&serde_json::to_string(name).ok()?);
                content.push(':');
                write(value, depth, content)?;
            }
            content.push('}');
        }
        b'[' => {
            let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
            content.push('[');
            for (index, value) in items.into_iter().enumerate() {
                if index > 0 {
                    content.push(',');
                }
                write(value, depth, content)?;
            }
            content.push(']');
        }
        b'"' => {
            let text: String = serde_json::from_str(text).ok()?;
            content.push_str(&serde_json::to_string(&text).ok()?);
        }
        _ => content.push_str(text),
    }
    Some(())
}

/// The members of an object, sorted, none of which stands twice.
struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'de> serde::Deserialize<'de> for Members<'de> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Self::Value, A::Error> {
                let mut members = BTreeMap::new();
                while let Some((name, value)) = map.next_entry()? {
                    if members.insert(name, value).is_some() {
                        return Err(serde::de::Error::custom("a key stands twice"));
                    }
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

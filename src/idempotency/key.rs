//! Idempotency keys: how they are derived from a verified delivery.

use std::{fmt, sync::Arc};

use sha2::{Digest, Sha256};

use crate::{
    error::{Error, SetupError},
    provider::IdKind,
    receiver::{delivery::Delivery, endpoint::Inner},
    scheme::BodyCoverage,
};

/// An idempotency key: 32 bytes that are the same for each attempt of one event.
///
/// `Display` writes 64 hexadecimal digits. They reveal nothing of the delivery, so they may be logged and
/// passed on, for example as the `Idempotency-Key` of a request that the handler makes.
///
/// # Derivation
///
/// ```text
/// SHA-256("webhook-receiver/idempotency/1" ‖ lp(provider) ‖ lp(scope) ‖ tag ‖ lp(material))
/// ```
///
/// `lp` writes a length as eight big-endian bytes and then the bytes; `tag` is one byte.
///
/// | tag | material | when |
/// |---|---|---|
/// | 1 | the delivery id | the signature covers the id, and the id [names one event] |
/// | 2 | SHA-256 of the [identity] | the signature covers the body or fields of it |
/// | 3 | `lp`(SHA-256 of the identity) ‖ `lp`(id) | as 2, with an unsigned id and [`UnsignedId::Include`] |
/// | 4 | the id if it names one event, else SHA-256 of the identity | nothing of the body is covered |
/// | 5 | the parts, each `lp` | [`Key::custom`] |
/// | 6, 7, 8 | the id of an item, the name of a step, the scope of a custom key | see [`Key::item`], [`Key::step`]; the key that this one is made from takes the place of the provider |
///
/// No signature, timestamp or spelling of a header enters a key. The text in front is the version: a
/// new derivation would have a new one.
///
/// [names one event]: crate::provider::IdKind::Event
/// [identity]: crate::authenticate::Authenticate::identity
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key([u8; 32]);

const VERSION: &[u8] = b"webhook-receiver/idempotency/1";
const FINGERPRINT: &[u8] = b"webhook-receiver/fingerprint/1";

/// What the material of a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    Id = 1,
    Identity = 2,
    IdentityAndId = 3,
    Unsigned = 4,
    Custom = 5,
    Item = 6,
    Step = 7,
    Scoped = 8,
}

/// The longest delivery id that a key is made from; for a longer one, the key is made from the content.
const MAX_ID: usize = 255;

impl Key {
    /// Returns a key of the caller's choice, such as the account and the id of an object.
    ///
    /// `scope` separates independent sets of keys, such as tenants. The delivery is the proof that
    /// there is something to process; its provider is part of the key.
    pub fn custom<E>(delivery: &Delivery<E>, scope: &str, parts: &[&[u8]]) -> Self {
        let mut material = Vec::new();
        for part in parts {
            push(&mut material, part);
        }
        let front = delivery.provider().as_bytes();
        Self::derive(front, scope.as_bytes(), Tag::Custom, &material)
    }

    /// Returns the key of one item of a batch, by the item's own id.
    pub fn item(&self, id: &[u8]) -> Self {
        Self::derive(&self.0, b"", Tag::Item, id)
    }

    /// Returns the key of another step of the same delivery, such as the worker's.
    pub fn step(&self, name: &str) -> Self {
        Self::derive(&self.0, b"", Tag::Step, name.as_bytes())
    }

    /// Returns the key's bytes.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Returns the key with these bytes, for implementations of stores and for stored deliveries.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key that is displayed as these digits.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let is_lower = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() != 64 || !text.bytes().all(is_lower) {
            return None;
        }
        let mut key = [0; 32];
        for (byte, digits) in key.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            *byte = u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        }
        Some(Self(key))
    }

    /// A custom key bound to the scope that it is used in.
    fn scoped(&self, scope: &str) -> Self {
        Self::derive(&self.0, scope.as_bytes(), Tag::Scoped, b"")
    }

    fn derive(front: &[u8], scope: &[u8], tag: Tag, material: &[u8]) -> Self {
        let mut hash = Sha256::new();
        hash.update(VERSION);
        feed(&mut hash, front);
        feed(&mut hash, scope);
        hash.update([tag as u8]);
        feed(&mut hash, material);
        Self(hash.finalize().into())
    }

    /// The first 8 hexadecimal digits.
    #[cfg(feature = "tracing")]
    pub(super) fn short(&self) -> String {
        let [a, b, c, d, ..] = self.0;
        format!("{:08x}", u32::from_be_bytes([a, b, c, d]))
    }
}

/// Feeds a length and the bytes.
fn feed(hash: &mut Sha256, bytes: &[u8]) {
    hash.update((bytes.len() as u64).to_be_bytes());
    hash.update(bytes);
}

fn push(material: &mut Vec<u8>, bytes: &[u8]) {
    material.extend_from_slice(&(bytes.len() as u64).to_be_bytes());
    material.extend_from_slice(bytes);
}

/// 64 hexadecimal digits.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The digits of `Display`.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({self})")
    }
}

/// How keys use a delivery id that the signature does not cover, such as GitHub's `X-GitHub-Delivery`.
///
/// There is no right default: each choice accepts one kind of error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnsignedId {
    /// Ignores it: a recorded request that is sent again under another id is a duplicate.
    ///
    /// Two genuine events with equal bodies (two `repository_dispatch` events with the same payload,
    /// `products/create` and `products/update`) are one within the retention: the second is **lost**.
    Ignore,
    /// Includes it: equal bodies under two ids are two events.
    ///
    /// An attacker who recorded one request can cause its effect again, by sending it under another id.
    Include,
}

/// Why a delivery has no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum KeyError {
    /// The delivery is of another provider than the one for which keys were set up.
    #[error("the delivery is from `{found}`, the keys are set up for `{expected}`")]
    OtherProvider {
        /// The provider for which keys were set up.
        expected: &'static str,
        /// The provider of the delivery.
        found: &'static str,
    },
    /// The tenant is empty: deliveries of several tenants would share their keys.
    #[error("the tenant is empty")]
    TenantEmpty,
    /// The signed fields cannot be read again.
    #[error("the signed fields cannot be read")]
    Identity(#[source] Error),
    /// The caller's function returned no key.
    #[error("the function that was given with `key_with` returned no key")]
    NoKey,
}

/// The caller's own keys.
type KeyWith<E> = Arc<dyn Fn(&Delivery<E>) -> Option<Key> + Send + Sync>;

/// How the keys of one endpoint are made.
pub(super) struct Keying<E> {
    pub(super) provider: &'static str,
    scope: Scope,
    unsigned_id: UnsignedId,
    key_with: Option<KeyWith<E>>,
}

/// What keys are valid within, besides the provider.
#[derive(Clone, Debug)]
enum Scope {
    Endpoint(Arc<str>),
    Tenant(Arc<str>),
}

impl Scope {
    fn as_str(&self) -> &str {
        match self {
            Self::Endpoint(scope) | Self::Tenant(scope) => scope,
        }
    }
}

/// How keys are to be made, as the caller says it.
pub(super) struct KeyingBuilder<E> {
    pub(super) unsigned_id: Option<UnsignedId>,
    pub(super) scope: String,
    pub(super) key_with: Option<KeyWith<E>>,
}

impl<E> Default for KeyingBuilder<E> {
    fn default() -> Self {
        Self {
            unsigned_id: None,
            scope: String::new(),
            key_with: None,
        }
    }
}

impl<E> KeyingBuilder<E> {
    /// Checks that each delivery of the endpoint gets a key that is its own.
    pub(super) fn build(self, endpoint: &Inner) -> Result<Keying<E>, SetupError> {
        let row = &endpoint.row;
        if self.key_with.is_none() {
            if !endpoint.has_identity() {
                return Err(SetupError::NoIdentity { provider: row.name });
            }
            if self.unsigned_id.is_none() && endpoint.may_have_unsigned_id() {
                return Err(SetupError::UnsignedId { provider: row.name });
            }
        }
        Ok(Keying {
            provider: row.id,
            scope: Scope::Endpoint(self.scope.into()),
            // Required, if there is such an id.
            unsigned_id: self.unsigned_id.unwrap_or(UnsignedId::Ignore),
            key_with: self.key_with,
        })
    }
}

impl<E> Clone for Keying<E> {
    fn clone(&self) -> Self {
        Self {
            provider: self.provider,
            scope: self.scope.clone(),
            unsigned_id: self.unsigned_id,
            key_with: self.key_with.clone(),
        }
    }
}

impl<E> Keying<E> {
    /// The same for one tenant.
    pub(super) fn tenant(&self, tenant: &str) -> Self {
        Self {
            scope: Scope::Tenant(tenant.into()),
            ..self.clone()
        }
    }

    /// The key of a delivery.
    pub(super) fn key(&self, delivery: &Delivery<E>) -> Result<Key, KeyError> {
        self.key_and_fingerprint(delivery, false)
            .map(|(key, _)| key)
    }

    /// The key of a delivery, and the fingerprint of what the key leaves out.
    pub(super) fn key_and_fingerprint(
        &self,
        delivery: &Delivery<E>,
        fingerprint: bool,
    ) -> Result<(Key, [u8; 16]), KeyError> {
        let provider = delivery.provider();
        if provider != self.provider {
            return Err(KeyError::OtherProvider {
                expected: self.provider,
                found: provider,
            });
        }
        let scope = self.scope.as_str();
        if matches!(&self.scope, Scope::Tenant(tenant) if tenant.is_empty()) {
            return Err(KeyError::TenantEmpty);
        }
        let (tag, key) = if let Some(key_with) = &self.key_with {
            let key = key_with(delivery).ok_or(KeyError::NoKey)?;
            (Tag::Custom, key.scoped(scope))
        } else {
            let (tag, material) = self.material(delivery)?;
            let key = Key::derive(
                provider.as_bytes(),
                scope.as_bytes(),
                tag,
                material.as_bytes(),
            );
            (tag, key)
        };
        let fingerprint = if fingerprint {
            left_out(delivery, tag)
        } else {
            [0; 16]
        };
        Ok((key, fingerprint))
    }

    fn material<'d>(&self, delivery: &'d Delivery<E>) -> Result<(Tag, Material<'d>), KeyError> {
        let of_event = delivery.endpoint().row.delivery_id_kind == IdKind::Event;
        let id = delivery
            .id()
            .filter(|id| of_event && (1..=MAX_ID).contains(&id.len()));
        match id {
            Some(id) if delivery.id_is_signed() => return Ok((Tag::Id, Material::Id(id))),
            Some(id) if delivery.coverage().body == BodyCoverage::Nothing => {
                return Ok((Tag::Unsigned, Material::Id(id)));
            }
            _ => {}
        }
        let identity = identity(delivery).map_err(KeyError::Identity)?;
        Ok(match id {
            _ if delivery.coverage().body == BodyCoverage::Nothing => {
                (Tag::Unsigned, Material::Hash(identity))
            }
            Some(id) if self.unsigned_id == UnsignedId::Include => {
                let mut both = Vec::with_capacity(id.len().saturating_add(48));
                push(&mut both, &identity);
                push(&mut both, id.as_bytes());
                (Tag::IdentityAndId, Material::Both(both))
            }
            _ => (Tag::Identity, Material::Hash(identity)),
        })
    }
}

enum Material<'d> {
    Id(&'d str),
    Hash([u8; 32]),
    Both(Vec<u8>),
}

impl Material<'_> {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::Id(id) => id.as_bytes(),
            Self::Hash(hash) => hash,
            Self::Both(both) => both,
        }
    }
}

/// SHA-256 of what was signed, each piece with its length in front.
fn identity<E>(delivery: &Delivery<E>) -> Result<[u8; 32], Error> {
    let mut hash = Sha256::new();
    delivery.endpoint().identity(
        delivery.authentic(),
        delivery.head(),
        delivery.body(),
        &mut |piece| feed(&mut hash, piece),
    )?;
    Ok(hash.finalize().into())
}

/// The fingerprint of what a key of this kind leaves out: of the body, or of the id and the event's
/// name.
fn left_out<E>(delivery: &Delivery<E>, tag: Tag) -> [u8; 16] {
    const FIRST: usize = 64 * 1024;
    let mut hash = Sha256::new();
    hash.update(FINGERPRINT);
    match tag {
        Tag::Identity | Tag::IdentityAndId => {
            feed(&mut hash, delivery.id().unwrap_or_default().as_bytes());
            feed(&mut hash, delivery.kind().unwrap_or_default().as_bytes());
        }
        _ => {
            let body = delivery.body();
            hash.update((body.len() as u64).to_be_bytes());
            hash.update(body.get(..FIRST).unwrap_or(body));
        }
    }
    let hash: [u8; 32] = hash.finalize().into();
    let mut fingerprint = [0; 16];
    fingerprint
        .iter_mut()
        .zip(hash)
        .for_each(|(to, from)| *to = from);
    fingerprint
}

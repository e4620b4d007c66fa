//! The keys of an endpoint, prepared from its secrets.

use std::{fmt, ops::Deref, sync::Arc};

use zeroize::Zeroizing;

use crate::{
    algorithm::{Algorithm, Class, KeyError, PreparedKey},
    error::SetupError,
    key::{format::KeyFormat, secret::Secret, stack::wipe_stack, unshared::unshared_key},
    request::head::Head,
    scheme::{At, Encoding, Scheme},
};

/// A decoded and prepared key. Hashing starts from a state that has already absorbed it.
pub(crate) struct Key {
    pub(crate) prepared: PreparedKey,
    /// The decoded bytes, for schemes that sign the secret itself.
    pub(crate) raw: Zeroizing<Vec<u8>>,
    /// The id by which requests name it.
    id: Option<Box<str>>,
    /// The index of its secret.
    secret: usize,
}

impl Key {
    /// Whether it is tried for a request with this key id, or without one.
    fn matches_id(&self, wanted: Option<&str>) -> bool {
        match (&self.id, wanted) {
            (Some(id), Some(wanted)) => **id == *wanted,
            _ => true,
        }
    }
}

/// Where requests contain the secret, of schemes that send it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SentIn {
    /// In a header.
    Header,
    /// In the query or in the body.
    Text,
}

impl SentIn {
    /// Returns where the requests of a scheme contain the secret.
    pub(crate) fn of(scheme: &Scheme) -> Option<Self> {
        if scheme.algorithm.class() != Class::Token || scheme.encoding != Encoding::Text {
            return None;
        }
        Some(match scheme.signature {
            At::Header(_)
            | At::HeaderSetting(_)
            | At::HeaderSettingOr(..)
            | At::AnyHeader(_)
            | At::NumberedHeaders(_) => Self::Header,
            _ => Self::Text,
        })
    }

    /// Checks that a request can contain the secret.
    fn check(self, secret: &[u8], provider: &'static str) -> Result<(), SetupError> {
        let is_printable = |byte: &u8| matches!(byte, b' '..=b'~' | b'\t');
        let (place, expected) = match self {
            Self::Header if secret.len() > Head::MAX_VALUE => {
                ("a header", "at most 4,096 bytes long")
            }
            Self::Header if !secret.iter().all(is_printable) => ("a header", "printable ASCII"),
            Self::Text if std::str::from_utf8(secret).is_err() => {
                ("the query or the body", "UTF-8")
            }
            _ => return Ok(()),
        };
        Err(SetupError::SecretUnsendable {
            provider,
            place,
            expected,
        })
    }
}

/// How secrets are prepared as keys.
#[derive(Clone, Copy)]
pub(crate) struct KeySpec {
    pub(crate) provider: &'static str,
    pub(crate) algorithm: &'static dyn Algorithm,
    pub(crate) format: KeyFormat,
    /// Whether the scheme signs the secret itself.
    pub(crate) keep_raw: bool,
    /// Whether the keys sign.
    pub(crate) signs: bool,
    /// Where the secret itself is sent, if it is.
    pub(crate) sent_in: Option<SentIn>,
    /// Whether requests name the key that signed them.
    pub(crate) names_keys: bool,
    /// The schemes for other kinds of keys, each with the prefix of these keys.
    pub(crate) kinds: &'static [(&'static str, Scheme)],
}

impl KeySpec {
    /// Returns which of the other kinds of keys the secret is.
    fn kind_of(&self, secret: &Secret) -> Option<usize> {
        self.kinds.iter().position(|(prefix, scheme)| {
            secret.expose().starts_with(prefix.as_bytes())
                || (self.signs
                    && scheme.algorithm.class() == Class::Asymmetric
                    && secret.expose().starts_with(b"-----BEGIN "))
        })
    }

    /// Returns the specification for keys of this kind.
    fn of_kind(&self, kind: Option<usize>) -> Self {
        let scheme = kind.and_then(|kind| self.kinds.get(kind));
        scheme.map_or(*self, |(_, scheme)| Self {
            algorithm: scheme.algorithm,
            format: scheme.key,
            sent_in: SentIn::of(scheme),
            ..*self
        })
    }

    /// Returns the other key that a secret may be.
    fn other_key(&self, secret: &Secret, place: usize) -> Option<Key> {
        let bytes = self.format.decode_otherwise(secret.expose())?;
        let prepared = self.algorithm.prepare(&bytes).ok()?;
        (!self.signs).then(|| Key {
            prepared,
            raw: Zeroizing::default(),
            id: secret.id.clone(),
            secret: place,
        })
    }

    fn key(&self, secret: &Secret, place: usize) -> Result<Key, SetupError> {
        let form = || SetupError::SecretForm {
            provider: self.provider,
            expected: self.format.expected(),
        };
        if self.algorithm.class() != Class::Asymmetric
            && let Some(found) = unshared_key(secret.expose())
        {
            return Err(SetupError::KeyNotShared {
                provider: self.provider,
                found,
            });
        }
        let bytes = self.format.decode(secret.expose()).ok_or_else(form)?;
        if bytes.is_empty() {
            return Err(SetupError::SecretEmpty);
        }
        if bytes.len() < self.format.shortest() && !secret.short {
            return Err(SetupError::SecretShort);
        }
        if let Some(sent_in) = self.sent_in {
            sent_in.check(&bytes, self.provider)?;
        }
        let prepared = if self.signs {
            self.algorithm.prepare_signer(&bytes)
        } else {
            self.algorithm.prepare(&bytes)
        };
        let provider = self.provider;
        let prepared = prepared.map_err(|error| match error {
            KeyError::Form(expected) => SetupError::SecretForm { provider, expected },
            KeyError::Type(expected) => SetupError::KeyType { provider, expected },
            KeyError::Weak(expected) => SetupError::KeyWeak { provider, expected },
            KeyError::Private => SetupError::KeyPrivate { provider },
        })?;
        let raw = if self.keep_raw {
            bytes
        } else {
            Zeroizing::default()
        };
        Ok(Key {
            prepared,
            raw,
            id: secret.id.clone(),
            secret: place,
        })
    }
}

/// Prepared keys, which stay where they are made: one that is moved leaves a copy behind.
struct KeyList(Vec<Key>);

impl Deref for KeyList {
    type Target = [Key];

    fn deref(&self) -> &[Key] {
        &self.0
    }
}

impl Drop for KeyList {
    fn drop(&mut self) {
        if !self.0.is_empty() {
            self.0.clear();
            wipe_stack();
        }
    }
}

/// The keys of one endpoint: at least one, prepared once and shared.
///
/// While a secret is rotated there are two; which one matched is on the delivery. Made by
/// [`Endpoint::prepare_keys`](crate::Endpoint::prepare_keys), and cheap to clone, so that a service with many
/// tenants can cache them.
#[derive(Clone)]
pub struct Keys {
    keys: Arc<KeyList>,
    /// Which of the provider's other kinds of keys they are.
    pub(crate) kind: Option<usize>,
}

impl Keys {
    /// The maximum number of keys without an id: each costs a hash over the body.
    pub const MAX: usize = 8;

    /// The maximum number of keys with an id. They cost nothing if requests name one; a request
    /// that names none is rejected if more than [`Keys::MAX`] keys would have to be tried.
    pub const MAX_NAMED: usize = 64;

    pub(crate) fn new(recipe: &KeySpec, secrets: &[Secret]) -> Result<Self, SetupError> {
        let mut named = 0_usize;
        for secret in secrets {
            let has_id = recipe.names_keys && secret.id.is_some();
            named = named.saturating_add(has_id.into());
        }
        if secrets.is_empty() {
            return Err(SetupError::NoSecret);
        }
        if secrets.len().saturating_sub(named) > Self::MAX || named > Self::MAX_NAMED {
            return Err(SetupError::TooManySecrets);
        }
        let kind = secrets.first().and_then(|secret| recipe.kind_of(secret));
        if secrets.iter().any(|secret| recipe.kind_of(secret) != kind) {
            return Err(SetupError::KeysMixed {
                provider: recipe.provider,
            });
        }
        let recipe = recipe.of_kind(kind);
        let count = match recipe.format {
            KeyFormat::TextOrBase64(_) => secrets.len().saturating_mul(2),
            _ => secrets.len(),
        };
        let mut keys = KeyList(Vec::with_capacity(count));
        let mut passed = None;
        for (index, secret) in secrets.iter().enumerate() {
            match recipe.key(secret, index) {
                Ok(key) => {
                    keys.0.push(key);
                    if let Some(other) = recipe.other_key(secret, index) {
                        keys.0.push(other);
                    }
                }
                Err(other @ SetupError::KeyType { .. }) if secret.of_set => passed = Some(other),
                Err(error) if secrets.len() > 1 => {
                    return Err(SetupError::SecretAt {
                        index,
                        count: secrets.len(),
                        error: Box::new(error),
                    });
                }
                Err(error) => return Err(error),
            }
        }
        wipe_stack();
        match passed {
            Some(other) if keys.is_empty() => Err(other),
            _ => Ok(Self {
                keys: Arc::new(keys),
                kind,
            }),
        }
    }

    /// Returns a key made of the first of these texts that the algorithm accepts, with which nothing verifies
    /// that was signed with a private key. Returns no key if it accepts none of them.
    #[inline]
    pub(crate) fn decoy(recipe: &KeySpec, texts: &[&str]) -> Self {
        let key = texts.iter().find_map(|text| {
            let prepared = recipe.algorithm.prepare(text.as_bytes()).ok()?;
            let raw = if recipe.keep_raw {
                text.as_bytes().to_vec()
            } else {
                Vec::new()
            };
            Some(Key {
                prepared: match recipe.algorithm.class() {
                    Class::Asymmetric => prepared.matching_nothing(),
                    _ => prepared,
                },
                raw: Zeroizing::new(raw),
                id: None,
                secret: 0,
            })
        });
        Self {
            keys: Arc::new(KeyList(key.into_iter().collect())),
            kind: None,
        }
    }

    /// No key, for a receiver that looks them up.
    pub(crate) fn none() -> Self {
        Self {
            keys: Arc::new(KeyList(Vec::new())),
            kind: None,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Returns the keys that are tried for a request that names this key, or none, each with its
    /// index. More than [`Keys::MAX`] would take too long: then there is none.
    #[inline]
    pub(crate) fn tried_for<'k>(
        &'k self,
        wanted: Option<&'k str>,
    ) -> impl Iterator<Item = (usize, &'k Key)> {
        let answers = move |(_, key): &(usize, &'k Key)| key.matches_id(wanted);
        let all = self.keys.iter().enumerate().filter(answers);
        let too_many = self.keys.len() > Self::MAX && all.clone().count() > Self::MAX;
        all.take(if too_many { 0 } else { Self::MAX })
    }

    /// Whether there is a key to try for a request that names this key, or none.
    pub(crate) fn answer_to(&self, wanted: Option<&str>) -> bool {
        self.tried_for(wanted).next().is_some()
    }

    pub(crate) fn iter(&self) -> std::slice::Iter<'_, Key> {
        self.keys.iter()
    }

    /// The place of the secret from which the key at `index` was made.
    pub(crate) fn secret_of(&self, index: usize) -> usize {
        self.keys.get(index).map_or(index, |key| key.secret)
    }

    /// The first key: the one that signs.
    pub(crate) fn first(&self) -> Option<&Key> {
        self.keys.first()
    }
}

impl fmt::Debug for Keys {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} redacted)", self.keys.len())
    }
}

//! Secrets as users paste them, and the keys that are prepared from them.

use std::{fmt, path::Path, sync::Arc};

use zeroize::Zeroizing;

use crate::{
    algorithm::{Algorithm, Class, KeyError, PreparedKey},
    codec::{encoding, json},
    error::SetupError,
    request::head::Head,
    scheme::{At, Encoding, Scheme},
};

/// A secret as the provider's dashboard shows it. It is checked when it is created, and wiped when it is
/// dropped.
///
/// It has no `Default`, no `Display` and no comparison, and cannot be read back; `Debug` does not show
/// it. A clone is another copy of the bytes, wiped when it is dropped. Every constructor rejects secrets
/// that anyone could guess.
///
/// ```
/// use webhook_receiver::{Secret, SetupError};
///
/// let secret = Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?;
/// assert_eq!(format!("{secret:?}"), "Secret(redacted)");
///
/// assert_eq!(Secret::new("").unwrap_err(), SetupError::SecretEmpty);
/// assert_eq!(Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n").unwrap_err(), SetupError::SecretBlank);
/// assert_eq!(Secret::new("hunter2").unwrap_err(), SetupError::SecretShort);
/// # Ok::<(), SetupError>(())
/// ```
#[derive(Clone)]
pub struct Secret {
    text: Zeroizing<Vec<u8>>,
    pub(crate) short: bool,
    id: Option<Box<str>>,
    /// Whether it comes from a key set, which may also have keys for other purposes.
    of_set: bool,
}

impl Secret {
    /// The minimum length of a secret in bytes, both as pasted and as decoded.
    pub const MIN: usize = 16;

    /// Creates a secret.
    ///
    /// # Errors
    ///
    /// Returns an error if it is empty, has white space around it, is shorter than [`Secret::MIN`]
    /// bytes, repeats one byte, or is a placeholder such as `whsec_...` or `your_webhook_secret_here`.
    pub fn new(text: impl Into<Vec<u8>>) -> Result<Self, SetupError> {
        let secret = Self::new_unchecked_length(text)?;
        if is_placeholder(&secret.text) {
            return Err(SetupError::SecretPlaceholder);
        }
        if secret.text.len() < Self::MIN {
            return Err(SetupError::SecretShort);
        }
        if secret
            .text
            .windows(2)
            .all(|pair| pair.first() == pair.last())
        {
            return Err(SetupError::SecretRepeated);
        }
        Ok(Self {
            short: false,
            ..secret
        })
    }

    /// Reads a secret from an environment variable.
    ///
    /// # Errors
    ///
    /// Returns an error that names the variable if it is not set, or if [`Secret::new`] rejects its
    /// value.
    ///
    /// ```no_run
    /// let secret = webhook_receiver::Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    /// # Ok::<(), webhook_receiver::SetupError>(())
    /// ```
    pub fn from_env(variable: &str) -> Result<Self, SetupError> {
        let text = std::env::var(variable).map_err(|_| SetupError::SecretVariable {
            variable: variable.to_owned(),
        })?;
        Self::new(text).map_err(|error| SetupError::SecretFrom {
            origin: format!("the environment variable `{variable}`"),
            error: Box::new(error),
        })
    }

    /// Reads a secret from a file, such as a mounted Kubernetes secret, without the newline at its end.
    ///
    /// # Errors
    ///
    /// Returns an error that names the file if it cannot be read, or if [`Secret::new`] rejects its
    /// content.
    ///
    /// ```no_run
    /// let secret = webhook_receiver::Secret::from_file("/run/secrets/github")?;
    /// # Ok::<(), webhook_receiver::SetupError>(())
    /// ```
    pub fn from_file(path: impl AsRef<Path>) -> Result<Self, SetupError> {
        let path = path.as_ref();
        let mut text =
            std::fs::read(path)
                .map(Zeroizing::new)
                .map_err(|error| SetupError::SecretFile {
                    path: path.display().to_string(),
                    kind: error.kind(),
                })?;
        if text.ends_with(b"\n") {
            text.pop();
            if text.ends_with(b"\r") {
                text.pop();
            }
        }
        Self::new(std::mem::take(&mut *text)).map_err(|error| SetupError::SecretFrom {
            origin: format!("the file `{}`", path.display()),
            error: Box::new(error),
        })
    }

    /// Creates a secret of any length but zero, for [`crate::danger::short_secret`].
    pub(crate) fn new_unchecked_length(text: impl Into<Vec<u8>>) -> Result<Self, SetupError> {
        let mut text = Zeroizing::new(text.into());
        // A PEM file ends with a newline.
        if text.starts_with(b"-----BEGIN ") {
            let length = text.trim_ascii_end().len();
            text.truncate(length);
        }
        if text.is_empty() {
            return Err(SetupError::SecretEmpty);
        }
        if text.trim_ascii().len() != text.len() {
            return Err(SetupError::SecretBlank);
        }
        Ok(Self {
            text,
            short: true,
            id: None,
            of_set: false,
        })
    }

    /// Takes a text that may be the secret, whatever it is, to find out why another one does not match.
    #[cfg(feature = "explain")]
    pub(crate) fn candidate(text: &[u8]) -> Self {
        Self {
            text: Zeroizing::new(text.to_vec()),
            short: true,
            id: None,
            of_set: false,
        }
    }

    /// Sets the id by which requests name this key: a key id or a serial number. A key with an id is
    /// tried for requests that name it, and for those that name none if there are no more than
    /// [`Keys::MAX`] keys.
    pub fn with_id(mut self, id: impl Into<Box<str>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Reads the keys of a JSON Web Key Set (RFC 7517, section 5), each with its `kid` as its id. When
    /// they are prepared, those of another type than the provider's are ignored.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not a key set, or if the set is empty.
    ///
    /// ```
    /// use webhook_receiver::Secret;
    ///
    /// let set = r#"{"keys": [{"kty": "OKP", "crv": "Ed25519", "kid": "2026",
    ///     "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}"#;
    /// assert_eq!(Secret::from_jwks(set)?.len(), 1);
    /// # Ok::<(), webhook_receiver::SetupError>(())
    /// ```
    pub fn from_jwks(text: &str) -> Result<Vec<Self>, SetupError> {
        #[derive(serde::Deserialize)]
        struct Set<'a> {
            #[serde(borrow)]
            keys: Vec<&'a serde_json::value::RawValue>,
        }
        #[derive(serde::Deserialize)]
        struct Named {
            kid: Option<String>,
        }
        let set: Set<'_> = serde_json::from_str(text).map_err(|_| SetupError::KeySet)?;
        if set.keys.is_empty() {
            return Err(SetupError::KeySet);
        }
        let key = |raw: &serde_json::value::RawValue| {
            let named: Named = serde_json::from_str(raw.get()).map_err(|_| SetupError::KeySet)?;
            let secret = Self {
                of_set: true,
                ..Self::new(raw.get())?
            };
            Ok(match named.kid {
                Some(id) => secret.with_id(id),
                None => secret,
            })
        };
        set.keys.into_iter().map(key).collect()
    }

    /// Another secret, used in place of this one.
    pub(crate) fn with_text(&self, text: Vec<u8>) -> Self {
        Self {
            text: Zeroizing::new(text),
            ..self.clone()
        }
    }

    pub(crate) fn expose(&self) -> &[u8] {
        &self.text
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// The maximum length of a placeholder. Those of known examples are shorter.
const LONGEST_PLACEHOLDER: usize = 128;

/// Whether a text is a placeholder of an example or a template.
fn is_placeholder(text: &[u8]) -> bool {
    // A public key is long enough to contain one of these by chance, and is not a secret.
    if text.len() > LONGEST_PLACEHOLDER || text.starts_with(b"{\"") {
        return false;
    }
    const EXACT: &[&str] = &[
        "secret",
        "password",
        "test",
        "dummy",
        "none",
        "null",
        "undefined",
        "todo",
    ];
    const PARTS: &[&str] = &[
        "changeme",
        "change_me",
        "change-me",
        "placeholder",
        "your_",
        "your-",
        "yoursecret",
        "_here",
        "-here",
        "replace_me",
        "replace-me",
        "replaceme",
        "example_secret",
        "example-secret",
        "xxxxx",
        "...",
        "<",
        "insert_",
        "secret_key_goes",
        "my_secret",
        "mysecret",
        "my-secret",
        "supersecret",
        "super_secret",
        "test_secret",
        "test-secret",
    ];
    let text = Zeroizing::new(String::from_utf8_lossy(text).to_ascii_lowercase());
    let bare = text.strip_prefix("whsec_").unwrap_or(&text);
    bare.is_empty() || EXACT.contains(&bare) || PARTS.iter().any(|part| text.contains(part))
}

/// How a pasted secret is decoded into a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyFormat {
    /// The text itself, in UTF-8.
    Text,
    /// The text in UTF-8 and Unicode's normal form NFKD
    /// ([UAX 15](https://www.unicode.org/reports/tr15/)). Text that is not ASCII needs the feature
    /// `unicode`.
    Nfkd,
    /// Hexadecimal.
    Hex,
    /// Base64, with or without padding.
    Base64,
    /// Base64 after a prefix, such as `whsec_`, that may be missing.
    PrefixedBase64(&'static str),
    /// Two keys: the text itself, and its base64 after a prefix that may be missing. For providers that
    /// changed from one to the other and do not say by which key they sign.
    TextOrBase64(&'static str),
    /// The text after this separator: `secret` in `id:secret`.
    After(char),
}

impl KeyFormat {
    fn decode(self, text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Text | Self::TextOrBase64(_) => Some(text.to_vec()),
            Self::Nfkd => nfkd(text),
            Self::After(end) => std::str::from_utf8(text)
                .ok()
                .and_then(|text| text.split_once(end))
                .map(|(_, key)| key.as_bytes().to_vec()),
            Self::Hex => encoding::key_from_hex(text),
            Self::Base64 => encoding::key_from_base64(text),
            Self::PrefixedBase64(prefix) => encoding::key_from_base64(without_prefix(text, prefix)),
        }
        .map(Zeroizing::new)
    }

    /// Decodes the other key that the text may be.
    fn decode_otherwise(self, text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let Self::TextOrBase64(prefix) = self else {
            return None;
        };
        let key = encoding::key_from_base64(without_prefix(text, prefix)).map(Zeroizing::new)?;
        (key.len() >= Secret::MIN).then_some(key)
    }

    /// The minimum length of a key in bytes: 24 in the specification of Standard Webhooks, whose keys are
    /// base64 after `whsec_`.
    fn shortest(self) -> usize {
        match self {
            Self::PrefixedBase64("whsec_") => 24,
            _ => Secret::MIN,
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Text | Self::TextOrBase64(_) => "text",
            Self::Nfkd if cfg!(feature = "unicode") => "text in UTF-8",
            Self::Nfkd => "ASCII text; for other text there is the feature `unicode`",
            Self::After(_) => "an id and the secret, with a separator between them",
            Self::Hex => "hexadecimal",
            Self::Base64 => "base64",
            Self::PrefixedBase64("whsec_") => "base64 behind `whsec_`",
            Self::PrefixedBase64(_) => "base64 behind a fixed prefix",
        }
    }
}

/// Returns the text after a prefix, or after the prefix's last part: `whsec_` of `v1,whsec_`.
fn without_prefix<'t>(text: &'t [u8], prefix: &str) -> &'t [u8] {
    let last = prefix.rsplit(',').next().unwrap_or_default();
    text.strip_prefix(prefix.as_bytes())
        .or_else(|| text.strip_prefix(last.as_bytes()))
        .unwrap_or(text)
}

#[cfg(feature = "unicode")]
fn nfkd(text: &[u8]) -> Option<Vec<u8>> {
    use unicode_normalization::UnicodeNormalization;
    let text = std::str::from_utf8(text).ok()?;
    let mut normal = Vec::with_capacity(text.len());
    for letter in text.nfkd() {
        normal.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Some(normal)
}

#[cfg(not(feature = "unicode"))]
fn nfkd(text: &[u8]) -> Option<Vec<u8>> {
    text.is_ascii().then(|| text.to_vec())
}

/// Returns what a text is if it is a key, but not a shared secret. If a public key were used as a shared
/// secret, anyone could sign.
fn other_key(text: &[u8]) -> Option<&'static str> {
    const PEM: &str = "a key or certificate in PEM";
    const DER: &str = "a public or private key";
    if text.trim_ascii_start().starts_with(b"-----BEGIN ") {
        return Some(PEM);
    }
    if text.starts_with(b"{") {
        let named = |name| json::raw(text, name).is_ok_and(|found| found.is_some());
        return (named("/kty") || named("/keys")).then_some("a JSON Web Key");
    }
    if text.starts_with(b"whpk_") || text.starts_with(b"whsk_") {
        return Some("a key for Ed25519");
    }
    let bare = text.strip_prefix(b"whsec_").unwrap_or(text);
    let decoded = [
        encoding::key_from_base64(bare),
        encoding::key_from_hex(bare),
    ];
    decoded.into_iter().flatten().find_map(|bytes| {
        let bytes = Zeroizing::new(bytes);
        if bytes.trim_ascii_start().starts_with(b"-----BEGIN ") {
            Some(PEM)
        } else {
            is_der_key(&bytes).then_some(DER)
        }
    })
}

/// Whether bytes are a key in DER: `SubjectPublicKeyInfo` (RFC 5280), PKCS #8 (RFC 5958), PKCS #1
/// (RFC 8017), SEC 1 (RFC 5915) or a certificate. One in ten million random texts looks like one.
fn is_der_key(bytes: &[u8]) -> bool {
    let Some((content, [])) = sequence(bytes) else {
        return false;
    };
    match content {
        // A version before a private key, or the modulus of an RSA key.
        [0x02, 0x01, 0x00 | 0x01, 0x02 | 0x04 | 0x30, ..] | [0x02, 0x81 | 0x82, ..] => true,
        // An algorithm before a public key, or what a certificate says.
        _ => matches!(sequence(content), Some(([0x06 | 0xa0 | 0x02, ..], _))),
    }
}

/// Returns the content of a DER `SEQUENCE` and the bytes after it.
fn sequence(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let [0x30, length, rest @ ..] = bytes else {
        return None;
    };
    match (*length, rest) {
        (length @ 0..=0x7f, rest) => rest.split_at_checked(length.into()),
        (0x81, [length, rest @ ..]) => rest.split_at_checked((*length).into()),
        (0x82, [high, low, rest @ ..]) => {
            rest.split_at_checked(u16::from_be_bytes([*high, *low]).into())
        }
        _ => None,
    }
}

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
            secret.text.starts_with(prefix.as_bytes())
                || (self.signs
                    && scheme.algorithm.class() == Class::Asymmetric
                    && secret.text.starts_with(b"-----BEGIN "))
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
            && let Some(found) = other_key(secret.expose())
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

/// The keys of one endpoint: at least one, prepared once and shared.
///
/// While a secret is rotated there are two; which one matched is on the delivery. Made by
/// [`Endpoint::prepare_keys`](crate::Endpoint::prepare_keys), and cheap to clone, so that a service with many
/// tenants can cache them.
#[derive(Clone)]
pub struct Keys {
    keys: Arc<[Key]>,
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
        let has_id = |secret: &&Secret| recipe.names_keys && secret.id.is_some();
        let named = secrets.iter().filter(has_id).count();
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
        let mut keys = Vec::with_capacity(secrets.len());
        let mut passed = None;
        for (index, secret) in secrets.iter().enumerate() {
            match recipe.key(secret, index) {
                Ok(key) => {
                    keys.push(key);
                    keys.extend(recipe.other_key(secret, index));
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
        match passed {
            Some(other) if keys.is_empty() => Err(other),
            _ => Ok(Self {
                keys: keys.into(),
                kind,
            }),
        }
    }

    /// A key made of the first of these texts that the algorithm takes, with which nothing verifies
    /// that was signed with a private key. No key, if it takes none of them.
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
            keys: key.into_iter().collect(),
            kind: None,
        }
    }

    /// No key, for a receiver that looks them up.
    pub(crate) fn none() -> Self {
        Self {
            keys: Arc::new([]),
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
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} redacted)", self.keys.len())
    }
}

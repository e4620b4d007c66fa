//! Secrets as users paste them.

use std::{fmt, path::Path};

use zeroize::Zeroizing;

use crate::error::SetupError;

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
    pub(super) id: Option<Box<str>>,
    /// Whether it comes from a key set, which may also have keys for other purposes.
    pub(super) of_set: bool,
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
    #[inline]
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

    /// Sets the id by which requests name this key: a key id or a serial number. A key with an id is tried
    /// for requests that name it. For requests that name none, it is tried if there are at most
    /// [`Keys::MAX`](crate::Keys::MAX) keys.
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
    #[inline]
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
        let set: Set<'_> =
            serde_json::from_slice(text.as_bytes()).map_err(|_| SetupError::KeySet)?;
        if set.keys.is_empty() {
            return Err(SetupError::KeySet);
        }
        let key = |raw: &serde_json::value::RawValue| {
            let named: Named =
                serde_json::from_slice(raw.get().as_bytes()).map_err(|_| SetupError::KeySet)?;
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
    #[cfg(feature = "testing")]
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
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(redacted)")
    }
}

/// The maximum length of a placeholder. Those of known examples are shorter.
const LONGEST_PLACEHOLDER: usize = 128;

/// Whether a text contains this word.
fn has(text: &str, word: &str) -> bool {
    let mut places = text.as_bytes().windows(word.len());
    places.any(|place| place == word.as_bytes())
}

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
    bare.is_empty() || EXACT.contains(&bare) || PARTS.iter().any(|part| has(&text, part))
}

//! Keys that are looked up for each request.
//!
//! Verification does not fetch keys. It passes a [`KeyHint`] to the receiver's [`KeySource`], which
//! returns [`Keys`]. [`Keys`] are a fixed source themselves; [`KeyCache`](crate::KeyCache) is a source
//! around your own function that fetches them.

use std::{fmt, future::Future, pin::Pin, time::SystemTime};

use crate::{
    error::{Error, Location},
    key::keys::Keys,
    scheme::{Checked, check, require, valid},
};

/// The key that a request needs: its id, its URL, both, or neither if the provider's requests do not
/// name their key.
///
/// # Security
///
/// **It comes from a request that is not verified yet.** An id may be any text: encode it before it
/// becomes part of a path, a query or a file name. A URL is one that the provider's row allows: it has
/// the scheme `https`, a host of the provider, no port, no user info, no query, and a path in the
/// provider's form. Do not follow redirects from there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeyHint {
    id: Option<Box<str>>,
    url: Option<Box<str>>,
}

impl KeyHint {
    /// The maximum length of a key id, in bytes.
    pub const LONGEST: usize = 255;

    /// The hint of a request that does not name its key.
    pub const NONE: Self = Self {
        id: None,
        url: None,
    };

    /// Creates a hint with this id, or without an id.
    pub fn with_id(id: Option<impl Into<Box<str>>>) -> Self {
        Self {
            id: id.map(Into::into),
            url: None,
        }
    }

    /// Adds a fixed URL.
    pub fn at_url(self, url: &'static str) -> Self {
        Self {
            url: Some(url.into()),
            ..self
        }
    }

    /// Adds a URL from the request. `location` is its place.
    ///
    /// # Errors
    ///
    /// Returns [`Error::KeyUrl`] if the URL is not one of `allowed`.
    ///
    /// ```
    /// use webhook_receiver::{AllowedUrl, KeyHint, error::{Error, Location}};
    ///
    /// const SNS: &[AllowedUrl] = &[AllowedUrl::new(
    ///     "sns.{region}.amazonaws.com",
    ///     "/SimpleNotificationService-{hex}.pem",
    /// )];
    /// let at = |url| KeyHint::NONE.at_allowed_url(url, SNS, Location::Json("/SigningCertURL"));
    ///
    /// assert!(at("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-7ff5.pem").is_ok());
    /// for other in [
    ///     "http://sns.us-east-1.amazonaws.com/SimpleNotificationService-7ff5.pem",
    ///     "https://sns.us-east-1.amazonaws.com.evil.example/SimpleNotificationService-7ff5.pem",
    ///     "https://sns.us-east-1.amazonaws.com:8443/SimpleNotificationService-7ff5.pem",
    ///     // A bucket, which anybody could have created.
    ///     "https://sns.s3.amazonaws.com/SimpleNotificationService-7ff5.pem",
    ///     "https://sns.us-east-1.amazonaws.com/x.pem",
    ///     "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-7ff5.pem?x=.pem",
    /// ] {
    ///     assert_eq!(at(other), Err(Error::KeyUrl { location: Location::Json("/SigningCertURL") }));
    /// }
    /// ```
    #[inline]
    pub fn at_allowed_url(
        self,
        url: &str,
        allowed: &[AllowedUrl],
        location: Location,
    ) -> Result<Self, Error> {
        if !allowed.iter().any(|allowed| allowed.is(url)) {
            return Err(Error::KeyUrl { location });
        }
        Ok(Self {
            url: Some(url.into()),
            ..self
        })
    }

    pub(crate) fn without_id(&self) -> Self {
        Self {
            id: None,
            url: self.url.clone(),
        }
    }

    /// Returns the key id in the request, which is **untrusted**.
    pub fn key_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Returns the URL of the key: the provider's fixed URL, or one in the request that the provider's
    /// row allows.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// Shows the URL and not the id, which is any text of the sender's.
impl fmt::Debug for KeyHint {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyHint")
            .field("id", &self.id.as_ref().map(|_| "untrusted"))
            .field("url", &self.url)
            .finish()
    }
}

/// A pattern of the URLs that requests may name for their key.
///
/// Variable parts are placeholders, each of which matches texts of one class only:
///
/// | placeholder | matches |
/// |---|---|
/// | `{region}` | a region of AWS outside of China: two letters, words, a digit, such as `us-east-1` or `us-gov-west-1` |
/// | `{cn-region}` | a region of AWS in China, such as `cn-north-1` |
/// | `{eusc-region}` | a region of the AWS European Sovereign Cloud, such as `eusc-de-east-1` |
/// | `{hex}` | one or more lower-case hexadecimal digits |
/// | `{name}` | one or more ASCII letters, digits, `-` and `_` |
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedUrl {
    host: &'static str,
    path: &'static str,
}

impl AllowedUrl {
    /// The maximum length of a URL, in bytes.
    const LONGEST: usize = 512;

    /// Creates a pattern from a lower-case host and a path that starts with `/`. Both may have
    /// placeholders.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if a placeholder is unknown, or if the text after one could be a part of
    /// it.
    ///
    /// ```compile_fail,E0080
    /// use webhook_receiver::AllowedUrl;
    ///
    /// // Which labels are the provider's own?
    /// const ANY: AllowedUrl = AllowedUrl::new("keys.*.example.com", "/key.pem");
    /// ```
    #[inline]
    pub const fn new(host: &'static str, path: &'static str) -> Self {
        valid(check_pattern(host));
        valid(check_pattern(path));
        Self { host, path }
    }

    pub(crate) const fn host(&self) -> &'static str {
        self.host
    }

    #[cfg(feature = "config")]
    pub(crate) fn path(&self) -> &'static str {
        self.path
    }

    /// Whether the pattern matches a URL. The text itself must match, and not what a URL parser makes of
    /// it.
    #[inline]
    fn is(&self, url: &str) -> bool {
        let Some(rest) = url.strip_prefix("https://") else {
            return false;
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        url.len() <= Self::LONGEST && fits(self.host, host) && fits(self.path, path)
    }
}

/// The class of a placeholder.
#[derive(Clone, Copy)]
enum Class {
    Region,
    ChinaRegion,
    SovereignRegion,
    Hex,
    Name,
}

impl Class {
    const fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"region" => Some(Self::Region),
            b"cn-region" => Some(Self::ChinaRegion),
            b"eusc-region" => Some(Self::SovereignRegion),
            b"hex" => Some(Self::Hex),
            b"name" => Some(Self::Name),
            _ => None,
        }
    }

    /// Whether its texts may contain this character.
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Region | Self::ChinaRegion | Self::SovereignRegion => {
                matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
            }
            Self::Hex => matches!(byte, b'a'..=b'f' | b'0'..=b'9'),
            Self::Name => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        }
    }

    /// Whether it matches a text of its characters.
    #[inline]
    fn is(self, text: &str) -> bool {
        let word =
            |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        let region = |text: &str| {
            let parts = text.rsplit_once('-').and_then(|(words, digit)| {
                let (area, words) = words.split_once('-')?;
                Some((area, words, digit))
            });
            parts.is_some_and(|(area, words, digit)| {
                word(area)
                    && words.split('-').all(word)
                    && matches!(digit.as_bytes(), [b'0'..=b'9'])
            })
        };
        let area = text.split('-').next().unwrap_or_default();
        match self {
            Self::Region => area.len() == 2 && area != "cn" && region(text),
            Self::ChinaRegion => area == "cn" && region(text),
            Self::SovereignRegion => area == "eusc" && region(text),
            Self::Hex | Self::Name => !text.is_empty(),
        }
    }
}

/// Whether `pattern` matches `text`.
#[inline]
fn fits(mut pattern: &str, mut text: &str) -> bool {
    while let Some((literal, rest)) = pattern.split_once('{') {
        let Some((name, behind)) = rest.split_once('}') else {
            return false;
        };
        let (Some(class), Some(after)) = (Class::of(name.as_bytes()), text.strip_prefix(literal))
        else {
            return false;
        };
        let length = after.bytes().take_while(|byte| class.has(*byte)).count();
        let Some((inside, after)) = after.split_at_checked(length) else {
            return false;
        };
        if !class.is(inside) {
            return false;
        }
        (pattern, text) = (behind, after);
    }
    pattern == text
}

#[inline]
pub(crate) const fn check_pattern(pattern: &str) -> Checked {
    let mut rest = pattern.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        check!(require(
            *byte != b'*' && *byte != b'}',
            "a placeholder has a name in braces"
        ));
        if *byte != b'{' {
            continue;
        }
        let mut length = 0_usize;
        let mut behind = tail;
        while let [byte, tail @ ..] = behind {
            behind = tail;
            if *byte == b'}' {
                break;
            }
            length = length.saturating_add(1);
        }
        let (name, _) = tail.split_at(length);
        let class = Class::of(name);
        check!(require(class.is_some(), "an unknown placeholder"));
        if let (Some(class), [next, ..]) = (class, behind) {
            check!(require(
                *next != b'{' && !class.has(*next),
                "what follows a placeholder could be a part of it"
            ));
        }
        rest = behind;
    }
    Ok(())
}

/// Looks up keys.
///
/// ```
/// use std::{future::ready, sync::Arc, time::SystemTime};
///
/// use webhook_receiver::{
///     Endpoint, Error, KeyHint, KeySource, Keys, KeysFuture, Receiver, Secret, providers,
/// };
///
/// /// Keys that an operator of ours puts into a table.
/// struct Table(Vec<(String, Keys)>);
///
/// impl KeySource for Table {
///     fn find<'s>(&'s self, hint: &'s KeyHint, _now: SystemTime) -> KeysFuture<'s> {
///         let found = self.0.iter().find(|(id, _)| Some(&**id) == hint.key_id());
///         Box::pin(ready(found.map(|(_, keys)| keys.clone()).ok_or(Error::KeyUnknown)))
///     }
/// }
///
/// # #[cfg(feature = "ecdsa")] {
/// let endpoint = Receiver::builder(providers::CIRCLE).build_endpoint()?;
/// let receiver = endpoint.with_key_source(Arc::new(Table(Vec::new())));
/// # drop(receiver);
/// # }
/// # Ok::<(), webhook_receiver::SetupError>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a source of keys",
    label = "not a source of keys",
    note = "implement `webhook_receiver::KeySource`, or use `webhook_receiver::KeyCache` with your HTTP client"
)]
pub trait KeySource: Send + Sync {
    /// Returns the keys for a request, among which is the one that it needs. `now` is the time of the
    /// request.
    ///
    /// # Errors
    ///
    /// Returns [`Error::KeyUnknown`] if there is no such key, and [`Error::KeyUnavailable`] if the lookup
    /// failed.
    fn find<'s>(&'s self, hint: &'s KeyHint, now: SystemTime) -> KeysFuture<'s>;
}

/// The future returned by [`KeySource::find`].
pub type KeysFuture<'s> = Pin<Box<dyn Future<Output = Result<Keys, Error>> + Send + 's>>;

/// A fixed set of keys, as from [`Secret::from_jwks`](crate::Secret::from_jwks) or a certificate.
impl KeySource for Keys {
    fn find<'s>(&'s self, _: &'s KeyHint, _: SystemTime) -> KeysFuture<'s> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

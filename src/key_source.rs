//! Keys that are not known beforehand: a request says which one it needs, a source brings it.
//!
//! The core fetches nothing. It hands a [`KeyHint`] to the [`KeySource`] that the receiver was made
//! with, and takes [`Keys`] back. [`Keys`] are a source themselves, a fixed one;
//! [`KeyCache`](crate::KeyCache) is one around your own function that fetches.

use std::{fmt, future::Future, pin::Pin, time::SystemTime};

use crate::{
    error::{Error, Place},
    secret::Keys,
};

/// Which key a request needs, by its id, by the URL where it is to be had, or by both. Neither,
/// where the provider's requests do not say.
///
/// **The request says so, and nothing of the request is proven.** An id may be anything, and goes
/// into no path, query or file name unencoded. A URL is one of those that the provider's row
/// allows: `https`, a host of the provider's own, no port, no user info, no query, and a path of
/// the provider's form; follow no redirect from there.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct KeyHint {
    id: Option<Box<str>>,
    url: Option<Box<str>>,
}

impl KeyHint {
    /// A longer id, in bytes, is that of no key.
    pub const LONGEST: usize = 255;

    /// A request that does not say which key it needs.
    pub const NONE: Self = Self {
        id: None,
        url: None,
    };

    /// The key with this id, if there is one.
    pub fn id(id: Option<impl Into<Box<str>>>) -> Self {
        Self {
            id: id.map(Into::into),
            url: None,
        }
    }

    /// As before, to be had at this fixed URL.
    pub fn at(self, url: &'static str) -> Self {
        Self {
            url: Some(url.into()),
            ..self
        }
    }

    /// As before, to be had at a URL that the request names, if it is one of these.
    ///
    /// # Errors
    /// [`Error::KeyUrl`] where it is none of them. `place` is where the URL stands.
    ///
    /// ```
    /// use webhook_receiver::{KeyHint, error::{Error, Place}, key_source::AllowedUrl};
    ///
    /// const SNS: &[AllowedUrl] = &[AllowedUrl::new("sns.*.amazonaws.com", "/*.pem")];
    /// let at = |url| KeyHint::NONE.at_one_of(url, SNS, Place::Json("/SigningCertURL"));
    ///
    /// assert!(at("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-a.pem").is_ok());
    /// for other in [
    ///     "http://sns.us-east-1.amazonaws.com/a.pem",
    ///     "https://sns.us-east-1.amazonaws.com.evil.example/a.pem",
    ///     "https://sns.us-east-1.amazonaws.com@evil.example/a.pem",
    ///     "https://sns.us-east-1.amazonaws.com:8443/a.pem",
    ///     "https://sns.a.b.amazonaws.com/a.pem",
    ///     "https://sns.us-east-1.amazonaws.com/a/b.pem",
    ///     "https://sns.us-east-1.amazonaws.com/a.pem?x=.pem",
    /// ] {
    ///     assert_eq!(at(other), Err(Error::KeyUrl(Place::Json("/SigningCertURL"))));
    /// }
    /// ```
    pub fn at_one_of(self, url: &str, allowed: &[AllowedUrl], place: Place) -> Result<Self, Error> {
        if !allowed.iter().any(|allowed| allowed.is(url)) {
            return Err(Error::KeyUrl(place));
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

    /// The key's id, as the request names it. **Untrusted.**
    pub fn key_id(&self) -> Option<&str> {
        self.id.as_deref()
    }

    /// Where the key is to be had: the provider's fixed URL, or one that the request names and the
    /// provider's row allows.
    pub fn url(&self) -> Option<&str> {
        self.url.as_deref()
    }
}

/// Shows where, and not what: an id is the sender's text.
impl fmt::Debug for KeyHint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyHint")
            .field("id", &self.id.as_ref().map(|_| "untrusted"))
            .field("url", &self.url)
            .finish()
    }
}

/// URLs of a provider's own at which a request may say that its key is to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AllowedUrl {
    host: &'static str,
    path: &'static str,
}

impl AllowedUrl {
    /// A longer URL is refused.
    const LONGEST: usize = 512;

    /// A host and a path, in lower case the one, from the slash on the other. One `*` in the host
    /// stands for a label of the provider's own; one in the path for letters, digits, `-`, `_` and
    /// `.`, without a slash.
    pub const fn new(host: &'static str, path: &'static str) -> Self {
        Self { host, path }
    }

    pub(crate) fn host(&self) -> &'static str {
        self.host
    }

    /// Whether the URL is one of these. What does not look exactly so is none, whatever a parser
    /// might make of it.
    fn is(&self, url: &str) -> bool {
        let Some(rest) = url.strip_prefix("https://") else {
            return false;
        };
        let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        let label = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        let name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        url.len() <= Self::LONGEST
            && fits(self.host, host, label)
            && fits(self.path, path, name)
            && !path.contains("..")
    }
}

/// Whether `text` is `pattern`, with one or more bytes of this kind in place of the `*`.
fn fits(pattern: &str, text: &str, kind: impl Fn(u8) -> bool) -> bool {
    let Some((begin, end)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let inside = text
        .strip_prefix(begin)
        .and_then(|text| text.strip_suffix(end));
    inside.is_some_and(|inside| !inside.is_empty() && inside.bytes().all(kind))
}

/// What brings keys.
///
/// ```
/// use std::{future::ready, sync::Arc, time::SystemTime};
///
/// use webhook_receiver::{
///     Endpoint, Error, KeyHint, Keys, Receiver, Secret, providers,
///     key_source::{Found, KeySource},
/// };
///
/// /// Keys that an operator of ours puts into a table.
/// struct Table(Vec<(String, Keys)>);
///
/// impl KeySource for Table {
///     fn find<'s>(&'s self, hint: &'s KeyHint, _now: SystemTime) -> Found<'s> {
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
pub trait KeySource: Send + Sync {
    /// The keys among which the one is that the request needs. `now` is the time of the request.
    ///
    /// # Errors
    /// [`Error::KeyUnknown`] where there is none, and [`Error::KeyUnavailable`] where that could
    /// not be found out.
    fn find<'s>(&'s self, hint: &'s KeyHint, now: SystemTime) -> Found<'s>;
}

/// What a source gives, when it is there.
pub type Found<'s> = Pin<Box<dyn Future<Output = Result<Keys, Error>> + Send + 's>>;

/// A fixed set, as from [`Secret::from_jwks`](crate::Secret::from_jwks) or a certificate.
impl KeySource for Keys {
    fn find<'s>(&'s self, _: &'s KeyHint, _: SystemTime) -> Found<'s> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

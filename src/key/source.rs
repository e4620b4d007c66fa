//! Keys that are not known beforehand: a request says which one it needs, a source brings it.
//!
//! The core fetches nothing. It hands a [`KeyHint`] to the [`KeySource`] that the receiver was made
//! with, and takes [`Keys`] back. [`Keys`] are a source themselves, a fixed one;
//! [`KeyCache`](crate::KeyCache) is one around your own function that fetches.

use std::{fmt, future::Future, pin::Pin, time::SystemTime};

use crate::{
    error::{Error, Location},
    key::secret::Keys,
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
    pub fn with_id(id: Option<impl Into<Box<str>>>) -> Self {
        Self {
            id: id.map(Into::into),
            url: None,
        }
    }

    /// As before, to be had at this fixed URL.
    pub fn at_url(self, url: &'static str) -> Self {
        Self {
            url: Some(url.into()),
            ..self
        }
    }

    /// As before, to be had at a URL that the request names, if it is one of these.
    ///
    /// # Errors
    /// [`Error::KeyUrl`] if it is none of them. `location` is where the request has the URL.
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
    ///     // A bucket, which may be anybody's.
    ///     "https://sns.s3.amazonaws.com/SimpleNotificationService-7ff5.pem",
    ///     "https://sns.us-east-1.amazonaws.com/x.pem",
    ///     "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-7ff5.pem?x=.pem",
    /// ] {
    ///     assert_eq!(at(other), Err(Error::KeyUrl { location: Location::Json("/SigningCertURL") }));
    /// }
    /// ```
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
///
/// What varies in them is a placeholder with a class, so that nothing else can stand there:
///
/// | placeholder | stands for |
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
    /// A longer URL is refused.
    const LONGEST: usize = 512;

    /// Allows a host, in lower case, and a path that begins with a slash. Each may have
    /// placeholders.
    ///
    /// # Panics
    /// Panics, at compile time, if a placeholder is unknown, or if the text behind one could be
    /// read as a part of it.
    ///
    /// ```compile_fail,E0080
    /// use webhook_receiver::AllowedUrl;
    ///
    /// // Which labels are the provider's own?
    /// const ANY: AllowedUrl = AllowedUrl::new("keys.*.example.com", "/key.pem");
    /// ```
    pub const fn new(host: &'static str, path: &'static str) -> Self {
        assert_pattern(host);
        assert_pattern(path);
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
        url.len() <= Self::LONGEST && fits(self.host, host) && fits(self.path, path)
    }
}

/// What may stand for a placeholder.
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

    /// Whether the character may stand in it.
    const fn has(self, byte: u8) -> bool {
        match self {
            Self::Region | Self::ChinaRegion | Self::SovereignRegion => {
                matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')
            }
            Self::Hex => matches!(byte, b'a'..=b'f' | b'0'..=b'9'),
            Self::Name => byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'),
        }
    }

    /// Whether a text of its characters is one of it.
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

/// Whether `text` is `pattern`, with texts of their classes in place of the placeholders.
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

const fn assert_pattern(pattern: &str) {
    let mut rest = pattern.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = tail;
        assert!(
            *byte != b'*' && *byte != b'}',
            "a placeholder has a name in braces"
        );
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
        assert!(class.is_some(), "an unknown placeholder");
        if let (Some(class), [next, ..]) = (class, behind) {
            assert!(
                *next != b'{' && !class.has(*next),
                "what follows a placeholder could be a part of it"
            );
        }
        rest = behind;
    }
}

/// What brings keys.
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
pub trait KeySource: Send + Sync {
    /// The keys among which the one is that the request needs. `now` is the time of the request.
    ///
    /// # Errors
    /// [`Error::KeyUnknown`] where there is none, and [`Error::KeyUnavailable`] where that could
    /// not be found out.
    fn find<'s>(&'s self, hint: &'s KeyHint, now: SystemTime) -> KeysFuture<'s>;
}

/// What a source gives, when it is there.
pub type KeysFuture<'s> = Pin<Box<dyn Future<Output = Result<Keys, Error>> + Send + 's>>;

/// A fixed set, as from [`Secret::from_jwks`](crate::Secret::from_jwks) or a certificate.
impl KeySource for Keys {
    fn find<'s>(&'s self, _: &'s KeyHint, _: SystemTime) -> KeysFuture<'s> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

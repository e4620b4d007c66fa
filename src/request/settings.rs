//! What an endpoint must know besides its secret.

use std::{fmt, sync::Arc};

use http::Uri;

use crate::{error::SetupError, request::head::Head};

/// The URL that the provider calls.
#[derive(Clone, Debug)]
pub(crate) enum PublicUrl {
    /// The URL as it is registered, whatever path a proxy makes of it, and its path and query.
    Exact(Arc<str>, Arc<str>),
    /// An origin, to which the request's path and query are joined.
    Origin(Arc<str>),
}

impl PublicUrl {
    /// The URL of this request: what is configured, and what the request adds to it.
    pub(crate) fn parts<'a>(&'a self, head: &'a Head) -> (&'a str, &'a str) {
        match self {
            Self::Exact(url, _) => (url, ""),
            Self::Origin(base) => (base, head.path_and_query()),
        }
    }

    /// The URL of this request.
    pub(crate) fn of(&self, head: &Head) -> String {
        let (base, path) = self.parts(head);
        format!("{base}{path}")
    }

    /// Whether the request itself was sent to this URL, as far as its path and query show.
    pub(crate) fn is_of(&self, head: &Head) -> bool {
        match self {
            Self::Exact(_, path) => **path == *head.path_and_query(),
            Self::Origin(_) => true,
        }
    }
}

/// The public URL and the named settings of an endpoint.
#[derive(Clone, Default)]
pub(crate) struct Settings {
    base: Option<Arc<str>>,
    named: Vec<(String, String)>,
}

impl Settings {
    /// The name of the setting for the URL exactly as it is registered with the provider.
    pub(crate) const CALLBACK_URL: &'static str = "callback_url";

    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.named.retain(|(known, _)| known != name);
        self.named.push((name.to_owned(), value.to_owned()));
    }

    pub(crate) fn set_base(&mut self, url: &str) {
        self.base = Some(url.into());
    }

    /// Returns the URL that was set as the public one.
    #[cfg(feature = "tracing")]
    pub(crate) fn public(&self) -> Option<&str> {
        self.get(Self::CALLBACK_URL).or(self.base.as_deref())
    }

    /// The origin that was set.
    #[cfg(feature = "explain")]
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.named
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn required(
        &self,
        provider: &'static str,
        name: &'static str,
    ) -> Result<&str, SetupError> {
        match self.get(name) {
            Some(value) if value.trim().is_empty() => Err(SetupError::SettingForm {
                name,
                expected: "a text that is not blank",
            }),
            Some(value) => Ok(value),
            None => Err(SetupError::SettingNeeded { provider, name }),
        }
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.named.iter().map(|(name, _)| name.as_str())
    }

    /// The URL that the provider calls: the exact one, or an origin.
    pub(crate) fn public_url(&self, provider: &'static str) -> Result<PublicUrl, SetupError> {
        if let Some(exact) = self.get(Self::CALLBACK_URL) {
            // A provider calls the URL as it was registered, also with a user's name in it.
            let parsed = checked(exact, true)?;
            let path = parsed
                .path_and_query()
                .map_or("/", http::uri::PathAndQuery::as_str);
            return Ok(PublicUrl::Exact(exact.into(), path.into()));
        }
        let base = self
            .base
            .as_deref()
            .ok_or(SetupError::PublicUrlNeeded { provider })?;
        Ok(PublicUrl::Origin(base.trim_end_matches('/').into()))
    }

    /// Returns the same without the origin, which need not be configured.
    pub(crate) fn public_path(&self, provider: &'static str) -> Result<PublicUrl, SetupError> {
        if self.get(Self::CALLBACK_URL).is_none() && self.base.is_none() {
            return Ok(PublicUrl::Origin("".into()));
        }
        Ok(match self.public_url(provider)? {
            PublicUrl::Exact(_, path) => PublicUrl::Exact(Arc::clone(&path), path),
            PublicUrl::Origin(base) => {
                let base = checked(&base, false)?;
                PublicUrl::Origin(base.path().trim_end_matches('/').into())
            }
        })
    }

    /// Rejects a base URL that is malformed.
    pub(crate) fn check(&self) -> Result<(), SetupError> {
        self.base.as_deref().map_or(Ok(()), |base| {
            if base.bytes().any(|byte| byte == b'?') {
                Err(SetupError::PublicUrl)
            } else {
                checked(base, false).map(drop)
            }
        })
    }
}

/// Checks a setting that is a list of words with spaces between them: at least one, and each one of
/// these.
#[cfg_attr(
    not(any(feature = "md5", feature = "sha1")),
    allow(dead_code, reason = "rows with such settings need a feature")
)]
pub(crate) fn is_list_of(words: &[&str], value: &str) -> bool {
    let mut found = value.split_ascii_whitespace().peekable();
    found.peek().is_some() && found.all(|word| words.contains(&word))
}

fn checked(url: &str, user_info: bool) -> Result<Uri, SetupError> {
    let parsed: Uri = url.parse().map_err(|_| SetupError::PublicUrl)?;
    let scheme = matches!(parsed.scheme_str(), Some("http" | "https"));
    let host = parsed.authority().is_some_and(|authority| {
        let mut text = authority.as_str();
        if let Some((_, host)) = text.rsplit_once('@')
            && user_info
        {
            text = host;
        }
        // The other text before the host is user info.
        let port = text.strip_prefix(authority.host());
        port == Some("") || (port.is_some() && authority.port_u16().is_some())
    });
    if scheme && host && url.bytes().all(|byte| byte != b'#') {
        Ok(parsed)
    } else {
        Err(SetupError::PublicUrl)
    }
}

/// Shows names only: a value can be a token.
impl fmt::Debug for Settings {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("public_url", &self.base)
            .field("named", &self.names().collect::<Vec<_>>())
            .finish()
    }
}

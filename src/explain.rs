//! Explanations: why a request was rejected, found out from the request alone.
//!
//! Most rejections have one of a few causes: middleware that parsed the body and serialized it again, the
//! secret of another endpoint, a proxy that changed the URL. [`Receiver::explain`] undoes them one at a time,
//! and verifies the result with the receiver's own scheme. The change that makes it match is the cause.
//!
//! ```
//! use std::time::SystemTime;
//!
//! use bytes::Bytes;
//! use webhook_receiver::{Receiver, Secret, explain::Cause, providers, testing::Signer};
//!
//! let secret = Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?;
//! let receiver = Receiver::new(providers::GITHUB, secret.clone())?;
//! let request = Signer::new(providers::GITHUB, secret)
//!     .sign("https://app.example/github", r#"{"action":"opened"}"#)?;
//!
//! // Middleware parsed the body and serialized it again.
//! let request = request.map(|_| Bytes::from("{\n  \"action\": \"opened\"\n}"));
//! let explanation = receiver.explain(request, SystemTime::now());
//! assert!(matches!(explanation.causes(), [Cause::BodyReserialized { .. }]));
//! println!("{explanation}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Security
//!
//! An explanation does not authenticate a request, and has no delivery. It shows no secret, no signature and
//! nothing of the body. Of the values of headers it shows two: the host that the provider called, from
//! `Host`, `X-Forwarded-Host` and similar headers, in [`Cause::PublicUrl`], and the length that
//! `Content-Length` announces.
//!
//! Explaining a request takes as long as verifying up to 1,500 of them, or 16 MiB of bodies, and serializing
//! those bodies; at the limit, no further body is serialized. Explain recorded requests and those of a
//! developer, not every rejected request of a public endpoint.
//!
//! The [manual](crate::manual::rejections) describes the frequent causes.

mod body;
mod cause;
mod change;
pub(crate) mod head;
mod json;
mod search;
mod secret;
mod url;

use std::{fmt, time::SystemTime};

use bytes::Bytes;
use http::Request;

use self::search::{Found, Search, State};
pub use self::{
    cause::Cause,
    change::{BodyWrapping, FormChange, LineEndChange, SecretChange, UrlDifference},
    json::{Escapes, JsonStyle, Spacing},
};
use crate::{error::Error, key::secret::Secret, receiver::Receiver, request::head::Head};

/// The maximum number of candidate secrets of an explainer.
const MAX_SECRETS: usize = 8;

impl<E> Receiver<E> {
    /// Finds out why a request is rejected. `now` is the time of its arrival.
    ///
    /// A receiver does not keep the text of its secrets. An [`Explainer`] takes them again, and finds out
    /// more. If a [`KeySource`](crate::KeySource) must be waited for, look up the keys and explain the
    /// receiver [`with_keys`](Self::with_keys).
    pub fn explain(&self, request: Request<Bytes>, now: SystemTime) -> Explanation {
        Explainer::new(self).explain(request, now)
    }
}

/// Finds out why a receiver rejects requests.
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{
///     Receiver, Secret,
///     explain::{Cause, Explainer},
///     providers,
///     testing::Signer,
/// };
///
/// let live = Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?;
/// let test = Secret::new("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz")?;
/// let receiver = Receiver::new(providers::STRIPE, live.clone())?;
/// let request =
///     Signer::new(providers::STRIPE, test.clone()).sign("https://app.example/stripe", "{}")?;
///
/// let explainer = Explainer::new(&receiver).secret(live).secret(test);
/// let explanation = explainer.explain(request, SystemTime::now());
/// assert!(matches!(explanation.causes(), [Cause::SecretOther { index: 1 }]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Explainer<'r, E = Bytes> {
    receiver: &'r Receiver<E>,
    secrets: Vec<Secret>,
    /// The number of secrets beyond the maximum.
    untried: usize,
}

impl<'r, E> Explainer<'r, E> {
    /// The maximum number of candidate secrets. Others are not tried.
    pub const MAX_SECRETS: usize = MAX_SECRETS;

    /// The maximum number of requests that are verified to explain one.
    pub const MAX_CANDIDATES: usize = search::MAX_CANDIDATES;

    /// The maximum number of bytes of bodies that are verified to explain one request.
    pub const MAX_BYTES: usize = search::MAX_BYTES;

    /// Bodies larger than this, in bytes, are not serialized in other JSON styles or as other forms.
    pub const MAX_BODY: usize = search::MAX_BODY;

    /// Explains the rejections of this receiver.
    pub fn new(receiver: &'r Receiver<E>) -> Self {
        Self {
            receiver,
            secrets: Vec::new(),
            untried: 0,
        }
    }

    /// Adds a candidate secret: the receiver's own, to try it in other forms, or that of another
    /// endpoint, tenant or mode. At most [`MAX_SECRETS`](Self::MAX_SECRETS) are tried: if there are more,
    /// [`Explanation::is_limited`] returns true.
    pub fn secret(mut self, secret: Secret) -> Self {
        if self.secrets.len() < Self::MAX_SECRETS {
            self.secrets.push(secret);
        } else {
            self.untried = self.untried.saturating_add(1);
        }
        self
    }

    /// Finds out why a request is rejected. `now` is the time of its arrival.
    pub fn explain(&self, request: Request<Bytes>, now: SystemTime) -> Explanation {
        let (parts, body) = request.into_parts();
        let head = Head::from(parts);
        let provider = self.receiver.endpoint.inner.row.name;
        let verdict = self
            .receiver
            .receive_unobserved(head.clone(), body.clone(), now);
        let Err(error) = verdict else {
            return Explanation {
                provider,
                error: None,
                found: Found::NOTHING,
                untried: 0,
            };
        };
        let search = Search::new(self.receiver, &self.secrets, head, body, now);
        let found = search.map_or(Found::NOTHING, |search| search.run(&error));
        Explanation {
            provider,
            error: Some(error),
            found,
            untried: self.untried,
        }
    }
}

/// Why a request was rejected.
///
/// `Display` shows the error, and a line for each cause.
#[derive(Clone, Debug)]
pub struct Explanation {
    provider: &'static str,
    error: Option<Error>,
    found: Found,
    /// The number of candidate secrets that were not tried.
    untried: usize,
}

impl Explanation {
    /// Returns the error with which the receiver rejects the request, or none if it accepts it.
    pub fn error(&self) -> Option<&Error> {
        self.error.as_ref()
    }

    /// Returns the causes that were found.
    pub fn causes(&self) -> &[Cause] {
        &self.found.causes
    }

    /// Returns whether the signature is valid once the causes are undone. Other checks, such as that of
    /// the audience, may still reject the request. If this returns false, the causes are facts that
    /// explain the rejection, such as a missing header, and prove nothing.
    pub fn is_proven(&self) -> bool {
        self.found.state == State::Proven
    }

    /// Returns whether the causes explain the rejection. If not, the signature matches no candidate:
    /// the request is forged, or was signed with a secret or changed in a way that is not tried.
    pub fn is_explained(&self) -> bool {
        self.error.is_none() || self.found.state != State::Unexplained
    }

    /// Returns how many requests were verified to explain this one.
    pub fn candidates(&self) -> usize {
        self.found.candidates
    }

    /// Returns whether something was not tried because of one of the limits of [`Explainer`].
    pub fn is_limited(&self) -> bool {
        self.found.limited || self.untried > 0
    }

    /// Returns the sentences of the explanation: one for each cause, and one that says what to compare
    /// if the signature matches no candidate.
    pub fn sentences(&self) -> Vec<String> {
        let mut sentences: Vec<String> = self.causes().iter().map(Cause::to_string).collect();
        if !self.is_explained() {
            let provider = self.provider;
            sentences.push(format!(
                "no cause found: the signature matches no candidate of {}; compare the secret with the one that {provider} shows for this endpoint, in the same account and mode (test or live), and the body with the one that was sent",
                self.candidates()
            ));
        }
        if self.found.limited && !self.is_explained() {
            sentences.push("the search ended at its limit".to_owned());
        }
        if self.untried > 0 && !self.is_proven() {
            sentences.push(format!(
                "the last {} of the candidate secrets were not tried: at most {MAX_SECRETS} are",
                self.untried
            ));
        }
        sentences
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.error {
            None => f.write_str("accepted"),
            Some(error) => write!(f, "rejected: {error}"),
        }?;
        self.sentences()
            .iter()
            .try_for_each(|sentence| write!(f, "\n- {sentence}"))
    }
}

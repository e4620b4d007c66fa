//! Explanations: why a request was rejected, found out from the request alone.
//!
//! Most rejections have one of a few causes: a middleware that parsed the body and wrote it anew, the
//! secret of another endpoint, a proxy that changed the URL. [`Receiver::explain`] undoes them one at a
//! time, and verifies what comes of it with the receiver's own scheme. What then matches is the cause.
//!
//! ```
//! use std::time::SystemTime;
//!
//! use bytes::Bytes;
//! use webhook_receiver::{Receiver, Secret, explain::Cause, providers, testing::Signer};
//!
//! let secret = || Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935");
//! let receiver = Receiver::new(providers::GITHUB, secret()?)?;
//! let request = Signer::new(providers::GITHUB, secret()?)
//!     .sign("https://app.example/github", r#"{"action":"opened"}"#)?;
//!
//! // A middleware parsed the body and wrote it anew.
//! let request = request.map(|_| Bytes::from("{\n  \"action\": \"opened\"\n}"));
//! let explanation = receiver.explain(request, SystemTime::now());
//! assert!(matches!(explanation.causes(), [Cause::BodyReserialized { .. }]));
//! println!("{explanation}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Security
//!
//! An explanation is no proof: it yields no delivery, however it ends. It shows no secret, no signature, no
//! header's value and nothing of the body. To explain a request takes as long as to verify up to 1,500 of
//! them, or 16 MiB of bodies: do it for recorded requests and for those of a developer, not for every
//! rejected request of a public endpoint.
//!
//! The [manual](crate::manual::rejections) goes through the frequent causes.

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

impl<E> Receiver<E> {
    /// Finds out why a request is rejected. `now` is the time of its arrival.
    ///
    /// A receiver does not keep the text of its secrets. With an [`Explainer`] that is given them again,
    /// more is found out. Of a receiver with a [`KeySource`](crate::KeySource) that must be waited for,
    /// explain [`with_keys`](Self::with_keys).
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
/// let live = || Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf");
/// let test = || Secret::new("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz");
/// let receiver = Receiver::new(providers::STRIPE, live()?)?;
/// let request = Signer::new(providers::STRIPE, test()?).sign("https://app.example/stripe", "{}")?;
///
/// let explainer = Explainer::new(&receiver).secret(live()?).secret(test()?);
/// let explanation = explainer.explain(request, SystemTime::now());
/// assert!(matches!(explanation.causes(), [Cause::SecretOther { index: 1 }]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Explainer<'r, E = Bytes> {
    receiver: &'r Receiver<E>,
    secrets: Vec<Secret>,
}

impl<'r, E> Explainer<'r, E> {
    /// The maximum number of candidate secrets. Others are not tried.
    pub const MAX_SECRETS: usize = 8;

    /// The maximum number of requests that are verified to explain one.
    pub const MAX_CANDIDATES: usize = search::MAX_CANDIDATES;

    /// The maximum number of bytes of bodies that are verified to explain one request.
    pub const MAX_BYTES: usize = search::MAX_BYTES;

    /// Bodies larger than this, in bytes, are not written in other JSON styles or as other forms.
    pub const MAX_BODY: usize = search::MAX_BODY;

    /// Explains the rejections of this receiver.
    pub fn new(receiver: &'r Receiver<E>) -> Self {
        Self {
            receiver,
            secrets: Vec::new(),
        }
    }

    /// Adds a candidate secret: the receiver's own, to try it in other forms, or that of another
    /// endpoint, tenant or mode. At most [`MAX_SECRETS`](Self::MAX_SECRETS) are tried.
    pub fn secret(mut self, secret: Secret) -> Self {
        if self.secrets.len() < Self::MAX_SECRETS {
            self.secrets.push(secret);
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
            };
        };
        let search = Search::new(self.receiver, &self.secrets, head, body, now);
        let found = search.map_or(Found::NOTHING, |search| search.run(&error));
        Explanation {
            provider,
            error: Some(error),
            found,
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

    /// Returns whether the receiver accepts the request once the causes are undone. If not, they are
    /// facts that explain the rejection, such as a missing header, and prove nothing.
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

    /// Returns whether the search ended at one of the limits of [`Explainer`].
    pub fn is_limited(&self) -> bool {
        self.found.limited
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
        if self.is_limited() && !self.is_explained() {
            sentences.push("the search ended at its limit".to_owned());
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

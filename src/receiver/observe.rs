//! What came of each request, for those who count and for those who trace.

use std::{fmt, sync::Arc, time::Duration};

use crate::{
    error::Error,
    event::DecodeError,
    receiver::{Inner, Received, time_source::Start},
    request::head::Head,
};

/// What came of one request: told once, to [`Builder::observer`](crate::Builder::observer) and, with
/// the feature `tracing`, as an event in a span of the request.
///
/// It has names and sizes, never a header's value, a query, a byte of the body or a secret.
///
/// ```
/// use std::{collections::HashMap, sync::{Arc, Mutex}, time::SystemTime};
///
/// use bytes::Bytes;
/// use webhook_receiver::{Receiver, Secret, providers};
///
/// // Or the counters of a metrics crate.
/// let counts: Arc<Mutex<HashMap<(&str, &str), u64>>> = Arc::default();
/// let counter = counts.clone();
/// let receiver = Receiver::builder(providers::GITHUB)
///     .secret(Secret::new("It's a Secret to Everybody")?)
///     .observer(move |verdict| {
///         let mut counts = counter.lock().expect("nothing panics with it");
///         *counts.entry((verdict.provider, verdict.code())).or_default() += 1;
///     })
///     .build()?;
///
/// let forged = http::Request::post("/github").body(Bytes::from("Hello, World!"))?;
/// assert!(receiver.receive(forged, SystemTime::now()).is_err());
/// assert_eq!(counts.lock().unwrap()[&("github", "signature_missing")], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Verdict<'v> {
    /// The short name of the provider.
    pub provider: &'static str,
    /// What came of the request.
    pub outcome: Outcome<'v>,
    /// How many headers it had.
    pub headers: usize,
    /// The bytes of its body that came: compressed, where it was.
    pub body: usize,
    /// The time from the last byte that came to the verdict. Zero if there is no clock.
    pub elapsed: Duration,
}

/// What came of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'v> {
    /// A delivery was verified.
    Delivery {
        /// The index of the secret that matched, in the order in which the secrets were given.
        key: usize,
    },
    /// A delivery was verified, but its event does not fit the type that the handler takes
    /// ([`Webhook`](crate::adapter::Webhook)): the answer is 422.
    Undecodable {
        /// The index of the secret that matched.
        key: usize,
        /// What did not fit.
        error: &'v DecodeError,
    },
    /// A handshake was answered.
    Handshake,
    /// The request was refused.
    Refused(&'v Error),
}

impl Verdict<'_> {
    /// A short name that does not change: `delivery`, `undecodable`, `handshake`, or the
    /// [`Error::code`] of the refusal.
    pub fn code(&self) -> &'static str {
        match self.outcome {
            Outcome::Delivery { .. } => "delivery",
            Outcome::Undecodable { .. } => "undecodable",
            Outcome::Handshake => "handshake",
            Outcome::Refused(error) => error.code(),
        }
    }
}

/// Whoever wants to know of verdicts.
#[derive(Clone)]
pub(crate) struct Observer(Arc<dyn Fn(&Verdict<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observer: impl Fn(&Verdict<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observer))
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

/// Watches one request, where somebody wants to know of it, and tells the verdict once. A request
/// that is dropped before there is one has broken off.
#[derive(Default)]
pub(crate) struct Watch<'r>(Option<Watched<'r>>);

struct Watched<'r> {
    endpoint: &'r Inner,
    headers: usize,
    body: usize,
    last_byte: Option<Start>,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl<'r> Watch<'r> {
    #[inline]
    pub(crate) fn begin(endpoint: &'r Inner, head: &Head) -> Self {
        Self(is_watched(endpoint).then(|| Watched {
            endpoint,
            headers: head.headers.len(),
            body: 0,
            last_byte: endpoint.time.start(),
            #[cfg(feature = "tracing")]
            span: tracing::info_span!(
                target: TARGET,
                "webhook",
                provider = endpoint.row.id,
            ),
        }))
    }

    /// These bytes of the body came now.
    #[inline]
    pub(crate) fn came(&mut self, bytes: usize) {
        if let Some(watched) = &mut self.0 {
            watched.body = watched.body.saturating_add(bytes);
            watched.last_byte = watched.endpoint.time.start();
        }
    }

    /// The whole body came together with the head.
    #[inline]
    pub(crate) fn came_at_once(&mut self, bytes: usize) {
        if let Some(watched) = &mut self.0 {
            watched.body = bytes;
        }
    }

    /// Whether somebody wants to know.
    #[inline]
    pub(crate) fn is_on(&self) -> bool {
        self.0.is_some()
    }

    #[inline]
    pub(crate) fn tell<E>(&mut self, received: &Result<Received<E>, Error>) {
        match received {
            Ok(Received::Delivery(delivery)) => self.verified(delivery.key_index()),
            Ok(Received::Handshake(_)) => self.answered(),
            Err(error) => self.refuse(error),
        }
    }

    /// A delivery was verified with this key.
    #[inline]
    pub(crate) fn verified(&mut self, key: usize) {
        if let Some(watched) = self.0.take() {
            watched.tell(Outcome::Delivery { key });
        }
    }

    /// A handshake was answered.
    #[inline]
    pub(crate) fn answered(&mut self) {
        if let Some(watched) = self.0.take() {
            watched.tell(Outcome::Handshake);
        }
    }

    /// The delivery was verified, and does not fit the type of the event.
    #[cfg(any(feature = "axum", feature = "actix-web"))]
    pub(crate) fn undecodable(&mut self, key: usize, error: &DecodeError) {
        if let Some(watched) = self.0.take() {
            watched.tell(Outcome::Undecodable { key, error });
        }
    }

    pub(crate) fn refuse(&mut self, error: &Error) {
        if let Some(watched) = self.0.take() {
            watched.tell(Outcome::Refused(error));
        }
    }
}

impl Drop for Watch<'_> {
    #[inline]
    fn drop(&mut self) {
        self.refuse(&Error::BodyIncomplete);
    }
}

impl Watched<'_> {
    fn tell(self, outcome: Outcome<'_>) {
        let verdict = Verdict {
            provider: self.endpoint.row.id,
            outcome,
            headers: self.headers,
            body: self.body,
            elapsed: self
                .last_byte
                .map_or(Duration::ZERO, |start| self.endpoint.time.since(start)),
        };
        #[cfg(feature = "tracing")]
        let _entered = self.span.entered();
        #[cfg(feature = "tracing")]
        trace(&verdict);
        if let Some(Observer(observer)) = &self.endpoint.observer {
            observer(&verdict);
        }
    }
}

/// Whether somebody wants to know of verdicts.
#[inline]
pub(crate) fn is_watched(endpoint: &Inner) -> bool {
    endpoint.observer.is_some() || is_traced()
}

#[cfg(feature = "tracing")]
const TARGET: &str = "webhook_receiver";

/// Whether a subscriber wants verdicts. One atomic load if there is none.
#[cfg(feature = "tracing")]
fn is_traced() -> bool {
    tracing::enabled!(target: TARGET, tracing::Level::WARN)
        || tracing::enabled!(target: TARGET, tracing::Level::INFO)
}

#[cfg(not(feature = "tracing"))]
fn is_traced() -> bool {
    false
}

#[cfg(feature = "tracing")]
fn trace(verdict: &Verdict<'_>) {
    let &Verdict {
        provider,
        outcome,
        headers,
        body,
        elapsed,
    } = verdict;
    let took_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    match outcome {
        Outcome::Delivery { key } => tracing::info!(
            target: TARGET, provider, outcome = "delivery", key, headers, body, took_us, "verified"
        ),
        Outcome::Undecodable { key, error } => tracing::warn!(
            target: TARGET, provider, outcome = "undecodable", key, headers, body, took_us, "{error}"
        ),
        Outcome::Handshake => tracing::info!(
            target: TARGET, provider, outcome = "handshake", headers, body, took_us, "answered"
        ),
        Outcome::Refused(error) => tracing::warn!(
            target: TARGET, provider, outcome = "refused", reason = error.code(), headers, body,
            took_us, "{error}"
        ),
    }
}

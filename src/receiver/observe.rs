//! The observation of one request, whose verdict is reported once.

use std::time::Duration;

#[cfg(any(feature = "axum", feature = "actix-web"))]
use crate::event::DecodeError;
use crate::{
    error::Error,
    receiver::{
        delivery::Delivery,
        endpoint::Inner,
        received::Received,
        time_source::Start,
        verdict::{Observer, Outcome, Verdict},
    },
    request::head::Head,
};

/// Reports the verdict of one request exactly once, if it is observed. A request that is dropped
/// before its verdict is reported as incomplete.
#[derive(Default)]
pub(crate) struct Watch<'r>(Option<Watched<'r>>);

struct Watched<'r> {
    endpoint: &'r Inner,
    headers: usize,
    body: usize,
    last_byte: Option<Start>,
    /// The time from the last byte to the verdict, if it is known already.
    elapsed: Option<Duration>,
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    #[cfg(feature = "tracing")]
    id: Option<Box<str>>,
}

impl<'r> Watch<'r> {
    #[inline]
    pub(crate) fn begin(endpoint: &'r Inner, head: &Head) -> Self {
        let mut watch = Self::default();
        watch.start(endpoint, head);
        watch
    }

    /// Starts to observe a request, if somebody wants to know of its verdict.
    #[inline]
    pub(crate) fn start(&mut self, endpoint: &'r Inner, head: &Head) {
        if is_observed(endpoint) {
            self.observe(endpoint, head);
        }
    }

    #[inline(never)]
    fn observe(&mut self, endpoint: &'r Inner, head: &Head) {
        self.0 = Some(Watched {
            endpoint,
            headers: head.headers.len(),
            body: 0,
            last_byte: endpoint.time.start(),
            elapsed: None,
            #[cfg(feature = "tracing")]
            span: tracing::info_span!(
                target: TARGET,
                "webhook",
                provider = endpoint.row.id,
                request_id = request_id(head),
                origin = endpoint.public_origin(),
            ),
            #[cfg(feature = "tracing")]
            id: None,
        });
    }

    /// Records that these bytes of the body arrived now.
    #[inline]
    pub(crate) fn record_bytes(&mut self, bytes: usize) {
        if let Some(watched) = &mut self.0 {
            watched.body = watched.body.saturating_add(bytes);
            watched.last_byte = watched.endpoint.time.start();
        }
    }

    /// Records that the whole body arrived with the head.
    #[inline]
    pub(crate) fn record_body(&mut self, bytes: usize) {
        if let Some(watched) = &mut self.0 {
            watched.body = bytes;
        }
    }

    /// Reports what was received.
    #[inline]
    pub(crate) fn report<E>(&mut self, received: &Result<Received<E>, Error>) {
        if self.0.is_none() {
            return;
        }
        match received {
            Ok(Received::Delivery(delivery)) => {
                self.record_id(delivery);
                self.verified(delivery.key_index());
            }
            Ok(Received::Handshake(_)) => self.answered(),
            Err(error) => self.rejected(error),
        }
    }

    /// Records the id of a verified delivery, if it is signed and there is a subscriber for it.
    #[inline]
    #[cfg_attr(
        not(feature = "tracing"),
        allow(unused_variables, clippy::unused_self, reason = "there is no log")
    )]
    pub(crate) fn record_id<E>(&mut self, delivery: &Delivery<E>) {
        #[cfg(feature = "tracing")]
        if let Some(watched) = &mut self.0
            && is_traced()
        {
            // Looking for the id is not included.
            watched.elapsed = Some(watched.elapsed());
            if delivery.id_is_signed() {
                watched.id = delivery.id().filter(|id| is_plain(id)).map(Box::from);
            }
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

    pub(crate) fn rejected(&mut self, error: &Error) {
        if let Some(watched) = self.0.take() {
            watched.tell(Outcome::Rejected(error));
        }
    }
}

impl Drop for Watch<'_> {
    #[inline]
    fn drop(&mut self) {
        if self.0.is_some() {
            self.rejected(&Error::BodyIncomplete);
        }
    }
}

impl Watched<'_> {
    fn elapsed(&self) -> Duration {
        let since = |start| self.endpoint.time.since(start);
        self.elapsed
            .unwrap_or_else(|| self.last_byte.map_or(Duration::ZERO, since))
    }

    fn tell(self, outcome: Outcome<'_>) {
        let verdict = Verdict {
            provider: self.endpoint.row.id,
            outcome,
            headers: self.headers,
            body: self.body,
            elapsed: self.elapsed(),
        };
        #[cfg(feature = "tracing")]
        let _entered = self.span.enter();
        #[cfg(feature = "tracing")]
        trace(&verdict, self.id.as_deref());
        if let Some(Observer(observer)) = &self.endpoint.observer {
            observer(&verdict);
        }
    }
}

/// Whether verdicts are observed.
#[inline]
pub(crate) fn is_observed(endpoint: &Inner) -> bool {
    endpoint.observer.is_some() || is_traced()
}

#[cfg(feature = "tracing")]
const TARGET: &str = "webhook_receiver";

/// Returns the id that a proxy or the sender gave the request, if it is plain. It is not verified.
#[cfg(feature = "tracing")]
fn request_id(head: &Head) -> Option<&str> {
    ["x-request-id", "x-correlation-id"]
        .into_iter()
        .filter_map(|name| head.headers.get(name)?.to_str().ok())
        .find(|id| is_plain(id))
}

/// Whether an id can be logged as it is: short, and without characters that a log could misread.
#[cfg(feature = "tracing")]
fn is_plain(id: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:=/+".contains(&byte);
    (1..=128).contains(&id.len()) && id.bytes().all(plain)
}

#[cfg(feature = "tracing")]
impl Inner {
    /// Returns the scheme, host and port of the public URL, if the provider signs it.
    fn public_origin(&self) -> Option<&str> {
        let url = self.settings.public().filter(|_| self.row.reads_url())?;
        let (scheme, rest) = url.split_once("://")?;
        let authority = rest.split(['/', '?']).next()?;
        // The text before an `@` can be a password.
        let length = scheme.len().checked_add(3)?.checked_add(authority.len())?;
        url.get(..length).filter(|origin| !origin.contains('@'))
    }
}

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
fn trace(verdict: &Verdict<'_>, id: Option<&str>) {
    let &Verdict {
        provider,
        outcome,
        headers,
        body,
        elapsed,
    } = verdict;
    let name = outcome.name();
    let took_us = u64::try_from(elapsed.as_micros()).unwrap_or(u64::MAX);
    match outcome {
        Outcome::Delivery { key } => tracing::info!(
            target: TARGET, provider, outcome = name, key, id, headers, body, took_us, "verified"
        ),
        Outcome::Undecodable { key, error } => tracing::warn!(
            target: TARGET, provider, outcome = name, key, id, headers, body, took_us,
            "{error}"
        ),
        Outcome::Handshake => tracing::info!(
            target: TARGET, provider, outcome = name, headers, body, took_us, "answered"
        ),
        Outcome::Rejected(error) => tracing::warn!(
            target: TARGET, provider, outcome = name, reason = error.code(), headers, body,
            took_us, "{error}"
        ),
    }
}

//! The observation of one request, whose verdict is reported once.

use std::time::Duration;

#[cfg(any(feature = "axum", feature = "actix-web"))]
use crate::event::DecodeError;
use crate::{
    error::Error,
    receiver::{
        endpoint::Inner,
        received::Received,
        time_source::Start,
        verdict::{Observer, Outcome, Verdict},
    },
    request::head::Head,
};

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
            Err(error) => self.rejected(error),
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
        self.rejected(&Error::BodyIncomplete);
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
        Outcome::Rejected(error) => tracing::warn!(
            target: TARGET, provider, outcome = "refused", reason = error.code(), headers, body,
            took_us, "{error}"
        ),
    }
}

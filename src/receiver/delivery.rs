//! A verified delivery: the evidence, and the very bytes that were checked.

use std::{
    fmt,
    marker::PhantomData,
    sync::{Arc, OnceLock},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::{
    authenticate::Authentic,
    codec::json,
    engine::labels::{Label, Labels},
    event::{self, DecodeError, Event, Payload},
    provider::TimeKind,
    receiver::{endpoint::Inner, reply::Reply},
    request::{body::Body, head::Head},
    scheme::Coverage,
};

/// A verified delivery. Made only from a request whose signature matched.
///
/// ```compile_fail,E0423
/// // There is no other way to one.
/// let delivery = webhook_receiver::Delivery::<bytes::Bytes>(bytes::Bytes::new());
/// ```
pub struct Delivery<E = Bytes> {
    endpoint: Arc<Inner>,
    head: Head,
    body: Body,
    authentic: Authentic,
    received: SystemTime,
    kind: Metadata,
    id: Metadata,
    events: PhantomData<fn() -> E>,
}

/// A text of the request and whether the signature covers it, looked up on demand.
type Metadata = OnceLock<Option<(Box<str>, bool)>>;

impl<E> Delivery<E> {
    #[inline]
    pub(crate) fn new(
        endpoint: Arc<Inner>,
        head: Head,
        body: Body,
        authentic: Authentic,
        received: SystemTime,
    ) -> Self {
        Self {
            endpoint,
            head,
            body,
            authentic,
            received,
            kind: OnceLock::new(),
            id: OnceLock::new(),
            events: PhantomData,
        }
    }

    #[cfg(feature = "idempotency")]
    pub(crate) fn endpoint(&self) -> &Inner {
        &self.endpoint
    }

    #[cfg(feature = "idempotency")]
    pub(crate) fn authentic(&self) -> Authentic {
        self.authentic
    }

    /// Returns the short name of the provider.
    pub fn provider(&self) -> &'static str {
        self.endpoint.row.id
    }

    /// Returns the event type, as the provider writes it. See [`Delivery::kind_is_signed`].
    pub fn kind(&self) -> Option<&str> {
        self.metadata(&self.kind, &self.labels().kind)
            .map(|(text, _)| text)
    }

    /// Returns whether the signature covers the event type. If it does not, as with GitHub's header, an
    /// attacker who saw one delivery can send it again with another type.
    pub fn kind_is_signed(&self) -> bool {
        self.metadata(&self.kind, &self.labels().kind)
            .is_some_and(|(_, signed)| signed)
    }

    /// Returns the delivery id, which is the same in each retry. See [`Delivery::id_is_signed`].
    pub fn id(&self) -> Option<&str> {
        self.metadata(&self.id, &self.labels().delivery_id)
            .map(|(text, _)| text)
    }

    /// Returns whether the signature covers the delivery id. If it does not, an attacker who saw one delivery
    /// can send it again with another id.
    pub fn id_is_signed(&self) -> bool {
        self.metadata(&self.id, &self.labels().delivery_id)
            .is_some_and(|(_, signed)| signed)
    }

    /// The locations of event type and delivery id in deliveries that are signed like this one.
    fn labels(&self) -> &Labels {
        self.endpoint.labels(self.authentic.scheme())
    }

    fn metadata<'a>(&'a self, cell: &'a Metadata, labels: &[Label]) -> Option<(&'a str, bool)> {
        let found = cell.get_or_init(|| self.find(labels));
        found.as_ref().map(|(text, signed)| (&**text, *signed))
    }

    /// Returns the text at the first of these places that has one, and whether the signature covers it.
    fn find(&self, labels: &[Label]) -> Option<(Box<str>, bool)> {
        labels.iter().find_map(|label| {
            // Most event types are in the head: chunks are joined only for those that are not.
            let body = if label.in_body() {
                self.body()
            } else {
                &Bytes::new()
            };
            let text = label.text(&self.head, body)?;
            let signed = label.signed
                || self
                    .endpoint
                    .code_covers(&self.head, self.coverage(), label.at);
            Some((text, signed))
        })
    }

    /// Returns when the event occurred, if the row says where a delivery has it and the time can be
    /// read. It is the same in each retry, and orders the events about one object. See
    /// [`Delivery::occurred_at_is_signed`].
    ///
    /// Providers differ in what they state: some the time of the event, others that of the notification about
    /// it. Deliveries with several events have no such time.
    pub fn occurred_at(&self) -> Option<SystemTime> {
        self.occurred().map(|(time, _)| time)
    }

    /// Returns whether the signature covers the time of [`Delivery::occurred_at`]. False if there is
    /// none.
    pub fn occurred_at_is_signed(&self) -> bool {
        self.occurred().is_some_and(|(_, signed)| signed)
    }

    /// The time of the event, and whether the signature covers it.
    pub(crate) fn occurred(&self) -> Option<(SystemTime, bool)> {
        let row = &self.endpoint.row;
        if row.occurred_at.is_empty() {
            // A signed time that is the event's needs no place of its own.
            let signed = (row.time_kind == TimeKind::Event).then(|| self.signed_time())?;
            return Some((signed?, true));
        }
        let (text, signed) = self.find(&self.labels().occurred_at)?;
        Some((row.occurred_unit.parse(&text)?, signed))
    }

    /// Returns the reply that the provider expects. Most accept any success, for which this is 200; a few
    /// require another status, a header or a body.
    pub fn acknowledgement(&self) -> Reply {
        let asked_for = self.endpoint.acknowledgement(&self.head, self.body());
        asked_for.unwrap_or_else(|| Reply::empty(StatusCode::OK))
    }

    /// Returns what was proven.
    pub fn coverage(&self) -> Coverage {
        self.authentic.coverage()
    }

    /// Returns the time that was signed: the attempt's or the event's, as the
    /// [coverage](Self::coverage) says. None if this request has no signed time, or one in a form that
    /// the provider does not document.
    ///
    /// For a token, this is the time of issue, and none if the token states only its expiry.
    pub fn signed_time(&self) -> Option<SystemTime> {
        self.authentic.signed_time()
    }

    /// Returns how old the [signed time](Self::signed_time) was when the request was verified: zero if it
    /// was ahead. A time of the event that is hours old is that of a late retry, or of a replay.
    pub fn age(&self) -> Option<Duration> {
        let age = |time| self.received.duration_since(time).unwrap_or_default();
        self.signed_time().map(age)
    }

    /// Returns the index of the secret that matched, in the order in which the secrets were given: shows
    /// when a rotation is over.
    pub fn key_index(&self) -> usize {
        self.authentic.key_index()
    }

    /// Returns the request's head. Most schemes do not sign it.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the verified body, byte for byte. If it came in several chunks, they are joined at the first
    /// call, which takes milliseconds for many megabytes.
    pub fn body(&self) -> &Bytes {
        self.body.whole()
    }

    /// Returns the head and the verified body, to store and decode later.
    pub fn into_parts(self) -> (Head, Bytes) {
        (self.head, self.body.into_whole())
    }

    /// Returns the body as JSON of any type, for fields that the event does not have.
    ///
    /// # Errors
    /// Returns an error if the body does not fit the type, with the place as a JSON Pointer.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, DecodeError> {
        event::from_json(self.body())
    }

    /// Returns the JSON text of one value, by its JSON Pointer without escapes:
    /// `/pull_request/auto_merge`. `None` if it is absent or occurs twice, or the body is not JSON.
    pub fn raw_json(&self, pointer: &str) -> Option<&str> {
        json::raw(self.body(), pointer)
            .ok()
            .flatten()
            .map(serde_json::value::RawValue::get)
    }

    /// Returns the same delivery, to be decoded as other events.
    pub fn with_events<T: Event>(self) -> Delivery<T> {
        let Self {
            endpoint,
            head,
            body,
            authentic,
            received,
            kind,
            id,
            events: _,
        } = self;
        Delivery {
            endpoint,
            head,
            body,
            authentic,
            received,
            kind,
            id,
            events: PhantomData,
        }
    }
}

impl<E: Event> Delivery<E> {
    /// Returns the typed event. The delivery keeps its bytes.
    ///
    /// # Errors
    /// Returns an error if the body does not fit the type. The event enums of this crate never fail.
    pub fn event(&self) -> Result<E, DecodeError> {
        E::decode(&Payload {
            kind: self.kind(),
            head: &self.head,
            body: self.body(),
        })
    }
}

impl<E> Clone for Delivery<E> {
    fn clone(&self) -> Self {
        Self {
            endpoint: self.endpoint.clone(),
            head: self.head.clone(),
            body: self.body.clone(),
            authentic: self.authentic,
            received: self.received,
            kind: self.kind.clone(),
            id: self.id.clone(),
            events: PhantomData,
        }
    }
}

/// Shows names and sizes, never a header's value or the body.
impl<E> fmt::Debug for Delivery<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Delivery")
            .field("provider", &self.provider())
            .field("coverage", &format_args!("{}", self.coverage()))
            .field("key", &self.key_index())
            .field("head", &self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

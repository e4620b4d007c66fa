//! A verified delivery at rest, for queues and workers.

mod wire;

use std::{
    fmt,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use crate::{
    event::{DecodeError, Event, Payload},
    idempotency::Key,
    provider::{Provider, Row},
    receiver::delivery::Delivery,
    request::head::Head,
    scheme::{At, Coverage},
};

/// A verified delivery at rest: what a queue carries and a worker reads.
///
/// It holds the verified body, the event type, the id, the time of the event, the method, the path, and
/// the few headers and query parameters from which the provider's events are read. It holds no header
/// with a signature or a credential, and no cookie. What is in the body or the path is kept: a
/// signature that the provider sends in the body, or a token in the path of the endpoint's own URL.
///
/// It proves nothing by itself: anyone who can write to the queue can write one.
///
/// Its key comes from what recognizes duplicates: in the work of an `Idempotent` it is
/// [`attempt.key()`](crate::idempotency::Attempt::key), elsewhere
/// [`Idempotent::key`](crate::idempotency::Idempotent::key), or `Transactional::key` with PostgreSQL.
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{
///     Delivery, Reply, StoredDelivery, StoredError,
///     events::github::{self, Event},
///     idempotency::{Attempt, Idempotent},
/// };
///
/// # struct Queue; impl Queue { async fn push(&self, _: Vec<u8>) -> Result<(), StoredError> { Ok(()) } }
/// # static QUEUE: Queue = Queue;
/// // In the handler: hands each event over once, and replies when the queue has it.
/// async fn on_github(idempotent: Idempotent<Event>, delivery: Delivery<Event>) -> Reply {
///     idempotent.respond(delivery, enqueue).await
/// }
///
/// async fn enqueue(delivery: Delivery<Event>, attempt: Attempt) -> Result<(), StoredError> {
///     let stored = StoredDelivery::new(&delivery, attempt.key(), SystemTime::now())?;
///     QUEUE.push(stored.to_json()).await
/// }
///
/// // In the worker.
/// fn work(job: &[u8]) -> Result<(), StoredError> {
///     let stored = StoredDelivery::from_json(job)?;
///     match stored.event(&github::PROVIDER)? {
///         Event::Push(push) => println!("{}: {} commits", stored.key(), push.commits.len()),
///         other => println!("ignoring {}", other.kind()),
///     }
///     Ok(())
/// }
/// ```
///
/// # Formats
///
/// [`to_json`](Self::to_json) writes one JSON object, which also fits PostgreSQL's `jsonb`. Through
/// `serde`, any other format will do, also binary ones without names. Each release reads the versions
/// that earlier releases wrote, and rejects later ones with [`StoredError::Version`].
#[derive(Clone)]
pub struct StoredDelivery {
    provider: Box<str>,
    key: Key,
    received_at: SystemTime,
    coverage: Coverage,
    key_index: usize,
    event_type: Option<Labeled>,
    id: Option<Labeled>,
    occurred_at: Option<(SystemTime, bool)>,
    head: Head,
    body: Bytes,
}

/// A text of the request, and whether the signature covers it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Labeled {
    value: Box<str>,
    signed: bool,
}

/// The error of a delivery that cannot be stored, or of a stored one that cannot be read.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoredError {
    /// The body contains the provider's secret, and anyone who reads the queue would read it too. To store it
    /// nevertheless, see [`danger::store_with_secret`](crate::danger::store_with_secret).
    #[error("the body of a delivery from `{0}` contains the secret")]
    HoldsSecret(&'static str),
    /// The stored delivery was written in a version that this release does not know.
    #[error("version {0} of stored deliveries is unknown; this release reads version 1")]
    Version(u64),
    /// The stored delivery is not well-formed.
    #[error("the stored delivery is malformed: {0}")]
    Malformed(Box<str>),
    /// The stored delivery is from another provider than the one whose event was requested.
    #[error("the stored delivery is from `{stored}`, not from `{asked}`")]
    OtherProvider {
        /// The provider that is stored.
        stored: Box<str>,
        /// The provider whose event was asked for.
        asked: &'static str,
    },
    /// The body does not fit the event's type.
    #[error("the stored delivery is undecodable")]
    Decode(#[source] DecodeError),
}

impl StoredDelivery {
    /// The version that this release writes.
    pub const VERSION: u32 = 1;

    /// Stores a verified delivery under its idempotency key. `received_at` is the time of its arrival, for the
    /// worker: `SystemTime::now()` in the handler. It is kept in milliseconds.
    /// An event type or id that contains NUL, which `jsonb` does not take, is not kept, nor is a time of
    /// the event that is not between 1970 and 9999.
    ///
    /// # Errors
    /// Returns [`StoredError::HoldsSecret`] if the provider sends its secret in the body.
    pub fn new<E>(
        delivery: &Delivery<E>,
        key: Key,
        received_at: SystemTime,
    ) -> Result<Self, StoredError> {
        if delivery.endpoint().row.secret_in_body() {
            return Err(StoredError::HoldsSecret(delivery.provider()));
        }
        Ok(Self::of(delivery, key, received_at))
    }

    /// Stores a delivery, whatever its body holds.
    pub(crate) fn of<E>(delivery: &Delivery<E>, key: Key, received_at: SystemTime) -> Self {
        let since_1970 = received_at
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let labeled = |text: Option<&str>, signed| {
            // PostgreSQL's `jsonb` takes no NUL; the body keeps what was sent.
            let value = text.filter(|text| !text.contains('\0'))?.into();
            Some(Labeled { value, signed })
        };
        Self {
            provider: delivery.provider().into(),
            key,
            received_at: SystemTime::UNIX_EPOCH
                .checked_add(whole_milliseconds(since_1970))
                .unwrap_or(SystemTime::UNIX_EPOCH),
            coverage: delivery.coverage(),
            key_index: delivery.key_index(),
            event_type: labeled(delivery.kind(), delivery.kind_is_signed()),
            id: labeled(delivery.id(), delivery.id_is_signed()),
            occurred_at: delivery.occurred().filter(|(time, _)| is_written(*time)),
            head: kept(&delivery.endpoint().row, delivery.head()),
            body: delivery.body().clone(),
        }
    }

    /// Decodes the event.
    ///
    /// # Errors
    /// Returns [`StoredError::OtherProvider`] if the delivery is not from `provider`, and
    /// [`StoredError::Decode`] if its body does not fit the type. The event enums of this crate
    /// never fail.
    pub fn event<E: Event>(&self, provider: &Provider<E>) -> Result<E, StoredError> {
        if *self.provider != *provider.id() {
            return Err(StoredError::OtherProvider {
                stored: self.provider.clone(),
                asked: provider.id(),
            });
        }
        E::decode(&Payload::new(self.event_type(), &self.head, &self.body))
            .map_err(StoredError::Decode)
    }

    /// Returns the idempotency key. A worker claims [`Key::step`] of it, as queues deliver at least
    /// once.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Returns the short name of the provider.
    pub fn provider(&self) -> &str {
        &self.provider
    }

    /// Returns the event type, if the provider sends one.
    pub fn event_type(&self) -> Option<&str> {
        self.event_type.as_ref().map(|found| &*found.value)
    }

    /// Returns whether the signature covered the event type.
    pub fn event_type_is_signed(&self) -> bool {
        self.event_type.as_ref().is_some_and(|found| found.signed)
    }

    /// Returns the delivery id, if the provider sends one.
    pub fn id(&self) -> Option<&str> {
        self.id.as_ref().map(|found| &*found.value)
    }

    /// Returns whether the signature covered the delivery id.
    pub fn id_is_signed(&self) -> bool {
        self.id.as_ref().is_some_and(|found| found.signed)
    }

    /// Returns when the event occurred, as [`Delivery::occurred_at`] does: to the nanosecond, so that it
    /// compares with those of other deliveries.
    ///
    /// It is stored, not read again from the body: some providers send it beside the signature, which is
    /// not kept.
    pub fn occurred_at(&self) -> Option<SystemTime> {
        self.occurred_at.map(|(time, _)| time)
    }

    /// Returns whether the signature covered the time of [`occurred_at`](Self::occurred_at).
    pub fn occurred_at_is_signed(&self) -> bool {
        self.occurred_at.is_some_and(|(_, signed)| signed)
    }

    /// Returns what the signature proved when the delivery was received.
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Returns the index of the secret that matched, in the order in which the secrets were given.
    pub fn key_index(&self) -> usize {
        self.key_index
    }

    /// Returns when the delivery was received, to the millisecond.
    pub fn received_at(&self) -> SystemTime {
        self.received_at
    }

    /// Returns the method, the path, and the headers that were kept.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Returns the verified body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }
}

/// Whether RFC 3339 can write a time in the years from 1970 to 9999.
fn is_written(time: SystemTime) -> bool {
    const YEAR_10000: Duration = Duration::from_secs(253_402_300_800);
    time.duration_since(SystemTime::UNIX_EPOCH)
        .is_ok_and(|since_1970| since_1970 < YEAR_10000)
}

/// A time without what is below a millisecond.
fn whole_milliseconds(time: Duration) -> Duration {
    Duration::from_millis(u64::try_from(time.as_millis()).unwrap_or(u64::MAX))
}

/// The method, the path, and only those headers and query parameters that events are read from.
fn kept(row: &Row, head: &Head) -> Head {
    let names = || row.kind.iter().chain(row.delivery_id);
    let places = || names().chain(row.occurred_at);
    let named = |name: &HeaderName| {
        name == header::CONTENT_TYPE
            || row.stored_headers.iter().any(|stored| name == *stored)
            || places().any(|at| match at {
                At::Header(read) => name == *read,
                At::AnyHeader(names) => names.iter().any(|read| name == *read),
                _ => false,
            })
    };
    let mut headers = HeaderMap::new();
    for (name, value) in &head.headers {
        if named(name) && !is_credential(name) && value.to_str().is_ok() {
            headers.append(name, value.clone());
        }
    }
    let read = |name: &str| {
        row.stored_parameters.contains(&name)
            || places().any(|at| matches!(at, At::Query(read) if *read == name))
    };
    let mut target = String::from(head.uri.path());
    let query = head.uri.query().unwrap_or_default();
    let mut query = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| read(name))
        .peekable();
    if query.peek().is_some() {
        let mut kept = form_urlencoded::Serializer::new(String::new());
        kept.extend_pairs(query);
        target.push('?');
        target.push_str(&kept.finish());
    }
    Head {
        method: head.method.clone(),
        uri: target.parse().unwrap_or_else(|_| Uri::from_static("/")),
        headers,
    }
}

/// Whether a header may hold a credential, whatever a row says of it.
fn is_credential(name: &HeaderName) -> bool {
    [header::AUTHORIZATION, header::COOKIE, header::SET_COOKIE].contains(name)
        || name.as_str().starts_with("proxy-")
}

/// Shows names and sizes, never a header's value or the body.
impl fmt::Debug for StoredDelivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StoredDelivery")
            .field("provider", &self.provider)
            .field("key", &format_args!("{}", self.key))
            .field("coverage", &format_args!("{}", self.coverage))
            .field("head", &self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// The header of this name and value, if they are one.
fn header_of(name: &str, value: &str) -> Option<(HeaderName, HeaderValue)> {
    Some((name.parse().ok()?, value.parse().ok()?))
}

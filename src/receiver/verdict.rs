//! Verdicts: the outcome of each request, for metrics and tracing.

use std::{fmt, sync::Arc, time::Duration};

use crate::{error::Error, event::DecodeError};

/// The verdict on one request, reported once: to [`Builder::observer`](crate::Builder::observer) and, with
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
    /// The outcome.
    pub outcome: Outcome<'v>,
    /// How many headers it had.
    pub headers: usize,
    /// The number of bytes of its body that were read before the verdict, before decompression. It may
    /// be 0 for a request that is rejected by its head, even if a body arrived with it.
    pub body: usize,
    /// The time from the last byte that arrived to the verdict. Zero if there is no clock.
    pub elapsed: Duration,
}

/// The outcome of a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Outcome<'v> {
    /// A delivery was verified.
    Delivery {
        /// The index of the secret that matched, in the order in which the secrets were given.
        key: usize,
    },
    /// A delivery was verified, but its event does not fit the type that the handler takes
    /// ([`Webhook`](crate::adapter::Webhook)): the response is 422.
    Undecodable {
        /// The index of the secret that matched.
        key: usize,
        /// What did not fit.
        error: &'v DecodeError,
    },
    /// A handshake was answered.
    Handshake,
    /// The request was rejected.
    Rejected(&'v Error),
}

impl Outcome<'_> {
    /// Returns a short name that does not change: `delivery`, `undecodable`, `handshake` or `rejected`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Delivery { .. } => "delivery",
            Self::Undecodable { .. } => "undecodable",
            Self::Handshake => "handshake",
            Self::Rejected(_) => "rejected",
        }
    }
}

impl Verdict<'_> {
    /// Returns a short name that does not change: `delivery`, `undecodable`, `handshake`, or the
    /// [`Error::code`] of the rejection.
    pub fn code(&self) -> &'static str {
        match self.outcome {
            Outcome::Rejected(error) => error.code(),
            outcome => outcome.name(),
        }
    }
}

/// A function that is called with each verdict.
#[derive(Clone)]
pub(crate) struct Observer(pub(crate) Arc<dyn Fn(&Verdict<'_>) + Send + Sync>);

impl Observer {
    pub(crate) fn new(observer: impl Fn(&Verdict<'_>) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observer))
    }
}

impl fmt::Debug for Observer {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Observer")
    }
}

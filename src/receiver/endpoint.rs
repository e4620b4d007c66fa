//! An endpoint: a provider's row compiled with its settings. A receiver: an endpoint with its keys.

use std::{
    fmt,
    marker::PhantomData,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use crate::{
    authenticate::{self, Which},
    engine::{
        answer::{AnswerPlan, HandshakePlan},
        compile::Plan,
        labels::Labels,
        window::Window,
    },
    error::{AllowedMethods, SetupError},
    key::{decoy::Decoy, keys::Keys, secret::Secret, source::KeySource, store::KeyStore},
    provider::{Provider, Row, When},
    receiver::{audience::Audience, time_source::TimeSource, verdict::Observer},
    request::{budget::Budget, head::Head, settings::Settings},
    scheme::{At, Coverage},
};

/// An endpoint of a provider, without keys: for services that look them up for each request, such as by
/// tenant.
///
/// Cheap to clone.
///
/// ```
/// use webhook_receiver::{Receiver, Secret, SetupError, providers};
///
/// let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
/// // For each request, or cached by tenant:
/// let keys = endpoint.prepare_keys(&[Secret::new("a long secret of this tenant")?])?;
/// let receiver = endpoint.with_keys(keys);
/// # let _ = receiver;
/// # Ok::<(), SetupError>(())
/// ```
pub struct Endpoint<E = Bytes> {
    pub(crate) inner: Arc<Inner>,
    pub(crate) events: PhantomData<fn() -> E>,
}

/// What an endpoint is, apart from the events that it yields.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) row: Row,
    pub(crate) settings: Settings,
    pub(crate) window: Window,
    pub(crate) decoy: Decoy,
    pub(crate) body_limit: usize,
    pub(crate) body_deadline: Duration,
    pub(crate) budget: Option<Budget>,
    pub(crate) observer: Option<Observer>,
    pub(crate) time: TimeSource,
    pub(crate) allowed: AllowedMethods,
    /// The methods of deliveries.
    pub(crate) deliveries: AllowedMethods,
    pub(crate) method: Method,
    pub(crate) variants: Vec<(When, Plan)>,
    /// By the kind of key.
    pub(crate) key_kinds: Vec<Plan>,
    pub(crate) handshakes: Vec<HandshakePlan>,
    pub(crate) acknowledgement: Option<AnswerPlan>,
    pub(crate) signs_challenges: bool,
    /// The locations of event type and delivery id, of code.
    pub(crate) labels: Labels,
    /// Whether a delivery is rejected if its body is not signed.
    pub(crate) require_body: bool,
    pub(crate) audience: Option<Audience>,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one an endpoint, made once")]
pub(crate) enum Method {
    Scheme(Plan),
    Code(&'static dyn authenticate::Authenticate),
}

/// A receiver: an endpoint with its keys, typed by the events that it yields.
///
/// Cheap to clone. Build it once, when the service starts, so that a wrong configuration fails there.
///
/// ```
/// use std::time::SystemTime;
///
/// use bytes::Bytes;
/// use webhook_receiver::{Error, Received, Receiver, Secret, providers};
///
/// let secret = Secret::new("It's a Secret to Everybody")?;
/// let receiver = Receiver::new(providers::GITHUB, secret)?;
///
/// // The example of GitHub's documentation.
/// let request = http::Request::post("/github")
///     .header("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
///     .header("x-github-event", "ping")
///     .body(Bytes::from("Hello, World!"))?;
///
/// let Received::Delivery(delivery) = receiver.receive(request, SystemTime::now())? else {
///     panic!("GitHub has no handshake")
/// };
/// assert_eq!(delivery.kind(), Some("ping"));
/// assert_eq!(delivery.body(), "Hello, World!");
///
/// let forged = http::Request::post("/github").body(Bytes::from("Hello, World!"))?;
/// let rejected = receiver.receive(forged, SystemTime::now()).unwrap_err();
/// assert_eq!(rejected.code(), "signature_missing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Receiver<E = Bytes> {
    pub(crate) endpoint: Endpoint<E>,
    pub(crate) keys: KeyStore,
}

impl<E> Endpoint<E> {
    /// Prepares keys from secrets. Cache them: preparing takes about as long as verifying.
    ///
    /// # Errors
    /// Returns an error if there is no secret, or if one does not have the provider's form.
    pub fn prepare_keys(&self, secrets: &[Secret]) -> Result<Keys, SetupError> {
        self.inner.prepare_keys(secrets)
    }

    /// Returns the receiver that verifies with these keys.
    pub fn with_keys(&self, keys: Keys) -> Receiver<E> {
        Receiver {
            endpoint: self.clone(),
            keys: KeyStore::Fixed(keys),
        }
    }

    /// Returns the receiver for a tenant: with its keys, or with a decoy if the tenant does not exist.
    ///
    /// With a decoy, nothing is accepted, and every request gets the response that it would get for a tenant
    /// that exists: the same status after the same work, whatever its method, headers and body are. So the
    /// response does not reveal which tenants exist. If you reject such requests yourself, it does: for
    /// example, a request without a signature is answered with 401 or 405 for a known tenant.
    ///
    /// If a handshake is answered with a signature, that of an unknown tenant is made with a key that
    /// depends on `tenant`, and on the process.
    ///
    /// ```
    /// use std::collections::HashMap;
    ///
    /// use webhook_receiver::{Keys, Receiver, Secret, SetupError, providers};
    ///
    /// let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
    /// let keys = endpoint.prepare_keys(&[Secret::new("a long secret of this tenant")?])?;
    /// let tenants = HashMap::from([("acme", keys)]);
    ///
    /// let receiver = |tenant| endpoint.with_keys_or_decoy(tenant, tenants.get(tenant).cloned());
    /// # drop((receiver("acme"), receiver("nobody")));
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn with_keys_or_decoy(&self, tenant: &str, keys: Option<Keys>) -> Receiver<E> {
        let decoy = || self.inner.decoy.keys(&self.inner.row.key_recipe(), tenant);
        self.with_keys(keys.unwrap_or_else(decoy))
    }

    /// Returns the receiver whose keys a source looks up for each request: see [`KeyCache`](crate::KeyCache).
    pub fn with_key_source(&self, source: Arc<dyn KeySource>) -> Receiver<E> {
        Receiver {
            endpoint: self.clone(),
            keys: KeyStore::of_source(source),
        }
    }

    /// Returns the provider of this endpoint, for what its row says.
    ///
    /// ```
    /// use webhook_receiver::{Receiver, SetupError, providers};
    ///
    /// let endpoint = Receiver::builder(providers::SLACK).build_endpoint()?;
    /// assert_eq!(endpoint.to_provider().name(), "Slack");
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn to_provider(&self) -> Provider<E> {
        Provider::of_row(self.inner.row)
    }

    /// Returns how old a signed time may be, or none if any age is accepted or the provider signs no
    /// time.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use webhook_receiver::{Receiver, SetupError, providers};
    ///
    /// let builder = Receiver::builder(providers::SLACK).tolerance(Duration::from_secs(60));
    /// let endpoint = builder.build_endpoint()?;
    /// assert_eq!(endpoint.accepted_age(), Some(Duration::from_secs(60)));
    /// assert_eq!(endpoint.accepted_lead(), Some(Duration::from_secs(60)));
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn accepted_age(&self) -> Option<Duration> {
        let past = self.inner.window.past;
        past.filter(|_| self.to_provider().coverage().has_time())
    }

    /// Returns how far ahead of now a signed time may be, or none if the provider signs no time.
    pub fn accepted_lead(&self) -> Option<Duration> {
        let future = self.inner.window.future;
        Some(future).filter(|_| self.to_provider().coverage().has_time())
    }

    /// Returns the size of the largest body that is accepted, in bytes.
    pub fn body_limit(&self) -> usize {
        self.inner.body_limit
    }

    /// Returns the time within which the whole body must arrive.
    pub fn body_deadline(&self) -> Duration {
        self.inner.body_deadline
    }

    /// Returns the time with which the adapters verify: that of [`Builder::clock`](crate::Builder::clock), or
    /// the system's.
    pub fn now(&self) -> SystemTime {
        self.inner.time.now()
    }

    /// Returns the short name of the provider.
    pub fn provider(&self) -> &'static str {
        self.inner.row.id
    }
}

impl<E> Receiver<E> {
    /// Returns the endpoint without its keys.
    pub fn endpoint(&self) -> &Endpoint<E> {
        &self.endpoint
    }

    /// Returns the same endpoint with other keys.
    pub fn with_keys(&self, keys: Keys) -> Self {
        self.endpoint.with_keys(keys)
    }
}

impl Inner {
    fn prepare_keys(&self, secrets: &[Secret]) -> Result<Keys, SetupError> {
        Keys::new(&self.row.key_recipe(), secrets)
    }

    /// Prepares the secrets of a receiver, which needs none if each request contains its key.
    pub(crate) fn prepare_own_keys(&self, secrets: &[Secret]) -> Result<Keys, SetupError> {
        if secrets.is_empty() && self.row.embeds_key {
            return Ok(Keys::none());
        }
        self.prepare_keys(secrets)
    }

    /// Returns the locations of event type and delivery id in deliveries that are signed in this scheme.
    pub(crate) fn labels(&self, which: Which) -> &Labels {
        let variant = |at: usize| self.variants.get(at).map(|(_, plan)| plan);
        let plan = match (which, &self.method) {
            (Which::Usual, Method::Scheme(plan)) => Some(plan),
            (Which::Usual, Method::Code(_)) => None,
            (Which::Variant(at), _) => variant(at),
            (Which::KeyKind(at), _) => self.key_kinds.get(at),
        };
        plan.map_or(&self.labels, |plan| &plan.labels)
    }

    /// Whether code signs the text `at` a place of this request.
    pub(crate) fn code_covers(&self, head: &Head, coverage: Coverage, at: At) -> bool {
        matches!(&self.method, Method::Code(code) if code.covers(head, coverage, at))
    }
}

impl<E> Clone for Endpoint<E> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            events: PhantomData,
        }
    }
}

impl<E> Clone for Receiver<E> {
    fn clone(&self) -> Self {
        Self {
            endpoint: self.endpoint.clone(),
            keys: self.keys.clone(),
        }
    }
}

impl<E> fmt::Debug for Endpoint<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("provider", &self.inner.row.id)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Receiver<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("provider", &self.endpoint.inner.row.id)
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

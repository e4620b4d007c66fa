//! The flow: an endpoint and its keys, and the three steps from a head to a delivery.

mod audience;
mod builder;
mod classify;
pub(crate) mod delivery;
#[cfg(feature = "idempotency")]
mod identity;
pub(crate) mod observe;
pub(crate) mod reply;
pub(crate) mod time_source;
mod verifier;

use std::{
    fmt,
    marker::PhantomData,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::Request;

use crate::{
    authenticate::{self, Authentic, Which},
    engine::{
        answer::{AnswerPlan, HandshakePlan},
        compile::Plan,
        labels::Labels,
        verify::Progress,
        window::Window,
    },
    error::{AllowedMethods, Error, Fault, Place, Role, SetupError},
    handshake::is_signable,
    key::{
        decoy::Decoy,
        secret::{Keys, Secret},
        source::KeySource,
    },
    provider::{Provider, Row, When},
    receiver::{
        observe::{Observer, Watch},
        time_source::TimeSource,
    },
    request::{body::Body, budget::Budget, head::Head, settings::Settings},
    scheme::{At, Coverage},
};

#[cfg(feature = "gzip")]
use crate::request::gzip::Inflate;

use self::{
    audience::Audience,
    classify::{HANDSHAKE_BODY, Route},
    verifier::State,
};
pub use self::{
    builder::Builder,
    delivery::Delivery,
    observe::{Outcome, Verdict},
    reply::Reply,
    verifier::Verifier,
};

/// An endpoint of a provider, without keys: for services that look them up by tenant, per request.
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
    events: PhantomData<fn() -> E>,
}

/// What an endpoint is, apart from the events that it yields.
#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) row: Row,
    pub(crate) settings: Settings,
    pub(crate) window: Window,
    decoy: Decoy,
    body_limit: usize,
    body_deadline: Duration,
    budget: Option<Budget>,
    pub(crate) observer: Option<Observer>,
    pub(crate) time: TimeSource,
    allowed: AllowedMethods,
    method: Method,
    variants: Vec<(When, Plan)>,
    /// By the kind of key.
    key_kinds: Vec<Plan>,
    handshakes: Vec<HandshakePlan>,
    acknowledgement: Option<AnswerPlan>,
    signs_challenges: bool,
    /// Where the names of deliveries stand, of code.
    labels: Labels,
    /// Whether a delivery is refused whose body is not signed.
    require_body: bool,
    audience: Option<Audience>,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one an endpoint, made once")]
enum Method {
    Scheme(Plan),
    Code(&'static dyn authenticate::Authenticate),
}

/// A receiver: an endpoint with its keys, typed by the events that it yields.
///
/// Cheap to clone; made once, when the service starts, so that a bad set-up fails there.
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
/// let refused = receiver.receive(forged, SystemTime::now()).unwrap_err();
/// assert_eq!(refused.code(), "signature_missing");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Receiver<E = Bytes> {
    pub(crate) endpoint: Endpoint<E>,
    /// None, where a source brings them.
    pub(crate) keys: Keys,
    source: Option<Arc<dyn KeySource>>,
}

/// What was received.
#[derive(Debug)]
#[must_use = "a delivery is to be handled, and a handshake to be answered"]
pub enum Received<E = Bytes> {
    /// A verified delivery.
    Delivery(Delivery<E>),
    /// A handshake: send this answer, there is nothing else to do.
    Handshake(Reply),
}

impl Inner {
    /// Where the names stand of deliveries that are signed in this scheme.
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

    /// Whether code signs what stands `at` a place of this request.
    pub(crate) fn code_covers(&self, head: &Head, coverage: Coverage, at: At) -> bool {
        matches!(&self.method, Method::Code(code) if code.covers(head, coverage, at))
    }
}

impl<E> Endpoint<E> {
    /// Prepares keys from secrets. Worth caching: preparing is about as dear as verifying.
    ///
    /// # Errors
    /// Where there is no secret, or one is not of the provider's form.
    pub fn prepare_keys(&self, secrets: &[Secret]) -> Result<Keys, SetupError> {
        Keys::new(&self.inner.row.key_recipe(), secrets)
    }

    /// The receiver that verifies with these keys.
    pub fn with_keys(&self, keys: Keys) -> Receiver<E> {
        Receiver {
            endpoint: self.clone(),
            keys,
            source: None,
        }
    }

    /// Returns the receiver for a tenant: with its keys, or, if there is no such tenant, with a decoy.
    ///
    /// With a decoy, nothing is accepted, and every request is answered as for a tenant that exists:
    /// the same status after the same work, whatever its method, headers and body are. So nobody
    /// learns which tenants there are. Rejecting such requests by yourself tells them apart: a
    /// request without a signature, say, is answered with 400 or 405 for a known tenant.
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

    /// The receiver that has its keys brought by a source, for each request the one that it names:
    /// see [`KeyCache`](crate::KeyCache).
    pub fn with_key_source(&self, source: Arc<dyn KeySource>) -> Receiver<E> {
        Receiver {
            endpoint: self.clone(),
            keys: Keys::none(),
            source: Some(source),
        }
    }

    /// The largest body that is accepted, in bytes.
    pub fn body_limit(&self) -> usize {
        self.inner.body_limit
    }

    /// Within what time the whole body must arrive.
    pub fn body_deadline(&self) -> Duration {
        self.inner.body_deadline
    }

    /// Returns the time by which the adapters judge: that of [`Builder::clock`], or the system's.
    pub fn now(&self) -> SystemTime {
        self.inner.time.now()
    }

    /// The short name of the provider.
    pub fn provider(&self) -> &'static str {
        self.inner.row.id
    }
}

impl<E> Receiver<E> {
    /// A receiver with one secret, for a provider that needs nothing else.
    ///
    /// # Errors
    /// Where the secret is not of the provider's form, or the provider needs a setting.
    pub fn new(provider: Provider<E>, secret: Secret) -> Result<Self, SetupError> {
        Self::builder(provider).secret(secret).build()
    }

    /// Begins to build a receiver.
    pub fn builder(provider: Provider<E>) -> Builder<E> {
        Builder::new(provider)
    }

    /// The endpoint without its keys.
    pub fn endpoint(&self) -> &Endpoint<E> {
        &self.endpoint
    }

    /// The same endpoint with other keys.
    pub fn with_keys(&self, keys: Keys) -> Self {
        self.endpoint.with_keys(keys)
    }

    /// Verifies a whole request: the three steps in one. As its body is there, its
    /// `Content-Length` does not count.
    ///
    /// # Errors
    /// Where the request is not authentic, or not as the provider sends it.
    pub fn receive(&self, request: Request<Bytes>, now: SystemTime) -> Result<Received<E>, Error> {
        let mut watch = Watch::default();
        let received = self.receive_watched(request, now, &mut watch);
        watch.tell(&received);
        received
    }

    /// As [`Receiver::receive`], but leaves it to the caller to tell the verdict.
    #[inline]
    pub(crate) fn receive_watched<'r>(
        &'r self,
        request: Request<Bytes>,
        now: SystemTime,
        watch: &mut Watch<'r>,
    ) -> Result<Received<E>, Error> {
        let (parts, body) = request.into_parts();
        let head = Head::from(parts);
        *watch = Watch::begin(&self.endpoint.inner, &head);
        if self.takes_at_once(body.len() as u64) {
            return self.receive_at_once(head, body, now, watch);
        }
        // What is rare goes the long way, which gives the same verdict.
        let mut verifying = self.begin_watched(head, now, Watch::default())?;
        watch.came_at_once(body.len());
        verifying.update(body)?;
        verifying.finish()
    }

    /// Whether a body of this length may be judged as soon as it is there, without steps.
    pub(crate) fn takes_at_once(&self, length: u64) -> bool {
        let inner = &*self.endpoint.inner;
        length <= HANDSHAKE_BODY.min(inner.body_limit) as u64
            && !inner.inflates()
            && inner.budget.is_none()
            && self.source.is_none()
    }

    #[inline]
    fn receive_at_once(
        &self,
        head: Head,
        body: Bytes,
        now: SystemTime,
        watch: &mut Watch<'_>,
    ) -> Result<Received<E>, Error> {
        let inner = &*self.endpoint.inner;
        let keys = &self.keys;
        let route = inner.route(&head, keys)?;
        watch.came_at_once(body.len());
        let authentic = match route {
            Route::Answered(reply) => return Ok(Received::Handshake(reply)),
            Route::Scheme(plan) => plan.judge(&head, &body, keys, inner.clock(now)),
            Route::Code(code) => {
                let request = inner.request(code, &head, &body, keys, now);
                code.check_head(&request)
                    .and_then(|()| code.authenticate(&request))
            }
        };
        match authentic {
            Ok(authentic) => self.deliver(head, Body::from(body), authentic, keys, now),
            Err(error) if inner.may_shake(&error, &head) => {
                inner.shake_instead(error, &head, &body, keys)
            }
            Err(error) => {
                // Of a request that its head proves invalid, no body is received elsewhere.
                if watch.is_on() && self.judge_head(&head, now).is_err() {
                    watch.came_at_once(0);
                }
                Err(error)
            }
        }
    }

    /// Judges the head: what it shows to be wrong is refused before a byte of the body is read.
    /// `now` is the time of the request's arrival.
    ///
    /// # Errors
    /// Where no body could make the request authentic.
    ///
    /// ```
    /// # use std::time::SystemTime;
    /// # use bytes::Bytes;
    /// # use webhook_receiver::{Head, Received, Receiver, Secret, providers};
    /// # let receiver = Receiver::new(providers::GITHUB, Secret::new("It's a Secret to Everybody")?)?;
    /// # let (parts, ()) = http::Request::post("/")
    /// #     .header("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
    /// #     .body(())?.into_parts();
    /// let mut verifying = receiver.begin(Head::from(parts), SystemTime::now())?;
    /// for chunk in [Bytes::from("Hello, "), Bytes::from("World!")] {
    ///     verifying.update(chunk)?; // hashed as it arrives
    /// }
    /// let Received::Delivery(delivery) = verifying.finish()? else { panic!() };
    /// assert_eq!(delivery.body(), "Hello, World!");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn begin(&self, head: Head, now: SystemTime) -> Result<Verifier<'_, E>, Error> {
        let watch = Watch::begin(&self.endpoint.inner, &head);
        self.begin_watched(head, now, watch)
    }

    fn begin_watched<'r>(
        &'r self,
        head: Head,
        now: SystemTime,
        mut watch: Watch<'r>,
    ) -> Result<Verifier<'r, E>, Error> {
        let inner = &*self.endpoint.inner;
        let state = self
            .judge_head(&head, now)
            .inspect_err(|error| watch.refuse(error))?;
        Ok(Verifier {
            receiver: self,
            head,
            now,
            state,
            settled: false,
            body: Body::default(),
            share: inner.budget.as_ref().map(Budget::share),
            watch,
            #[cfg(feature = "gzip")]
            inflate: inner
                .inflates()
                .then(|| Box::new(Inflate::new(inner.body_limit))),
        })
    }

    fn judge_head(&self, head: &Head, now: SystemTime) -> Result<State<'_>, Error> {
        let inner = &*self.endpoint.inner;
        let route = inner.route(head, &self.keys)?;
        let announced = inner.announced(head)?;
        let state = match route {
            Route::Answered(reply) => Ok(State::Answered(reply)),
            // Which scheme it is depends on the key that will be brought.
            Route::Scheme(plan) if self.keys.is_empty() && !inner.key_kinds.is_empty() => {
                Ok(State::Scheme(plan, Progress::Waiting))
            }
            Route::Scheme(plan) => plan
                .begin(head, &self.keys, inner.clock(now))
                .map(|progress| State::Scheme(plan, progress)),
            Route::Code(code) => {
                let nothing = Bytes::new();
                code.check_head(&inner.request(code, head, &nothing, &self.keys, now))
                    .map(|()| State::Code(code))
            }
        };
        let state = match state {
            // A handshake is small: what is announced as larger is none.
            Err(error) if announced <= HANDSHAKE_BODY as u64 && inner.may_shake(&error, head) => {
                State::Doubtful(error)
            }
            state => state?,
        };
        let limit = state.body_limit(inner);
        if announced > limit as u64 {
            return Err(Error::BodyTooLarge { limit });
        }
        if let Some(budget) = &inner.budget {
            budget.check(announced)?;
        }
        Ok(state)
    }
}

impl<E> Receiver<E> {
    /// Hands over what was verified, or answers it where it is a handshake.
    #[inline]
    fn deliver(
        &self,
        head: Head,
        body: Body,
        authentic: Authentic,
        keys: &Keys,
        now: SystemTime,
    ) -> Result<Received<E>, Error> {
        let inner = &self.endpoint.inner;
        let body = match inner.open(&head, &body, keys, authentic.key_index())? {
            Some(opened) => Body::from(opened),
            None => body,
        };
        if let Some(audience) = &inner.audience {
            let seen = if audience.is_in_body() {
                body.whole()
            } else {
                &Bytes::new()
            };
            audience.check(&head, seen)?;
        }
        if !inner.handshakes.is_empty()
            && body.len() <= HANDSHAKE_BODY
            && let Some(reply) = inner.handshake(&head, body.whole(), keys, |_| true)?
        {
            if let Some(time) = authentic.signed_time() {
                inner.window.without_retries().check(time, now)?;
            }
            return Ok(Received::Handshake(reply));
        }
        if !inner.row.delivers(&head.method) {
            return Err(inner.method_not_allowed(&head));
        }
        if inner.require_body && body.len() > 0 && !authentic.coverage().binds_body() {
            return Err(Error::BodyNotBound);
        }
        // Or whoever has a challenge signed would have a delivery signed.
        if inner.signs_challenges && body.len() <= HANDSHAKE_BODY && is_signable(body.whole()) {
            return Err(Error::Malformed(Role::Body, Place::Body, Fault::Form));
        }
        Ok(Received::Delivery(Delivery::new(
            inner.clone(),
            head,
            body,
            authentic.of_secret(keys.secret_of(authentic.key_index())),
            now,
        )))
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
            source: self.source.clone(),
        }
    }
}

impl<E> fmt::Debug for Endpoint<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Endpoint")
            .field("provider", &self.inner.row.id)
            .finish_non_exhaustive()
    }
}

impl<E> fmt::Debug for Receiver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver")
            .field("provider", &self.endpoint.inner.row.id)
            .field("keys", &self.keys)
            .finish_non_exhaustive()
    }
}

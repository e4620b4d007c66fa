//! The flow: an endpoint and its keys, and the three steps from a head to a delivery.

mod builder;

use std::{
    fmt,
    future::{pending, poll_fn},
    marker::PhantomData,
    mem,
    pin::{Pin, pin},
    sync::Arc,
    task::{Context, Poll, Waker},
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderValue, Request, header};

use crate::{
    authentic::{self, Authentic},
    body::Body,
    budget::{Budget, Share},
    delivery::Delivery,
    error::{Allowed, Error, Fault, Place, Role, SetupError},
    handshake::{
        Proof, is_signable,
        plan::{AnswerPlan, HandshakePlan, Inputs},
    },
    head::Head,
    key_source::{KeyHint, KeySource},
    observe::{Observer, Watch},
    provider::{Provider, Row, When},
    reply::Reply,
    scheme::{
        plan::{Locator, Plan},
        verify::{Clock, Progress},
    },
    secret::{Keys, Secret},
    settings::Settings,
};

#[cfg(feature = "gzip")]
use crate::inflate::Inflate;

pub use self::builder::Builder;

/// An endpoint of a provider, without keys: for services that look them up by tenant, per request.
///
/// Cheap to clone.
///
/// ```
/// use webhook_receiver::{Receiver, Secret, SetupError, providers};
///
/// let endpoint = Receiver::builder(providers::GITHUB).build_endpoint()?;
/// // For each request, or cached by tenant:
/// let keys = endpoint.keys(&[Secret::new("a long secret of this tenant")?])?;
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
    tolerance: Duration,
    body_limit: usize,
    body_deadline: Duration,
    budget: Option<Budget>,
    pub(crate) observer: Option<Observer>,
    stopped: Option<SystemTime>,
    allowed: Allowed,
    method: Method,
    variants: Vec<(When, Plan)>,
    /// By the kind of key.
    key_kinds: Vec<Plan>,
    handshakes: Vec<HandshakePlan>,
    acknowledgement: Option<AnswerPlan>,
    signs_challenges: bool,
    pub(crate) kind: Vec<(Locator, bool)>,
    pub(crate) delivery_id: Vec<(Locator, bool)>,
    /// For whom deliveries must be, and where they say so.
    audience: Option<(Locator, Box<str>)>,
}

#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "one an endpoint, made once")]
enum Method {
    Scheme(Plan),
    Code(&'static dyn authentic::Authenticate),
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

impl<E> Endpoint<E> {
    /// Prepares keys from secrets. Worth caching: preparing is about as dear as verifying.
    ///
    /// # Errors
    /// Where there is no secret, or one is not of the provider's form.
    pub fn keys(&self, secrets: &[Secret]) -> Result<Keys, SetupError> {
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

    /// The time by which the adapters judge: the clock's, if it was not [stopped].
    ///
    /// [stopped]: crate::danger::stop_clock
    pub fn now(&self) -> SystemTime {
        self.inner.stopped.unwrap_or_else(SystemTime::now)
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
        let (parts, body) = request.into_parts();
        let head = Head::from(parts);
        let inner = &*self.endpoint.inner;
        let mut watch = Watch::begin(inner, &head);
        watch.came(body.len());
        // What is rare goes the long way, which gives the same verdict.
        let rare = body.len() > HANDSHAKE_BODY.min(inner.body_limit)
            || inner.inflates()
            || self.source.is_some();
        let received = if rare {
            self.receive_in_steps(head, body, now)
        } else {
            self.receive_at_once(head, body, now)
        };
        watch.tell(&received);
        received
    }

    #[inline]
    fn receive_at_once(
        &self,
        head: Head,
        body: Bytes,
        now: SystemTime,
    ) -> Result<Received<E>, Error> {
        let inner = &*self.endpoint.inner;
        let keys = &self.keys;
        let authentic = match inner.route(&head, keys)? {
            Route::Answered(reply) => return Ok(Received::Handshake(reply)),
            Route::Scheme(plan) => plan.judge(&head, &body, keys, inner.clock(now)),
            Route::Code(code) => {
                let request = inner.request(code, &head, &body, keys, now);
                code.check_head(&request)
                    .and_then(|()| code.authenticate(&request))
            }
        };
        match authentic {
            Ok(authentic) => self.deliver(head, Body::from(body), authentic, keys),
            Err(error) if inner.may_shake(&error, &head) => {
                inner.shake_instead(error, &head, &body, keys)
            }
            Err(error) => Err(error),
        }
    }

    fn receive_in_steps(
        &self,
        head: Head,
        body: Bytes,
        now: SystemTime,
    ) -> Result<Received<E>, Error> {
        let mut verifying = self.begin_watched(head, now, Watch::default())?;
        verifying.update(body)?;
        verifying.finish()
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
    pub fn begin(&self, head: Head, now: SystemTime) -> Result<Verifying<'_, E>, Error> {
        let watch = Watch::begin(&self.endpoint.inner, &head);
        self.begin_watched(head, now, watch)
    }

    fn begin_watched<'r>(
        &'r self,
        head: Head,
        now: SystemTime,
        mut watch: Watch<'r>,
    ) -> Result<Verifying<'r, E>, Error> {
        let inner = &*self.endpoint.inner;
        let state = self
            .judge_head(&head, now)
            .inspect_err(|error| watch.refuse(error))?;
        Ok(Verifying {
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

/// A request whose head was not refused and whose body is arriving.
#[must_use = "the verdict falls in `finish`"]
pub struct Verifying<'r, E = Bytes> {
    receiver: &'r Receiver<E>,
    head: Head,
    now: SystemTime,
    state: State<'r>,
    settled: bool,
    body: Body,
    share: Option<Share>,
    watch: Watch<'r>,
    #[cfg(feature = "gzip")]
    inflate: Option<Box<Inflate>>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "on the stack on purpose: verifying does not allocate"
)]
enum State<'r> {
    Scheme(&'r Plan, Progress),
    Code(&'static dyn authentic::Authenticate),
    /// A handshake that the head alone shows.
    Answered(Reply),
    /// No delivery, for this reason; perhaps a handshake that the body will show.
    Doubtful(Error),
}

/// The largest body in which a handshake is looked for.
const HANDSHAKE_BODY: usize = 16 * 1024;

impl<E> Verifying<'_, E> {
    /// Takes the next chunk of the body. It is hashed now, and kept without a copy where it is the
    /// only one.
    ///
    /// # Errors
    /// [`Error::BodyTooLarge`], as soon as the limit is passed, or [`Error::BudgetSpent`].
    pub fn update(&mut self, chunk: Bytes) -> Result<(), Error> {
        self.watch.came(chunk.len());
        self.take(chunk)
            .inspect_err(|error| self.watch.refuse(error))
    }

    fn take(&mut self, chunk: Bytes) -> Result<(), Error> {
        #[cfg(feature = "gzip")]
        if let Some(mut inflate) = self.inflate.take() {
            let kept = inflate.update(chunk, &mut |chunk| self.keep(chunk));
            self.inflate = Some(inflate);
            return kept;
        }
        self.keep(chunk)
    }

    /// Lets go of the server's read buffer, in which the head's values and the first chunk lie, by
    /// copying them. For where more of the body has to be waited for: a slow request must not hold
    /// more than what came of it.
    pub fn settle(&mut self) {
        if !mem::replace(&mut self.settled, true) {
            self.head.settle();
        }
        self.body.settle();
    }

    fn keep(&mut self, chunk: Bytes) -> Result<(), Error> {
        let limit = self.state.body_limit(&self.receiver.endpoint.inner);
        if let Some(share) = &mut self.share {
            share.grow(chunk.len())?;
        }
        self.body.push(chunk.clone(), limit)?;
        self.state.update(&chunk);
        Ok(())
    }

    /// The verdict, after the last chunk. Takes no longer for a large body than for a small one,
    /// where the scheme signs head and body as they come.
    ///
    /// Where a source brings the keys, it is asked once: [`Error::KeyUnavailable`], if it does not
    /// have the one that is needed at hand. [`Verifying::conclude`] waits for it.
    ///
    /// # Errors
    /// Where the request is not authentic.
    pub fn finish(mut self) -> Result<Received<E>, Error> {
        let mut watch = mem::take(&mut self.watch);
        let received = self.judge_at_once();
        watch.tell(&received);
        received
    }

    /// As [`Verifying::finish`], but waits for the key where a source brings it.
    ///
    /// # Errors
    /// Where the request is not authentic, or its key cannot be had.
    pub async fn conclude(self) -> Result<Received<E>, Error> {
        if self.has_source() {
            self.conclude_before(pin!(pending())).await
        } else {
            self.finish()
        }
    }

    /// Whether a source brings the key, which may have to be waited for.
    pub(crate) fn has_source(&self) -> bool {
        self.receiver.source.is_some()
    }

    /// As [`Verifying::conclude`], but gives up waiting at the deadline.
    pub(crate) async fn conclude_before(
        mut self,
        deadline: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Received<E>, Error> {
        let mut watch = mem::take(&mut self.watch);
        let received = match self.receiver.source.clone() {
            None => self.judge_at_once(),
            Some(source) => self.judge_when_found(&*source, deadline).await,
        };
        watch.tell(&received);
        received
    }

    /// As [`Verifying::finish`], with the keys that were looked up for its [hint].
    ///
    /// [hint]: Verifying::key_hint
    ///
    /// # Errors
    /// Where the request is not authentic.
    pub fn finish_with(mut self, keys: &Keys) -> Result<Received<E>, Error> {
        let mut watch = mem::take(&mut self.watch);
        let received = match self.inflate_rest() {
            Ok(()) => self.judge(keys),
            Err(error) => Err(error),
        };
        watch.tell(&received);
        received
    }

    /// Which key the request needs, after the last chunk; `None` where it needs none, as it is a
    /// handshake.
    ///
    /// # Errors
    /// Where the request names none, and must, or one at a place that is not the provider's.
    pub fn key_hint(&self) -> Result<Option<KeyHint>, Error> {
        let inner = &*self.receiver.endpoint.inner;
        let body = self.body.whole();
        let hint = match &self.state {
            State::Answered(_) | State::Doubtful(_) => return Ok(None),
            State::Scheme(plan, _) => plan.key_hint(&self.head, body)?,
            State::Code(code) => {
                let none = Keys::none();
                code.key_hint(&inner.request(*code, &self.head, body, &none, self.now))?
            }
        };
        // It will be kept for a while, and is the sender's.
        if hint.key_id().is_some_and(|id| id.len() > KeyHint::LONGEST) {
            return Err(Error::KeyUnknown);
        }
        Ok(Some(match inner.row.keys_at {
            Some(url) if hint.url().is_none() => hint.at(url),
            _ => hint,
        }))
    }

    /// Ends a request whose body will not come: with [`Error::BodyTimeout`] after the deadline, or
    /// with [`Error::BodyIncomplete`] where it broke off, as it is taken to have where this is
    /// dropped. Gives the error back.
    pub fn refuse(mut self, error: Error) -> Error {
        self.watch.refuse(&error);
        error
    }

    #[inline]
    fn judge_at_once(mut self) -> Result<Received<E>, Error> {
        self.inflate_rest()?;
        let receiver = self.receiver;
        let Some(source) = &receiver.source else {
            return self.judge(&receiver.keys);
        };
        let Some(hint) = self.key_hint()? else {
            return self.judge(&receiver.keys);
        };
        let mut found = source.find(&hint, self.now);
        match found.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(keys) => self.judge(&keys?),
            Poll::Pending => Err(Error::KeyUnavailable),
        }
    }

    async fn judge_when_found(
        mut self,
        source: &dyn KeySource,
        mut deadline: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Received<E>, Error> {
        self.inflate_rest()?;
        let Some(hint) = self.key_hint()? else {
            return self.judge(&Keys::none());
        };
        let mut found = source.find(&hint, self.now);
        let keys = poll_fn(|context| {
            let found = found.as_mut().poll(context);
            if found.is_pending() && deadline.as_mut().poll(context).is_ready() {
                return Poll::Ready(Err(Error::KeyUnavailable));
            }
            found
        });
        let keys = keys.await?;
        self.judge(&keys)
    }

    /// Takes what is left of a compressed body.
    #[cfg_attr(
        not(feature = "gzip"),
        allow(clippy::unnecessary_wraps, reason = "nothing is compressed")
    )]
    fn inflate_rest(&mut self) -> Result<(), Error> {
        #[cfg(feature = "gzip")]
        if let Some(inflate) = self.inflate.take() {
            inflate.finish(&mut |chunk| self.keep(chunk))?;
        }
        Ok(())
    }

    fn judge(self, keys: &Keys) -> Result<Received<E>, Error> {
        let Self {
            receiver,
            head,
            now,
            state,
            mut body,
            share,
            ..
        } = self;
        if let Some(share) = share {
            body.hold(share);
        }
        let inner = &*receiver.endpoint.inner;
        let authentic = match state {
            State::Answered(reply) => return Ok(Received::Handshake(reply)),
            State::Doubtful(error) => return inner.shake_instead(error, &head, body.whole(), keys),
            State::Scheme(plan, progress) => {
                plan.finish(progress, &head, || body.whole(), keys, inner.clock(now))
            }
            State::Code(code) => {
                code.authenticate(&inner.request(code, &head, body.whole(), keys, now))
            }
        };
        match authentic {
            Ok(authentic) => receiver.deliver(head, body, authentic, keys),
            Err(error) if body.len() <= HANDSHAKE_BODY && inner.may_shake(&error, &head) => {
                inner.shake_instead(error, &head, body.whole(), keys)
            }
            Err(error) => Err(error),
        }
    }
}

impl State<'_> {
    fn body_limit(&self, inner: &Inner) -> usize {
        match self {
            State::Answered(_) | State::Doubtful(_) => HANDSHAKE_BODY,
            State::Scheme(..) | State::Code(_) => inner.body_limit,
        }
    }

    #[inline]
    fn update(&mut self, chunk: &[u8]) {
        if let State::Scheme(_, Progress::Hashing(hashing)) = self {
            hashing.update(chunk);
        }
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
    ) -> Result<Received<E>, Error> {
        let inner = &self.endpoint.inner;
        let body = match inner.open(&head, &body, &self.keys, authentic.key())? {
            Some(opened) => Body::from(opened),
            None => body,
        };
        if let Some((place, ours)) = &inner.audience {
            let seen = if place.in_body() {
                body.whole()
            } else {
                &Bytes::new()
            };
            let named = place.text(Role::Audience, &head, seen)?;
            if named.as_deref() != Some(&**ours) {
                return Err(Error::AudienceMismatch(place.place()));
            }
        }
        if !inner.handshakes.is_empty()
            && body.len() <= HANDSHAKE_BODY
            && let Some(reply) = inner.handshake(&head, body.whole(), keys, |_| true)?
        {
            return Ok(Received::Handshake(reply));
        }
        if !inner.row.delivers(&head.method) {
            return Err(inner.method_not_allowed(&head));
        }
        // Or whoever has a challenge signed would have a delivery signed.
        if inner.signs_challenges && body.len() <= HANDSHAKE_BODY && is_signable(body.whole()) {
            return Err(Error::Malformed(Role::Body, Place::Body, Fault::Form));
        }
        Ok(Received::Delivery(Delivery::new(
            inner.clone(),
            head,
            body,
            authentic,
        )))
    }
}

/// Who judges a request.
enum Route<'r> {
    Scheme(&'r Plan),
    Code(&'static dyn authentic::Authenticate),
    /// Nobody: it is a handshake that the head alone shows.
    Answered(Reply),
}

impl Inner {
    fn clock(&self, now: SystemTime) -> Clock {
        Clock {
            now,
            tolerance: self.tolerance,
        }
    }

    /// Refuses what no provider sends, and finds who judges the rest.
    #[inline]
    fn route(&self, head: &Head, keys: &Keys) -> Result<Route<'_>, Error> {
        head.check_size()?;
        for handshake in &self.handshakes {
            if !handshake.needs_body
                && handshake.handshake.proof != Proof::Signed
                && handshake.recognises(head, &[])
            {
                return handshake
                    .answer(self.inputs(head, &[], Some(keys)))
                    .map(Route::Answered);
            }
        }
        let may_be_signed =
            |plan: &HandshakePlan| plan.handshake.proof == Proof::Signed && plan.head_fits(head);
        if !self.row.delivers(&head.method) && !self.handshakes.iter().any(may_be_signed) {
            return Err(self.method_not_allowed(head));
        }
        self.check_encoding(head)?;
        let by_key = keys.kind.and_then(|kind| self.key_kinds.get(kind));
        let plan = by_key.or_else(|| {
            let mut variants = self.variants.iter();
            let found = variants.find(|(when, _)| when.holds(head));
            found.map(|(_, plan)| plan)
        });
        Ok(match (plan, &self.method) {
            (Some(plan), _) | (None, Method::Scheme(plan)) => Route::Scheme(plan),
            (None, Method::Code(code)) => Route::Code(*code),
        })
    }

    fn method_not_allowed(&self, head: &Head) -> Error {
        Error::MethodNotAllowed {
            method: head.method.clone(),
            allowed: self.allowed,
        }
    }

    /// Whether a request that is no delivery for this reason could be a handshake by its body.
    fn may_shake(&self, error: &Error, head: &Head) -> bool {
        matches!(error, Error::Missing(Role::Signature, _))
            && self.handshakes.iter().any(|handshake| {
                handshake.needs_body
                    && handshake.handshake.proof != Proof::Signed
                    && handshake.head_fits(head)
            })
    }

    /// The answer to the unsigned handshake that the body shows, or the error.
    fn shake_instead<E>(
        &self,
        error: Error,
        head: &Head,
        body: &Bytes,
        keys: &Keys,
    ) -> Result<Received<E>, Error> {
        let unsigned = |proof| proof != Proof::Signed;
        let reply = match self.open(head, &Body::from(body.clone()), keys, 0) {
            Ok(None) => self.handshake(head, body, keys, unsigned)?,
            // Nobody is told what came of opening what he made up.
            Ok(Some(opened)) => self
                .handshake(head, &opened, keys, unsigned)
                .unwrap_or_default(),
            Err(_) => None,
        };
        reply.map(Received::Handshake).ok_or(error)
    }

    /// What a body was before it was encrypted, if it was.
    #[inline]
    fn open(
        &self,
        head: &Head,
        body: &Body,
        keys: &Keys,
        key: usize,
    ) -> Result<Option<Bytes>, Error> {
        let Method::Code(code) = self.method else {
            return Ok(None);
        };
        // Its time was judged before.
        let now = SystemTime::UNIX_EPOCH;
        code.open(&self.request(code, head, body.whole(), keys, now), key)
    }

    /// Refuses a body whose bytes are not the ones that were signed.
    #[inline]
    fn check_encoding(&self, head: &Head) -> Result<(), Error> {
        let mut encodings = head.headers.get_all(header::CONTENT_ENCODING).iter();
        let known = |encoding: &HeaderValue| {
            encoding.as_bytes().eq_ignore_ascii_case(b"identity")
                || ((self.inflates() || self.row.signs_compressed)
                    && encoding.as_bytes().eq_ignore_ascii_case(b"gzip"))
        };
        if encodings.all(known) {
            Ok(())
        } else {
            Err(Error::ContentEncoded)
        }
    }

    /// Whether a compressed body is inflated before it is verified.
    fn inflates(&self) -> bool {
        cfg!(feature = "gzip") && self.row.signs_inflated
    }

    /// The size that the body is announced to have, 0 where nothing readable says so: that is the
    /// server's business, and the limit holds for what arrives, too. One over the limit is refused
    /// before anything else of the head is judged.
    fn announced(&self, head: &Head) -> Result<u64, Error> {
        let length = head.headers.get(header::CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        match length {
            Some(length) if length > self.body_limit as u64 => Err(Error::BodyTooLarge {
                limit: self.body_limit,
            }),
            length => Ok(length.unwrap_or(0)),
        }
    }

    /// The answer to the handshake that the body shows, if it is one.
    fn handshake(
        &self,
        head: &Head,
        body: &Bytes,
        keys: &Keys,
        proven: impl Fn(Proof) -> bool,
    ) -> Result<Option<Reply>, Error> {
        self.handshakes
            .iter()
            .find(|plan| proven(plan.handshake.proof) && plan.recognises(head, body))
            .map(|plan| plan.answer(self.inputs(head, body, Some(keys))))
            .transpose()
    }

    /// What the provider wants as the answer to a delivery.
    pub(crate) fn acknowledgement(&self, head: &Head, body: &[u8]) -> Option<Reply> {
        let answer = self.acknowledgement.as_ref()?;
        answer.reply(self.inputs(head, body, None)).ok()
    }

    fn inputs<'a>(&'a self, head: &'a Head, body: &'a [u8], keys: Option<&'a Keys>) -> Inputs<'a> {
        Inputs {
            head,
            body,
            keys,
            settings: &self.settings,
        }
    }

    fn request<'r>(
        &'r self,
        code: &dyn authentic::Authenticate,
        head: &'r Head,
        body: &'r Bytes,
        keys: &'r Keys,
        now: SystemTime,
    ) -> authentic::Request<'r> {
        authentic::Request {
            head,
            body,
            keys,
            now,
            tolerance: self.tolerance,
            settings: &self.settings,
            coverage: code.coverage(),
        }
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

impl<E> fmt::Debug for Verifying<'_, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifying")
            .field("provider", &self.receiver.endpoint.inner.row.id)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

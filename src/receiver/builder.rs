//! Set-up: what an endpoint must know, and what is rejected before the first request.

use std::{
    marker::PhantomData,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;

use crate::{
    authenticate::Which,
    engine::{
        answer::{AnswerPlan, HandshakePlan},
        compile::Plan,
        labels::Labels,
    },
    error::{AllowedMethods, SetupError},
    handshake::Handshake,
    key::{
        decoy::Decoy,
        keys::Keys,
        secret::Secret,
        store::{KeyStore, SharedKeys},
    },
    provider::{Authentication, Provider},
    receiver::{
        audience::Audience,
        endpoint::{Endpoint, Inner, Method, Receiver},
        reload::ReloadHandle,
        time_source::TimeSource,
        verdict::{Observer, Verdict},
        verifier::WORKING,
    },
    request::{budget::Budget, settings::Settings},
};
#[cfg(feature = "explain")]
use crate::{engine::window::Window, provider::Row};

/// Collects what an endpoint must know, and checks it.
///
/// ```
/// use std::time::Duration;
///
/// use webhook_receiver::{Receiver, Secret, SetupError, providers};
///
/// let receiver = Receiver::builder(providers::STRIPE)
///     .secret(Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?)
///     // While the secret is rotated: the old one, too.
///     .secret(Secret::new("whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz")?)
///     .tolerance(Duration::from_secs(60))
///     .build()?;
///
/// let rejected = Receiver::builder(providers::SQUARE)
///     .secret(Secret::new("asdf1234asdf1234")?)
///     .build();
/// assert!(rejected.unwrap_err().to_string().starts_with("Square signs the public URL"));
/// # drop(receiver);
/// # Ok::<(), SetupError>(())
/// ```
#[derive(Debug)]
pub struct Builder<E = Bytes> {
    provider: Provider<E>,
    secrets: Vec<Secret>,
    settings: Settings,
    tolerance: Option<Duration>,
    accepted_age: Option<Duration>,
    body_limit: Option<usize>,
    body_deadline: Duration,
    budget: Option<Budget>,
    observer: Option<Observer>,
    time: TimeSource,
    require_body: bool,
    require_audience: bool,
    pub(crate) any_audience: bool,
}

/// Frameworks have a deadline for the head at most; without one for the body, a slow sender could take
/// forever.
const DEFAULT_BODY_DEADLINE: Duration = Duration::from_secs(10);

impl<E> Receiver<E> {
    /// Builds a receiver with one secret, for a provider that needs no other settings.
    ///
    /// # Errors
    /// Returns an error if the secret is not of the provider's form, or the provider needs a setting.
    pub fn new(provider: Provider<E>, secret: Secret) -> Result<Self, SetupError> {
        Self::builder(provider).secret(secret).build()
    }

    /// Begins to build a receiver.
    pub fn builder(provider: Provider<E>) -> Builder<E> {
        Builder::new(provider)
    }
}

impl<E> Builder<E> {
    pub(crate) fn new(provider: Provider<E>) -> Self {
        Self {
            provider,
            secrets: Vec::new(),
            settings: Settings::default(),
            tolerance: None,
            accepted_age: None,
            body_limit: None,
            body_deadline: DEFAULT_BODY_DEADLINE,
            budget: None,
            observer: None,
            time: TimeSource::default(),
            require_body: false,
            require_audience: false,
            any_audience: false,
        }
    }

    /// Adds a secret. Deliveries signed with any of them are accepted; the first one also answers
    /// handshakes. At most [`Keys::MAX`].
    pub fn secret(mut self, secret: Secret) -> Self {
        self.secrets.push(secret);
        self
    }

    /// Sets the origin at which the provider reaches the service, such as `https://app.example`. If a proxy
    /// removes a prefix of the path, include that prefix. Needed if the provider signs the URL: the path and
    /// query of the request are joined to it, and the `Host` header is not trusted.
    pub fn public_url(mut self, url: &str) -> Self {
        self.settings.set_base(url);
        self
    }

    /// Sets a named setting that the provider needs: the provider's page says which. Examples are
    /// `callback_url` (the URL exactly as it was registered), `verify_token` and `header`.
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.set(name, value);
        self
    }

    /// Sets how far the signed time may be from now, from a second to an hour. Defaults to what the
    /// provider documents, or 5 minutes.
    ///
    /// What it means depends on the provider's [`TimeKind`](crate::provider::TimeKind):
    ///
    /// - [`Attempt`](crate::provider::TimeKind::Attempt) and [`Unknown`](crate::provider::TimeKind::Unknown): how old the
    ///   time may be, and how far ahead. Without it, the provider's retry period is added to the age
    ///   of times of an unknown kind; with it, nothing is.
    /// - [`Event`](crate::provider::TimeKind::Event): how far ahead the time may be. How old it may be is set with
    ///   [`accept_age`](Self::accept_age) alone.
    ///
    /// A request can be replayed for as long as the tolerance and the accepted age together.
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = Some(tolerance);
        self
    }

    /// Sets how old the signed time may be, from a second to 30 days. The limit for the future does not
    /// change. It takes precedence over [`tolerance`](Self::tolerance) and the provider's row.
    ///
    /// Raise it if retries of a provider are rejected as too old, and lower it if old events are of no use:
    /// see the [manual](crate::manual::times).
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use webhook_receiver::{Receiver, Secret, SetupError, providers};
    ///
    /// let receiver = Receiver::builder(providers::LINEAR)
    ///     .secret(Secret::new("5f3a9c0e7b1d4826a5c4e3f2d1b09876")?)
    ///     .accept_age(Duration::from_secs(8 * 3600))
    ///     .build()?;
    /// # drop(receiver);
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn accept_age(mut self, age: Duration) -> Self {
        self.accepted_age = Some(age);
        self
    }

    /// Sets the largest body that is accepted, in bytes, up to 1 GiB. Defaults to the provider's limit.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Sets within what time the whole body must arrive, from 100 milliseconds to 5 minutes. Defaults to 10
    /// seconds. The adapters enforce it: a body that arrives too slowly is rejected with 408.
    pub fn body_deadline(mut self, deadline: Duration) -> Self {
        self.body_deadline = deadline;
        self
    }

    /// Sets a bound on the bytes of all bodies in flight, which endpoints can share. Defaults to none.
    pub fn budget(mut self, budget: &Budget) -> Self {
        self.budget = Some(budget.clone());
        self
    }

    /// Sets a function that is called with the verdict on each request, for metrics. It must be quick, and
    /// must not panic. For logs, use the feature `tracing`.
    pub fn observer(mut self, observer: impl Fn(&Verdict<'_>) + Send + Sync + 'static) -> Self {
        self.observer = Some(Observer::new(observer));
        self
    }

    /// Sets the clock with which the adapters check signed times. Defaults to the system's.
    ///
    /// For platforms without a clock, such as `wasm32-unknown-unknown`, and for tests.
    ///
    /// # Security
    /// With a clock that does not advance, every request that was signed around its time can be replayed.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use webhook_receiver::{Receiver, Secret, providers};
    ///
    /// /// The milliseconds since 1970, as the platform's runtime returns them.
    /// fn milliseconds() -> u64 {
    ///     1_790_000_000_000
    /// }
    ///
    /// let receiver = Receiver::builder(providers::STRIPE)
    ///     .secret(Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?)
    ///     .clock(|| SystemTime::UNIX_EPOCH + Duration::from_millis(milliseconds()))
    ///     .build()?;
    /// # drop(receiver);
    /// # Ok::<(), webhook_receiver::SetupError>(())
    /// ```
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.time = TimeSource::new(clock);
        self
    }

    /// Requires that the provider signs the whole body. If its token, or its signature over something else,
    /// proves only the sender, building the receiver returns an error.
    ///
    /// ```
    /// use webhook_receiver::{Receiver, Secret, SetupError, providers};
    ///
    /// let rejected = Receiver::builder(providers::GITLAB)
    ///     .secret(Secret::new("c0ffee-c0ffee-c0ffee")?)
    ///     .require_body()
    ///     .build();
    /// assert_eq!(rejected.unwrap_err(), SetupError::BodyNotBound { provider: "GitLab" });
    /// # Ok::<(), SetupError>(())
    /// ```
    pub fn require_body(mut self) -> Self {
        self.require_body = true;
        self
    }

    /// Requires that deliveries are bound to this customer, if one key signs for all customers. If the
    /// customer is not configured, or the provider's deliveries do not name it, building the receiver returns
    /// an error.
    ///
    /// ```
    /// # #[cfg(feature = "rsa")] {
    /// use webhook_receiver::{Receiver, SetupError, providers};
    ///
    /// let rejected = Receiver::builder(providers::WISE).require_audience().build_endpoint();
    /// assert_eq!(
    ///     rejected.unwrap_err(),
    ///     SetupError::SettingNeeded { provider: "Wise", name: "subscription_id" },
    /// );
    /// # }
    /// ```
    pub fn require_audience(mut self) -> Self {
        self.require_audience = true;
        self
    }

    /// Builds the receiver.
    ///
    /// # Errors
    /// Returns an error if something is missing or insecure; the message says what to do.
    pub fn build(self) -> Result<Receiver<E>, SetupError> {
        let (endpoint, keys) = self.build_with_keys()?;
        Ok(endpoint.with_keys(keys))
    }

    /// Builds a receiver and the handle that replaces its secrets while it runs.
    ///
    /// # Errors
    /// Returns an error if [`Builder::build`] does.
    pub fn build_reloadable(self) -> Result<(Receiver<E>, ReloadHandle), SetupError> {
        let (endpoint, keys) = self.build_with_keys()?;
        let keys = SharedKeys::new(keys);
        let handle = ReloadHandle {
            endpoint: endpoint.inner.clone(),
            keys: keys.clone(),
        };
        let keys = KeyStore::Shared(keys);
        Ok((Receiver { endpoint, keys }, handle))
    }

    fn build_with_keys(mut self) -> Result<(Endpoint<E>, Keys), SetupError> {
        let secrets = std::mem::take(&mut self.secrets);
        let endpoint = self.build_endpoint()?;
        let keys = endpoint.inner.prepare_own_keys(&secrets)?;
        Ok((endpoint, keys))
    }

    /// Builds the endpoint alone, for keys that are looked up per request. Secrets that were added are not
    /// used.
    ///
    /// # Errors
    /// Returns an error if [`Builder::build`] does, except for the secrets.
    pub fn build_endpoint(self) -> Result<Endpoint<E>, SetupError> {
        let Self {
            provider: Provider { row, .. },
            settings,
            ..
        } = self;
        let row = row.settled(&settings);
        let within = |most: u64| Duration::from_secs(1)..=Duration::from_secs(most);
        if self.tolerance.is_some_and(|it| !within(3600).contains(&it)) {
            return Err(SetupError::Tolerance);
        }
        let days_30 = within(30 * 24 * 3600);
        if self.accepted_age.is_some_and(|it| !days_30.contains(&it)) {
            return Err(SetupError::AcceptedAge);
        }
        let window = row.window(self.tolerance, self.accepted_age);
        let body_limit = self.body_limit.unwrap_or(row.body_limit);
        if body_limit == 0 || body_limit > 1 << 30 {
            return Err(SetupError::BodyLimit);
        }
        let deadlines = Duration::from_millis(100)..=Duration::from_secs(300);
        if !deadlines.contains(&self.body_deadline) {
            return Err(SetupError::BodyDeadline);
        }
        let has_adapters = cfg!(any(
            feature = "actix-web",
            feature = "axum",
            feature = "hyper",
            feature = "tower"
        ));
        if has_adapters && !self.time.is_there() {
            return Err(SetupError::ClockNeeded);
        }
        if !row.has_one_key() {
            return Err(SetupError::VariantKey { provider: row.name });
        }
        if self.require_body && !row.binds_body() {
            return Err(SetupError::BodyNotBound { provider: row.name });
        }
        row.check_names(&settings)?;
        settings.check()?;
        if row.reads_url() {
            settings.public_url(row.name)?;
        }
        for setting in row.settings {
            settings.required(row.name, setting)?;
        }
        for setting in row.settings.iter().chain(row.optional_settings) {
            if settings.get(setting).is_some() {
                row.check_setting(setting, settings.required(row.name, setting)?)?;
            }
        }
        let method = match row.authentication {
            Authentication::Scheme(scheme) => {
                Method::Scheme(Plan::new(&row, Which::Usual, scheme, &settings)?)
            }
            Authentication::Code(code) => Method::Code(code),
        };
        let variants = row
            .variants
            .iter()
            .enumerate()
            .map(|(at, (when, scheme))| {
                let plan = Plan::new(&row, Which::Variant(at), *scheme, &settings)?;
                Ok((*when, plan))
            })
            .collect::<Result<Vec<_>, SetupError>>()?;
        let key_kinds = row
            .key_kinds
            .iter()
            .enumerate()
            .map(|(at, (_, scheme))| Plan::new(&row, Which::KeyKind(at), *scheme, &settings))
            .collect::<Result<Vec<_>, _>>()?;
        let handshakes = row
            .handshakes
            .iter()
            .map(|handshake| {
                HandshakePlan::new(row.name, *handshake, row.signature_encoding(), &settings)
            })
            .collect::<Result<_, _>>()?;
        let acknowledgement = row
            .acknowledgement
            .map(|answer| AnswerPlan::new(row.name, "acknowledgement", answer, &settings))
            .transpose()?;
        let signs_challenges = row.handshakes.iter().any(Handshake::signs);
        let audience = match row.audience {
            Some((at, setting))
                if !self.any_audience
                    && (row.audience_needed
                        || self.require_audience
                        || settings.get(setting).is_some()) =>
            {
                Some(Audience::new(&row, at, setting, &settings)?)
            }
            None if row.shares_key && self.require_audience && row.settings.is_empty() => {
                return Err(SetupError::AudienceNotBound { provider: row.name });
            }
            _ => None,
        };
        if let Some(budget) = &self.budget {
            let own = match &method {
                Method::Code(_) => WORKING,
                Method::Scheme(plan) => plan.working_factor(),
            };
            let working = |plan: &Plan| plan.working_factor();
            let of_variants = variants.iter().map(|(_, plan)| working(plan));
            let of_kinds = key_kinds.iter().map(working);
            let working = of_variants.chain(of_kinds).fold(own, usize::max);
            let needed = body_limit.saturating_mul(working.saturating_add(1));
            if budget.limit() < needed {
                return Err(SetupError::Budget { needed });
            }
        }
        let inner = Inner {
            audience,
            require_body: self.require_body,
            labels: Labels::new(&row, &settings, &|_| false)?,
            allowed: row.allowed(),
            deliveries: AllowedMethods::new(|method| row.delivers(method)),
            row,
            window,
            body_limit,
            body_deadline: self.body_deadline,
            budget: self.budget,
            observer: self.observer,
            time: self.time,
            decoy: Decoy::default(),
            method,
            variants,
            key_kinds,
            handshakes,
            acknowledgement,
            signs_challenges,
            settings,
        };
        Ok(Endpoint {
            inner: Arc::new(inner),
            events: PhantomData,
        })
    }
}

#[cfg(feature = "explain")]
impl Inner {
    /// Builds the endpoint with another row and other settings, to find out with which ones a
    /// request matches: it accepts times of any age, bodies of any size, and any audience.
    pub(crate) fn rebuilt(&self, row: Row, settings: Settings) -> Result<Endpoint, SetupError> {
        let builder = Builder {
            settings,
            body_limit: Some(1 << 30),
            time: self.time.clone(),
            any_audience: true,
            ..Builder::new(Provider::of_row(row))
        };
        let mut endpoint = builder.build_endpoint()?;
        if let Some(inner) = Arc::get_mut(&mut endpoint.inner) {
            inner.window = Window {
                past: None,
                future: Duration::MAX,
            };
        }
        Ok(endpoint)
    }
}

//! Providers as data: how a provider signs, where its requests hold the event type and the delivery
//! id, how long it retries, and what its handshakes are.

mod formula;

use std::{fmt, marker::PhantomData, time::Duration};

use bytes::Bytes;

use crate::{
    algorithm::{Algorithm, Class},
    authenticate::Authenticate,
    engine::window::Window,
    error::{AllowedMethods, SetupError},
    event::Event,
    handshake::{Answer, Handshake, Proof},
    key::{
        keys::{KeySpec, SentIn},
        source::{AllowedUrl, KeyHint},
    },
    request::{head::Head, settings::Settings},
    scheme::{
        At, Checked, Coverage, Encoding, Part, Scheme, TimeFormat, assert_at, assert_header, check,
        check_header, check_places, require, valid,
    },
};

/// A provider, typed by the events that its receivers yield.
///
/// The rows of [`providers`](crate::providers) yield the verified bytes;
/// [`with_events`](Self::with_events) makes them yield your own type. A sender of your own is declared
/// in the same way:
///
/// ```
/// use webhook_receiver::{
///     Json, Provider,
///     algorithm::HMAC_SHA256,
///     scheme::{At, Format, Part, Scheme, TimeFormat},
/// };
///
/// #[derive(serde::Deserialize)]
/// struct Build { id: u64, state: String }
///
/// const CI: Provider<Json<Build>> = Provider::new(
///     "our-ci",
///     "Our CI",
///     "https://ci.example/docs/webhooks",
///     Scheme::new(HMAC_SHA256, At::Header("x-ci-signature"))
///         .format(Format::Prefixed("sha256="))
///         .timestamp(At::Header("x-ci-time"), TimeFormat::Seconds)
///         .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
/// )
/// .kind(&[At::Header("x-ci-event")])
/// .with_events();
/// # let _ = CI;
/// ```
pub struct Provider<E = Bytes> {
    pub(crate) row: Row,
    events: PhantomData<fn() -> E>,
}

impl<E> Clone for Provider<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Provider<E> {}

/// The data of a provider, without the type of its events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) source: &'static str,
    pub(crate) authentication: Authentication,
    pub(crate) variants: &'static [(When, Scheme)],
    pub(crate) key_kinds: &'static [(&'static str, Scheme)],
    pub(crate) by_setting: &'static [(&'static str, Scheme)],
    pub(crate) handshakes: &'static [Handshake],
    pub(crate) acknowledgement: Option<Answer>,
    pub(crate) kind: &'static [At],
    pub(crate) delivery_id: &'static [At],
    /// The places of the event's time, and its format.
    pub(crate) occurred_at: &'static [At],
    pub(crate) occurred_unit: TimeFormat,
    /// The tolerance that the provider documents.
    pub(crate) tolerance: Option<Duration>,
    /// The age beyond which a request is rejected if its timestamp is not the attempt's.
    pub(crate) max_age: Option<Duration>,
    pub(crate) retry: Retry,
    pub(crate) response_timeout: Option<Duration>,
    pub(crate) time_kind: TimeKind,
    pub(crate) delivery_id_kind: IdKind,
    /// Whether two events can have the same signed fields.
    #[cfg_attr(not(feature = "idempotency"), allow(dead_code))]
    pub(crate) without_identity: bool,
    /// The pages that show `time_kind` and `delivery_id_kind`, empty if unknown.
    pub(crate) time_source: &'static str,
    pub(crate) delivery_id_source: &'static str,
    /// The month in which the row was last compared with its source: `2026-11`.
    pub(crate) source_read: &'static str,
    pub(crate) body_limit: usize,
    pub(crate) methods: &'static [&'static str],
    pub(crate) settings: &'static [&'static str],
    pub(crate) optional_settings: &'static [&'static str],
    pub(crate) needs_url: bool,
    pub(crate) audience: Option<(At, &'static str)>,
    /// The place of the audience in deliveries that do not have it at the usual one.
    pub(crate) other_audience: Option<At>,
    /// Whether the setting for the audience is required.
    pub(crate) audience_needed: bool,
    /// Whether the provider signs with one key for all of its customers.
    pub(crate) shares_key: bool,
    pub(crate) signs_decompressed: bool,
    pub(crate) key_document: KeyDocument,
    pub(crate) key_url: KeysAt,
    pub(crate) embeds_key: bool,
    pub(crate) signs_compressed: bool,
    /// The headers and query parameters from which typed events are read, besides those of `kind` and
    /// `delivery_id`.
    #[cfg_attr(not(feature = "idempotency"), allow(dead_code))]
    pub(crate) stored_headers: &'static [&'static str],
    #[cfg_attr(not(feature = "idempotency"), allow(dead_code))]
    pub(crate) stored_parameters: &'static [&'static str],
    /// Whether code reads the secret from the body.
    pub(crate) body_holds_secret: bool,
}

/// Whether, and for how long, a provider retries a failed delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retry {
    /// The provider never retries. A delivery that fails is lost.
    Never,
    /// The provider retries for this long after the first attempt.
    For(Duration),
    /// The provider does not document it.
    Undocumented,
}

/// What a signed timestamp is the time of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeKind {
    /// The attempt. Each retry is signed with a new timestamp, so an old timestamp means an old request.
    Attempt,
    /// The event. Retries repeat the timestamp, so an old timestamp does not mean an old request.
    Event,
    /// The provider does not document it.
    Unknown,
}

/// What a delivery id identifies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum IdKind {
    /// One event. The id is the same in each retry.
    Event,
    /// An object, such as a message or a payment. Several events can have the same id.
    Object,
    /// The first item of a batch.
    BatchItem,
    /// The provider does not document it.
    Unknown,
}

/// The format of the document in which a provider serves its keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyDocument {
    /// All keys: a JSON Web Key Set, or a single key in any format in which a key can be pasted.
    Set,
    /// The key with the requested id, at this pointer of a JSON document: a JSON Web Key, or a string
    /// in any format in which a key can be pasted. An empty pointer is the whole document.
    Key(&'static str),
    /// A certificate in PEM, trusted because of the host that serves it. If there are several, the first
    /// is used.
    #[cfg(feature = "x509")]
    Certificate,
    /// A certificate chain in PEM that leads to one of the certificates in the setting
    /// `root_certificates`. The leaf must be issued for a name that ends with this suffix.
    #[cfg(feature = "x509-chain")]
    Chain(&'static str),
}

/// Where a provider serves its keys.
#[derive(Clone, Copy, Debug)]
pub(crate) enum KeysAt {
    /// At a URL that the code or the user knows.
    Elsewhere,
    Url(&'static str),
    /// At the path in this header.
    Path(&'static str, AllowedUrl),
}

impl KeysAt {
    /// Adds the provider's fixed URL to a hint without a URL.
    pub(crate) fn locate(self, hint: KeyHint) -> KeyHint {
        match self {
            Self::Url(url) if hint.url().is_none() => hint.at_url(url),
            _ => hint,
        }
    }
}

/// How a provider authenticates.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::large_enum_variant, reason = "rows are constants")]
pub(crate) enum Authentication {
    Scheme(Scheme),
    Code(&'static dyn Authenticate),
}

/// The condition under which a provider signs by another than its usual scheme. The algorithm is the
/// same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum When {
    /// The body is an `application/x-www-form-urlencoded` form.
    Form,
    /// The request has this method.
    Method(&'static str),
    /// The request has this header.
    Header(&'static str),
}

impl When {
    pub(crate) fn holds(self, head: &Head) -> bool {
        match self {
            Self::Form => head.is_form(),
            Self::Method(method) => head.method.as_str() == method,
            Self::Header(name) => head.headers.contains_key(name),
        }
    }
}

impl Provider {
    /// Creates a provider that signs by a [`Scheme`]. `id` is a short name in lower case, and `source`
    /// is the page on which the provider documents how it signs. It is documentation only: a sender of your
    /// own may have the page of its repository, or an empty one.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if `id` has other characters than lower-case letters, digits, `-`, `_`
    /// and `.`, or if the scheme is contradictory.
    #[inline]
    pub const fn new(
        id: &'static str,
        name: &'static str,
        source: &'static str,
        scheme: Scheme,
    ) -> Self {
        Self::with(id, name, source, Authentication::Scheme(scheme.checked()))
    }

    /// Creates a provider that is authenticated by code.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if `id` has other characters than lower-case letters, digits, `-`, `_`
    /// and `.`.
    #[inline]
    pub const fn code(
        id: &'static str,
        name: &'static str,
        source: &'static str,
        code: &'static dyn Authenticate,
    ) -> Self {
        Self::with(id, name, source, Authentication::Code(code))
    }

    #[inline]
    pub(crate) const fn with(
        id: &'static str,
        name: &'static str,
        source: &'static str,
        authentication: Authentication,
    ) -> Self {
        valid(check_id(id));
        Self {
            row: Row {
                id,
                name,
                source,
                authentication,
                variants: &[],
                key_kinds: &[],
                by_setting: &[],
                handshakes: &[],
                acknowledgement: None,
                kind: &[],
                delivery_id: &[],
                occurred_at: &[],
                occurred_unit: TimeFormat::Unchecked,
                tolerance: None,
                max_age: None,
                retry: Retry::Undocumented,
                response_timeout: None,
                time_kind: TimeKind::Unknown,
                delivery_id_kind: IdKind::Unknown,
                without_identity: false,
                time_source: "",
                delivery_id_source: "",
                source_read: "",
                body_limit: Self::DEFAULT_BODY_LIMIT,
                methods: &["POST"],
                settings: &[],
                optional_settings: &[],
                needs_url: false,
                audience: None,
                other_audience: None,
                audience_needed: false,
                shares_key: false,
                signs_decompressed: false,
                key_document: KeyDocument::Set,
                key_url: KeysAt::Elsewhere,
                embeds_key: false,
                signs_compressed: false,
                stored_headers: &[],
                stored_parameters: &[],
                body_holds_secret: false,
            },
            events: PhantomData,
        }
    }

    /// The body limit of a provider that documents none: 5 MiB.
    pub const DEFAULT_BODY_LIMIT: usize = 5 * 1024 * 1024;
}

impl<E> Provider<E> {
    /// Returns the provider of a row.
    #[inline]
    pub(crate) const fn of_row(row: Row) -> Self {
        Self {
            row,
            events: PhantomData,
        }
    }

    /// Sets other schemes of the provider, and the conditions under which they apply. The first whose
    /// condition holds is used.
    #[inline]
    pub const fn variants(mut self, variants: &'static [(When, Scheme)]) -> Self {
        let mut rest = variants;
        while let [(_, scheme), tail @ ..] = rest {
            let _ = scheme.checked();
            rest = tail;
        }
        self.row.variants = variants;
        self
    }

    /// Sets other schemes than the usual one for keys that begin with these prefixes. So the configured
    /// key selects the algorithm, and the request never does.
    #[inline]
    pub const fn key_kinds(mut self, kinds: &'static [(&'static str, Scheme)]) -> Self {
        let mut rest = kinds;
        while let [(_, scheme), tail @ ..] = rest {
            let _ = scheme.checked();
            rest = tail;
        }
        self.row.key_kinds = kinds;
        self
    }

    /// Sets other schemes than the usual one, each for endpoints with the setting of this name. So the
    /// configuration selects the algorithm, and the request never does.
    #[inline]
    pub const fn by_setting(mut self, schemes: &'static [(&'static str, Scheme)]) -> Self {
        let mut rest = schemes;
        while let [(_, scheme), tail @ ..] = rest {
            let _ = scheme.checked();
            rest = tail;
        }
        self.row.by_setting = schemes;
        self
    }

    /// Sets the provider's handshakes.
    ///
    /// # Panics
    /// Panics, at compile time, if an unsigned handshake by POST does not say of what its body
    /// consists: see [`Condition::OnlyMembers`](crate::handshake::Condition::OnlyMembers).
    #[inline]
    pub const fn handshakes(mut self, handshakes: &'static [Handshake]) -> Self {
        let mut rest = handshakes;
        while let [handshake, tail @ ..] = rest {
            valid(handshake.check());
            rest = tail;
        }
        self.row.handshakes = handshakes;
        self
    }

    /// Sets the response that the provider requires, if not every success will do. It is returned by
    /// [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
    #[inline]
    pub const fn requires_reply(mut self, answer: Answer) -> Self {
        valid(answer.check());
        self.row.acknowledgement = Some(answer);
        self
    }

    /// Sets the places of the event type. The first that a request has is used.
    #[inline]
    pub const fn kind(mut self, places: &'static [At]) -> Self {
        valid(check_places(places));
        self.row.kind = places;
        self
    }

    /// Sets the places of the delivery id. The first that a request has is used. The id must be the
    /// same in each retry.
    ///
    /// An id names an event only if [`id_of_event`](Self::id_of_event) says so. Otherwise idempotency keys
    /// are made from the signed content, and two events with equal bodies are one.
    #[inline]
    pub const fn delivery_id(mut self, places: &'static [At]) -> Self {
        valid(check_places(places));
        self.row.delivery_id = places;
        self
    }

    /// Sets the tolerance, in seconds, that the provider documents or its SDK enforces. Defaults to five
    /// minutes.
    ///
    /// For old timestamps it applies to those of the attempt and of an unknown kind; to the latter
    /// without the retry period that is added by default. For timestamps of the event, see
    /// [`max_age`](Self::max_age).
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if it is not between 1 second and 2 hours.
    #[inline]
    pub const fn tolerance(mut self, seconds: u64) -> Self {
        valid(check_tolerance(seconds));
        self.row.tolerance = Some(Duration::from_secs(seconds));
        self
    }

    /// Sets the age, in seconds, beyond which a request is rejected if its timestamp is not the
    /// attempt's: an age that the provider documents or its SDK enforces, or that no retry reaches.
    /// Unlike [`tolerance`](Self::tolerance), it does not apply to timestamps in the future.
    ///
    /// By default, a timestamp of the event is accepted at any age.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if it is not between 1 second and 30 days.
    #[inline]
    pub const fn max_age(mut self, seconds: u64) -> Self {
        valid(check_max_age(seconds));
        self.row.max_age = Some(Duration::from_secs(seconds));
        self
    }

    /// Sets the places of the time at which the event occurred, and its format. The first place that a
    /// request has is used. [`Delivery::occurred_at`](crate::Delivery::occurred_at) returns the time.
    ///
    /// The time must be the same in each retry. A row whose [timestamp is the
    /// event's](Self::time_of_event) needs no place, as that is the time.
    #[inline]
    pub const fn occurred_at(mut self, places: &'static [At], unit: TimeFormat) -> Self {
        valid(check_places(places));
        self.row.occurred_at = places;
        self.row.occurred_unit = unit;
        self
    }

    /// Sets the retry period in seconds, from the first attempt to the last.
    #[inline]
    pub const fn retries_for(mut self, seconds: u64) -> Self {
        valid(check_retries(seconds));
        self.row.retry = Retry::For(Duration::from_secs(seconds));
        self
    }

    /// States that the provider never retries a delivery, by its documentation.
    #[inline]
    pub const fn never_retries(mut self) -> Self {
        self.row.retry = Retry::Never;
        self
    }

    /// Sets the time, in seconds, for which the provider waits for a response.
    #[inline]
    pub const fn answer_within(mut self, seconds: u64) -> Self {
        self.row.response_timeout = Some(Duration::from_secs(seconds));
        self
    }

    /// States that the timestamp is the attempt's: each retry has a new one. `source` is the page that
    /// shows it.
    #[inline]
    pub const fn time_of_attempt(mut self, source: &'static str) -> Self {
        self.row.time_kind = TimeKind::Attempt;
        self.row.time_source = source;
        self
    }

    /// States that the timestamp is the event's: retries repeat it. `source` is the page that shows it.
    #[inline]
    pub const fn time_of_event(mut self, source: &'static str) -> Self {
        self.row.time_kind = TimeKind::Event;
        self.row.time_source = source;
        self
    }

    /// States that the delivery id identifies one event and is the same in each retry. `source` is the
    /// page that shows it.
    #[inline]
    pub const fn id_of_event(mut self, source: &'static str) -> Self {
        self.row.delivery_id_kind = IdKind::Event;
        self.row.delivery_id_source = source;
        self
    }

    /// States that the delivery id identifies an object, so that several events can have the same id.
    /// `source` is the page that shows it, or empty.
    #[inline]
    pub const fn id_of_object(mut self, source: &'static str) -> Self {
        self.row.delivery_id_kind = IdKind::Object;
        self.row.delivery_id_source = source;
        self
    }

    /// States that the delivery id identifies the first item of a batch. `source` is the page that
    /// shows it, or empty.
    #[inline]
    pub const fn id_of_batch_item(mut self, source: &'static str) -> Self {
        self.row.delivery_id_kind = IdKind::BatchItem;
        self.row.delivery_id_source = source;
        self
    }

    /// States that two events can have the same values in all signed fields. No idempotency key can
    /// then be made from what is signed.
    #[inline]
    pub const fn without_identity(mut self) -> Self {
        self.row.without_identity = true;
        self
    }

    /// Sets the month in which the row was last compared with its source, such as `2026-11`: the
    /// provider's documentation or SDK, or receivers by others if neither could be read.
    #[inline]
    pub const fn source_read(mut self, month: &'static str) -> Self {
        valid(check_month(month));
        self.row.source_read = month;
        self
    }

    /// Sets the largest body that the provider sends, in bytes. Defaults to
    /// [`DEFAULT_BODY_LIMIT`](Provider::DEFAULT_BODY_LIMIT).
    #[inline]
    pub const fn body_limit(mut self, bytes: usize) -> Self {
        self.row.body_limit = bytes;
        self
    }

    /// Sets the methods of deliveries. Defaults to `POST`.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if the list is empty, or a method is not in upper case.
    #[inline]
    pub const fn methods(mut self, methods: &'static [&'static str]) -> Self {
        valid(check_methods(methods));
        self.row.methods = methods;
        self
    }

    /// Sets the settings that the code requires. Those of schemes and handshakes are known.
    #[inline]
    pub const fn settings(mut self, names: &'static [&'static str]) -> Self {
        self.row.settings = names;
        self
    }

    /// Sets the settings that the code reads if they are given.
    #[inline]
    pub const fn optional_settings(mut self, names: &'static [&'static str]) -> Self {
        self.row.optional_settings = names;
        self
    }

    /// States that the code reads the public URL.
    #[inline]
    pub const fn needs_url(mut self) -> Self {
        self.row.needs_url = true;
        self
    }

    /// Sets the signed place of the audience, and the required setting that it must equal: for
    /// providers that sign with one key for all of their customers. A genuine request for another
    /// customer is then rejected. If the body is a list of events, each must have this audience.
    #[inline]
    pub const fn audience_at(mut self, at: At, setting: &'static str) -> Self {
        assert_at(at);
        self.row.audience = Some((at, setting));
        self.row.audience_needed = true;
        self
    }

    /// Sets the signed place of the audience, as [`audience_at`](Self::audience_at) does, with an
    /// optional setting: for ids that are known only after the provider has tested the endpoint, or
    /// that not every user has. If the setting is missing, deliveries for any customer are accepted
    /// unless [`Builder::require_audience`](crate::Builder::require_audience) was called.
    #[inline]
    pub const fn may_be_addressed(mut self, at: At, setting: &'static str) -> Self {
        assert_at(at);
        self.row.audience = Some((at, setting));
        self.row.shares_key = true;
        self
    }

    /// Sets another place of the [audience](Self::audience_at), which some deliveries have instead. If a
    /// delivery has both, both must equal the setting.
    #[inline]
    pub const fn or_addressed(mut self, at: At) -> Self {
        assert_at(at);
        self.row.other_audience = Some(at);
        self
    }

    /// States that the provider signs with one key for all of its customers. Unless the row has the
    /// place of the [audience](Self::audience_at), deliveries for other customers are accepted.
    #[inline]
    pub const fn shares_key(mut self) -> Self {
        self.row.shares_key = true;
        self
    }

    /// States that the provider may compress the body with gzip and signs the uncompressed body. With
    /// the feature `gzip`, a compressed body is decompressed as it arrives, up to the body limit and
    /// 20 times its compressed size. Compressed bodies of other providers are rejected.
    #[inline]
    pub const fn signs_decompressed(mut self) -> Self {
        self.row.signs_decompressed = true;
        self
    }

    /// Sets the format of the document in which the provider serves its keys. Defaults to
    /// [`KeyDocument::Set`].
    #[inline]
    pub const fn key_document(mut self, document: KeyDocument) -> Self {
        self.row.key_document = document;
        self
    }

    /// States that each request has its key, in a certificate that the code checks. A receiver then
    /// needs no secret.
    #[inline]
    pub const fn embeds_key(mut self) -> Self {
        self.row.embeds_key = true;
        self
    }

    /// Sets the URL at which the provider serves its keys.
    #[inline]
    pub const fn key_url(mut self, url: &'static str) -> Self {
        self.row.key_url = KeysAt::Url(url);
        self
    }

    /// Sets the header that holds the path of the key's URL, and the URLs that are allowed. The name of
    /// the header is in lower case.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if the name of the header is not in lower case, or if the host of the
    /// URLs has a placeholder.
    #[inline]
    pub const fn keys_at_path(mut self, header: &'static str, allowed: AllowedUrl) -> Self {
        assert_header(header);
        valid(check_key_host(allowed.host()));
        self.row.key_url = KeysAt::Path(header, allowed);
        self
    }

    /// States that the provider may compress the body with gzip and signs the compressed body. The body
    /// of a delivery is then the compressed one.
    #[inline]
    pub const fn signs_compressed(mut self) -> Self {
        self.row.signs_compressed = true;
        self
    }

    /// Sets the headers, in lower case, from which events are read. A stored delivery keeps them, those
    /// of [`kind`](Self::kind) and [`delivery_id`](Self::delivery_id), and no others. A header that can
    /// hold a credential, such as `authorization`, is never kept.
    #[inline]
    pub const fn stored_headers(mut self, names: &'static [&'static str]) -> Self {
        valid(check_headers(names));
        self.row.stored_headers = names;
        self
    }

    /// Sets the query parameters from which events are read: a stored delivery keeps them, and no
    /// others.
    #[inline]
    pub const fn stored_parameters(mut self, names: &'static [&'static str]) -> Self {
        self.row.stored_parameters = names;
        self
    }

    /// States that the code reads the secret from the body. For a [`Scheme`], it is known.
    #[inline]
    pub const fn body_holds_secret(mut self) -> Self {
        self.row.body_holds_secret = true;
        self
    }

    /// Returns the same row for another provider, which signs in the same way.
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    #[inline]
    pub(crate) const fn called(
        mut self,
        id: &'static str,
        name: &'static str,
        source: &'static str,
    ) -> Self {
        self.row.id = id;
        self.row.name = name;
        self.row.source = source;
        self
    }

    /// Returns the same provider, with receivers that yield `T`.
    #[inline]
    pub const fn with_events<T: Event>(self) -> Provider<T> {
        Provider {
            row: self.row,
            events: PhantomData,
        }
    }

    /// Returns the short name of the provider.
    #[inline]
    pub const fn id(&self) -> &'static str {
        self.row.id
    }

    /// Returns the provider's own name.
    #[inline]
    pub const fn name(&self) -> &'static str {
        self.row.name
    }

    /// Returns the page on which the provider documents how it signs.
    #[inline]
    pub const fn source(&self) -> &'static str {
        self.row.source
    }

    /// Returns the algorithm by which the provider signs.
    pub fn algorithm(&self) -> &'static dyn Algorithm {
        self.row.algorithm()
    }

    /// Returns the class of the provider's authentication: `hmac`, `token`, `basic`, `asymmetric`, `jwt`,
    /// or `code`.
    pub fn class(&self) -> &'static str {
        self.row.class()
    }

    /// Returns what a verified delivery proves.
    pub fn coverage(&self) -> Coverage {
        self.row.coverage()
    }

    /// Returns the name of the setting that the audience of a delivery must equal. The provider then
    /// signs with one key for all of its customers. Its value may be several audiences, separated by
    /// white space.
    #[inline]
    pub const fn audience(&self) -> Option<&'static str> {
        match self.row.audience {
            Some((_, setting)) => Some(setting),
            None => None,
        }
    }

    /// Returns whether the setting for the [audience](Self::audience) is required.
    #[inline]
    pub const fn needs_audience(&self) -> bool {
        self.row.audience_needed
    }

    /// Returns whether the provider signs with one key for all of its customers. The
    /// [manual](crate::manual::audience) explains what binds a delivery to one of them.
    #[inline]
    pub const fn has_shared_key(&self) -> bool {
        self.row.shares_key
    }

    /// Returns whether bodies contain the secret. Anyone who can read a stored body then knows the secret.
    pub fn holds_secret_in_body(&self) -> bool {
        self.row.secret_in_body()
    }

    /// Returns where requests contain a secret itself: the token of a scheme, and the verification token of
    /// a handshake. The values at these locations belong in no log. What the code of a provider reads is
    /// not listed.
    ///
    /// ```
    /// use webhook_receiver::{providers, scheme::At};
    ///
    /// assert_eq!(providers::GITLAB.secret_at(), [At::Header("x-gitlab-token")]);
    /// assert_eq!(providers::META.secret_at(), [At::Query("hub.verify_token")]);
    /// assert!(providers::GITHUB.secret_at().is_empty());
    /// ```
    pub fn secret_at(&self) -> Vec<At> {
        let tokens = self.row.schemes().into_iter().filter_map(|scheme| {
            let sends = scheme.sends_secret() && !scheme.public;
            sends.then_some(scheme.signature)
        });
        let verify_tokens = self.row.handshakes.iter();
        let verify_tokens = verify_tokens.filter_map(|handshake| match handshake.proof {
            Proof::VerifyToken(at) => Some(at),
            _ => None,
        });
        let mut places = Vec::new();
        for place in tokens.chain(verify_tokens) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// Returns whether, and for how long, the provider retries a delivery.
    #[inline]
    pub const fn retry(&self) -> Retry {
        self.row.retry
    }

    /// Returns how long the provider waits for a response, if it documents it.
    #[inline]
    pub const fn response_timeout(&self) -> Option<Duration> {
        self.row.response_timeout
    }

    /// Returns the age up to which a timestamp is accepted by default. `None` if any age is accepted,
    /// or the provider signs no timestamp.
    pub fn accepted_age(&self) -> Option<Duration> {
        let past = self.row.window(None, None).past;
        past.filter(|_| self.coverage().has_time())
    }

    /// Returns whether the timestamp is the attempt's or the event's.
    #[inline]
    pub const fn time_kind(&self) -> TimeKind {
        self.row.time_kind
    }

    /// Returns the page that shows the [kind of the timestamp](Self::time_kind), if one is known.
    pub fn time_source(&self) -> Option<&'static str> {
        Some(self.row.time_source).filter(|source| !source.is_empty())
    }

    /// Returns how far ahead of now a signed time may be by default. `None` if the provider signs no time.
    pub fn accepted_lead(&self) -> Option<Duration> {
        let future = self.row.window(None, None).future;
        Some(future).filter(|_| self.coverage().has_time())
    }

    /// Returns the retry period: how long after the first attempt the provider may still retry. `None` if it
    /// never retries, or does not document it; [`retry`](Self::retry) distinguishes the two.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use webhook_receiver::providers;
    ///
    /// // How long to remember delivery ids: longer than the provider may retry.
    /// let period = providers::STRIPE.retry_period().unwrap_or(Duration::from_secs(7 * 24 * 3600));
    /// assert!(period >= Duration::from_secs(24 * 3600));
    /// ```
    #[inline]
    pub const fn retry_period(&self) -> Option<Duration> {
        match self.row.retry {
            Retry::For(period) => Some(period),
            Retry::Never | Retry::Undocumented => None,
        }
    }

    /// Returns the size of the largest body that receivers accept by default, in bytes.
    ///
    /// ```
    /// use webhook_receiver::providers;
    ///
    /// assert_eq!(providers::GITHUB.max_body_size(), 25 * 1024 * 1024);
    /// ```
    #[inline]
    pub const fn max_body_size(&self) -> usize {
        self.row.body_limit
    }

    /// Returns the methods of the provider's requests, those of handshakes included.
    pub fn accepted_methods(&self) -> AllowedMethods {
        self.row.allowed()
    }

    /// Returns the names of the settings without which a receiver is not built.
    ///
    /// ```
    /// use webhook_receiver::providers;
    ///
    /// assert!(providers::GITHUB.required_settings().is_empty());
    /// assert!(!providers::GITHUB.accepts_setting("hash"));
    /// assert_eq!(providers::DATADOG.required_settings(), ["header"]);
    /// ```
    #[inline]
    pub fn required_settings(&self) -> Vec<&'static str> {
        self.row.required_settings()
    }

    /// Returns whether receivers accept a setting of this name, required or not.
    pub fn accepts_setting(&self, name: &str) -> bool {
        self.row.knows_setting(name)
    }

    /// Returns whether receivers need the [public URL](crate::Builder::public_url), because the
    /// provider signs it.
    pub fn needs_public_url(&self) -> bool {
        self.row.reads_url()
    }

    /// Returns the other schemes that the head of a request can choose, and when.
    #[inline]
    pub const fn scheme_variants(&self) -> &'static [(When, Scheme)] {
        self.row.variants
    }

    /// Returns where requests have the event type: the first of these locations that has a string.
    /// Signed locations come before others.
    ///
    /// ```
    /// use webhook_receiver::{providers, scheme::At};
    ///
    /// assert_eq!(providers::GITHUB.kind_at(), [At::Header("x-github-event")]);
    /// assert_eq!(providers::GITHUB.delivery_id_at(), [At::Header("x-github-delivery")]);
    /// ```
    #[inline]
    pub const fn kind_at(&self) -> &'static [At] {
        self.row.kind
    }

    /// Returns where requests have the delivery id: the first of these locations that has a string.
    /// Signed locations come before others.
    #[inline]
    pub const fn delivery_id_at(&self) -> &'static [At] {
        self.row.delivery_id
    }

    /// Returns where requests have the time of the event: the first of these locations that has one. If
    /// there are none, it can still be the [signed time](Self::time_kind).
    #[inline]
    pub const fn event_time_at(&self) -> &'static [At] {
        self.row.occurred_at
    }

    /// Returns whether deliveries have an event type.
    #[inline]
    pub const fn has_kind(&self) -> bool {
        !self.row.kind.is_empty()
    }

    /// Returns whether deliveries have an id.
    #[inline]
    pub const fn has_delivery_id(&self) -> bool {
        !self.row.delivery_id.is_empty()
    }

    /// Returns whether deliveries have the time at which the event occurred.
    #[inline]
    pub const fn has_occurred_at(&self) -> bool {
        !self.row.occurred_at.is_empty() || matches!(self.row.time_kind, TimeKind::Event)
    }

    /// Returns what the delivery id identifies.
    #[inline]
    pub const fn delivery_id_kind(&self) -> IdKind {
        self.row.delivery_id_kind
    }

    /// Returns the page that shows the [kind of the id](Self::delivery_id_kind), if one is known.
    pub fn delivery_id_source(&self) -> Option<&'static str> {
        Some(self.row.delivery_id_source).filter(|source| !source.is_empty())
    }

    /// Returns the month in which the row was last compared with its source, such as `2026-11`.
    pub fn last_read(&self) -> Option<&'static str> {
        Some(self.row.source_read).filter(|month| !month.is_empty())
    }

    /// Returns whether a receiver needs a secret or a key.
    #[inline]
    pub const fn needs_secret(&self) -> bool {
        !self.row.embeds_key
    }

    /// Returns whether the provider has a handshake that receivers answer.
    #[inline]
    pub const fn has_handshake(&self) -> bool {
        !self.row.handshakes.is_empty()
    }
}

/// The tolerance if the provider documents none.
const DEFAULT_TOLERANCE: Duration = Duration::from_secs(300);

/// Checks the id of a provider, which is a part of logs, metrics and idempotency keys.
#[inline]
pub(crate) const fn check_id(id: &str) -> Checked {
    check!(require(!id.is_empty(), "an empty id"));
    let mut rest = id.as_bytes();
    while let [byte, tail @ ..] = rest {
        check!(require(
            matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.'),
            "an id must consist of lower-case letters, digits, `-`, `_` and `.`"
        ));
        rest = tail;
    }
    Ok(())
}

/// Checks the tolerance of a provider, in seconds.
#[inline]
pub(crate) const fn check_tolerance(seconds: u64) -> Checked {
    require(
        seconds >= 1 && seconds <= 7200,
        "the tolerance must be between 1 second and 2 hours",
    )
}

/// Checks the age of a timestamp that is not the attempt's, in seconds.
#[inline]
pub(crate) const fn check_max_age(seconds: u64) -> Checked {
    require(
        seconds >= 1 && seconds <= 30 * 24 * 3600,
        "the age must be between 1 second and 30 days",
    )
}

/// Checks for how long a provider retries, in seconds: a timestamp may be that old.
#[inline]
pub(crate) const fn check_retries(seconds: u64) -> Checked {
    require(
        seconds >= 1 && seconds <= 30 * 24 * 3600,
        "retries must last between 1 second and 30 days",
    )
}

/// Checks the month in which a source was read.
#[inline]
pub(crate) const fn check_month(month: &str) -> Checked {
    require(
        matches!(
            month.as_bytes(),
            [
                b'2',
                b'0',
                b'2'..=b'9',
                b'0'..=b'9',
                b'-',
                b'0'..=b'1',
                b'0'..=b'9'
            ]
        ),
        "a month must be written like `2026-11`",
    )
}

/// Checks the methods of deliveries.
#[inline]
pub(crate) const fn check_methods(mut methods: &[&str]) -> Checked {
    check!(require(!methods.is_empty(), "an empty list of methods"));
    while let [method, tail @ ..] = methods {
        let mut rest = method.as_bytes();
        check!(require(!rest.is_empty(), "an empty method"));
        while let [byte, more @ ..] = rest {
            check!(require(
                matches!(byte, b'A'..=b'Z' | b'-'),
                "methods must be in upper case"
            ));
            rest = more;
        }
        methods = tail;
    }
    Ok(())
}

/// Checks the host of keys whose path a header holds: the URL is made from its text.
#[inline]
pub(crate) const fn check_key_host(host: &str) -> Checked {
    let mut rest = host.as_bytes();
    while let [byte, tail @ ..] = rest {
        check!(require(
            *byte != b'{',
            "the host of keys at a path must not have placeholders"
        ));
        rest = tail;
    }
    Ok(())
}

/// Checks the names of headers.
#[inline]
pub(crate) const fn check_headers(mut names: &[&str]) -> Checked {
    while let [name, tail @ ..] = names {
        check!(check_header(name));
        names = tail;
    }
    Ok(())
}

impl Row {
    /// Returns the row of an endpoint with these settings.
    pub(crate) fn settled(mut self, settings: &Settings) -> Self {
        let mut schemes = self.by_setting.iter();
        if let Some((_, scheme)) = schemes.find(|(name, _)| settings.get(name).is_some()) {
            self.authentication = Authentication::Scheme(*scheme);
        }
        self.by_setting = &[];
        self
    }

    /// Returns the window for timestamps, with the tolerance and the accepted age that the user set. No
    /// other function decides it.
    pub(crate) fn window(
        &self,
        tolerance: Option<Duration>,
        accepted_age: Option<Duration>,
    ) -> Window {
        let stated = tolerance.or(self.tolerance);
        let future = stated.unwrap_or(DEFAULT_TOLERANCE);
        let past = match self.time_kind {
            TimeKind::Attempt => Some(future),
            TimeKind::Event => self.max_age,
            TimeKind::Unknown => Some(match (tolerance, self.max_age, stated, self.retry) {
                (None, Some(age), ..) => age,
                // A retry may carry the time of the first attempt.
                (None, None, None, Retry::For(period)) => future.saturating_add(period),
                _ => future,
            }),
        };
        Window {
            past: accepted_age.or(past),
            future,
        }
    }

    /// Returns the coverage of a scheme with the kind of its timestamp.
    pub(crate) fn proves(&self, coverage: Coverage) -> Coverage {
        match self.time_kind {
            TimeKind::Event => coverage.at_event(),
            TimeKind::Attempt | TimeKind::Unknown => coverage,
        }
    }

    pub(crate) fn coverage(&self) -> Coverage {
        self.proves(match self.authentication {
            Authentication::Scheme(scheme) => scheme.coverage(),
            Authentication::Code(code) => code.coverage(),
        })
    }

    pub(crate) fn class(&self) -> &'static str {
        match self.authentication {
            Authentication::Scheme(scheme) => scheme.algorithm.class().as_str(),
            Authentication::Code(code) => code.class(),
        }
    }

    pub(crate) fn algorithm(&self) -> &'static dyn Algorithm {
        match self.authentication {
            Authentication::Scheme(scheme) => scheme.algorithm,
            Authentication::Code(code) => code.algorithm(),
        }
    }

    pub(crate) fn key_recipe(&self) -> KeySpec {
        let (format, keep_raw) = match self.authentication {
            Authentication::Scheme(scheme) => (
                scheme.key,
                scheme.content.contains(&Part::Secret)
                    || scheme.algorithm.class() == Class::Token
                    || scheme.algorithm.class() == Class::Basic,
            ),
            Authentication::Code(code) => (
                code.key_format(),
                code.signs_secret() || code.algorithm().class() == Class::Token,
            ),
        };
        KeySpec {
            provider: self.name,
            algorithm: self.algorithm(),
            format,
            keep_raw,
            signs: false,
            sent_in: match self.authentication {
                Authentication::Scheme(scheme) => SentIn::of(&scheme),
                Authentication::Code(_) => None,
            },
            names_keys: match self.authentication {
                Authentication::Scheme(scheme) => {
                    scheme.key_id.is_some()
                        || self
                            .variants
                            .iter()
                            .any(|(_, other)| other.key_id.is_some())
                        || self
                            .key_kinds
                            .iter()
                            .any(|(_, other)| other.key_id.is_some())
                }
                // The code may name keys.
                Authentication::Code(_) => true,
            },
            kinds: self.key_kinds,
        }
    }

    /// Whether deliveries have this method.
    pub(crate) fn delivers(&self, method: &http::Method) -> bool {
        self.methods.contains(&method.as_str())
            || self
                .variants
                .iter()
                .any(|(when, _)| matches!(when, When::Method(known) if method.as_str() == *known))
    }

    /// The methods of deliveries and handshakes.
    pub(crate) fn allowed(&self) -> AllowedMethods {
        AllowedMethods::new(|method| {
            self.delivers(method)
                || self
                    .handshakes
                    .iter()
                    .any(|handshake| method.as_str() == handshake.method)
        })
    }

    /// Whether the secret itself is in the body.
    pub(crate) fn secret_in_body(&self) -> bool {
        self.body_holds_secret
            || self.any_scheme(&mut |scheme| {
                scheme.sends_secret() && !scheme.public && scheme.signature.in_body()
            })
    }

    /// Whether the whole body of every accepted request is covered.
    pub(crate) fn binds_body(&self) -> bool {
        match self.authentication {
            Authentication::Scheme(_) => {
                !self.any_scheme(&mut |scheme| !scheme.coverage().binds_body())
            }
            Authentication::Code(code) => code.coverage().binds_body(),
        }
    }

    /// The encoding of the provider's signatures.
    pub(crate) fn signature_encoding(&self) -> Encoding {
        match self.authentication {
            Authentication::Scheme(scheme) => scheme.encoding,
            Authentication::Code(_) => Encoding::Hex,
        }
    }

    /// Returns whether the key of the usual scheme serves all variants: it is prepared once.
    pub(crate) fn has_one_key(&self) -> bool {
        let usual = self.key_recipe();
        let same = |scheme: &Scheme| {
            scheme.algorithm.name() == usual.algorithm.name() && scheme.key == usual.format
        };
        self.variants.iter().all(|(_, scheme)| same(scheme))
    }

    /// Returns all schemes of the row.
    pub(crate) fn schemes(&self) -> Vec<Scheme> {
        let mut all = Vec::new();
        self.any_scheme(&mut |scheme| {
            all.push(*scheme);
            false
        });
        all
    }

    /// Returns whether a scheme of the row has a property. Not a chain of iterators, which each property would
    /// compile anew.
    pub(crate) fn any_scheme(&self, has: &mut dyn FnMut(&Scheme) -> bool) -> bool {
        if let Authentication::Scheme(scheme) = &self.authentication
            && has(scheme)
        {
            return true;
        }
        for (_, scheme) in self.variants {
            if has(scheme) {
                return true;
            }
        }
        for (_, scheme) in self.key_kinds.iter().chain(self.by_setting) {
            if has(scheme) {
                return true;
            }
        }
        false
    }

    /// Checks the value of one of the row's settings.
    pub(crate) fn check_setting(&self, name: &'static str, value: &str) -> Result<(), SetupError> {
        let checked = match self.authentication {
            Authentication::Code(code) => code.check_setting(name, value),
            Authentication::Scheme(_) => Ok(()),
        };
        checked.map_err(|expected| SetupError::SettingForm { name, expected })
    }

    /// The settings without which no endpoint is built, each once.
    #[inline]
    pub(crate) fn required_settings(&self) -> Vec<&'static str> {
        let at = |at: At| match at {
            At::HeaderSetting(name) | At::QuerySetting(name) => Some(name),
            _ => None,
        };
        let of_scheme = |scheme: &Scheme| {
            let mut names = Vec::from_iter(at(scheme.signature));
            names.extend(scheme.timestamp.and_then(|timestamp| at(timestamp.at)));
            names.extend(
                scheme
                    .content
                    .iter()
                    .filter_map(|part| match part.unshaped() {
                        Part::Setting(name) => Some(name),
                        _ => None,
                    }),
            );
            names
        };
        let mut names = self.settings.to_vec();
        let audience = self.audience.filter(|_| self.audience_needed);
        names.extend(audience.map(|(_, setting)| setting));
        let labels = self.kind.iter().chain(self.delivery_id);
        names.extend(labels.filter_map(|place| at(*place)));
        // Without those that a setting chooses.
        let row = self.settled(&Settings::default());
        for scheme in &row.schemes() {
            names.extend(of_scheme(scheme));
        }
        let mut unique = Vec::with_capacity(names.len());
        for name in names {
            if !unique.contains(&name) {
                unique.push(name);
            }
        }
        unique
    }

    /// Rejects a setting that the row does not read.
    pub(crate) fn check_names(&self, settings: &Settings) -> Result<(), SetupError> {
        match settings.names().find(|name| !self.knows_setting(name)) {
            Some(unknown) => Err(SetupError::SettingUnknown {
                provider: self.name,
                name: unknown.to_owned(),
            }),
            None => Ok(()),
        }
    }

    /// Whether the row reads a setting of this name.
    fn knows_setting(&self, name: &str) -> bool {
        let at = |at: At| match at {
            At::HeaderSetting(known) | At::HeaderSettingOr(known, _) | At::QuerySetting(known) => {
                known == name
            }
            _ => false,
        };
        self.settings.contains(&name)
            || self.optional_settings.contains(&name)
            || self.audience.is_some_and(|(_, setting)| setting == name)
            || self
                .handshakes
                .iter()
                .any(|handshake| handshake.reads_setting(name))
            || self
                .acknowledgement
                .is_some_and(|answer| answer.reads_setting(name))
            || (name == Settings::CALLBACK_URL && (self.reads_url() || self.reads_path()))
            || self.kind.iter().any(|place| at(*place))
            || self.delivery_id.iter().any(|place| at(*place))
            || self.any_scheme(&mut |scheme| {
                at(scheme.signature)
                    || scheme.timestamp.is_some_and(|timestamp| at(timestamp.at))
                    || scheme.choice.is_some_and(|choice| choice.setting == name)
                    || scheme
                        .content
                        .iter()
                        .any(|part| matches!(part, Part::Setting(known) if *known == name))
            })
    }

    /// Whether the URL is signed.
    pub(crate) fn reads_url(&self) -> bool {
        self.needs_url || self.signs(|part| matches!(part, Part::Url(_)))
    }

    /// Whether the path is signed.
    fn reads_path(&self) -> bool {
        self.signs(|part| matches!(part, Part::Path | Part::PathAndQuery))
    }

    fn signs(&self, is: fn(&Part) -> bool) -> bool {
        self.any_scheme(&mut |scheme| scheme.content.iter().any(is))
    }
}

impl<E> fmt::Debug for Provider<E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Provider")
            .field("id", &self.row.id)
            .finish_non_exhaustive()
    }
}

//! The search for a cause: undoes one change after the other, and verifies the result as the
//! receiver would.

use std::{
    slice,
    sync::Arc,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{HeaderName, Method, header};

use crate::{
    algorithm::{self, Algorithm, Class},
    error::{Error, Location},
    explain::{body, cause::Cause, head, secret, url},
    key::{keys::Keys, secret::Secret, source::KeySource},
    provider::{Authentication, Row},
    receiver::{Endpoint, Received, Receiver, endpoint::Inner},
    request::{
        head::{Head, announced_length},
        settings::Settings,
    },
    scheme::{At, BodyCoverage, Encoding, Format, Scheme, TimeFormat},
};

/// The maximum number of requests that are verified to explain one.
pub(crate) const MAX_CANDIDATES: usize = 1500;

/// The maximum number of bytes of bodies that are verified to explain one request.
pub(crate) const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The first bytes of a body that is compressed with gzip.
const GZIP: &[u8] = b"\x1f\x8b";

/// Bodies larger than this are not serialized again.
pub(crate) const MAX_BODY: usize = 1024 * 1024;

/// The result of a search.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) causes: Vec<Cause>,
    pub(crate) state: State,
    pub(crate) candidates: usize,
    /// Whether a limit ended the search.
    pub(crate) limited: bool,
}

/// What is known of a request that was rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// With the causes undone, the signature is valid.
    Proven,
    /// The causes are reason enough to reject it, also from the provider.
    Stated,
    /// The signature matches no candidate.
    Unexplained,
}

impl Found {
    pub(crate) const NOTHING: Self = Self {
        causes: Vec::new(),
        state: State::Unexplained,
        candidates: 0,
        limited: false,
    };
}

/// A search for the causes of one rejection.
pub(crate) struct Search<'r> {
    inner: &'r Inner,
    /// The receiver's endpoint, but for its window and limits.
    endpoint: Endpoint,
    keys: Keys,
    source: Option<Arc<dyn KeySource>>,
    secrets: &'r [Secret],
    head: Head,
    body: Bytes,
    /// The time at which candidates are verified, and the one at which the request was rejected.
    now: SystemTime,
    arrived: SystemTime,
    /// The signed time of the candidate that was valid.
    signed: Option<SystemTime>,
    causes: Vec<Cause>,
    candidates: usize,
    bytes: usize,
    /// Whether something was not tried, because of a limit.
    limited: bool,
    /// Whether no more is verified: what is left need not be prepared.
    spent: bool,
    /// Whether the candidate that was valid is a handshake.
    is_handshake: bool,
}

impl<'r> Search<'r> {
    /// None if the endpoint cannot be built, as it could be before.
    pub(crate) fn new<E>(
        receiver: &'r Receiver<E>,
        secrets: &'r [Secret],
        head: Head,
        body: Bytes,
        now: SystemTime,
    ) -> Option<Self> {
        let inner = &*receiver.endpoint.inner;
        Some(Self {
            inner,
            endpoint: inner.rebuilt(inner.row, inner.settings.clone()).ok()?,
            keys: receiver.keys.current().into_owned(),
            source: receiver.keys.source().cloned(),
            secrets,
            head,
            body,
            now,
            arrived: now,
            signed: None,
            causes: Vec::new(),
            candidates: 0,
            bytes: 0,
            limited: false,
            spent: false,
            is_handshake: false,
        })
    }

    /// Finds out why the request was rejected with this error.
    pub(crate) fn run(mut self, error: &Error) -> Found {
        let state = self.find(error);
        match state {
            State::Proven => {
                self.add_time();
                if self.causes.is_empty() {
                    // Of a handshake and of a token that expired, the verdict alone has the time.
                    let cause = self.time_cause(error, true);
                    self.causes.extend(cause);
                }
            }
            // No other cause was found.
            State::Stated | State::Unexplained => {
                let cause = self.time_cause(error, false);
                self.causes.extend(cause);
            }
        }
        Found {
            causes: self.causes,
            state,
            candidates: self.candidates,
            limited: self.limited,
        }
    }

    fn find(&mut self, error: &Error) -> State {
        if let Error::MethodNotAllowed { allowed, .. } = error {
            let received = self.head.method.clone();
            let sent = allowed.methods().find(|method| self.is_valid_as(method));
            let proven = sent.is_some();
            return self.state(Cause::Method { received, sent }, proven);
        }
        if *error == Error::ContentEncoded {
            return self.find_encoded();
        }
        if let Error::BodyTooLarge { limit } = *error {
            return self.state(Cause::BodyTooLarge { limit }, false);
        }
        // What no change of the request can mend.
        if matches!(
            error,
            Error::TooManyHeaders
                | Error::HeadersTooLarge
                | Error::KeyUnavailable
                | Error::KeyUnusable { .. }
                | Error::BudgetSpent
        ) {
            return State::Stated;
        }
        match self.verdict_at_its_time() {
            Ok(()) => {
                self.explain_other_reason(error);
                State::Proven
            }
            Err(remaining) => self.find_change(remaining),
        }
    }

    /// `Content-Encoding` says that the body is compressed. Often it is not anymore.
    fn find_encoded(&mut self) -> State {
        let encodings = self.head.headers.remove(header::CONTENT_ENCODING);
        let is_gzip = encodings.is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"gzip"));
        let needs_gzip =
            cfg!(not(feature = "gzip")) && is_gzip && self.inner.row.signs_decompressed;
        // What is text is not compressed, whatever the header says.
        let is_text = !self.body.starts_with(GZIP) && std::str::from_utf8(&self.body).is_ok();
        let state = match self.verdict_at_its_time() {
            Ok(()) if !is_text => return self.state(Cause::NotTheSignature, true),
            Ok(()) => State::Proven,
            Err(remaining) => self.find_change(remaining),
        };
        let cause = Cause::BodyCompressed {
            decompressed: is_text && state == State::Proven,
            needs_gzip,
        };
        self.causes.insert(0, cause);
        match state {
            State::Proven => State::Proven,
            // The header is reason enough.
            State::Stated | State::Unexplained => State::Stated,
        }
    }

    /// Finds the change after which the request is valid.
    fn find_change(&mut self, remaining: Error) -> State {
        let Some(remaining) = self.repair_headers(remaining) else {
            return State::Proven;
        };
        if let Some(name) = missing_header(&remaining) {
            return self.explain_missing(name);
        }
        let undone = self
            .other_secrets()
            .or_else(|| self.bodies())
            .or_else(|| self.urls())
            .or_else(|| self.secret_forms())
            .or_else(|| self.settings())
            .or_else(|| self.schemes());
        if let Some(cause) = undone {
            return self.state(cause, true);
        }
        if let Some(causes) = self.bodies_of_other_secrets() {
            self.causes.extend(causes);
            return State::Proven;
        }
        self.add_facts()
    }

    fn state(&mut self, cause: Cause, proven: bool) -> State {
        self.causes.push(cause);
        if proven { State::Proven } else { State::Stated }
    }

    /// Verifies the request as it is now.
    fn verdict(&mut self) -> Result<(), Error> {
        let (head, body) = (self.head.clone(), self.body.clone());
        self.verify(&self.endpoint.clone(), &self.keys.clone(), head, body)
    }

    /// Verifies a request that might have been sent.
    fn verify(
        &mut self,
        endpoint: &Endpoint,
        keys: &Keys,
        head: Head,
        body: Bytes,
    ) -> Result<(), Error> {
        let bytes = self.bytes.saturating_add(body.len());
        // The first one is the request itself, however large.
        if self.candidates >= MAX_CANDIDATES || (bytes > MAX_BYTES && self.candidates > 0) {
            self.limited = true;
            self.spent = true;
            return Err(Error::SignatureMismatch);
        }
        self.bytes = bytes;
        self.candidates = self.candidates.saturating_add(1);
        let receiver = match &self.source {
            Some(source) if keys.is_empty() => endpoint.with_key_source(source.clone()),
            _ => endpoint.with_keys(keys.clone()),
        };
        // The result is not used: an explanation authenticates nothing.
        match receiver.receive_unobserved(head, body, self.now)? {
            Received::Delivery(delivery) => {
                self.signed = delivery.signed_time();
                self.is_handshake = false;
            }
            Received::Handshake(_) => {
                self.signed = None;
                self.is_handshake = true;
            }
        }
        Ok(())
    }

    fn accepts_body(&mut self, body: Bytes) -> bool {
        let (endpoint, keys, head) = (self.endpoint.clone(), self.keys.clone(), self.head.clone());
        self.verify(&endpoint, &keys, head, body).is_ok()
    }

    fn accepts_keys(&mut self, keys: &Keys) -> bool {
        let (endpoint, head, body) = (self.endpoint.clone(), self.head.clone(), self.body.clone());
        self.verify(&endpoint, keys, head, body).is_ok()
    }

    fn accepts_endpoint(&mut self, row: Row, settings: Settings) -> bool {
        if self.spent {
            return false;
        }
        let Ok(endpoint) = self.inner.rebuilt(row, settings) else {
            return false;
        };
        let (keys, head, body) = (self.keys.clone(), self.head.clone(), self.body.clone());
        self.verify(&endpoint, &keys, head, body).is_ok()
    }

    fn is_valid_as(&mut self, method: &Method) -> bool {
        let mut head = self.head.clone();
        head.method = method.clone();
        let (endpoint, keys, body) = (self.endpoint.clone(), self.keys.clone(), self.body.clone());
        self.verify(&endpoint, &keys, head, body).is_ok()
    }

    /// Verifies the request at the time that it states, for what expires by itself.
    fn verdict_at_its_time(&mut self) -> Result<(), Error> {
        let verdict = self.verdict();
        let its_time = match &verdict {
            Err(Error::TooOld { age }) => self.now.checked_sub(*age),
            Err(Error::TooNew { lead }) => self.now.checked_add(*lead),
            _ => None,
        };
        let Some(its_time) = its_time else {
            return verdict;
        };
        self.now = its_time;
        self.verdict()
    }

    /// The request is valid in a wider window, and without limits.
    fn explain_other_reason(&mut self, error: &Error) {
        let cause = match error {
            Error::TooOld { .. } | Error::TooNew { .. } => return,
            Error::AudienceMismatch { .. } => match self.inner.row.audience {
                Some((_, setting)) => Cause::Audience { setting },
                None => Cause::NotTheSignature,
            },
            _ => Cause::NotTheSignature,
        };
        self.causes.push(cause);
    }

    /// Undoes what proxies do to headers. Returns the error that is left.
    fn repair_headers(&mut self, mut error: Error) -> Option<Error> {
        // A signature, a timestamp, an id, and one more.
        for _ in 0..4 {
            let Some((head, cause)) = self.repaired(&error) else {
                return Some(error);
            };
            self.head = head;
            self.causes.push(cause);
            match self.verdict_at_its_time() {
                Ok(()) => return None,
                Err(next) => error = next,
            }
        }
        Some(error)
    }

    fn repaired(&mut self, error: &Error) -> Option<(Head, Cause)> {
        let name = header_of(error)?.clone();
        let mut head = self.head.clone();
        let cause = match error {
            Error::Missing { .. } => {
                let found = head::renamed(&head.headers, &name)?;
                head.headers = head::with_names_back(&head.headers, &found, &name);
                Cause::HeaderRenamed {
                    expected: name,
                    found,
                }
            }
            Error::Duplicate { .. } => {
                let values: Vec<_> = head.headers.get_all(&name).iter().cloned().collect();
                let first = values.first()?.clone();
                let same = values.iter().all(|value| *value == first);
                // Only the signature shows which one is right.
                let (endpoint, keys, body) =
                    (self.endpoint.clone(), self.keys.clone(), self.body.clone());
                let right = values.into_iter().take(4).find(|value| {
                    let mut head = head.clone();
                    head.headers.insert(name.clone(), value.clone());
                    !same && self.verify(&endpoint, &keys, head, body.clone()).is_ok()
                });
                let value = right.or(same.then_some(first))?;
                head.headers.insert(name.clone(), value);
                Cause::HeaderDuplicate { name, same }
            }
            Error::Malformed { .. } => {
                let value = head::repaired(head.headers.get(&name)?)?;
                head.headers.insert(name.clone(), value);
                Cause::HeaderValue { name }
            }
            _ => return None,
        };
        Some((head, cause))
    }

    fn explain_missing(&mut self, name: &HeaderName) -> State {
        if let Some(cause) = self.settings() {
            return self.state(cause, true);
        }
        if let Some(found) = head::weaker(&self.head.headers, name) {
            let expected = name.clone();
            return self.state(Cause::WeakerSignature { found, expected }, false);
        }
        self.causes
            .push(Cause::HeaderMissing { name: name.clone() });
        let mut others = head::detect(&self.head);
        others.retain(|other| other.id() != self.inner.row.id);
        if !others.is_empty() {
            self.causes.push(Cause::OtherProviders(others));
        }
        State::Stated
    }

    fn other_secrets(&mut self) -> Option<Cause> {
        let recipe = self.inner.row.key_recipe();
        let secrets = self.secrets.iter().enumerate();
        for (index, secret) in secrets {
            if let Ok(keys) = secret::as_given(&recipe, secret)
                && self.accepts_keys(&keys)
            {
                return Some(Cause::SecretOther { index });
            }
        }
        None
    }

    fn secret_forms(&mut self) -> Option<Cause> {
        let recipe = self.inner.row.key_recipe();
        if recipe.algorithm.class() == Class::Asymmetric {
            return None;
        }
        for (index, secret) in self.secrets.iter().enumerate() {
            if self.spent {
                return None;
            }
            for (change, keys) in secret::changed(&recipe, secret) {
                if self.accepts_keys(&keys) {
                    return Some(Cause::SecretForm { index, change });
                }
            }
        }
        None
    }

    /// Whether anything of the body decides.
    fn reads_body(&self) -> bool {
        match self.inner.row.authentication {
            Authentication::Code(_) => true,
            Authentication::Scheme(_) => self.inner.row.any_scheme(&mut |scheme| {
                scheme.signature.in_body() || scheme.coverage().body != BodyCoverage::Nothing
            }),
        }
    }

    fn bodies(&mut self) -> Option<Cause> {
        if self.spent || self.body.is_empty() || !self.reads_body() {
            return None;
        }
        let body = self.body.clone();
        for (cause, candidate) in body::simple(&body) {
            if self.accepts_body(candidate) {
                return Some(cause);
            }
        }
        if body.len() > MAX_BODY {
            self.limited = true;
            return None;
        }
        if let Some(json) = body::Json::read(&body) {
            for (style, candidate) in json.candidates() {
                if self.accepts_body(candidate) {
                    return Some(json.cause(style));
                }
                if self.spent {
                    return None;
                }
            }
        }
        if self.spent {
            return None;
        }
        for (cause, candidate) in body::forms(&body, self.head.is_form()) {
            if self.accepts_body(candidate) {
                return Some(cause);
            }
        }
        None
    }

    fn urls(&mut self) -> Option<Cause> {
        if self.spent || !self.inner.row.reads_url() {
            return None;
        }
        let is_exact = self.inner.settings.get(Settings::CALLBACK_URL).is_some();
        for candidate in url::candidates(&self.head, &self.inner.settings) {
            let mut settings = self.inner.settings.clone();
            settings.set(Settings::CALLBACK_URL, &candidate.url);
            if self.accepts_endpoint(self.inner.row, settings) {
                return Some(Cause::PublicUrl {
                    origin: candidate.origin,
                    difference: candidate.difference,
                    is_exact,
                });
            }
        }
        None
    }

    /// The settings by which users choose a hash or a header.
    fn settings(&mut self) -> Option<Cause> {
        let row = self.inner.row;
        let mut choices: Vec<(&'static str, String, bool)> = Vec::new();
        for scheme in row.schemes() {
            if let Some(choice) = scheme.choice {
                choices.extend(choice.lengths.iter().map(|(value, length)| {
                    let is_weak = choice.on_demand.contains(length);
                    (choice.setting, (*value).to_owned(), is_weak)
                }));
            }
            if let At::HeaderSetting(name) | At::HeaderSettingOr(name, _) = scheme.signature {
                let headers = self.head.headers.keys().filter(|header| {
                    ["sign", "hmac", "digest", "token", "secret"]
                        .iter()
                        .any(|word| header.as_str().contains(word))
                });
                let headers = headers.take(16);
                choices.extend(headers.map(|header| (name, header.to_string(), false)));
            }
        }
        for (name, value, is_weak) in choices {
            let mut settings = self.inner.settings.clone();
            settings.set(name, &value);
            if self.accepts_endpoint(row, settings) {
                return Some(Cause::Setting {
                    name,
                    value,
                    is_weak,
                });
            }
        }
        None
    }

    /// What may be wrong in the row of a provider.
    fn schemes(&mut self) -> Option<Cause> {
        let row = self.inner.row;
        let Authentication::Scheme(scheme) = row.authentication else {
            return None;
        };
        if matches!(scheme.algorithm.class(), Class::Token | Class::Basic) {
            return None;
        }
        let with = |scheme: Scheme| Row {
            authentication: Authentication::Scheme(scheme),
            ..row
        };
        let mut changes: Vec<(Cause, Row)> = Vec::new();
        for (encoding, found) in [
            (Encoding::Hex, "hexadecimal"),
            (Encoding::Base64, "base64"),
            (Encoding::Base64Url, "URL-safe base64"),
            (Encoding::Base64Hex, "base64 of hexadecimal"),
        ] {
            let cause = Cause::SignatureEncoding { found };
            changes.push((cause, with(scheme.encoding(encoding))));
        }
        if matches!(scheme.format, Format::Prefixed(_)) {
            let bare = with(scheme.format(Format::Bare));
            changes.push((Cause::SignatureBare, bare));
        }
        if let Some(timestamp) = scheme.timestamp {
            for (unit, sent) in [
                (TimeFormat::Seconds, "seconds"),
                (TimeFormat::Milliseconds, "milliseconds"),
                (TimeFormat::Rfc3339, "RFC 3339"),
                (TimeFormat::Iso8601, "ISO 8601"),
            ] {
                let changed = Scheme {
                    timestamp: Some(crate::scheme::Timestamp { unit, ..timestamp }),
                    ..scheme
                };
                changes.push((Cause::TimeUnit { sent }, with(changed)));
            }
        }
        for (cause, row) in changes {
            if self.accepts_endpoint(row, self.inner.settings.clone()) {
                return Some(cause);
            }
        }
        for algorithm in hmacs().filter(|_| scheme.algorithm.class() == Class::Hmac) {
            let row = with(Scheme {
                algorithm,
                ..scheme
            });
            if self.accepts_row(row) {
                let found = algorithm.name();
                return Some(Cause::SignatureAlgorithm { found });
            }
        }
        None
    }

    /// Whether the request is valid for this row with one of the secrets.
    fn accepts_row(&mut self, row: Row) -> bool {
        if self.spent {
            return false;
        }
        let Ok(endpoint) = self.inner.rebuilt(row, self.inner.settings.clone()) else {
            return false;
        };
        let recipe = endpoint.inner.row.key_recipe();
        self.secrets.iter().any(|secret| {
            let keys = Keys::new(&recipe, slice::from_ref(secret));
            let (head, body) = (self.head.clone(), self.body.clone());
            keys.is_ok_and(|keys| self.verify(&endpoint, &keys, head, body).is_ok())
        })
    }

    /// A body that was changed, of a request that was signed with another secret.
    fn bodies_of_other_secrets(&mut self) -> Option<[Cause; 2]> {
        if self.spent || self.body.is_empty() || self.body.len() > MAX_BODY || !self.reads_body() {
            return None;
        }
        let recipe = self.inner.row.key_recipe();
        let secrets = self.secrets.iter().enumerate();
        let others: Vec<(usize, Keys)> = secrets
            .filter_map(|(index, secret)| Some((index, secret::as_given(&recipe, secret).ok()?)))
            .collect();
        if others.is_empty() {
            return None;
        }
        let body = self.body.clone();
        for (cause, candidate) in body::simple(&body) {
            if let Some(index) = self.other_secret_of(&others, &candidate) {
                return Some([cause, Cause::SecretOther { index }]);
            }
        }
        let json = body::Json::read(&body)?;
        for (style, candidate) in json.candidates().take(12) {
            if let Some(index) = self.other_secret_of(&others, &candidate) {
                return Some([json.cause(style), Cause::SecretOther { index }]);
            }
            if self.spent {
                return None;
            }
        }
        None
    }

    /// The index of the secret with which a body is valid.
    fn other_secret_of(&mut self, others: &[(usize, Keys)], body: &Bytes) -> Option<usize> {
        let endpoint = self.endpoint.clone();
        others.iter().find_map(|(index, keys)| {
            let (head, body) = (self.head.clone(), body.clone());
            let verdict = self.verify(&endpoint, keys, head, body);
            verdict.is_ok().then_some(*index)
        })
    }

    /// Adds what is seen of a request for which no cause was proven.
    fn add_facts(&mut self) -> State {
        let before = self.causes.len();
        let announced = announced_length(&self.head.headers);
        if self.reads_body() {
            let received = self.body.len();
            match announced {
                _ if received == 0 && announced != Some(0) && self.head.method != Method::GET => {
                    self.causes.push(Cause::BodyEmpty { announced });
                }
                Some(announced) if announced != received as u64 => {
                    self.causes.push(Cause::BodyLength {
                        announced,
                        received,
                    });
                }
                _ => {}
            }
        }
        let found = self.causes.len() > before;
        // The sender may have sent those as well: they explain nothing by themselves.
        let replacement = "\u{fffd}".as_bytes();
        if self.reads_body() && memchr::memmem::find(&self.body, replacement).is_some() {
            self.causes.push(Cause::BodyLossy);
        }
        let recipe = self.inner.row.key_recipe();
        for (index, secret) in self.secrets.iter().enumerate() {
            if let Err(error) = secret::as_given(&recipe, secret) {
                self.causes.push(Cause::SecretUnusable { index, error });
            }
        }
        if found {
            State::Stated
        } else {
            State::Unexplained
        }
    }

    /// Adds how far the signed time of a valid request is from the window.
    fn add_time(&mut self) {
        let Some(signed) = self.signed else {
            return;
        };
        let Err(error) = self.inner.window.check(signed, self.arrived) else {
            return;
        };
        let Some(cause) = self.time_cause(&error, true) else {
            return;
        };
        let is_unit = |cause: &Cause| matches!(cause, Cause::TimeUnit { .. });
        if self.causes.iter().any(is_unit) {
            return;
        }
        // The time is the other reason.
        self.causes
            .retain(|cause| !matches!(cause, Cause::NotTheSignature));
        self.causes
            .push(other_unit(signed, self.arrived).unwrap_or(cause));
    }

    /// Returns the cause of a rejection for the time, and none for other errors.
    fn time_cause(&self, error: &Error, otherwise_valid: bool) -> Option<Cause> {
        let window = if self.is_handshake {
            self.inner.window.without_retries()
        } else {
            self.inner.window
        };
        // The window does not decide whether a token has expired.
        match *error {
            Error::TooOld { age } => Some(Cause::TooOld {
                age,
                accepted: window.past.filter(|accepted| age > *accepted),
                otherwise_valid,
            }),
            Error::TooNew { lead } => Some(Cause::TooNew {
                lead,
                accepted: Some(window.future).filter(|accepted| lead > *accepted),
                otherwise_valid,
            }),
            _ => None,
        }
    }
}

/// The unit in which a time was written, if it was read in another one: it is then decades away.
fn other_unit(signed: SystemTime, now: SystemTime) -> Option<Cause> {
    const DECADE: Duration = Duration::from_secs(10 * 365 * 24 * 3600);
    let since_1970 = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).ok();
    let (signed, now) = (since_1970(signed)?, since_1970(now)?);
    let near = |time: Duration| time.abs_diff(now) < DECADE;
    if near(signed) {
        None
    } else if near(signed.checked_div(1000)?) {
        Some(Cause::TimeUnit {
            sent: "milliseconds",
        })
    } else if near(signed.checked_mul(1000)?) {
        Some(Cause::TimeUnit { sent: "seconds" })
    } else {
        None
    }
}

/// The header that an error is about.
fn header_of(error: &Error) -> Option<&HeaderName> {
    match error {
        Error::Missing { location, .. }
        | Error::Duplicate { location, .. }
        | Error::Malformed { location, .. } => match location {
            Location::Header(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn missing_header(error: &Error) -> Option<&HeaderName> {
    match error {
        Error::Missing { .. } => header_of(error),
        _ => None,
    }
}

/// The common hashes of HMACs.
fn hmacs() -> impl Iterator<Item = &'static dyn Algorithm> {
    [
        algorithm::HMAC_SHA256,
        algorithm::HMAC_SHA512,
        algorithm::HMAC_SHA384,
        #[cfg(feature = "sha1")]
        algorithm::HMAC_SHA1,
        #[cfg(feature = "md5")]
        algorithm::HMAC_MD5,
    ]
    .into_iter()
}

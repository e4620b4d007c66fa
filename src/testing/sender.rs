//! Requests that a service must expect from a provider and from an attacker: genuine ones, retries,
//! forgeries.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};

use crate::{
    algorithm::Class,
    error::SignError,
    key::keys::Keys,
    key::secret::Secret,
    provider::{Retry, TimeKind},
    receiver::time_source::system_time,
    scheme::At,
    testing::{Signer, usual},
};

/// Older than any receiver accepts: [`accept_age`](crate::Builder::accept_age) ends at 30 days.
const TOO_OLD: Duration = Duration::from_secs(31 * 24 * 3600);
/// Further ahead than any receiver accepts: [`tolerance`](crate::Builder::tolerance) ends at an hour.
const TOO_NEW: Duration = Duration::from_secs(2 * 3600);
/// The id of a delivery if the signer has none, in the form that most providers use.
const ID: &str = "5f0c2a34-7d1e-4b6a-9c58-0e8d3b7a4f21";

/// Sends one delivery to a service under test: genuine, again, or as an attacker would.
///
/// Each method returns a whole request. [`genuine`](Self::genuine), [`retries`](Self::retries) and
/// [`oversized`](Self::oversized) are signed by the provider's rules. Every other request must be rejected,
/// except [`replayed_as`](Self::replayed_as) if the provider does not sign its ids. An attack that does not
/// apply to the provider's requests, such as an old time if the provider signs none, is
/// [`SignError::Unsupported`].
///
/// ```
/// use std::time::SystemTime;
///
/// use webhook_receiver::{Receiver, Secret, providers, testing::Signer};
///
/// let secret = Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?;
/// let receiver = Receiver::new(providers::SLACK, secret.clone())?;
/// let sender = Signer::new(providers::SLACK, secret)
///     .sender("https://app.example/slack", r#"{"type":"event_callback"}"#);
///
/// let now = SystemTime::now();
/// assert!(receiver.receive(sender.genuine()?, now).is_ok());
/// for (attack, code) in [
///     (sender.unsigned()?, "signature_missing"),
///     (sender.tampered()?, "signature_mismatch"),
///     (sender.wrong_secret()?, "signature_mismatch"),
///     (sender.stale()?, "timestamp_too_old"),
/// ] {
///     assert_eq!(receiver.receive(attack, now).unwrap_err().code(), code);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # In a framework
///
/// The requests are those of the crate `http`. For the router of axum, `request.map(axum::body::Body::from)`
/// goes into [`oneshot`](https://docs.rs/tower/latest/tower/trait.ServiceExt.html#method.oneshot); for
/// hyper, `request.map(http_body_util::Full::new)` into a client. For actix-web there is
/// [`actix_request`](crate::testing::actix_request).
#[derive(Clone, Debug)]
pub struct Sender {
    pub(super) signer: Signer,
    pub(super) url: String,
    body: Bytes,
}

/// One attempt of a delivery.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Attempt {
    /// The time since the first attempt.
    pub after: Duration,
    /// The request.
    pub request: Request<Bytes>,
}

impl Signer {
    /// Returns a sender of one delivery with this body to this URL.
    ///
    /// A delivery without an id gets one if the provider sends ids in a header. The requests have the
    /// user agent and the other headers that the provider is known to send, such as the shop's domain, and
    /// the content type of a form if the body is one.
    pub fn sender(mut self, url: &str, body: impl Into<Bytes>) -> Sender {
        let body = body.into();
        self.id.get_or_insert_with(|| ID.to_owned());
        if usual::is_form(&body) {
            self = self.form();
        }
        let (kind, time) = (self.kind.as_deref(), self.now.or_else(system_time));
        usual::add(self.row.id, kind, time, &mut self.headers);
        Sender {
            signer: self,
            url: url.to_owned(),
            body,
        }
    }
}

impl Sender {
    /// Returns the delivery as the provider sends it.
    ///
    /// # Errors
    /// Returns an error if the provider's requests cannot be made, or not from this body.
    pub fn genuine(&self) -> Result<Request<Bytes>, SignError> {
        self.signed(&self.signer, self.body.clone())
    }

    /// Returns the attempts that the provider makes as long as none succeeds, the first included.
    ///
    /// They end with the provider's retry period. Each has the id of the first. A provider that signs
    /// the time of the attempt signs each again; one that signs the time of the event repeats it. If it
    /// is not known which, the time is repeated for as long as receivers accept it. If the time is in the
    /// body, the attempts end when it is too old.
    ///
    /// Providers document their periods rather than their schedules: the attempts follow after 1 and 5
    /// minutes, half an hour, 2, 8 and 24 hours, and then each day. If a provider documents no period,
    /// there is one retry, after a minute.
    ///
    /// # Errors
    /// Returns an error if [`genuine`](Self::genuine) does.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use webhook_receiver::{Secret, providers, testing::Signer};
    ///
    /// let secret = Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?;
    /// let attempts = Signer::new(providers::STRIPE, secret)
    ///     .sender("https://app.example/stripe", r#"{"id":"evt_1","type":"customer.created"}"#)
    ///     .retries()?;
    /// assert_eq!(attempts.last().unwrap().after, Duration::from_secs(3 * 24 * 3600));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn retries(&self) -> Result<Vec<Attempt>, SignError> {
        const HOUR: u64 = 3600;
        let first = self.now()?;
        let period = match self.signer.row.retry {
            Retry::Never => Duration::ZERO,
            Retry::For(period) => period,
            Retry::Undocumented => Duration::from_secs(60),
        };
        let accepted = self.signer.row.window(None, None).past;
        let early = [0, 60, 300, HOUR / 2, 2 * HOUR, 8 * HOUR];
        let day = Duration::from_secs(24 * HOUR);
        let daily = (1..=30).map(|days| day.saturating_mul(days));
        let schedule = early.into_iter().map(Duration::from_secs).chain(daily);
        let is_fresh =
            |after: &Duration| !self.signs_time() || accepted.is_none_or(|age| *after < age);
        let can_be_anew = self.signed_at(first.checked_add(TOO_NEW)).is_ok();
        schedule
            .take_while(|after| *after <= period && (can_be_anew || is_fresh(after)))
            .map(|after| {
                let is_anew = match self.signer.row.time_kind {
                    TimeKind::Attempt => true,
                    // A token expires.
                    TimeKind::Unknown if self.is_token() => true,
                    TimeKind::Event => false,
                    TimeKind::Unknown => !is_fresh(&after),
                };
                let later = first.checked_add(after).filter(|_| is_anew);
                let signer = self.signer.clone().at(later.unwrap_or(first));
                let request = self.signed(&signer, self.body.clone())?;
                Ok(Attempt { after, request })
            })
            .collect()
    }

    /// Returns the delivery with white space after its body, up to one byte more than `limit`.
    ///
    /// # Errors
    /// Returns an error if [`genuine`](Self::genuine) does, and [`SignError::Unsupported`] if the provider
    /// writes its signature into the body, or if `limit` is above 1 GiB, the most that a receiver accepts.
    pub fn oversized(&self, limit: usize) -> Result<Request<Bytes>, SignError> {
        if limit > 1 << 30 {
            return Err(SignError::Unsupported);
        }
        let mut body = self.body.to_vec();
        body.resize(body.len().max(limit.saturating_add(1)), b' ');
        let request = self.signed(&self.signer, body.into())?;
        // A body that was rewritten to contain the signature has lost the white space.
        if request.body().len() <= limit {
            return Err(SignError::Unsupported);
        }
        Ok(request)
    }

    /// Returns the delivery without a signature or token.
    ///
    /// # Errors
    /// Returns an error if [`genuine`](Self::genuine) does.
    pub fn unsigned(&self) -> Result<Request<Bytes>, SignError> {
        let signer = self.signer.clone();
        signer.request(&self.url, self.body.clone(), false)
    }

    /// Returns the delivery with one letter or digit of its body changed after it was signed.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider does not sign the whole body, or if there is
    /// no such byte in it.
    pub fn tampered(&self) -> Result<Request<Bytes>, SignError> {
        self.after_signing(|body| {
            let mut changed = body.to_vec();
            let (before, after) = changed.split_at_mut(body.len() / 2);
            let mut nearest = after.iter_mut().chain(before.iter_mut().rev());
            let byte = nearest.find(|byte| byte.is_ascii_alphanumeric())?;
            *byte = other(*byte);
            Some(changed)
        })
    }

    /// Returns the delivery with the second half of its body cut off after it was signed.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider does not sign the whole body, or if it is
    /// empty.
    pub fn truncated(&self) -> Result<Request<Bytes>, SignError> {
        self.after_signing(|body| {
            let half = body.get(..body.len() / 2)?;
            (!body.is_empty()).then(|| half.to_vec())
        })
    }

    /// Returns the delivery signed with another secret of the same form.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider signs with a private key: sign with another
    /// `KeyPair` then.
    pub fn wrong_secret(&self) -> Result<Request<Bytes>, SignError> {
        self.signed(&self.other_signer()?, self.body.clone())
    }

    /// Returns the delivery signed with an empty secret, as anyone can sign it.
    ///
    /// A service accepts it if its secret is missing from the configuration and read as an empty text.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider signs with a private key, or if an empty
    /// secret signs nothing.
    pub fn empty_secret(&self) -> Result<Request<Bytes>, SignError> {
        if self.signer.row.algorithm().class() == Class::Asymmetric {
            return Err(SignError::Unsupported);
        }
        let mut signer = self.signer.clone();
        signer.without_secret = true;
        let request = self.signed(&signer, self.body.clone());
        // The code of the provider needs a secret of some form.
        let request = request.map_err(|_| SignError::Unsupported)?;
        let as_usual = is_same(&request, &self.genuine()?);
        if as_usual || is_same(&request, &self.unsigned()?) {
            return Err(SignError::Unsupported);
        }
        Ok(request)
    }

    /// Returns the delivery with one of the last letters or digits of its signature or token changed.
    ///
    /// A service accepts it if it compares less than the whole signature.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the signature is in no header.
    pub fn altered_signature(&self) -> Result<Request<Bytes>, SignError> {
        let mut signer = self.signer.clone().at(self.now()?);
        // A second signature would still match.
        signer.secrets.truncate(1);
        let mut request = self.signed(&signer, self.body.clone())?;
        let unsigned = signer
            .clone()
            .request(&self.url, self.body.clone(), false)?;
        let other_body = [&self.body, &b" "[..]].concat();
        let of_other_body = self.signed(&signer, other_body.into()).ok();

        let mut added = added_headers(&request, &unsigned);
        // The signature depends on the body, and a timestamp does not. A token is long.
        let other = |name: &HeaderName| of_other_body.as_ref()?.headers().get(name);
        let depends = |name: &HeaderName| {
            other(name).is_some_and(|other| Some(other) != request.headers().get(name))
        };
        if added.iter().any(depends) {
            added.retain(depends);
        } else {
            let length = |name: &&HeaderName| request.headers().get(*name).map(HeaderValue::len);
            added = added
                .iter()
                .max_by_key(length)
                .cloned()
                .into_iter()
                .collect();
        }
        let mut changed = false;
        for name in added {
            let Some(value) = request.headers_mut().get_mut(&name) else {
                continue;
            };
            if let Some(altered) = altered_near_end(value, other(&name)) {
                *value = altered;
                changed = true;
            }
        }
        changed.then_some(request).ok_or(SignError::Unsupported)
    }

    /// Returns the delivery signed 31 days ago.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the provider signs no time, or the time of the event
    /// without a limit to its age, or has the time in the body.
    pub fn stale(&self) -> Result<Request<Bytes>, SignError> {
        if self.signer.row.window(None, None).past.is_none() {
            return Err(SignError::Unsupported);
        }
        self.signed_at(self.now()?.checked_sub(TOO_OLD))
    }

    /// Returns the delivery signed two hours ahead of its time.
    ///
    /// Returns [`SignError::Unsupported`] if the provider signs no time or only the expiry, or has the time
    /// in the body.
    pub fn premature(&self) -> Result<Request<Bytes>, SignError> {
        if self.is_token() {
            return Err(SignError::Unsupported);
        }
        self.signed_at(self.now()?.checked_add(TOO_NEW))
    }

    /// Returns the delivery with each header of its signature twice, with different values.
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the signature is in no header.
    pub fn duplicate_header(&self) -> Result<Request<Bytes>, SignError> {
        let unsigned = self.unsigned()?;
        let mut request = self.genuine()?;
        let added = added_headers(&request, &unsigned);
        if added.is_empty() {
            return Err(SignError::Unsupported);
        }
        for name in added {
            request
                .headers_mut()
                .append(name, HeaderValue::from_static("0"));
        }
        Ok(request)
    }

    /// Returns the genuine delivery under another id.
    ///
    /// An attacker does this so that the event is processed again.
    ///
    /// If the provider signs its ids, this is a forgery. If it does not, the request is accepted, and the
    /// service must recognize the duplicate: see [`Delivery::id_is_signed`](crate::Delivery::id_is_signed)
    /// and [idempotency](crate::manual::idempotency).
    ///
    /// # Errors
    /// Returns [`SignError::Unsupported`] if the id is not in a header.
    pub fn replayed_as(&self, id: &str) -> Result<Request<Bytes>, SignError> {
        let mut request = self.genuine()?;
        let Some(At::Header(name)) = self.signer.row.delivery_id.first() else {
            return Err(SignError::Unsupported);
        };
        let id = HeaderValue::from_str(id).map_err(|_| SignError::Form)?;
        request.headers_mut().insert(*name, id);
        Ok(request)
    }

    /// Returns a signer with another secret of the same form.
    pub(super) fn other_signer(&self) -> Result<Signer, SignError> {
        let row = self.signer.row.settled(&self.signer.settings);
        let recipe = row.key_recipe();
        let takes = |secret: &Secret| Keys::new(&recipe, std::slice::from_ref(secret)).is_ok();
        let other = self.signer.secrets.first().and_then(|secret| {
            let text = secret.expose();
            let middle = text.len() / 2;
            (middle..text.len())
                .filter(|at| text.get(*at).is_some_and(u8::is_ascii_alphanumeric))
                .map(|at| {
                    let mut text = text.to_vec();
                    if let Some(byte) = text.get_mut(at) {
                        *byte = other(*byte);
                    }
                    secret.with_text(text)
                })
                .find(takes)
        });
        let mut signer = self.signer.clone();
        signer.secrets = vec![other.ok_or(SignError::Unsupported)?];
        Ok(signer)
    }

    fn signed(&self, signer: &Signer, body: Bytes) -> Result<Request<Bytes>, SignError> {
        signer.clone().request(&self.url, body, true)
    }

    fn now(&self) -> Result<SystemTime, SignError> {
        let now = self.signer.now.or_else(system_time);
        Ok(now.ok_or(crate::SetupError::ClockNeeded)?)
    }

    /// Signs at this time, if the time is what distinguishes the request.
    fn signed_at(&self, time: Option<SystemTime>) -> Result<Request<Bytes>, SignError> {
        let Some(time) = time.filter(|_| self.signs_time()) else {
            return Err(SignError::Unsupported);
        };
        let at = |time| self.signed(&self.signer.clone().at(time), self.body.clone());
        let (usual, request) = (at(self.now()?)?, at(time)?);
        if is_same(&usual, &request) {
            return Err(SignError::Unsupported);
        }
        Ok(request)
    }

    /// Whether a receiver checks how old the request is.
    fn signs_time(&self) -> bool {
        self.signer.row.coverage().has_time()
    }

    /// Whether the signature is a JSON Web Token, which says when it expires.
    fn is_token(&self) -> bool {
        self.signer.row.class() == "jwt"
    }

    fn after_signing(
        &self,
        change: impl Fn(&[u8]) -> Option<Vec<u8>>,
    ) -> Result<Request<Bytes>, SignError> {
        if !self.signer.row.binds_body() {
            return Err(SignError::Unsupported);
        }
        let request = self.genuine()?;
        let changed = change(request.body()).ok_or(SignError::Unsupported)?;
        Ok(request.map(|_| changed.into()))
    }
}

fn is_same(one: &Request<Bytes>, two: &Request<Bytes>) -> bool {
    one.headers() == two.headers() && one.uri() == two.uri() && one.body() == two.body()
}

/// Returns the headers that signing has added.
pub(super) fn added_headers(signed: &Request<Bytes>, unsigned: &Request<Bytes>) -> Vec<HeaderName> {
    let names = signed.headers().keys();
    let added = names.filter(|name| !unsigned.headers().contains_key(*name));
    added.cloned().collect()
}

/// Returns the value with another letter or digit in place of one of its last. Only those are replaced
/// that differ in the value of another body, if there are any: the others are not part of the signature.
pub(super) fn altered_near_end(
    value: &HeaderValue,
    of_other_body: Option<&HeaderValue>,
) -> Option<HeaderValue> {
    let mut bytes = value.as_bytes().to_vec();
    let theirs = of_other_body.map(HeaderValue::as_bytes).unwrap_or_default();
    let differ = theirs.len() == bytes.len() && theirs != bytes;
    let mut pairs = bytes.iter_mut().enumerate().rev();
    let letters = pairs.by_ref().filter(|(at, byte)| {
        byte.is_ascii_alphanumeric() && !(differ && theirs.get(*at) == Some(*byte))
    });
    // The very last letter of base64 can have bits that are not decoded.
    let (_, byte) = letters.take(4).last()?;
    *byte = other(*byte);
    HeaderValue::from_bytes(&bytes).ok()
}

/// Another letter or digit, which is of the hexadecimal digits if this one is.
fn other(byte: u8) -> u8 {
    match byte {
        b'0' => b'1',
        b'a' => b'b',
        b'A' => b'B',
        b'1'..=b'9' => b'0',
        b'b'..=b'z' => b'a',
        _ => b'A',
    }
}

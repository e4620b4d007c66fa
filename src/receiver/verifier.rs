//! A request whose body is arriving: the steps from a head to a verdict.

use std::{
    borrow::Cow,
    fmt,
    future::{pending, poll_fn, ready},
    mem,
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
    time::SystemTime,
};

use bytes::Bytes;
use http::HeaderName;

use crate::{
    authenticate,
    engine::{
        compile::{Needs, Plan},
        verify::Progress,
    },
    error::{Error, Field, Location},
    key::{
        keys::Keys,
        source::{KeyHint, KeySource},
    },
    provider::KeysAt,
    receiver::{
        classify::HANDSHAKE_BODY,
        endpoint::{Inner, Receiver},
        observe::Watch,
        received::Received,
        reply::Reply,
    },
    request::{body::Body, budget::Share, head::Head},
};

#[cfg(feature = "gzip")]
use crate::request::gzip::Inflate;

/// The maximum memory of verification beside the body, as a multiple of the body, if the whole body is
/// needed: chunks are joined, fields decoded, values sorted.
pub(crate) const WORKING: usize = 3;

impl Plan {
    pub(crate) fn working_factor(&self) -> usize {
        match self.needs {
            Needs::Head | Needs::Stream => 0,
            Needs::Body => WORKING,
        }
    }
}

/// A request whose head was not rejected and whose body is arriving.
#[must_use = "the verdict falls in `finish`"]
pub struct Verifier<'r, E = Bytes> {
    pub(crate) receiver: &'r Receiver<E>,
    /// The receiver's when the head arrived.
    pub(crate) keys: Cow<'r, Keys>,
    pub(crate) head: Head,
    pub(crate) now: SystemTime,
    pub(crate) state: State<'r>,
    pub(crate) settled: bool,
    pub(crate) body: Body,
    pub(crate) share: Option<Share>,
    pub(crate) watch: Watch<'r>,
    #[cfg(feature = "gzip")]
    pub(crate) inflate: Option<Box<Inflate>>,
}

#[allow(
    clippy::large_enum_variant,
    reason = "on the stack on purpose: verifying does not allocate"
)]
pub(crate) enum State<'r> {
    Scheme(&'r Plan, Progress),
    Code(&'static dyn authenticate::Authenticate),
    /// A handshake that is recognized by its head alone.
    Handshake(Reply),
    /// Rejected with this error, unless the body is that of an unsigned handshake.
    MaybeHandshake(Error),
}

impl<'r, E> Verifier<'r, E> {
    /// Finishes as [`Verifier::finish`], but lets the caller report the verdict.
    #[inline]
    pub(crate) fn finish_watched(mut self, watch: &mut Watch<'r>) -> Result<Received<E>, Error> {
        *watch = mem::take(&mut self.watch);
        self.verify_now()
    }

    /// Finishes as [`Verifier::finish_async`], but stops waiting at the deadline, and lets the caller report
    /// the verdict.
    pub(crate) async fn finish_before(
        mut self,
        deadline: Pin<&mut impl Future<Output = ()>>,
        watch: &mut Watch<'r>,
    ) -> Result<Received<E>, Error> {
        *watch = mem::take(&mut self.watch);
        match self.receiver.keys.source() {
            None => self.verify_now(),
            Some(source) => self.verify_when_found(&**source, deadline).await,
        }
    }
}

impl<E> Verifier<'_, E> {
    /// Takes the next chunk of the body. It is hashed now, and kept without a copy if it is the only one.
    ///
    /// # Errors
    /// Returns [`Error::BodyTooLarge`] as soon as the limit is passed, or [`Error::BudgetSpent`].
    pub fn update(&mut self, chunk: Bytes) -> Result<(), Error> {
        self.watch.record_bytes(chunk.len());
        self.take(chunk)
            .inspect_err(|error| self.watch.rejected(error))
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

    /// Copies the head and the buffered chunks out of the server's read buffer. Call it before you
    /// wait for more of the body, so that a slow request does not keep the whole buffer allocated.
    pub fn release_read_buffer(&mut self) {
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

    /// Returns the verdict, after the last chunk. If the scheme signs head and body as they are sent, it
    /// takes no longer for a large body than for a small one.
    ///
    /// If a source looks up the keys, it is polled once, and the error is [`Error::KeyUnavailable`] if it
    /// is not ready. [`Verifier::finish_async`] waits for it.
    ///
    /// # Errors
    /// Returns an error if the request is not authentic.
    pub fn finish(self) -> Result<Received<E>, Error> {
        let mut watch = Watch::default();
        let received = self.finish_watched(&mut watch);
        watch.report(&received);
        received
    }

    /// Finishes as [`Verifier::finish`], but waits for the key if a source fetches it.
    ///
    /// # Errors
    /// Returns an error if the request is not authentic, or if its key cannot be fetched.
    pub async fn finish_async(self) -> Result<Received<E>, Error> {
        if !self.has_source() {
            return self.finish();
        }
        let mut watch = Watch::default();
        let received = self.finish_before(pin!(pending()), &mut watch).await;
        watch.report(&received);
        received
    }

    /// Whether a source looks up the key, which may have to be waited for.
    pub(crate) fn has_source(&self) -> bool {
        self.receiver.keys.source().is_some()
    }

    /// Finishes as [`Verifier::finish`], with the keys that were looked up for its [hint].
    ///
    /// [hint]: Verifier::key_hint
    ///
    /// # Errors
    /// Returns an error if the request is not authentic.
    pub fn finish_with(mut self, keys: &Keys) -> Result<Received<E>, Error> {
        let mut watch = mem::take(&mut self.watch);
        let received = match self.inflate_rest() {
            Ok(()) => self.verify(keys),
            Err(error) => Err(error),
        };
        watch.report(&received);
        received
    }

    /// Returns which key the request needs, after the last chunk. `None` if it needs none, as it is a
    /// handshake.
    ///
    /// # Errors
    /// Returns an error if the request must name a key and names none, or if it names one at a URL that is
    /// not the provider's.
    pub fn key_hint(&self) -> Result<Option<KeyHint>, Error> {
        let inner = &*self.receiver.endpoint.inner;
        let body = self.body.whole();
        let hint = match &self.state {
            State::Handshake(_) | State::MaybeHandshake(_) => return Ok(None),
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
        Ok(Some(match inner.row.key_url {
            KeysAt::Path(name, allowed) => {
                let name = HeaderName::from_static(name);
                let path = self.head.required(Field::KeyId, &name)?;
                let url = format!("https://{}{path}", allowed.host());
                hint.at_allowed_url(&url, &[allowed], Location::Header(name))?
            }
            keys_at => keys_at.locate(hint),
        }))
    }

    /// Ends a request whose body will not arrive, and returns the error: [`Error::BodyTimeout`] after
    /// the deadline, [`Error::BodyIncomplete`] if the connection was closed. Dropping the verifier
    /// counts as the latter.
    pub fn abort(mut self, error: Error) -> Error {
        self.watch.rejected(&error);
        error
    }

    /// Verifies the request now. If a source has the keys, it is asked once.
    #[inline]
    fn verify_now(mut self) -> Result<Received<E>, Error> {
        let Some(source) = self.receiver.keys.source() else {
            self.inflate_rest()?;
            let keys = self.keys.clone();
            return self.verify(&keys);
        };
        let deadline = pin!(ready(()));
        let verified = pin!(self.verify_when_found(&**source, deadline));
        match verified.poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(received) => received,
            Poll::Pending => Err(Error::KeyUnavailable),
        }
    }

    /// Verifies the request with the key from `source`, which is waited for until the deadline.
    async fn verify_when_found(
        mut self,
        source: &dyn KeySource,
        mut deadline: Pin<&mut impl Future<Output = ()>>,
    ) -> Result<Received<E>, Error> {
        self.inflate_rest()?;
        let Some(hint) = self.key_hint()? else {
            return self.verify(&Keys::none());
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
        self.verify(&keys)
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

    fn verify(self, keys: &Keys) -> Result<Received<E>, Error> {
        let Self {
            receiver,
            head,
            now,
            state,
            mut body,
            share,
            ..
        } = self;
        let inner = &*receiver.endpoint.inner;
        // Given back with the verdict.
        let _working = inner.working_share(&state, body.len())?;
        if let Some(share) = share {
            body.hold(share);
        }
        let verdict = match state {
            State::Handshake(reply) => return Ok(Received::Handshake(reply)),
            State::MaybeHandshake(error) => Err(error),
            State::Scheme(plan, progress) => {
                // The kind of a looked-up key is known only now.
                let plan = inner.plan_of_kind(keys).unwrap_or(plan);
                plan.finish(progress, &head, &body, keys, inner.clock(now))
            }
            State::Code(code) => {
                code.authenticate(&inner.request(code, &head, body.whole(), keys, now))
            }
        };
        let resolved = inner.resolve(verdict, &head, &body, keys, now)?;
        Ok(resolved.into_received(&receiver.endpoint.inner, head, body, now))
    }
}

impl Inner {
    /// The share of the budget for the memory of verification beside the body.
    fn working_share(&self, state: &State<'_>, length: usize) -> Result<Option<Share>, Error> {
        let Some(budget) = &self.budget else {
            return Ok(None);
        };
        let mut share = budget.share();
        share.grow(length.saturating_mul(state.working_factor()))?;
        Ok(Some(share))
    }
}

impl State<'_> {
    /// The maximum memory of verification beside the body, as a multiple of the body.
    fn working_factor(&self) -> usize {
        match self {
            Self::Code(_) => WORKING,
            Self::Scheme(plan, _) => plan.working_factor(),
            Self::Handshake(_) | Self::MaybeHandshake(_) => 0,
        }
    }

    pub(crate) fn body_limit(&self, inner: &Inner) -> usize {
        match self {
            State::Handshake(_) | State::MaybeHandshake(_) => HANDSHAKE_BODY,
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

impl<E> fmt::Debug for Verifier<'_, E> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("provider", &self.receiver.endpoint.inner.row.id)
            .field("head", &self.head)
            .finish_non_exhaustive()
    }
}

//! The flow of a request: from a head and a body to a delivery, a handshake or an error.

mod audience;
pub(crate) mod builder;
mod classify;
pub(crate) mod delivery;
pub(crate) mod endpoint;
#[cfg(feature = "idempotency")]
mod identity;
pub(crate) mod observe;
pub(crate) mod received;
pub(crate) mod reload;
pub(crate) mod reply;
mod resolve;
pub(crate) mod time_source;
pub(crate) mod verdict;
mod verifier;

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;

pub use self::{
    builder::Builder,
    delivery::Delivery,
    endpoint::{Endpoint, Receiver},
    received::Received,
    reload::ReloadHandle,
    reply::Reply,
    verdict::{Outcome, Verdict},
    verifier::Verifier,
};
use self::{
    classify::{HANDSHAKE_BODY, Route},
    endpoint::Inner,
    observe::Watch,
    resolve::Resolved,
    verifier::State,
};
#[cfg(feature = "gzip")]
use crate::request::gzip::Inflate;
use crate::{
    engine::verify::Progress,
    error::Error,
    key::keys::Keys,
    request::{body::Body, budget::Budget, head::Head},
};

impl<E> Receiver<E> {
    /// Verifies a whole request: the three steps in one. `Content-Length` is ignored, as the body is
    /// complete.
    ///
    /// # Errors
    /// Returns an error if the request is not authentic, or not as the provider sends it.
    pub fn receive(&self, request: Request<Bytes>, now: SystemTime) -> Result<Received<E>, Error> {
        let (parts, body) = request.into_parts();
        if !self.fits_fast_path(body.len() as u64) {
            return self.receive_streamed(parts.into(), body, now);
        }
        let mut watch = Watch::default();
        let received = self.verify_buffered(parts.into(), body, now, &mut watch);
        watch.report(&received);
        received
    }

    fn receive_streamed(
        &self,
        head: Head,
        body: Bytes,
        now: SystemTime,
    ) -> Result<Received<E>, Error> {
        let mut verifier = self.begin(head, now)?;
        verifier.update(body)?;
        verifier.finish()
    }

    /// Returns whether a body of this length may be [verified](Self::verify_buffered) as soon as it is
    /// complete. Everything else takes the steps, which give the same verdict.
    pub(crate) fn fits_fast_path(&self, length: u64) -> bool {
        let inner = &*self.endpoint.inner;
        length <= HANDSHAKE_BODY.min(inner.body_limit) as u64
            && !inner.inflates()
            && inner.budget.is_none()
            && self.keys.source().is_none()
    }

    /// Verifies a request whose body is complete and [fits](Self::fits_fast_path). The caller reports
    /// the verdict to `watch`.
    #[inline]
    pub(crate) fn verify_buffered<'r>(
        &'r self,
        head: Head,
        body: Bytes,
        now: SystemTime,
        watch: &mut Watch<'r>,
    ) -> Result<Received<E>, Error> {
        let endpoint = &self.endpoint.inner;
        let keys = &*self.keys.current();
        let body = Body::from(body);
        watch.start(endpoint, &head);
        let resolved = endpoint.verify_buffered(&head, &body, keys, now, watch)?;
        Ok(resolved.into_received(endpoint, head, body, now))
    }

    /// Verifies what the head alone shows, before any of the body is read. `now` is the time of arrival.
    ///
    /// # Errors
    /// Returns an error if no body could make the request authentic.
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

    /// As [`Receiver::receive`], but reports no verdict.
    #[cfg(feature = "explain")]
    pub(crate) fn receive_unobserved(
        &self,
        head: Head,
        body: Bytes,
        now: SystemTime,
    ) -> Result<Received<E>, Error> {
        let mut verifier = self.begin_watched(head, now, Watch::default())?;
        verifier.update(body)?;
        verifier.finish_watched(&mut Watch::default())
    }

    fn begin_watched<'r>(
        &'r self,
        head: Head,
        now: SystemTime,
        mut watch: Watch<'r>,
    ) -> Result<Verifier<'r, E>, Error> {
        let inner = &*self.endpoint.inner;
        let keys = self.keys.current();
        let state = self
            .verify_head(&head, &keys, now)
            .inspect_err(|error| watch.rejected(error))?;
        Ok(Verifier {
            receiver: self,
            keys,
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

    fn verify_head<'r>(
        &'r self,
        head: &Head,
        keys: &Keys,
        now: SystemTime,
    ) -> Result<State<'r>, Error> {
        let inner = &*self.endpoint.inner;
        let route = inner.route(head, keys)?;
        let announced = inner.announced(head)?;
        let state = match route {
            Route::Handshake(reply) => Ok(State::Handshake(reply)),
            // The scheme depends on the key, which is looked up later.
            Route::Scheme(plan) if keys.is_empty() && !inner.key_kinds.is_empty() => {
                Ok(State::Scheme(plan, Progress::Waiting))
            }
            Route::Scheme(plan) => plan
                .begin(head, keys, inner.clock(now))
                .map(|progress| State::Scheme(plan, progress)),
            Route::Code(code) => inner
                .check_head(code, head, keys, now)
                .map(|()| State::Code(code)),
        };
        let state = match state {
            // A larger body is not a handshake.
            Err(error)
                if announced <= HANDSHAKE_BODY as u64 && inner.could_be_handshake(&error, head) =>
            {
                State::MaybeHandshake(error)
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

impl Inner {
    /// Verifies a request whose body is complete. Not generic over the events, so that it is compiled once.
    fn verify_buffered(
        &self,
        head: &Head,
        body: &Body,
        keys: &Keys,
        now: SystemTime,
        watch: &mut Watch<'_>,
    ) -> Result<Resolved, Error> {
        let route = self.route(head, keys)?;
        watch.record_body(body.len());
        let verdict = match route {
            Route::Handshake(reply) => return Ok(Resolved::Handshake(reply)),
            Route::Scheme(plan) => plan.verify(head, body.whole(), keys, self.clock(now)),
            Route::Code(code) => self.check_head(code, head, keys, now).and_then(|()| {
                code.authenticate(&self.request(code, head, body.whole(), keys, now))
            }),
        };
        self.resolve(verdict, head, body, keys, now)
    }
}

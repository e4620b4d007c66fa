//! From a verdict and a body to a delivery, an answered handshake, or an error.

use std::{sync::Arc, time::SystemTime};

use bytes::Bytes;

use crate::{
    authenticate::Authentic,
    error::{Error, Field, Location, Malformation},
    handshake::{Proof, is_signable},
    key::keys::Keys,
    receiver::{
        classify::HANDSHAKE_BODY, delivery::Delivery, endpoint::Inner, received::Received,
        reply::Reply,
    },
    request::{body::Body, head::Head},
};

/// What a request is.
pub(crate) enum Resolved {
    /// A verified delivery, and its body if it came encrypted.
    Delivery(Authentic, Option<Body>),
    /// A handshake, with its answer.
    Handshake(Reply),
}

impl Resolved {
    /// Returns what the caller receives. Head and body are moved only here, as they are large.
    #[inline]
    pub(crate) fn into_received<E>(
        self,
        endpoint: &Arc<Inner>,
        head: Head,
        body: Body,
        now: SystemTime,
    ) -> Received<E> {
        match self {
            Self::Delivery(authentic, opened) => Received::Delivery(Delivery::new(
                endpoint.clone(),
                head,
                opened.unwrap_or(body),
                authentic,
                now,
            )),
            Self::Handshake(reply) => Received::Handshake(reply),
        }
    }
}

impl Inner {
    /// Returns the delivery or handshake of a verified request, or, if it has no signature, the answer to an
    /// unsigned handshake.
    pub(crate) fn resolve(
        &self,
        verdict: Result<Authentic, Error>,
        head: &Head,
        body: &Body,
        keys: &Keys,
        now: SystemTime,
    ) -> Result<Resolved, Error> {
        match verdict {
            Ok(authentic) => self.deliver(head, body, authentic, keys, now),
            Err(error) => {
                let reply = self.unsigned_handshake(&error, head, body, keys)?;
                reply.map(Resolved::Handshake).ok_or(error)
            }
        }
    }

    /// Returns a verified delivery, or the answer to a signed handshake.
    #[inline]
    fn deliver(
        &self,
        head: &Head,
        body: &Body,
        authentic: Authentic,
        keys: &Keys,
        now: SystemTime,
    ) -> Result<Resolved, Error> {
        let opened = self.open(head, body, keys, authentic.key_index())?;
        let opened = opened.map(Body::from);
        let body = opened.as_ref().unwrap_or(body);
        if let Some(audience) = &self.audience {
            let seen = if audience.is_in_body() {
                body.whole()
            } else {
                &Bytes::new()
            };
            audience.check(head, seen)?;
        }
        if !self.handshakes.is_empty()
            && body.len() <= HANDSHAKE_BODY
            && let Some(reply) = self.handshake(head, body.whole(), keys, |_| true)?
        {
            if let Some(time) = authentic.signed_time() {
                self.window.without_retries().check(time, now)?;
            }
            return Ok(Resolved::Handshake(reply));
        }
        if !self.delivers(&head.method) {
            return Err(self.method_not_allowed(head));
        }
        if self.require_body && body.len() > 0 && !authentic.coverage().binds_body() {
            return Err(Error::BodyNotBound);
        }
        // A signed challenge must never be usable as a signed delivery.
        if self.signs_challenges && body.len() <= HANDSHAKE_BODY && is_signable(body.whole()) {
            return Err(Error::malformed(
                Field::Body,
                Location::Body,
                Malformation::Form,
            ));
        }
        let authentic = authentic.of_secret(keys.secret_of(authentic.key_index()));
        Ok(Resolved::Delivery(authentic, opened))
    }

    /// Returns whether a request that was rejected with this error could be an unsigned handshake,
    /// depending on its body.
    pub(crate) fn could_be_handshake(&self, error: &Error, head: &Head) -> bool {
        matches!(
            error,
            Error::Missing {
                field: Field::Signature,
                ..
            }
        ) && self.handshakes.iter().any(|handshake| {
            handshake.needs_body
                && handshake.handshake.proof != Proof::Signed
                && handshake.head_fits(head)
        })
    }

    /// Returns the answer to an unsigned handshake, if a request that was rejected with this error is
    /// one by its body.
    fn unsigned_handshake(
        &self,
        error: &Error,
        head: &Head,
        body: &Body,
        keys: &Keys,
    ) -> Result<Option<Reply>, Error> {
        if body.len() > HANDSHAKE_BODY || !self.could_be_handshake(error, head) {
            return Ok(None);
        }
        let unsigned = |proof| proof != Proof::Signed;
        match self.open(head, body, keys, 0) {
            Ok(None) => self.handshake(head, body.whole(), keys, unsigned),
            // Errors from decrypting an unauthenticated body are not reported: they would be a
            // decryption oracle.
            Ok(Some(opened)) => Ok(self
                .handshake(head, &opened, keys, unsigned)
                .unwrap_or_default()),
            Err(_) => Ok(None),
        }
    }
}

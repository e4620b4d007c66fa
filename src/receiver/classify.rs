//! Decisions that the head alone allows: how the request is verified, and whether it is a handshake.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderValue, header};

use crate::{
    authenticate,
    engine::{
        answer::{HandshakePlan, Inputs},
        compile::Plan,
        verify::Clock,
    },
    error::Error,
    handshake::Proof,
    key::keys::Keys,
    receiver::{
        endpoint::{Inner, Method},
        reply::Reply,
    },
    request::{
        body::Body,
        head::{Head, announced_length},
    },
};

/// The largest body that can be a handshake.
pub(crate) const HANDSHAKE_BODY: usize = 16 * 1024;

/// What the head of a request decides.
pub(crate) enum Route<'r> {
    Scheme(&'r Plan),
    Code(&'static dyn authenticate::Authenticate),
    /// A handshake that is recognized by its head alone, and its answer.
    Handshake(Reply),
}

impl Inner {
    pub(crate) fn clock(&self, now: SystemTime) -> Clock {
        Clock {
            now,
            window: self.window,
        }
    }

    /// Rejects requests that no provider sends, and returns what verifies the others.
    #[inline]
    pub(crate) fn route(&self, head: &Head, keys: &Keys) -> Result<Route<'_>, Error> {
        let is_encoded = head.check_headers()?;
        for handshake in &self.handshakes {
            if !handshake.needs_body
                && handshake.handshake.proof != Proof::Signed
                && handshake.recognizes(head, &[])
            {
                return handshake
                    .answer(self.inputs(head, &[], Some(keys)))
                    .map(Route::Handshake);
            }
        }
        let may_be_signed =
            |plan: &HandshakePlan| plan.handshake.proof == Proof::Signed && plan.head_fits(head);
        if !self.delivers(&head.method) && !self.handshakes.iter().any(may_be_signed) {
            return Err(self.method_not_allowed(head));
        }
        if is_encoded {
            self.check_encoding(head)?;
        }
        let plan = self.plan_of_kind(keys).or_else(|| {
            let mut variants = self.variants.iter();
            let found = variants.find(|(when, _)| when.holds(head));
            found.map(|(_, plan)| plan)
        });
        Ok(match (plan, &self.method) {
            (Some(plan), _) | (None, Method::Scheme(plan)) => Route::Scheme(plan),
            (None, Method::Code(code)) => Route::Code(*code),
        })
    }

    /// Returns the scheme for these keys, if their kind fixes it.
    pub(crate) fn plan_of_kind(&self, keys: &Keys) -> Option<&Plan> {
        keys.kind.and_then(|kind| self.key_kinds.get(kind))
    }

    /// Returns whether deliveries have this method.
    #[inline]
    pub(crate) fn delivers(&self, method: &http::Method) -> bool {
        self.deliveries.contains(method) || self.row.delivers(method)
    }

    pub(crate) fn method_not_allowed(&self, head: &Head) -> Error {
        Error::MethodNotAllowed {
            method: head.method.clone(),
            allowed: self.allowed,
        }
    }

    /// Returns the decrypted body, if it is encrypted.
    #[inline]
    pub(crate) fn open(
        &self,
        head: &Head,
        body: &Body,
        keys: &Keys,
        key: usize,
    ) -> Result<Option<Bytes>, Error> {
        let Method::Code(code) = self.method else {
            return Ok(None);
        };
        // Its time was checked before.
        let now = SystemTime::UNIX_EPOCH;
        code.open(&self.request(code, head, body.whole(), keys, now), key)
    }

    /// Rejects a body whose bytes are not the ones that were signed.
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

    /// Returns whether a compressed body is inflated before it is verified.
    pub(crate) fn inflates(&self) -> bool {
        cfg!(feature = "gzip") && self.row.signs_decompressed
    }

    /// Returns the announced size of the body, or 0 if the head does not state it readably: the server
    /// decides about that, and the limit also applies to what arrives. A size over the limit is rejected
    /// before anything else of the head is checked.
    pub(crate) fn announced(&self, head: &Head) -> Result<u64, Error> {
        match announced_length(&head.headers) {
            Some(length) if length > self.body_limit as u64 => Err(Error::BodyTooLarge {
                limit: self.body_limit,
            }),
            length => Ok(length.unwrap_or(0)),
        }
    }

    /// Returns the answer to the handshake, if the body shows that it is one.
    pub(crate) fn handshake(
        &self,
        head: &Head,
        body: &Bytes,
        keys: &Keys,
        proven: impl Fn(Proof) -> bool,
    ) -> Result<Option<Reply>, Error> {
        self.handshakes
            .iter()
            .find(|plan| proven(plan.handshake.proof) && plan.recognizes(head, body))
            .map(|plan| plan.answer(self.inputs(head, body, Some(keys))))
            .transpose()
    }

    /// Returns the answer that the provider expects to a delivery.
    pub(crate) fn acknowledgement(&self, head: &Head, body: &[u8]) -> Option<Reply> {
        let answer = self.acknowledgement.as_ref()?;
        answer.reply(self.inputs(head, body, None)).ok()
    }

    pub(crate) fn inputs<'a>(
        &'a self,
        head: &'a Head,
        body: &'a [u8],
        keys: Option<&'a Keys>,
    ) -> Inputs<'a> {
        Inputs {
            head,
            body,
            keys,
            settings: &self.settings,
        }
    }

    /// Checks the head as if no body had arrived, so that a request is rejected for one reason however its
    /// body arrives.
    pub(crate) fn check_head(
        &self,
        code: &dyn authenticate::Authenticate,
        head: &Head,
        keys: &Keys,
        now: SystemTime,
    ) -> Result<(), Error> {
        code.check_head(&self.request(code, head, &Bytes::new(), keys, now))
    }

    pub(crate) fn request<'r>(
        &'r self,
        code: &dyn authenticate::Authenticate,
        head: &'r Head,
        body: &'r Bytes,
        keys: &'r Keys,
        now: SystemTime,
    ) -> authenticate::Request<'r> {
        let mut coverage = self.row.proves(code.coverage());
        if coverage.url {
            let url = self.settings.public_url(self.row.name);
            coverage.url = url.map_or(true, |url| url.is_of(head));
        }
        authenticate::Request {
            head,
            body,
            keys,
            now,
            window: self.window,
            settings: &self.settings,
            coverage,
            text_only: code.algorithm().is_extendable(),
        }
    }
}

//! The run of the checks, and what they share.

use std::{cell::Cell, io, time::Duration};

use bytes::Bytes;
use http::{Request, Uri};
use webhook_receiver::{error::SignError, testing::Sender};

use super::{
    subject::Subject,
    verdict::{self, Checked, Verdict, rejected, unmade},
    wire::{Came, Service},
};
use crate::{client::redirect, mask::Mask};

/// A service under test, and what is sent to it.
pub(crate) struct Run {
    pub(crate) service: Service,
    pub(crate) subject: Subject,
    /// The URL that is called, if it is another than the one that is signed.
    pub(crate) called: Option<Uri>,
    /// The secrets, which are not shown.
    pub(crate) secrets: Vec<String>,
    /// How long a body may take to arrive.
    pub(crate) slow_limit: Duration,
    /// The size of a body that is too large.
    pub(crate) oversized: usize,
    /// The longest time in which a delivery was accepted.
    pub(crate) slowest: Cell<Option<Duration>>,
}

impl Run {
    /// Returns a request that could be made, to the URL that is called.
    pub(crate) fn made(
        &self,
        request: Result<Request<Bytes>, SignError>,
        why: &str,
    ) -> Result<Request<Bytes>, Verdict> {
        let mut request = request.map_err(|error| unmade(&error, why))?;
        if let Some(url) = &self.called {
            let redirected = redirect(&mut request, url);
            redirected.map_err(|_| Verdict::DoesNotApply("the URL cannot be sent".to_owned()))?;
        }
        Ok(request)
    }

    /// Sends a request on a connection of its own.
    pub(crate) fn send(&self, request: &Request<Bytes>) -> Result<Came, Verdict> {
        self.service
            .send(request)
            .map_err(|error| unreachable(&error))
    }

    /// Sends a request that must be accepted, and notes how long it took.
    pub(crate) fn must_accept(
        &self,
        request: Result<Request<Bytes>, SignError>,
        why: &str,
    ) -> Checked {
        let request = self.made(request, why)?;
        let came = self.send(&request)?;
        if let Came::Answer(answer) = &came
            && verdict::is_success(answer)
        {
            self.slowest
                .set(self.slowest.get().max(Some(answer.elapsed)));
        }
        Ok(self.accepted(&came, &request))
    }

    /// Returns the verdict on a request that must be accepted.
    pub(crate) fn accepted(&self, came: &Came, request: &Request<Bytes>) -> Verdict {
        verdict::accepted(came, &Mask::new(&self.secrets, request))
    }

    /// Sends a request that must be rejected.
    pub(crate) fn must_reject(
        &self,
        request: Result<Request<Bytes>, SignError>,
        why: &str,
    ) -> Checked {
        Ok(rejected(&self.send(&self.made(request, why)?)?))
    }

    /// Makes an attack on a new delivery, which must be rejected.
    pub(crate) fn attack(
        &self,
        attack: fn(&Sender) -> Result<Request<Bytes>, SignError>,
        why: &str,
    ) -> Checked {
        self.must_reject(attack(&self.subject.fresh()), why)
    }

    /// Sends a new delivery, to find out whether the service still works. `when` is a part of what is
    /// said if it does not.
    pub(crate) fn must_still_work(&self, when: &str) -> Result<(), Verdict> {
        match self.must_accept(self.subject.fresh().genuine(), "")? {
            Verdict::Right(_) => Ok(()),
            Verdict::Fault(came) => {
                Err(Verdict::Fault(format!("a genuine delivery {when}: {came}")))
            }
            other @ Verdict::DoesNotApply(_) => Err(other),
        }
    }
}

/// Returns the verdict if no connection can be made.
pub(crate) fn unreachable(error: &io::Error) -> Verdict {
    Verdict::Fault(format!("no connection: {error}"))
}

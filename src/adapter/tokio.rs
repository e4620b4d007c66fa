//! The runtime of tokio, for the frameworks that run on it.

use std::{future::Future, time::Duration};

use http::request;
use http_body::Body;

use super::{
    LINGER,
    flow::{self, Runtime},
    linger,
};
use crate::{Error, Received, Receiver, receiver::observe::Watch};

struct Tokio;

impl<B: Body + Send + Unpin + 'static> Runtime<B> for Tokio {
    // hyper does when the body is first polled.
    const REQUESTS_BODY: bool = false;

    fn sleep(self, time: Duration) -> impl Future<Output = ()> {
        sleep(time)
    }

    fn yield_now() -> impl Future<Output = ()> {
        ::tokio::task::yield_now()
    }

    /// Does nothing outside of a tokio runtime, such as on a platform that drives the handler itself:
    /// there is no task, and no connection to linger on.
    fn spawn_linger(body: B, most: usize) {
        if let Ok(runtime) = ::tokio::runtime::Handle::try_current() {
            runtime.spawn(linger(body, most, sleep(LINGER)));
        }
    }
}

/// Receives a request, and reports the verdict.
#[allow(
    clippy::manual_async_fn,
    reason = "an async fn stores its arguments twice in the future"
)]
pub(super) fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: B,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let mut watch = Watch::default();
        let received = receive_watched(receiver, head, body, &mut watch).await;
        watch.report(&received);
        received
    }
}

/// Receives a request. The caller reports the verdict to `watch`.
pub(super) fn receive_watched<'r, E, B: Body + Send + Unpin + 'static>(
    receiver: &'r Receiver<E>,
    head: request::Parts,
    body: B,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    flow::receive(Tokio, receiver, head, body, watch)
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn sleep(time: Duration) -> impl Future<Output = ()> {
    ::tokio::time::sleep(time)
}

/// There are no timers. The platform has a deadline of its own for requests.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn sleep(_: Duration) -> impl Future<Output = ()> {
    std::future::pending()
}

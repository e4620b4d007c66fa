//! The flow on tokio, for the frameworks that run there.

use std::{future::Future, time::Duration};

use bytes::Bytes;
use http::{header, request};
use http_body::Body;
use tokio::task::yield_now;

use super::{AtHand, LINGER, at_hand, linger, receive_at_once, receive_rest};
use crate::{Endpoint, Error, Head, Received, Receiver, Verifier, receiver::observe::Watch};

/// [`receive`](super::receive), and [`linger`] in a task of its own if the sender may still be writing.
#[allow(
    clippy::manual_async_fn,
    reason = "a function has room for its arguments twice"
)]
pub(super) fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: B,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let mut watch = Watch::default();
        let received = receive_watched(receiver, head, body, &mut watch).await;
        watch.tell(&received);
        received
    }
}

/// As [`receive`], but leaves it to the caller to tell the verdict.
#[allow(
    clippy::manual_async_fn,
    reason = "a function has room for its arguments twice"
)]
pub(super) fn receive_watched<'r, E, B: Body + Send + Unpin + 'static>(
    receiver: &'r Receiver<E>,
    head: request::Parts,
    mut body: B,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let first = match at_hand(receiver, &head, &mut body).await {
            AtHand::Whole(body) => return receive_at_once(receiver, head, body, watch),
            AtHand::Begun(first) => first,
        };
        let endpoint = receiver.endpoint();
        // hyper asks for such a body when it is first polled. One that was not asked for does not
        // come.
        let waits = head.headers.contains_key(header::EXPECT);
        match receiver.begin(Head::from(head), endpoint.now()) {
            // Boxed, as it takes much room and most bodies are at hand.
            Ok(verifying) => Box::pin(wait(endpoint, verifying, first, body, watch)).await,
            Err(error) => {
                if !waits {
                    linger_beside(body, endpoint.body_limit());
                }
                Err(error)
            }
        }
    }
}

#[allow(
    clippy::manual_async_fn,
    reason = "a function has room for its arguments twice"
)]
fn wait<'r, E, B: Body + Send + Unpin + 'static>(
    endpoint: &Endpoint<E>,
    verifying: Verifier<'r, E>,
    first: Result<Bytes, Error>,
    mut body: B,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        // Inside, as a timer costs something and the rest may be here already.
        let deadline = async { sleep(endpoint.body_deadline()).await };
        let received = receive_rest(verifying, first, &mut body, deadline, yield_now, watch).await;
        if received.is_err() {
            linger_beside(body, endpoint.body_limit());
        }
        received
    }
}

#[cfg(not(all(target_family = "wasm", target_os = "unknown")))]
fn sleep(time: Duration) -> impl Future<Output = ()> {
    tokio::time::sleep(time)
}

/// There are no timers. The platform has a deadline of its own for requests.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
fn sleep(_: Duration) -> impl Future<Output = ()> {
    std::future::pending()
}

/// Without a runtime of tokio, as where a platform drives the handler itself, there is no task for it,
/// and no connection that it could serve.
fn linger_beside(body: impl Body + Send + Unpin + 'static, most: usize) {
    if !body.is_end_stream()
        && let Ok(runtime) = tokio::runtime::Handle::try_current()
    {
        runtime.spawn(linger(body, most, sleep(LINGER)));
    }
}

//! The flow on tokio, for the frameworks that run there.

use bytes::Bytes;
use http::{header, request};
use http_body::Body;
use tokio::{task::yield_now, time::sleep};

use super::{AtHand, LINGER, at_hand, linger, receive_at_once, receive_rest};
use crate::{Endpoint, Error, Head, Received, Receiver, Verifying};

/// [`receive`](super::receive), and [`linger`] in a task of its own where the sender may still be
/// writing.
#[allow(
    clippy::manual_async_fn,
    reason = "a function has room for its arguments twice"
)]
pub(super) fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    head: request::Parts,
    mut body: B,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let first = match at_hand(receiver, &head, &mut body).await {
            AtHand::Whole(body) => return receive_at_once(receiver, head, body),
            AtHand::Begun(first) => first,
        };
        let endpoint = receiver.endpoint();
        // hyper asks for such a body when it is first polled. One that was not asked for does not
        // come.
        let waits = head.headers.contains_key(header::EXPECT);
        match receiver.begin(Head::from(head), endpoint.now()) {
            // Boxed, as it takes much room and most bodies are at hand.
            Ok(verifying) => Box::pin(wait(endpoint, verifying, first, body)).await,
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
fn wait<E, B: Body + Send + Unpin + 'static>(
    endpoint: &Endpoint<E>,
    verifying: Verifying<'_, E>,
    first: Result<Bytes, Error>,
    mut body: B,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        // Inside, as a timer costs something and the rest may be here already.
        let deadline = async { sleep(endpoint.body_deadline()).await };
        let received = receive_rest(verifying, first, &mut body, deadline, yield_now).await;
        if received.is_err() {
            linger_beside(body, endpoint.body_limit());
        }
        received
    }
}

fn linger_beside(body: impl Body + Send + Unpin + 'static, most: usize) {
    if !body.is_end_stream() {
        tokio::spawn(linger(body, most, sleep(LINGER)));
    }
}

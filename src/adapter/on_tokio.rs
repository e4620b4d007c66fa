//! The flow on tokio, for the frameworks that run there.

use http::request;
use http_body::Body;
use tokio::time::sleep;

use super::{LINGER, linger, waits};
use crate::{Error, Received, Receiver};

/// [`receive`](super::receive), and [`linger`] in a task of its own where the sender may still be
/// writing.
pub(super) async fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    head: request::Parts,
    mut body: B,
) -> Result<Received<E>, Error> {
    let endpoint = receiver.endpoint();
    let waits = waits(&head.headers);
    // Inside, as a timer costs something and most bodies are here already.
    let deadline = async { sleep(endpoint.body_deadline()).await };
    let received = super::receive(receiver, head, &mut body, deadline).await;
    if received.is_err() && !body.is_end_stream() && !waits {
        let most = endpoint.body_limit();
        tokio::spawn(linger(body, most, sleep(LINGER)));
    }
    received
}

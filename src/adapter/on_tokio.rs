//! The flow on tokio, for the frameworks that run there.

use std::pin::pin;

use http::{header, request};
use http_body::Body;
use tokio::{task::yield_now, time::sleep};

use super::{LINGER, conclude, linger, read};
use crate::{Error, Head, Received, Receiver};

/// [`receive`](super::receive), and [`linger`] in a task of its own where the sender may still be
/// writing.
pub(super) async fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    head: request::Parts,
    mut body: B,
) -> Result<Received<E>, Error> {
    let endpoint = receiver.endpoint();
    // hyper asks for such a body when it is first polled. One that was not asked for does not come.
    let waits = head.headers.contains_key(header::EXPECT);
    let mut verifying = match receiver.begin(Head::from(head), endpoint.now()) {
        Ok(verifying) => verifying,
        Err(error) => {
            if !waits {
                linger_beside(body, endpoint.body_limit());
            }
            return Err(error);
        }
    };
    // Inside, as a timer costs something and most bodies are here already.
    let mut deadline = pin!(async { sleep(endpoint.body_deadline()).await });
    let received = match read(&mut verifying, &mut body, deadline.as_mut(), yield_now).await {
        Ok(()) if verifying.has_source() => conclude(verifying, deadline).await,
        Ok(()) => verifying.finish(),
        Err(error) => Err(verifying.refuse(error)),
    };
    if received.is_err() {
        linger_beside(body, endpoint.body_limit());
    }
    received
}

fn linger_beside(body: impl Body + Send + Unpin + 'static, most: usize) {
    if !body.is_end_stream() {
        tokio::spawn(linger(body, most, sleep(LINGER)));
    }
}

//! The flow on tokio, for the frameworks that run there.

use http::{header, request};
use http_body::Body;
use tokio::time::sleep;

use super::{LINGER, linger, read};
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
    let begun = receiver.begin(Head::from(head), endpoint.now());
    let comes = begun.is_ok() || !waits;
    let received = match begun {
        Ok(verifying) => {
            // Inside, as a timer costs something and most bodies are here already.
            let deadline = async { sleep(endpoint.body_deadline()).await };
            read(verifying, &mut body, deadline).await
        }
        Err(error) => Err(error),
    };
    if received.is_err() && comes && !body.is_end_stream() {
        let most = endpoint.body_limit();
        tokio::spawn(linger(body, most, sleep(LINGER)));
    }
    received
}

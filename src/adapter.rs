//! Adapters: one small file per framework, which translates types and decides nothing.
//!
//! | feature | what it adds |
//! |---|---|
//! | `axum` | extractors: [`axum`](mod@axum) |
//! | `actix-web` | extractors: [`actix_web`] |
//! | `hyper` | a function: [`hyper`] |
//! | `tower` | a layer: [`tower`] |
//!
//! All of them share one flow. [`receive`] is that flow for any [`http_body::Body`] on any runtime, and
//! [`linger`] lets a sender that is rejected in the middle of a body see the answer. Both take a future
//! that sleeps; the adapters use the runtime of their framework.

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "axum")]
pub mod axum;
mod flow;
mod full;
#[cfg(feature = "hyper")]
pub mod hyper;
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub(crate) mod rejection;
#[cfg(any(feature = "axum", feature = "hyper", feature = "tower"))]
mod tokio;
#[cfg(feature = "tower")]
pub mod tower;
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub(crate) mod webhook;

use std::{
    future::{Future, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use bytes::Buf;
use http::request;
use http_body::Body;

use self::flow::{Runtime, next};
pub use self::full::Full;
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub(crate) use self::{rejection::WebhookRejection, webhook::Webhook};
use crate::{Error, Received, Receiver, receiver::observe::Watch};

/// Receives a request whose body arrives frame by frame.
///
/// A request that its head proves invalid is rejected before its body is waited for; a body over 16 KiB, or
/// of unknown length, is not even polled then. A body over the limit is rejected at the chunk that exceeds
/// it, and one that is not complete at the deadline with [`Error::BodyTimeout`]. Trailers are ignored. If a
/// source looks up the key, the same deadline applies to waiting for it.
///
/// `deadline` sleeps for [`Endpoint::body_deadline`](crate::Endpoint::body_deadline) on your runtime. It
/// is polled if the body or the key has to be waited for, and now and then between frames.
///
/// # Errors
/// Returns an error if the request is not authentic, or the body is incomplete. The sender may still be
/// writing the body: see [`linger`].
///
/// ```
/// use std::future::pending;
///
/// use bytes::Bytes;
/// use webhook_receiver::{Receiver, Secret, adapter::{self, Full}, providers};
///
/// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
/// let receiver = Receiver::new(providers::GITHUB, Secret::new("It's a Secret to Everybody")?)?;
/// let (head, mut body) = http::Request::post("/").body(Full::new("Hello, World!"))?.into_parts();
/// // This body is here at once; one from the network needs a timer.
/// let rejected = adapter::receive(&receiver, head, &mut body, pending()).await.unwrap_err();
/// assert_eq!(rejected.code(), "signature_missing");
/// # Ok(())
/// # }
/// ```
pub async fn receive<E, B: Body + Unpin>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: &mut B,
    deadline: impl Future<Output = ()>,
) -> Result<Received<E>, Error> {
    let mut watch = Watch::default();
    let runtime = AnyRuntime(deadline);
    let received = flow::receive(runtime, receiver, head, body, &mut watch).await;
    watch.report(&received);
    received
}

/// Yields on any runtime. The caller sleeps, and lingers by itself.
struct AnyRuntime<D>(D);

impl<B, D: Future<Output = ()>> Runtime<B> for AnyRuntime<D> {
    const REQUESTS_BODY: bool = false;

    fn sleep(self, _: Duration) -> impl Future<Output = ()> {
        self.0
    }

    async fn yield_now() {
        let mut yielded = false;
        poll_fn(|context| {
            if yielded {
                return Poll::Ready(());
            }
            yielded = true;
            context.waker().wake_by_ref();
            Poll::Pending
        })
        .await;
    }

    fn spawn_linger(_: B, _: usize) {}
}

/// How long the adapters [`linger`].
pub const LINGER: Duration = Duration::from_millis(500);

/// Reads and discards the rest of a body, until it ends, `most` bytes have arrived, or `time` is over.
///
/// If a body is rejected before its end and the connection is closed at once, the sender, which is still
/// writing, may see a broken connection instead of the answer. So send the answer, and read the rest of
/// the body in another task for a short while ([`LINGER`]), at most as much as the endpoint accepts.
pub async fn linger<B: Body + Unpin>(mut body: B, most: usize, time: impl Future<Output = ()>) {
    let mut time = pin!(time);
    let mut left = most;
    while let Some(Ok(frame)) =
        poll_fn(|context| next(&mut body, time.as_mut(), true, context)).await
    {
        let size = frame.data_ref().map_or(0, Buf::remaining);
        match left.checked_sub(size) {
            Some(rest) => left = rest,
            None => return,
        }
    }
}

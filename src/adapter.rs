//! Adapters: one small file a framework, which translates and decides nothing.
//!
//! | feature | what it adds |
//! |---|---|
//! | `axum` | extractors: [`axum`](mod@axum) |
//! | `actix-web` | extractors: [`actix_web`] |
//! | `hyper` | a function: [`hyper`] |
//! | `tower` | a layer: [`tower`] |
//!
//! The flow lives here, once: [`receive`] takes any [`http_body::Body`] to a verdict within the
//! deadline, and [`linger`] lets a sender who was refused in the middle of a body see the answer.
//! Both take a future that sleeps, so that they run on any runtime; the adapters run on tokio, as
//! their frameworks do.

#[cfg(feature = "actix-web")]
pub mod actix_web;
#[cfg(feature = "axum")]
pub mod axum;
mod full;
#[cfg(feature = "hyper")]
pub mod hyper;
#[cfg(any(feature = "axum", feature = "hyper", feature = "tower"))]
mod on_tokio;
#[cfg(any(feature = "axum", feature = "actix-web"))]
mod rejection;
#[cfg(feature = "tower")]
pub mod tower;

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Duration,
};

use bytes::Buf;
use http::request;
use http_body::{Body, Frame};

pub use self::full::Full;
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub use self::rejection::{Webhook, WebhookRejection};
use crate::{Error, Head, Received, Receiver, Verifying};

/// Receives a request whose body arrives frame by frame.
///
/// What the head shows to be wrong is refused without polling the body; a body over the limit, at
/// the chunk that passes it; one that is not there when `deadline` is, with
/// [`Error::BodyTimeout`]. Trailers are passed over.
///
/// Where a source brings the key, it is waited for, within the same deadline.
///
/// `deadline` sleeps for [`Endpoint::body_deadline`](crate::Endpoint::body_deadline) on the
/// runtime at hand. It is polled only where the body is waited for.
///
/// # Errors
/// Where the request is not authentic, or the body broke off. The sender may still be writing the
/// body: see [`linger`].
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
/// let refused = adapter::receive(&receiver, head, &mut body, pending()).await.unwrap_err();
/// assert_eq!(refused.code(), "signature_missing");
/// # Ok(())
/// # }
/// ```
pub async fn receive<E, B: Body + Unpin>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: &mut B,
    deadline: impl Future<Output = ()>,
) -> Result<Received<E>, Error> {
    receive_in_turns(receiver, head, body, deadline, give_way).await
}

async fn receive_in_turns<E, B: Body + Unpin, T: Future<Output = ()>>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: &mut B,
    deadline: impl Future<Output = ()>,
    give_way: impl Fn() -> T,
) -> Result<Received<E>, Error> {
    let mut verifying = receiver.begin(Head::from(head), receiver.endpoint().now())?;
    let mut deadline = pin!(deadline);
    match read(&mut verifying, body, deadline.as_mut(), give_way).await {
        Ok(()) if verifying.has_source() => conclude(verifying, deadline).await,
        Ok(()) => verifying.finish(),
        Err(error) => Err(verifying.refuse(error)),
    }
}

/// Waits for the key that a source brings. Boxed, as it is rare and takes room in all requests.
fn conclude<'a, E, T: Future<Output = ()>>(
    verifying: Verifying<'a, E>,
    deadline: Pin<&'a mut T>,
) -> Pin<Box<impl Future<Output = Result<Received<E>, Error>> + use<'a, E, T>>> {
    Box::pin(verifying.conclude_before(deadline))
}

/// After so many bytes of a body other tasks have their turn: hashing takes time.
const TURN: usize = 256 * 1024;

/// Takes in the body, in turns with others.
async fn read<E, B: Body + Unpin, T: Future<Output = ()>>(
    verifying: &mut Verifying<'_, E>,
    body: &mut B,
    mut deadline: Pin<&mut impl Future<Output = ()>>,
    give_way: impl Fn() -> T,
) -> Result<(), Error> {
    let mut turn = TURN;
    while poll_fn(|context| poll(verifying, body, deadline.as_mut(), &mut turn, context)).await? {
        turn = TURN;
        give_way().await;
    }
    Ok(())
}

/// Takes in what is there of the body, and tells whether there is more to come. Ready when all of it
/// has come, or the turn is over.
fn poll<E, B: Body + Unpin>(
    verifying: &mut Verifying<'_, E>,
    body: &mut B,
    mut deadline: Pin<&mut impl Future<Output = ()>>,
    turn: &mut usize,
    context: &mut Context<'_>,
) -> Poll<Result<bool, Error>> {
    let mut frames = 0_u8;
    while !body.is_end_stream() {
        if *turn == 0 {
            return Poll::Ready(Ok(true));
        }
        frames = frames.wrapping_add(1);
        match next(body, deadline.as_mut(), frames == 0, context) {
            Poll::Ready(Some(Ok(frame))) => {
                if let Ok(mut data) = frame.into_data() {
                    // For a framework whose chunks are `Bytes`, this is the chunk itself.
                    let chunk = data.copy_to_bytes(data.remaining());
                    *turn = turn.saturating_sub(chunk.len());
                    verifying.update(chunk)?;
                }
            }
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
            Poll::Ready(None) => break,
            Poll::Pending => {
                verifying.settle();
                return Poll::Pending;
            }
        }
    }
    Poll::Ready(Ok(false))
}

/// Lets others have their turn, on any runtime.
async fn give_way() {
    let mut given = false;
    poll_fn(|context| {
        if given {
            return Poll::Ready(());
        }
        given = true;
        context.waker().wake_by_ref();
        Poll::Pending
    })
    .await;
}

/// The next frame, or that there was no time for it. Whoever sends so many small frames that the
/// body never has to be waited for must meet the deadline too: `look` at it now and then.
fn next<B: Body + Unpin>(
    body: &mut B,
    deadline: Pin<&mut impl Future<Output = ()>>,
    look: bool,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Frame<B::Data>, Error>>> {
    let frame = Pin::new(body).poll_frame(context);
    if (frame.is_pending() || look) && deadline.poll(context).is_ready() {
        return Poll::Ready(Some(Err(Error::BodyTimeout)));
    }
    frame.map(|frame| frame.map(|frame| frame.map_err(|_| Error::BodyIncomplete)))
}

/// How long the adapters [`linger`].
pub const LINGER: Duration = Duration::from_millis(500);

/// Reads on and throws away, until the body ends, `most` bytes have come, or `time` is over.
///
/// Where a body is refused before its end and the connection is closed at once, the sender, who is
/// still writing, may find a broken connection instead of the answer. So the answer is sent, and
/// beside it, as a task of its own, what is left of the body is read for a short while ([`LINGER`]),
/// up to as much as the endpoint reads from anybody. Nothing is kept.
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

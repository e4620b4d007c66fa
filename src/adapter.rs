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
pub(crate) mod rejection;
#[cfg(feature = "tower")]
pub mod tower;

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Buf, Bytes};
use http::{Request, header, request};
use http_body::{Body, Frame};

pub use self::full::Full;
#[cfg(any(feature = "axum", feature = "actix-web"))]
pub(crate) use self::rejection::{Webhook, WebhookRejection};
use crate::{Error, Head, Received, Receiver, Verifier, receiver::observe::Watch};

/// Receives a request whose body arrives frame by frame.
///
/// What the head shows to be wrong is refused before the body is waited for, and without a look at
/// one of more than 16 KiB or of unknown length; a body over the limit, at the chunk that passes it;
/// one that is not there when `deadline` is, with [`Error::BodyTimeout`]. Trailers are passed over.
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
    let mut watch = Watch::default();
    let received = receive_in_turns(receiver, head, body, deadline, give_way, &mut watch).await;
    watch.tell(&received);
    received
}

/// As [`receive`], but leaves it to the caller to tell the verdict.
async fn receive_in_turns<'r, E, B: Body + Unpin, T: Future<Output = ()>>(
    receiver: &'r Receiver<E>,
    head: request::Parts,
    body: &mut B,
    deadline: impl Future<Output = ()>,
    give_way: impl Fn() -> T,
    watch: &mut Watch<'r>,
) -> Result<Received<E>, Error> {
    match at_hand(receiver, &head, body).await {
        AtHand::Whole(body) => receive_at_once(receiver, head, body, watch),
        AtHand::Begun(first) => {
            let verifying = receiver.begin(Head::from(head), receiver.endpoint().now())?;
            // Boxed, as it takes much room and most bodies are at hand.
            Box::pin(receive_rest(
                verifying, first, body, deadline, give_way, watch,
            ))
            .await
        }
    }
}

/// What has come of a body before anybody waits for it.
enum AtHand {
    /// All of it.
    Whole(Bytes),
    /// A first chunk, which may be empty, or the end of the connection.
    Begun(Result<Bytes, Error>),
}

/// Looks whether a small body came with its head, as most do. Nobody is asked to send one.
async fn at_hand<E, B: Body + Unpin>(
    receiver: &Receiver<E>,
    head: &request::Parts,
    body: &mut B,
) -> AtHand {
    let length = body.size_hint().exact();
    if !length.is_some_and(|length| receiver.takes_at_once(length))
        || head.headers.contains_key(header::EXPECT)
    {
        return AtHand::Begun(Ok(Bytes::new()));
    }
    if body.is_end_stream() {
        return AtHand::Whole(Bytes::new());
    }
    let frame = poll_fn(|context| Poll::Ready(Pin::new(&mut *body).poll_frame(context)));
    match frame.await {
        Poll::Ready(Some(Ok(frame))) => {
            let chunk = data(frame);
            if body.is_end_stream() {
                AtHand::Whole(chunk)
            } else {
                AtHand::Begun(Ok(chunk))
            }
        }
        Poll::Ready(Some(Err(_))) => AtHand::Begun(Err(Error::BodyIncomplete)),
        Poll::Ready(None) => AtHand::Whole(Bytes::new()),
        Poll::Pending => AtHand::Begun(Ok(Bytes::new())),
    }
}

#[inline]
fn receive_at_once<'r, E>(
    receiver: &'r Receiver<E>,
    head: request::Parts,
    body: Bytes,
    watch: &mut Watch<'r>,
) -> Result<Received<E>, Error> {
    let request = Request::from_parts(head, body);
    receiver.receive_watched(request, receiver.endpoint().now(), watch)
}

/// The bytes of a frame; none, where it is trailers.
fn data(frame: Frame<impl Buf>) -> Bytes {
    // For a framework whose chunks are `Bytes`, this is the chunk itself.
    let data = frame.into_data().ok();
    data.map_or_else(Bytes::new, |mut data| data.copy_to_bytes(data.remaining()))
}

/// Takes in what is still to come of a body, and judges.
#[allow(
    clippy::manual_async_fn,
    reason = "a function has room for its arguments twice"
)]
fn receive_rest<'r, E, B: Body + Unpin, T: Future<Output = ()>>(
    mut verifying: Verifier<'r, E>,
    first: Result<Bytes, Error>,
    body: &mut B,
    deadline: impl Future<Output = ()>,
    give_way: impl Fn() -> T,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let mut deadline = pin!(deadline);
        match read(&mut verifying, first, body, deadline.as_mut(), give_way).await {
            Ok(()) if verifying.has_source() => finish_async(verifying, deadline, watch).await,
            Ok(()) => verifying.finish_watched(watch),
            Err(error) => Err(verifying.abort(error)),
        }
    }
}

/// Waits for the key that a source brings. Boxed, as it is rare and takes room in all requests.
fn finish_async<'a, 'r, E, T: Future<Output = ()>>(
    verifying: Verifier<'r, E>,
    deadline: Pin<&'a mut T>,
    watch: &'a mut Watch<'r>,
) -> Pin<Box<impl Future<Output = Result<Received<E>, Error>> + use<'a, 'r, E, T>>> {
    Box::pin(verifying.finish_before(deadline, watch))
}

/// After so many bytes of a body other tasks have their turn: hashing takes time.
const TURN: usize = 256 * 1024;

/// Takes in the body, in turns with others.
async fn read<E, B: Body + Unpin, T: Future<Output = ()>>(
    verifying: &mut Verifier<'_, E>,
    first: Result<Bytes, Error>,
    body: &mut B,
    mut deadline: Pin<&mut impl Future<Output = ()>>,
    give_way: impl Fn() -> T,
) -> Result<(), Error> {
    let first = first?;
    if !first.is_empty() {
        verifying.update(first)?;
    }
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
    verifying: &mut Verifier<'_, E>,
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
                let chunk = data(frame);
                *turn = turn.saturating_sub(chunk.len());
                verifying.update(chunk)?;
            }
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
            Poll::Ready(None) => break,
            Poll::Pending => {
                verifying.release_read_buffer();
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

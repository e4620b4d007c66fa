//! The flow of a request whose body arrives frame by frame: the one that all adapters share.

use std::{
    future::{Future, poll_fn},
    pin::{Pin, pin},
    task::{Context, Poll},
    time::Duration,
};

use bytes::{Buf, Bytes};
use http::{header, request};
use http_body::{Body, Frame};

use crate::{Error, Head, Received, Receiver, Verifier, receiver::observe::Watch};

/// What the flow needs of the runtime that drives it, for bodies of type `B`.
pub(super) trait Runtime<B> {
    /// Whether the framework asks the sender for a body that it holds back (`Expect: 100-continue`),
    /// even if nothing polls the body.
    const REQUESTS_BODY: bool;

    /// Sleeps until the deadline of the body.
    fn sleep(self, time: Duration) -> impl Future<Output = ()>;

    /// Lets other tasks run.
    fn yield_now() -> impl Future<Output = ()>;

    /// [Lingers](super::linger) over the rest of a rejected body in a task of its own.
    fn spawn_linger(body: B, most: usize);
}

/// Receives a request. The caller reports the verdict to `watch`.
#[allow(
    clippy::manual_async_fn,
    reason = "an async fn stores its arguments twice in the future"
)]
pub(super) fn receive<'r, R: Runtime<B>, E, B: Body + Unpin>(
    runtime: R,
    receiver: &'r Receiver<E>,
    head: request::Parts,
    mut body: B,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let endpoint = receiver.endpoint();
        let first = match poll_buffered(receiver, &head, &mut body).await {
            Buffered::Complete(body) => {
                return receiver.verify_buffered(head.into(), body, endpoint.now(), watch);
            }
            Buffered::Partial(first) => first,
        };
        // A body that is not requested does not arrive.
        let arrives = R::REQUESTS_BODY || !head.headers.contains_key(header::EXPECT);
        match receiver.begin(Head::from(head), endpoint.now()) {
            // Boxed, as it is large and most bodies are complete by now.
            Ok(verifier) => Box::pin(receive_rest(runtime, verifier, first, body, watch)).await,
            Err(error) => {
                if arrives && !body.is_end_stream() {
                    R::spawn_linger(body, endpoint.body_limit());
                }
                Err(error)
            }
        }
    }
}

/// What has arrived of a body before it is waited for.
enum Buffered {
    /// All of it.
    Complete(Bytes),
    /// A first chunk, which may be empty, or the end of the connection.
    Partial(Result<Bytes, Error>),
}

/// Polls once for a small body that arrived with its head, as most do. Never makes the framework send
/// `100 Continue`.
async fn poll_buffered<E, B: Body + Unpin>(
    receiver: &Receiver<E>,
    head: &request::Parts,
    body: &mut B,
) -> Buffered {
    let length = body.size_hint().exact();
    if !length.is_some_and(|length| receiver.fits_fast_path(length))
        || head.headers.contains_key(header::EXPECT)
    {
        return Buffered::Partial(Ok(Bytes::new()));
    }
    if body.is_end_stream() {
        return Buffered::Complete(Bytes::new());
    }
    let frame = poll_fn(|context| Poll::Ready(Pin::new(&mut *body).poll_frame(context)));
    match frame.await {
        Poll::Ready(Some(Ok(frame))) => {
            let chunk = data(frame);
            if body.is_end_stream() {
                Buffered::Complete(chunk)
            } else {
                Buffered::Partial(Ok(chunk))
            }
        }
        Poll::Ready(Some(Err(_))) => Buffered::Partial(Err(Error::BodyIncomplete)),
        Poll::Ready(None) => Buffered::Complete(Bytes::new()),
        Poll::Pending => Buffered::Partial(Ok(Bytes::new())),
    }
}

/// Returns the bytes of a frame, or none if it has trailers.
fn data(frame: Frame<impl Buf>) -> Bytes {
    // For a framework whose chunks are `Bytes`, this is the chunk itself.
    let data = frame.into_data().ok();
    data.map_or_else(Bytes::new, |mut data| data.copy_to_bytes(data.remaining()))
}

/// Receives the rest of a body, and verifies the request.
#[allow(
    clippy::manual_async_fn,
    reason = "an async fn stores its arguments twice in the future"
)]
fn receive_rest<'r, R: Runtime<B>, E, B: Body + Unpin>(
    runtime: R,
    mut verifier: Verifier<'r, E>,
    first: Result<Bytes, Error>,
    mut body: B,
    watch: &mut Watch<'r>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    async move {
        let endpoint = verifier.receiver.endpoint();
        // Created when it is polled: a timer costs something, and the rest may have arrived.
        let deadline = async { runtime.sleep(endpoint.body_deadline()).await };
        let mut deadline = pin!(deadline);
        let read = read::<R, _, _>(&mut verifier, first, &mut body, deadline.as_mut());
        let received = match read.await {
            Ok(()) if verifier.has_source() => finish_async(verifier, deadline, watch).await,
            Ok(()) => verifier.finish_watched(watch),
            Err(error) => Err(verifier.abort(error)),
        };
        if received.is_err() && !body.is_end_stream() {
            R::spawn_linger(body, endpoint.body_limit());
        }
        received
    }
}

/// Waits for the key from a source. Boxed, as it is rare and would make every future larger.
fn finish_async<'a, 'r, E, T: Future<Output = ()>>(
    verifier: Verifier<'r, E>,
    deadline: Pin<&'a mut T>,
    watch: &'a mut Watch<'r>,
) -> Pin<Box<impl Future<Output = Result<Received<E>, Error>> + use<'a, 'r, E, T>>> {
    Box::pin(verifier.finish_before(deadline, watch))
}

/// The number of bytes of a body after which other tasks may run, as hashing takes time.
const YIELD_EVERY: usize = 256 * 1024;

/// Reads the body, and yields to other tasks now and then.
async fn read<R: Runtime<B>, E, B: Body + Unpin>(
    verifier: &mut Verifier<'_, E>,
    first: Result<Bytes, Error>,
    body: &mut B,
    mut deadline: Pin<&mut impl Future<Output = ()>>,
) -> Result<(), Error> {
    let first = first?;
    if !first.is_empty() {
        verifier.update(first)?;
    }
    let mut left = YIELD_EVERY;
    while poll_fn(|context| poll(verifier, body, deadline.as_mut(), &mut left, context)).await? {
        left = YIELD_EVERY;
        R::yield_now().await;
    }
    Ok(())
}

/// Reads what has arrived of the body. Ready with `false` at its end, and with `true` after `left`
/// bytes.
fn poll<E, B: Body + Unpin>(
    verifier: &mut Verifier<'_, E>,
    body: &mut B,
    mut deadline: Pin<&mut impl Future<Output = ()>>,
    left: &mut usize,
    context: &mut Context<'_>,
) -> Poll<Result<bool, Error>> {
    let mut frames = 0_u8;
    while !body.is_end_stream() {
        if *left == 0 {
            return Poll::Ready(Ok(true));
        }
        frames = frames.wrapping_add(1);
        match next(body, deadline.as_mut(), frames == 0, context) {
            Poll::Ready(Some(Ok(frame))) => {
                let chunk = data(frame);
                *left = left.saturating_sub(chunk.len());
                verifier.update(chunk)?;
            }
            Poll::Ready(Some(Err(error))) => return Poll::Ready(Err(error)),
            Poll::Ready(None) => break,
            Poll::Pending => {
                verifier.release_read_buffer();
                return Poll::Pending;
            }
        }
    }
    Poll::Ready(Ok(false))
}

/// Polls for the next frame, or for the deadline if there is none. A sender of so many small frames
/// that the body is never pending must meet the deadline too: `look` polls for it in any case.
pub(super) fn next<B: Body + Unpin>(
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

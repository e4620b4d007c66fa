//! Adapters: one small file a framework, which translates and decides nothing.
//!
//! The flow lives here, once: [`receive`] takes any [`http_body::Body`] to a verdict.

#[cfg(feature = "axum")]
pub mod axum;

use std::{
    pin::{Pin, pin},
    task::Poll,
    time::SystemTime,
};

use bytes::Buf;
use http::request;
use http_body::Body;

use crate::{Error, Head, Received, Receiver};

/// Receives a request whose body arrives frame by frame.
///
/// What the head shows to be wrong is refused without polling the body; a body over the limit, at
/// the chunk that passes it. Trailers are passed over.
///
/// # Errors
/// Where the request is not authentic, or the body broke off.
pub async fn receive<E, B: Body>(
    receiver: &Receiver<E>,
    head: request::Parts,
    body: B,
) -> Result<Received<E>, Error> {
    let mut verifying = receiver.begin(Head::from(head), SystemTime::now())?;
    let mut body = pin!(body);
    while let Some(frame) = std::future::poll_fn(|context| next(body.as_mut(), context)).await {
        let frame = frame.map_err(|_| Error::BodyIncomplete)?;
        if let Ok(mut data) = frame.into_data() {
            // For a framework whose chunks are `Bytes`, this is the chunk itself, not a copy.
            let chunk = data.copy_to_bytes(data.remaining());
            verifying.update(chunk)?;
        }
    }
    verifying.finish()
}

type Frame<B> = Result<http_body::Frame<<B as Body>::Data>, <B as Body>::Error>;

fn next<B: Body>(
    body: Pin<&mut B>,
    context: &mut std::task::Context<'_>,
) -> Poll<Option<Frame<B>>> {
    body.poll_frame(context)
}

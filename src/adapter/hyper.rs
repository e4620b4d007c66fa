//! hyper: a function from a request to what was received.
//!
//! ```
//! use std::convert::Infallible;
//!
//! use http::{Request, Response, StatusCode};
//! use hyper::body::Incoming;
//! use webhook_receiver::{Received, Receiver, Reply, adapter::Full, hyper::receive};
//!
//! async fn on_github(
//!     receiver: Receiver<serde_json::Value>,
//!     request: Request<Incoming>,
//! ) -> Result<Response<Full>, Infallible> {
//!     let delivery = match receive(&receiver, request).await {
//!         Ok(Received::Delivery(delivery)) => delivery,
//!         Ok(Received::Handshake(reply)) => return Ok(reply.into()),
//!         Err(error) => return Ok(Reply::from(error).into()),
//!     };
//!     println!("{:?}", delivery.kind());
//!     Ok(Reply::empty(StatusCode::NO_CONTENT).into())
//! }
//! # let _ = on_github;
//! ```
//!
//! For tenants behind one route, look at the request's head and choose the receiver by it.

use http::Request;
use http_body::Body;

use super::on_tokio;
use crate::{Error, Received, Receiver};

/// Receives a request of any body, such as hyper's `Incoming`, under tokio. A [`Reply`], also that
/// of an error, goes [`into`](Into) a [`Response`] whose body is made [`From`] [`Bytes`]: [`Full`],
/// or that of `http-body-util`.
///
/// On another runtime, use [`adapter::receive`](super::receive).
///
/// [`Bytes`]: bytes::Bytes
/// [`Full`]: super::Full
/// [`Reply`]: crate::Reply
/// [`Response`]: http::Response
///
/// # Errors
/// Where the request is not authentic, or the body broke off.
pub fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    request: Request<B>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    let (head, body) = request.into_parts();
    on_tokio::receive(receiver, head, body)
}

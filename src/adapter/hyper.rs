//! hyper: a function that receives a request.
//!
//! A whole service:
//!
//! ```no_run
//! use http::{Request, Response, StatusCode};
//! use hyper::{body::Incoming, server::conn::http1, service::service_fn};
//! use hyper_util::rt::{TokioIo, TokioTimer};
//! use webhook_receiver::{Error, Received, Receiver, Reply, Secret, adapter::{Full, hyper::receive}, providers};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     let github = Receiver::new(providers::GITHUB, secret)?;
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     loop {
//!         let (stream, github) = (listener.accept().await?.0, github.clone());
//!         let service = service_fn(move |request| respond(github.clone(), request));
//!         // With a timer, hyper limits the time for a head; the receiver limits the time for the body.
//!         let mut server = http1::Builder::new();
//!         tokio::spawn(server.timer(TokioTimer::new()).serve_connection(TokioIo::new(stream), service));
//!     }
//! }
//!
//! async fn respond(github: Receiver, request: Request<Incoming>) -> Result<Response<Full>, Error> {
//!     Ok(on_github(github, request).await.unwrap_or_else(Reply::from).into())
//! }
//!
//! async fn on_github(github: Receiver, request: Request<Incoming>) -> Result<Reply, Error> {
//!     match receive(&github, request).await? {
//!         Received::Delivery(delivery) => println!("{:?}", delivery.kind()),
//!         Received::Handshake(reply) => return Ok(reply),
//!     }
//!     Ok(Reply::empty(StatusCode::NO_CONTENT))
//! }
//! ```
//!
//! A service that answers with a body type of its own takes a [`Reply`](crate::Reply) by `into`, if that body is made
//! from `Bytes`, as `http_body_util::Full<Bytes>` is. For a boxed one: `Response::<Full>::from(reply).map(…)`.
//!
//! A function that a test calls without a connection takes any body: `B: http_body::Body + Send + Unpin + 'static`
//! in place of `Incoming`. The [manual](crate::manual) shows such a test.
//!
//! For many tenants behind one route, select the receiver by the request's head.

use http::Request;
use http_body::Body;

use super::tokio;
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
/// Returns an error if the request is not authentic, or if its body is incomplete.
pub fn receive<E, B: Body + Send + Unpin + 'static>(
    receiver: &Receiver<E>,
    request: Request<B>,
) -> impl Future<Output = Result<Received<E>, Error>> {
    let (head, body) = request.into_parts();
    tokio::receive(receiver, head, body)
}

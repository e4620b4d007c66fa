//! Extractors for axum that yield verified deliveries.
//!
//! ```no_run
//! use axum::{Router, http::StatusCode, routing::any};
//! use serde_json::Value;
//! use webhook_receiver::{Receiver, Secret, Webhook, providers};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     let github = Receiver::new(providers::GITHUB.with_events(), secret)?;
//!     // `any`, since some handshakes are GET or HEAD requests.
//!     let routes = Router::new().route("/github", any(on_github).with_state(github));
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     Ok(axum::serve(listener, routes).await?)
//! }
//!
//! async fn on_github(Webhook { delivery, .. }: Webhook<Value>) -> StatusCode {
//!     println!("{:?}", delivery.kind());
//!     StatusCode::NO_CONTENT
//! }
//! ```
//!
//! # State
//!
//! An extractor takes its receiver from the route's state, through [`FromRef`]. The simplest state is the
//! receiver: call `with_state` on each route, as above. If the handler also needs a database pool, use a
//! struct that implements `FromRef` for both; derive it with axum's feature `macros`, as the example `axum`
//! does. Such a struct can hold one receiver per event type: two receivers of one type, such as two `Receiver<Bytes>`, do not compile
//! (E0119). Use `with_state` per route for these.
//!
//! # Handlers
//!
//! [`Webhook`] and [`Delivery`] read the body, so they must be the last argument. Your handler runs only for
//! verified deliveries: rejected requests and handshakes are answered without it.
//!
//! With the argument `Result<Webhook<E>, WebhookRejection>` it runs for these too, for example to log a
//! rejection. Return the rejection, which is the response. `Option<Webhook<E>>` is not implemented on
//! purpose: it would turn a forgery into an absent webhook.
//!
//! For several tenants behind one route, see [`Unverified`].
//!
//! # Limits and paths
//!
//! axum's `DefaultBodyLimit` does not apply: the limit is
//! [`Builder::body_limit`](crate::Builder::body_limit). The signature is verified as the body arrives.
//!
//! Under `Router::nest`, the path of a request lacks the prefix
//! ([`OriginalUri`](https://docs.rs/axum/latest/axum/extract/struct.OriginalUri.html) has it). If the
//! provider signs the URL, include the prefix in [`Builder::public_url`](crate::Builder::public_url).

use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::request;

use super::tokio;
use super::{Webhook, WebhookRejection};
use crate::{Delivery, Event, Head, Received, Receiver, Reply, receiver::observe::Watch};

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        Response::<Body>::from(self)
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        self.reply().into_response()
    }
}

impl<S: Send + Sync, E: Event> FromRequest<S> for Webhook<E>
where
    Receiver<E>: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let receiver = Receiver::<E>::from_ref(state);
        let (parts, body) = request.into_parts();
        let mut watch = Watch::default();
        let received = tokio::receive_watched(&receiver, parts, body, &mut watch).await;
        Self::new(received, watch)
    }
}

/// Extracts the delivery alone. The handler decodes the event itself, so a delivery that does not fit its
/// type is not rejected.
impl<S: Send + Sync, E: Event> FromRequest<S> for Delivery<E>
where
    Receiver<E>: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let receiver = Receiver::<E>::from_ref(state);
        let (parts, body) = request.into_parts();
        Unverified { parts, body }.verify(&receiver).await
    }
}

/// A request that is not verified yet, for routes that select the keys by the head, such as those of many
/// tenants. It shows only the head.
#[must_use]
pub struct Unverified {
    parts: request::Parts,
    body: Body,
}

impl Unverified {
    /// Returns the head, which is not verified.
    pub fn head(&self) -> &request::Parts {
        &self.parts
    }

    /// Verifies the request.
    ///
    /// # Errors
    /// Returns the response to a request that is rejected, or to a handshake.
    pub async fn verify<E>(self, receiver: &Receiver<E>) -> Result<Delivery<E>, WebhookRejection> {
        match tokio::receive(receiver, self.parts, self.body).await? {
            Received::Delivery(delivery) => Ok(delivery),
            Received::Handshake(reply) => Err(WebhookRejection::Handshake(Box::new(reply))),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Unverified {
    type Rejection = std::convert::Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Self::Rejection> {
        let (parts, body) = request.into_parts();
        Ok(Self { parts, body })
    }
}

/// Shows names only, as [`Head`] does.
impl std::fmt::Debug for Unverified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unverified")
            .field("head", &Head::from(&self.parts))
            .finish_non_exhaustive()
    }
}

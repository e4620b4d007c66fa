//! axum: extractors that yield verified deliveries.
//!
//! A whole service:
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
//!     // `any`, so that handshakes, which may be GET or HEAD, reach the receiver too.
//!     let routes = Router::new().route("/github", any(on_github)).with_state(github);
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     Ok(axum::serve(listener, routes).await?)
//! }
//!
//! async fn on_github(Webhook { event, delivery }: Webhook<Value>) -> StatusCode {
//!     println!("{:?}: {}", delivery.kind(), event["action"]);
//!     StatusCode::NO_CONTENT
//! }
//! ```
//!
//! The receiver comes from the state by its event type, through [`FromRef`]: with several, or beside
//! a database pool, derive it for your state. [`Webhook`] and [`Delivery`] must be the last argument
//! of the handler, as they take the body. For tenants behind one route there is [`Unverified`].
//!
//! Under `Router::nest` the request's path is without the prefix: for a provider that signs the
//! URL, the prefix belongs to the public URL that the receiver is built with.

use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::request;

use super::on_tokio;
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
        let received = on_tokio::receive_watched(&receiver, parts, body, &mut watch).await;
        Self::new(received, watch)
    }
}

/// The delivery alone, whose event the handler decodes by itself: nothing that was verified is
/// lost because it does not fit a type.
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

/// A request that is not verified yet, for routes that choose the keys by what the head says:
/// tenants behind one route. It shows the head and nothing else.
#[must_use]
pub struct Unverified {
    parts: request::Parts,
    body: Body,
}

impl Unverified {
    /// The head, as the sender claims it.
    pub fn head(&self) -> &request::Parts {
        &self.parts
    }

    /// Verifies the request.
    ///
    /// # Errors
    /// A rejection that answers: a refusal, or a handshake.
    pub async fn verify<E>(self, receiver: &Receiver<E>) -> Result<Delivery<E>, WebhookRejection> {
        match on_tokio::receive(receiver, self.parts, self.body).await? {
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

/// Shows names, as [`Head`] does.
impl std::fmt::Debug for Unverified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unverified")
            .field("head", &Head::from(&self.parts))
            .finish_non_exhaustive()
    }
}

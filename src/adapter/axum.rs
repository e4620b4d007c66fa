//! axum: extractors that yield verified deliveries.
//!
//! ```
//! use axum::{Router, extract::FromRef, http::StatusCode, routing::any};
//! use webhook_receiver::{Receiver, axum::Webhook};
//!
//! #[derive(Clone, FromRef)]
//! struct App {
//!     github: Receiver<serde_json::Value>,
//! }
//!
//! // `any`, so that handshakes, which may be GET or HEAD, reach the receiver too.
//! fn routes(app: App) -> Router {
//!     Router::new().route("/github", any(on_github)).with_state(app)
//! }
//!
//! async fn on_github(Webhook { event, delivery }: Webhook<serde_json::Value>) -> StatusCode {
//!     println!("{:?}: {}", delivery.kind(), event["action"]);
//!     StatusCode::NO_CONTENT
//! }
//! # let _ = routes;
//! ```

use axum_core::{
    body::Body,
    extract::{FromRef, FromRequest, Request},
    response::{IntoResponse, Response},
};
use bytes::Bytes;
use http::{StatusCode, request};

use crate::{Delivery, Error, Event, Head, Received, Receiver, Reply, event::DecodeError};

/// A verified delivery and its event. Must be the last argument of the handler, as it takes the
/// body.
///
/// The receiver comes from the state by its event type, through
/// [`FromRef`]. A handshake is answered, and an unverified request
/// refused, before the handler runs.
#[derive(Debug)]
#[must_use]
pub struct Webhook<E> {
    /// The event.
    pub event: E,
    /// The delivery, with the bytes that were verified.
    pub delivery: Delivery<E>,
}

/// Why a handler did not run.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// It was a handshake: here is the answer.
    Handshake(Reply),
    /// The request was refused.
    Refused(Error),
    /// The delivery was verified, but does not fit the type of the event: 422. Take [`Delivery`]
    /// as the argument to keep such deliveries.
    Undecodable(DecodeError),
}

impl WebhookRejection {
    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Handshake(reply) => reply.status,
            Self::Refused(error) => error.status(),
            Self::Undecodable(_) => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }

    /// The body of the answer: empty, but for handshakes. The reason is for your logs, by `Display`.
    pub fn body_text(&self) -> String {
        match self {
            Self::Handshake(reply) => String::from_utf8_lossy(&reply.body).into_owned(),
            Self::Refused(_) | Self::Undecodable(_) => String::new(),
        }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        Response::from(self).map(|body: Bytes| Body::from(body))
    }
}

impl IntoResponse for WebhookRejection {
    fn into_response(self) -> Response {
        match self {
            Self::Handshake(reply) => reply,
            Self::Refused(error) => error.into(),
            Self::Undecodable(_) => Reply::empty(self.status()),
        }
        .into_response()
    }
}

impl std::fmt::Display for WebhookRejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Handshake(_) => f.write_str("a handshake, which was answered"),
            Self::Refused(_) => f.write_str("the request was refused"),
            Self::Undecodable(_) => f.write_str("the verified delivery does not fit the event"),
        }
    }
}

impl std::error::Error for WebhookRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Handshake(_) => None,
            Self::Refused(error) => Some(error),
            Self::Undecodable(error) => Some(error),
        }
    }
}

impl From<Error> for WebhookRejection {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl<S: Send + Sync, E: Event> FromRequest<S> for Webhook<E>
where
    Receiver<E>: FromRef<S>,
{
    type Rejection = WebhookRejection;

    async fn from_request(request: Request, state: &S) -> Result<Self, Self::Rejection> {
        let delivery = Delivery::<E>::from_request(request, state).await?;
        let event = delivery.event().map_err(WebhookRejection::Undecodable)?;
        Ok(Self { event, delivery })
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
#[derive(Debug)]
#[must_use]
pub struct Unverified {
    parts: request::Parts,
    body: Body,
}

impl Unverified {
    /// The head, as the sender claims it.
    pub fn head(&self) -> Head {
        Head::from(&self.parts)
    }

    /// Verifies the request.
    ///
    /// # Errors
    /// A rejection that answers: a refusal, or a handshake.
    pub async fn verify<E>(self, receiver: &Receiver<E>) -> Result<Delivery<E>, WebhookRejection> {
        match super::receive(receiver, self.parts, self.body).await? {
            Received::Delivery(delivery) => Ok(delivery),
            Received::Handshake(reply) => Err(WebhookRejection::Handshake(reply)),
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

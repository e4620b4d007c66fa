//! actix-web: extractors that yield verified deliveries.
//!
//! A whole service:
//!
//! ```no_run
//! use actix_web::{App, HttpResponse, HttpServer, web};
//! use serde_json::Value;
//! use webhook_receiver::{Receiver, Secret, Webhook, providers};
//!
//! #[actix_web::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     let github: Receiver<Value> = Receiver::new(providers::GITHUB.with_events(), secret)?;
//!     // No method in the route, so that handshakes, which may be GET or HEAD, come too.
//!     let app = move || {
//!         App::new().app_data(github.clone()).route("/github", web::route().to(on_github))
//!     };
//!     Ok(HttpServer::new(app).bind("127.0.0.1:3000")?.run().await?)
//! }
//!
//! async fn on_github(Webhook { event, delivery }: Webhook<Value>) -> HttpResponse {
//!     println!("{:?}: {}", delivery.kind(), event["action"]);
//!     HttpResponse::NoContent().finish()
//! }
//! ```
//!
//! The receiver comes from `app_data` by its event type: a [`Receiver`], or one in [`Data`]. At most
//! one argument of the handler may take the body. For tenants behind one route there is
//! [`Unverified`].

use std::{
    any::type_name,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse, ResponseError,
    body::BoxBody,
    dev,
    error::PayloadError,
    http::{StatusCode, header},
    rt,
    web::Data,
};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderName, HeaderValue, Method, Request, Uri, request};
use http_body::{Body, Frame, SizeHint};

use super::{
    LINGER, Webhook, WebhookRejection,
    flow::{self, Runtime},
    linger,
};
use crate::{
    Delivery, Error, Event, Head, Received, Receiver, Reply,
    error::{Field, Location, Malformation},
    receiver::observe::Watch,
    request::head::announced_length,
};

type Extracting<T> = Pin<Box<dyn Future<Output = Result<T, WebhookRejection>>>>;

impl<E: Event> FromRequest for Webhook<E> {
    type Error = WebhookRejection;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let receiver = receiver::<E>(request);
        let unverified = Unverified::new(request, payload);
        Box::pin(async move {
            let receiver = receiver?;
            let mut watch = Watch::default();
            let received = unverified.receive(&receiver, &mut watch).await;
            Self::new(received, watch)
        })
    }
}

/// Extracts the delivery alone. The handler decodes the event itself, so a delivery that does not fit its
/// type is not rejected.
impl<E: Event> FromRequest for Delivery<E> {
    type Error = WebhookRejection;
    type Future = Extracting<Self>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        let receiver = receiver::<E>(request);
        let unverified = Unverified::new(request, payload);
        Box::pin(async move { unverified.verify(&receiver?).await })
    }
}

/// The application's receiver of these events.
fn receiver<E: 'static>(request: &HttpRequest) -> Result<Receiver<E>, WebhookRejection> {
    let receiver = request.app_data::<Receiver<E>>().or_else(|| {
        let data = request.app_data::<Data<Receiver<E>>>();
        data.map(|data| &***data)
    });
    let missing = || WebhookRejection::NotConfigured(type_name::<Receiver<E>>());
    receiver.cloned().ok_or_else(missing)
}

/// A request that is not verified yet, for routes that select the keys by the head, such as those of many
/// tenants. It shows only the head.
#[must_use]
pub struct Unverified {
    request: HttpRequest,
    payload: dev::Payload,
}

impl Unverified {
    fn new(request: &HttpRequest, payload: &mut dev::Payload) -> Self {
        Self {
            request: request.clone(),
            payload: payload.take(),
        }
    }

    /// Returns the head, which is not verified.
    pub fn head(&self) -> &dev::RequestHead {
        self.request.head()
    }

    /// Verifies the request.
    ///
    /// # Errors
    /// Returns the response to a request that is rejected, or to a handshake.
    pub async fn verify<E>(self, receiver: &Receiver<E>) -> Result<Delivery<E>, WebhookRejection> {
        let mut watch = Watch::default();
        let received = self.receive(receiver, &mut watch).await;
        watch.report(&received);
        match received? {
            Received::Delivery(delivery) => Ok(delivery),
            Received::Handshake(reply) => Err(WebhookRejection::Handshake(Box::new(reply))),
        }
    }

    async fn receive<'r, E>(
        self,
        receiver: &'r Receiver<E>,
        watch: &mut Watch<'r>,
    ) -> Result<Received<E>, Error> {
        let Self { request, payload } = self;
        let head = head(&request)?;
        let announced = announced_length(&head.headers);
        let body = Chunks {
            payload,
            ended: announced == Some(0),
            left: announced,
        };
        flow::receive(Actix, receiver, head, body, watch).await
    }
}

impl FromRequest for Unverified {
    type Error = std::convert::Infallible;
    type Future = std::future::Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, payload: &mut dev::Payload) -> Self::Future {
        std::future::ready(Ok(Self::new(request, payload)))
    }
}

struct Actix;

impl Runtime<Chunks> for Actix {
    // actix-web asks for the body by itself.
    const REQUESTS_BODY: bool = true;

    fn sleep(self, time: Duration) -> impl Future<Output = ()> {
        rt::time::sleep(time)
    }

    /// Yields in a task of its own. The connection, which polls the handler, wakes itself for every
    /// piece that it reads, so being polled again does not mean that another task ran.
    async fn yield_now() {
        let _ended = rt::spawn(rt::task::yield_now()).await;
    }

    fn spawn_linger(body: Chunks, most: usize) {
        rt::spawn(linger(body, most, rt::time::sleep(LINGER)));
    }
}

/// actix-web's payload as a body.
struct Chunks {
    payload: dev::Payload,
    ended: bool,
    /// The bytes that are still to come, if the head announced them: actix-web accepts neither fewer nor
    /// more.
    left: Option<u64>,
}

impl Body for Chunks {
    type Data = Bytes;
    type Error = PayloadError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, PayloadError>>> {
        let chunk = Pin::new(&mut self.payload).poll_next(context);
        match &chunk {
            Poll::Ready(Some(Ok(bytes))) => {
                self.left = self
                    .left
                    .map(|left| left.saturating_sub(bytes.len() as u64));
                self.ended |= self.left == Some(0);
            }
            Poll::Ready(None) => self.ended = true,
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        chunk.map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.ended
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map(SizeHint::with_exact).unwrap_or_default()
    }
}

/// The head, in the types of the newer `http` crate.
fn head(request: &HttpRequest) -> Result<request::Parts, Error> {
    // Both crates have the same rules, so that each accepts what the other accepted.
    let unlike = || Error::malformed(Field::Content, Location::Url, Malformation::Form);
    let (mut parts, ()) = Request::new(()).into_parts();
    parts.method =
        Method::from_bytes(request.method().as_str().as_bytes()).map_err(|_| unlike())?;
    let uri = request.uri();
    parts.uri = match (uri.authority(), uri.path_and_query()) {
        (None, Some(path)) => Uri::try_from(path.as_str()),
        _ => Uri::try_from(uri.to_string()),
    }
    .map_err(|_| unlike())?;
    let headers = request.headers();
    parts.headers.reserve(headers.len());
    // All values in one piece of memory.
    let size = headers.iter().map(|(_, value)| value.len()).sum();
    let mut values = BytesMut::with_capacity(size);
    for (name, value) in headers {
        let name = HeaderName::from_bytes(name.as_str().as_bytes()).map_err(|_| unlike())?;
        values.extend_from_slice(value.as_bytes());
        let value =
            HeaderValue::from_maybe_shared(values.split().freeze()).map_err(|_| unlike())?;
        parts.headers.append(name, value);
    }
    Ok(parts)
}

impl ResponseError for WebhookRejection {
    fn status_code(&self) -> StatusCode {
        status(self.status())
    }

    fn error_response(&self) -> HttpResponse<BoxBody> {
        self.reply().into()
    }
}

impl From<Reply> for HttpResponse {
    fn from(reply: Reply) -> Self {
        let mut response = Self::with_body(status(reply.status), BoxBody::new(reply.body));
        for (name, value) in &reply.headers {
            let name = header::HeaderName::from_bytes(name.as_str().as_bytes());
            let value = header::HeaderValue::from_bytes(value.as_bytes());
            if let (Ok(name), Ok(value)) = (name, value) {
                response.headers_mut().append(name, value);
            }
        }
        response
    }
}

/// Lets a handler return a reply.
impl actix_web::Responder for Reply {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse<BoxBody> {
        self.into()
    }
}

fn status(status: http::StatusCode) -> StatusCode {
    StatusCode::from_u16(status.as_u16()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

impl std::fmt::Debug for Unverified {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unverified")
            .field("head", &head(&self.request).map(Head::from))
            .finish_non_exhaustive()
    }
}

//! tower: a layer that lets only verified deliveries through.
//!
//! The delivery is in the request's extensions, and the request's body is the one that was
//! verified. So it works under axum, tonic and lambda_http alike. A whole service:
//!
//! ```no_run
//! use axum::{Extension, Router, http::StatusCode, routing::any};
//! use serde_json::Value;
//! use webhook_receiver::{Delivery, Receiver, Secret, adapter::tower::WebhookLayer, providers};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     let github: Receiver<Value> = Receiver::new(providers::GITHUB.with_events(), secret)?;
//!     // `any`, so that handshakes, which may be GET or HEAD, reach the layer too.
//!     let on_github = any(on_github).layer(WebhookLayer::new(github));
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     Ok(axum::serve(listener, Router::new().route("/github", on_github)).await?)
//! }
//!
//! async fn on_github(Extension(delivery): Extension<Delivery<Value>>) -> StatusCode {
//!     println!("{:?}", delivery.kind());
//!     StatusCode::NO_CONTENT
//! }
//! ```

use std::{
    borrow::Cow,
    fmt,
    future::ready,
    marker::PhantomData,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use http::{Extensions, HeaderValue, Request, Response, Version, header, request};
use http_body::{Body, Frame, SizeHint};
use tower_layer::Layer;
use tower_service::Service;

use super::{Full, tokio};
use crate::{Delivery, Received, Receiver, request::head::announced_length};

/// Makes a [`WebhookService`] of the service that handles verified deliveries.
pub struct WebhookLayer<E, C = Receiver<E>> {
    choose: C,
    events: PhantomData<fn() -> E>,
}

impl<E> WebhookLayer<E> {
    /// Returns a layer with one receiver.
    pub fn new(receiver: Receiver<E>) -> Self {
        Self {
            choose: receiver,
            events: PhantomData,
        }
    }
}

impl<E, F, T> WebhookLayer<E, Lookup<F>>
where
    F: Fn(&request::Parts) -> T,
    T: Future<Output = Receiver<E>> + Send,
{
    /// Returns a layer that looks up the receiver for each request by its head. Use it for many tenants
    /// behind one route. For a tenant that does not exist, there is
    /// [`Endpoint::with_keys_or_decoy`](crate::Endpoint::with_keys_or_decoy).
    ///
    /// ```
    /// use std::{collections::HashMap, sync::Arc};
    ///
    /// use bytes::Bytes;
    /// use webhook_receiver::{Endpoint, Keys, adapter::tower::WebhookLayer};
    ///
    /// fn example(endpoint: Endpoint, keys: Arc<HashMap<String, Keys>>) {
    ///     let layer = WebhookLayer::lookup(move |head| {
    ///         let (endpoint, keys) = (endpoint.clone(), keys.clone());
    ///         let tenant = head.uri.path().trim_start_matches("/hooks/").to_owned();
    ///         async move { endpoint.with_keys_or_decoy(&tenant, keys.get(&tenant).cloned()) }
    ///     });
    ///     # let _ = layer;
    /// }
    /// ```
    pub fn lookup(lookup: F) -> Self {
        Self {
            choose: Lookup(lookup),
            events: PhantomData,
        }
    }
}

impl<E, C: Clone, S> Layer<S> for WebhookLayer<E, C> {
    type Service = WebhookService<E, S, C>;

    fn layer(&self, inner: S) -> Self::Service {
        WebhookService {
            inner,
            choose: self.choose.clone(),
            events: PhantomData,
        }
    }
}

/// How a receiver is chosen for a request: it is always the same, or looked up.
pub trait Choose<E: 'static>: sealed::Sealed {
    /// The receiver for a request with this head.
    fn choose(&self, head: &request::Parts) -> impl Future<Output = Cow<'_, Receiver<E>>> + Send;
}

/// Looks a receiver up: see [`WebhookLayer::lookup`].
#[derive(Clone, Copy, Debug)]
pub struct Lookup<F>(F);

mod sealed {
    pub trait Sealed {}
    impl<E> Sealed for crate::Receiver<E> {}
    impl<F> Sealed for super::Lookup<F> {}
}

impl<E: 'static> Choose<E> for Receiver<E> {
    fn choose(&self, _: &request::Parts) -> impl Future<Output = Cow<'_, Self>> + Send {
        ready(Cow::Borrowed(self))
    }
}

impl<E: 'static, F, T> Choose<E> for Lookup<F>
where
    F: Fn(&request::Parts) -> T,
    T: Future<Output = Receiver<E>> + Send,
{
    fn choose(&self, head: &request::Parts) -> impl Future<Output = Cow<'_, Receiver<E>>> + Send {
        let found = (self.0)(head);
        async { Cow::Owned(found.await) }
    }
}

/// A service that lets only verified deliveries through to the inner service. It answers handshakes and
/// rejects other requests itself.
pub struct WebhookService<E, S, C = Receiver<E>> {
    inner: S,
    choose: C,
    events: PhantomData<fn() -> E>,
}

impl<E, S, C, B, R> Service<Request<B>> for WebhookService<E, S, C>
where
    E: 'static,
    C: Choose<E> + Clone + Send + Sync + 'static,
    S: Service<Request<Full>, Response = Response<R>> + Clone + Send + 'static,
    S::Future: Send,
    B: Body + Send + Unpin + 'static,
{
    type Response = Response<ReplyOr<R>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        // The one that is ready goes with the request; its clone need not be.
        let clone = self.inner.clone();
        let mut inner = mem::replace(&mut self.inner, clone);
        let choose = self.choose.clone();
        let (mut head, body) = request.into_parts();
        Box::pin(async move {
            let (version, extensions) = (head.version, mem::take(&mut head.extensions));
            let receiver = choose.choose(&head).await;
            let received = tokio::receive(&receiver, head, body).await;
            let reply = match received {
                Ok(Received::Delivery(delivery)) => {
                    let request = verified(delivery, version, extensions);
                    return Ok(inner.call(request).await?.map(ReplyOr::Inner));
                }
                Ok(Received::Handshake(reply)) => reply,
                Err(error) => error.into(),
            };
            Ok(Response::<Full>::from(reply).map(ReplyOr::Reply))
        })
    }
}

/// The request to pass on.
fn verified<E: 'static>(
    delivery: Delivery<E>,
    version: Version,
    extensions: Extensions,
) -> Request<Full> {
    let body = delivery.body();
    let head = delivery.head();
    let mut request = Request::new(Full::from(body.clone()));
    *request.version_mut() = version;
    *request.extensions_mut() = extensions;
    *request.method_mut() = head.method.clone();
    *request.uri_mut() = head.uri.clone();
    *request.headers_mut() = head.headers.clone();
    let headers = request.headers_mut();
    // The body is complete now, and inflated if it was compressed.
    for how_it_came in [
        header::CONTENT_ENCODING,
        header::EXPECT,
        header::TRAILER,
        header::TRANSFER_ENCODING,
    ] {
        headers.remove(how_it_came);
    }
    if announced_length(headers) != Some(body.len() as u64) {
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
    }
    request.extensions_mut().insert(delivery);
    request
}

/// The body of a response: of this layer, or of the inner service.
#[derive(Debug)]
pub enum ReplyOr<B> {
    /// The answer to a handshake, or a rejection.
    Reply(Full),
    /// The body of the inner service's response.
    Inner(B),
}

impl<B: Body<Data = Bytes> + Unpin> Body for ReplyOr<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        match self.get_mut() {
            Self::Reply(body) => Pin::new(body)
                .poll_frame(context)
                .map_err(|never| match never {}),
            Self::Inner(body) => Pin::new(body).poll_frame(context),
        }
    }

    fn is_end_stream(&self) -> bool {
        match self {
            Self::Reply(body) => body.is_end_stream(),
            Self::Inner(body) => body.is_end_stream(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Reply(body) => body.size_hint(),
            Self::Inner(body) => body.size_hint(),
        }
    }
}

impl<E, C: Clone> Clone for WebhookLayer<E, C> {
    fn clone(&self) -> Self {
        Self {
            choose: self.choose.clone(),
            events: PhantomData,
        }
    }
}

impl<E, S: Clone, C: Clone> Clone for WebhookService<E, S, C> {
    fn clone(&self) -> Self {
        Self {
            inner: self.inner.clone(),
            choose: self.choose.clone(),
            events: PhantomData,
        }
    }
}

impl<E, C> fmt::Debug for WebhookLayer<E, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookLayer").finish_non_exhaustive()
    }
}

impl<E, S, C> fmt::Debug for WebhookService<E, S, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookService").finish_non_exhaustive()
    }
}

//! The same service in each framework.
//!
//! - `/typed/webhook`: the GitHub receiver of the state, with its event; a body that does not fit it is 422;
//! - `/typed/delivery`: the same receiver, without the event;
//! - every other path: the receiver whose number is in the unsigned header `x-receiver`, as for one of many
//!   tenants.
//!
//! The response to a verified delivery shows the delivery's facts.

use std::{
    convert::Infallible,
    fmt::Write,
    net::{SocketAddr, TcpListener},
    sync::Arc,
    task::{Context, Poll},
    thread,
    time::Duration,
};

use ::hyper::{body::Incoming, server::conn::http1};
use bytes::Bytes;
use http::{HeaderValue, Request, Response, StatusCode};
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::conn::auto,
    service::TowerToHyperService,
};
use sha2::{Digest, Sha256};
use tower::{Layer, Service, util::BoxCloneService};
use webhook_receiver::{
    Delivery, Error, Event, Json, Received, Receiver, Reply,
    adapter::{
        Full, hyper,
        tower::{ReplyOr, WebhookLayer},
    },
    providers,
};

/// The event of the fixed receiver.
#[derive(Debug, serde::Deserialize)]
pub struct Action {
    pub action: String,
}

pub type Fixed = Receiver<Json<Action>>;

/// The state of the service.
#[derive(Clone)]
pub struct App {
    pub fixed: Fixed,
    pub tenants: Arc<Vec<Receiver>>,
}

impl App {
    /// Returns the tenant with this number. `unknown-7` is a tenant that does not exist, at the endpoint of
    /// the seventh.
    fn tenant(&self, name: Option<&str>) -> Receiver {
        let name = name.unwrap_or_default();
        let number = name.strip_prefix("unknown-").unwrap_or(name);
        let number = number.parse::<usize>().ok();
        match number.and_then(|number| self.tenants.get(number)) {
            Some(known) if name.starts_with("unknown-") => {
                known.endpoint().with_keys_or_decoy(name, None)
            }
            Some(known) => known.clone(),
            None => {
                let github = Receiver::builder(providers::GITHUB).build_endpoint();
                github.unwrap().with_keys_or_decoy(name, None)
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framework {
    Axum,
    ActixWeb,
    Hyper,
    Tower,
}

pub const ALL: [Framework; 4] = [
    Framework::Axum,
    Framework::ActixWeb,
    Framework::Hyper,
    Framework::Tower,
];

/// Starts the service. It runs until the test ends.
pub fn start(framework: Framework, app: App) -> SocketAddr {
    start_with(framework, app, None)
}

/// Starts the service as the manual recommends it: with a time limit for heads.
pub fn start_with_head_timeout(framework: Framework, app: App, head: Duration) -> SocketAddr {
    start_with(framework, app, Some(head))
}

fn start_with(framework: Framework, app: App, head: Option<Duration>) -> SocketAddr {
    if framework == Framework::ActixWeb {
        return actix_web_app::start(app, head);
    }
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            match (framework, head) {
                (Framework::Axum, None) => {
                    axum::serve(listener, axum_app::routes(app)).await.unwrap();
                }
                (Framework::Axum, _) => {
                    let service = TowerToHyperService::new(axum_app::routes(app));
                    serve(listener, service, head).await;
                }
                (Framework::Hyper, _) => {
                    let service = ::hyper::service::service_fn(move |request| {
                        let app = app.clone();
                        async move {
                            let response: Response<Full> = on_request(&app, request).await.into();
                            Ok::<_, Infallible>(response)
                        }
                    });
                    serve(listener, service, head).await;
                }
                _ => serve(listener, TowerToHyperService::new(tower_app(app)), head).await,
            }
        });
    });
    address
}

/// Returns the facts of a delivery.
fn describe<E>(delivery: &Delivery<E>) -> String {
    let digest = Sha256::digest(delivery.body());
    let mut text = format!(
        "{} {:?} {:?} {} {} {} ",
        delivery.provider(),
        delivery.kind(),
        delivery.id(),
        delivery.key_index(),
        delivery.coverage(),
        delivery.body().len()
    );
    for byte in digest {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

pub fn described<E>(delivery: &Delivery<E>) -> Reply {
    let mut reply = Reply::empty(StatusCode::OK);
    reply.body = describe(delivery).into();
    reply
        .headers
        .insert("x-handled", HeaderValue::from_static("yes"));
    reply
}

fn acted(event: &Action) -> Reply {
    let mut reply = Reply::empty(StatusCode::ACCEPTED);
    reply.body = event.action.clone().into();
    reply
}

mod axum_app {
    use axum::{
        Router,
        extract::{FromRef, State},
        response::{IntoResponse, Response},
        routing::any,
    };
    use webhook_receiver::{Delivery, Json, Reply, Webhook, adapter::axum::Unverified};

    use super::{Action, App, Fixed, acted, described};

    impl FromRef<App> for Fixed {
        fn from_ref(app: &App) -> Self {
            app.fixed.clone()
        }
    }

    pub(super) fn routes(app: App) -> Router {
        Router::new()
            .route("/typed/webhook", any(webhook))
            .route("/typed/delivery", any(delivery))
            .fallback(tenant)
            .with_state(app)
    }

    async fn webhook(Webhook { event, .. }: Webhook<Json<Action>>) -> Reply {
        acted(&event.0)
    }

    async fn delivery(delivery: Delivery<Json<Action>>) -> Reply {
        described(&delivery)
    }

    async fn tenant(State(app): State<App>, unverified: Unverified) -> Response {
        let headers = &unverified.head().headers;
        let number = headers
            .get("x-receiver")
            .and_then(|value| value.to_str().ok());
        let receiver = app.tenant(number);
        match unverified.verify(&receiver).await {
            Ok(delivery) => described(&delivery).into_response(),
            Err(rejection) => rejection.into_response(),
        }
    }
}

mod actix_web_app {
    use std::{net::SocketAddr, sync::mpsc, thread, time::Duration};

    use actix_web::{
        App as Service, HttpRequest, HttpResponse, HttpServer, ResponseError, rt,
        web::{self, Data},
    };
    use webhook_receiver::{Delivery, Json, Reply, Webhook, adapter::actix_web::Unverified};

    use super::{Action, App, acted, described};

    pub(super) fn start(app: App, head: Option<Duration>) -> SocketAddr {
        let (tell, address) = mpsc::channel();
        thread::spawn(move || {
            rt::System::new().block_on(async move {
                let mut server = HttpServer::new(move || {
                    Service::new()
                        .app_data(Data::new(app.fixed.clone()))
                        .app_data(Data::new(app.clone()))
                        .route("/typed/webhook", web::route().to(webhook))
                        .route("/typed/delivery", web::route().to(delivery))
                        .default_service(web::route().to(tenant))
                });
                if let Some(head) = head {
                    server = server.client_request_timeout(head);
                }
                let server = server
                    .workers(2)
                    .disable_signals()
                    .bind("127.0.0.1:0")
                    .unwrap();
                tell.send(server.addrs()[0]).unwrap();
                server.run().await.unwrap();
            });
        });
        address.recv().unwrap()
    }

    async fn webhook(webhook: Webhook<Json<Action>>) -> Reply {
        acted(&webhook.event.0)
    }

    async fn delivery(delivery: Delivery<Json<Action>>) -> Reply {
        described(&delivery)
    }

    async fn tenant(app: Data<App>, request: HttpRequest, unverified: Unverified) -> HttpResponse {
        let number = request.headers().get("x-receiver");
        let receiver = app.tenant(number.and_then(|value| value.to_str().ok()));
        match unverified.verify(&receiver).await {
            Ok(delivery) => described(&delivery).into(),
            Err(rejection) => rejection.error_response(),
        }
    }
}

/// Serves HTTP/1 and HTTP/2, or, with a time limit for heads, HTTP/1: which of them it is, is read without
/// a limit.
async fn serve<S, B>(listener: tokio::net::TcpListener, service: S, head: Option<Duration>)
where
    S: ::hyper::service::Service<Request<Incoming>, Response = Response<B>>
        + Clone
        + Send
        + 'static,
    S::Future: Send,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    B: http_body::Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let (stream, service) = (TokioIo::new(stream), service.clone());
        tokio::spawn(async move {
            let Some(head) = head else {
                let server = auto::Builder::new(TokioExecutor::new());
                let _ = server.serve_connection(stream, service).await;
                return;
            };
            let mut server = http1::Builder::new();
            server.timer(TokioTimer::new()).header_read_timeout(head);
            let _ = server.serve_connection(stream, service).await;
        });
    }
}

async fn on_request(app: &App, request: Request<Incoming>) -> Reply {
    let webhook = request.uri().path() == "/typed/webhook";
    if webhook || request.uri().path() == "/typed/delivery" {
        return answer(hyper::receive(&app.fixed, request).await, |delivery| {
            if webhook {
                handle(delivery)
            } else {
                described(delivery)
            }
        });
    }
    let number = request.headers().get("x-receiver");
    let receiver = app.tenant(number.and_then(|value| value.to_str().ok()));
    answer(hyper::receive(&receiver, request).await, described)
}

fn answer<E>(
    received: Result<Received<E>, Error>,
    handle: impl FnOnce(&Delivery<E>) -> Reply,
) -> Reply {
    match received {
        Ok(Received::Delivery(delivery)) => handle(&delivery),
        Ok(Received::Handshake(reply)) => reply,
        Err(error) => error.into(),
    }
}

fn handle(delivery: &Delivery<Json<Action>>) -> Reply {
    match delivery.event() {
        Ok(Json(event)) => acted(&event),
        Err(_) => Reply::empty(StatusCode::UNPROCESSABLE_ENTITY),
    }
}

type Verified = BoxCloneService<Request<Incoming>, Response<ReplyOr<Full>>, Infallible>;

/// The service behind layers: one for each receiver, and one that looks up the receiver.
#[derive(Clone)]
struct Routes {
    webhook: Verified,
    delivery: Verified,
    tenant: Verified,
}

fn tower_app(app: App) -> Routes {
    fn inner<E: Event>(
        handle: fn(&Delivery<E>) -> Reply,
    ) -> impl Service<Request<Full>, Response = Response<Full>, Error = Infallible, Future: Send>
    + Clone
    + Send {
        tower::service_fn(move |request: Request<Full>| async move {
            let delivery = request.extensions().get::<Delivery<E>>().unwrap();
            let length = delivery.body().len().to_string();
            assert_eq!(request.headers()["content-length"], length.as_str());
            let reply = handle(delivery);
            assert_eq!(request.into_body().into_bytes().len().to_string(), length);
            Ok(reply.into())
        })
    }
    let fixed = WebhookLayer::new(app.fixed.clone());
    let tenant = WebhookLayer::lookup(move |head| {
        let number = head.headers.get("x-receiver");
        let receiver = app.tenant(number.and_then(|value| value.to_str().ok()));
        async move { receiver }
    });
    Routes {
        webhook: BoxCloneService::new(fixed.layer(inner(handle))),
        delivery: BoxCloneService::new(fixed.layer(inner(described::<Json<Action>>))),
        tenant: BoxCloneService::new(tenant.layer(inner(described::<Bytes>))),
    }
}

impl Service<Request<Incoming>> for Routes {
    type Response = Response<ReplyOr<Full>>;
    type Error = Infallible;
    type Future = <Verified as Service<Request<Incoming>>>::Future;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Incoming>) -> Self::Future {
        match request.uri().path() {
            "/typed/webhook" => self.webhook.call(request),
            "/typed/delivery" => self.delivery.call(request),
            _ => self.tenant.call(request),
        }
    }
}

//! A hand-written service for Stripe with one fault.

use std::{
    collections::HashSet,
    convert::Infallible,
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use ::hyper::{body::Incoming, service::service_fn};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, Request, Response};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use serde_json::Value;
use sha2::Sha256;

use crate::{
    SECRET,
    servers::{self, Framework},
};

/// The faults, each with the name of the check that finds it.
pub(crate) const FAULTS: [&str; 15] = [
    "unsigned",
    "wrong-secret",
    "empty-secret",
    "altered-signature",
    "duplicate-signature",
    "stale",
    "premature",
    "raw-body",
    "unknown-event",
    "malformed-body",
    "retry",
    "get-request",
    "signature-leak",
    "oversized",
    "slow-body",
];

const LIMIT: usize = 100_000;
const DEADLINE: Duration = Duration::from_millis(300);
const TOLERANCE: u64 = 300;

/// The service and its memory of deliveries.
#[derive(Clone)]
pub(crate) struct Service {
    fault: &'static str,
    seen: Arc<Mutex<HashSet<String>>>,
}

type Answer = (u16, String);

impl Service {
    pub(crate) fn new(fault: &'static str) -> Self {
        Self {
            fault,
            seen: Arc::default(),
        }
    }

    fn has(&self, fault: &str) -> bool {
        self.fault == fault
    }

    fn limit(&self) -> usize {
        if self.has("oversized") {
            usize::MAX
        } else {
            LIMIT
        }
    }

    fn deadline(&self) -> Duration {
        let for_ever = Duration::from_secs(3600);
        if self.has("slow-body") {
            for_ever
        } else {
            DEADLINE
        }
    }

    fn answer(&self, method: &str, headers: &HeaderMap, body: &[u8]) -> Answer {
        if method != "POST" && !self.has("get-request") {
            return (405, String::new());
        }
        let given: Vec<_> = headers.get_all("stripe-signature").iter().collect();
        let header = match given[..] {
            [] if self.has("unsigned") => return self.accept(body),
            [] => return (401, "no signature".into()),
            [first, ..] if given.len() == 1 || self.has("duplicate-signature") => first,
            _ => return (400, "two signatures".into()),
        };
        let mut parts = header.to_str().unwrap().split(',');
        let mut part = |name: &str| parts.next().unwrap().strip_prefix(name).unwrap();
        let (time, signature) = (part("t="), part("v1="));
        let signed: u64 = time.parse().unwrap();
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
        if signed + TOLERANCE < now.as_secs() && !self.has("stale") {
            return (400, "too old".into());
        }
        if now.as_secs() + TOLERANCE < signed && !self.has("premature") {
            return (400, "too new".into());
        }
        let content = match serde_json::from_slice::<Value>(body) {
            Ok(value) if self.has("raw-body") => value.to_string().into_bytes(),
            _ => body.to_vec(),
        };
        let expected = mac(SECRET, time, &content);
        let matches = expected == signature
            || (self.has("empty-secret") && mac("", time, &content) == signature)
            || (self.has("altered-signature") && expected[..16] == signature[..16])
            // Only the first half of the secret is used.
            || (self.has("wrong-secret") && signature.len() == expected.len() && {
                let other = crate::with_another_letter(SECRET);
                mac(&other, time, &content) == signature
            });
        if !matches {
            let leak = format!("expected {expected}, not {signature}");
            let body = self.has("signature-leak").then_some(leak);
            return (401, body.unwrap_or_default());
        }
        self.accept(body)
    }

    fn accept(&self, body: &[u8]) -> Answer {
        let Ok(event) = serde_json::from_slice::<Value>(body) else {
            let status = if self.has("malformed-body") { 500 } else { 400 };
            return (status, String::new());
        };
        let is_known = event["type"] != "event_of_tomorrow";
        if !is_known && self.has("unknown-event") {
            return (500, "no such event".into());
        }
        let id = event["id"].as_str().unwrap().to_owned();
        if !self.seen.lock().unwrap().insert(id) && self.has("retry") {
            return (409, "seen before".into());
        }
        (200, String::new())
    }
}

fn mac(secret: &str, time: &str, body: &[u8]) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(format!("{time}.").as_bytes());
    mac.update(body);
    let bytes = mac.finalize().into_bytes();
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn start(framework: Framework, service: Service) -> SocketAddr {
    match framework {
        Framework::Axum => servers::on_tokio(|listener| async move {
            let routes = axum::Router::new()
                .route("/hooks", axum::routing::any(on_axum))
                .with_state(service);
            axum::serve(listener, routes).await.unwrap();
        }),
        Framework::Hyper => servers::on_tokio(|listener| async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let service = service.clone();
                tokio::spawn(async move {
                    let service = service_fn(move |request| on_hyper(service.clone(), request));
                    let _ = auto::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        }),
        Framework::ActixWeb => servers::on_actix(move |app| {
            let data = actix_web::web::Data::new(service.clone());
            let route = actix_web::web::route().to(on_actix);
            app.app_data(data).route("/hooks", route);
        }),
    }
}

/// A service that rejects unsigned requests before it reads their bodies, and then reads the body as the next
/// request.
pub(crate) fn start_unread() -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let stream = stream.unwrap();
            thread::spawn(move || {
                // Closing the connection ends the loop.
                let _ = serve_unread(&Service::new("none"), &stream);
            });
        }
    });
    address
}

fn serve_unread(service: &Service, mut stream: &TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let mut headers = HeaderMap::new();
        let is_request = first.ends_with(" HTTP/1.1\r\n");
        let mut line = String::new();
        while is_request && reader.read_line(&mut line)? > 2 {
            let (name, value) = line.trim_end().split_once(':').unwrap();
            let name = http::HeaderName::try_from(name).unwrap();
            headers.append(name, value.trim().try_into().unwrap());
            line.clear();
        }
        let (status, _) = if !is_request {
            (400, String::new())
        } else if headers.contains_key("stripe-signature") {
            let length = headers["content-length"].to_str().unwrap();
            let mut body = vec![0; length.parse().unwrap()];
            reader.read_exact(&mut body)?;
            service.answer(first.split(' ').next().unwrap(), &headers, &body)
        } else {
            (401, String::new())
        };
        write!(
            stream,
            "HTTP/1.1 {status} Status\r\ncontent-length: 0\r\n\r\n"
        )?;
    }
}

async fn on_axum(
    axum::extract::State(service): axum::extract::State<Service>,
    request: axum::extract::Request,
) -> (axum::http::StatusCode, String) {
    let (head, body) = request.into_parts();
    let read = axum::body::to_bytes(body, service.limit());
    let (status, text) = match tokio::time::timeout(service.deadline(), read).await {
        Err(_) => (408, String::new()),
        Ok(Err(_)) => (413, String::new()),
        Ok(Ok(body)) => service.answer(head.method.as_str(), &head.headers, &body),
    };
    (status.try_into().unwrap(), text)
}

async fn on_hyper(
    service: Service,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let read = Limited::new(body, service.limit()).collect();
    let (status, text) = match tokio::time::timeout(service.deadline(), read).await {
        Err(_) => (408, String::new()),
        Ok(Err(_)) => (413, String::new()),
        Ok(Ok(body)) => service.answer(head.method.as_str(), &head.headers, &body.to_bytes()),
    };
    let response = Response::builder().status(status);
    Ok(response.body(text.into()).unwrap())
}

async fn on_actix(
    service: actix_web::web::Data<Service>,
    request: actix_web::HttpRequest,
    payload: actix_web::web::Payload,
) -> actix_web::HttpResponse {
    let read = payload.to_bytes_limited(service.limit());
    let (status, text) = match tokio::time::timeout(service.deadline(), read).await {
        Err(_) => (408, String::new()),
        Ok(Err(_)) => (413, String::new()),
        Ok(Ok(Err(_))) => (400, String::new()),
        Ok(Ok(Ok(body))) => {
            let mut headers = HeaderMap::new();
            for (name, value) in request.headers() {
                let name = http::HeaderName::try_from(name.as_str()).unwrap();
                headers.append(name, value.as_bytes().try_into().unwrap());
            }
            service.answer(request.method().as_str(), &headers, &body)
        }
    };
    let status = actix_web::http::StatusCode::from_u16(status).unwrap();
    actix_web::HttpResponse::build(status).body(text)
}

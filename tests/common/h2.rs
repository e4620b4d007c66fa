//! An HTTP/2 client without TLS.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt, Full, StreamBody, combinators::BoxBody};
use hyper::{body::Frame, client::conn::http2};
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};

use super::{
    client::{Answer, Plain},
    servers::Framework,
};

/// The frameworks whose servers support HTTP/2 without TLS.
pub const ALL: [Framework; 3] = [Framework::Axum, Framework::Hyper, Framework::Tower];

type Body = BoxBody<Bytes, std::convert::Infallible>;

/// A connection that sends one request after another.
pub struct Connection {
    runtime: tokio::runtime::Runtime,
    sender: http2::SendRequest<Body>,
}

impl Connection {
    pub fn open(to: SocketAddr) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let sender = runtime.block_on(async {
            let stream = tokio::net::TcpStream::connect(to).await.unwrap();
            stream.set_nodelay(true).unwrap();
            let mut client = http2::Builder::new(TokioExecutor::new());
            client.timer(TokioTimer::new());
            let (sender, connection) = client.handshake(TokioIo::new(stream)).await.unwrap();
            tokio::spawn(connection);
            sender
        });
        Self { runtime, sender }
    }

    pub fn send(&self, request: &Plain) -> Result<Answer, hyper::Error> {
        let sent = self.sender.clone().send_request(framed(request));
        self.runtime.block_on(async {
            let answer = tokio::time::timeout(Duration::from_secs(30), sent);
            let (head, body) = answer.await.unwrap()?.into_parts();
            let mut answer = Answer {
                status: head.status.as_u16(),
                headers: BTreeMap::new(),
                body: body.collect().await?.to_bytes().to_vec(),
            };
            for (name, value) in &head.headers {
                let values = answer.headers.entry(name.to_string()).or_default();
                values.push(value.to_str().unwrap().to_owned());
            }
            Ok(answer)
        })
    }
}

/// Returns the request. If the body is sent in chunks, its length is not announced.
fn framed(request: &Plain) -> Request<Body> {
    let mut builder = Request::builder()
        .method(request.method.as_str())
        .uri(format!("http://{}{}", request.host, request.target));
    for (name, value) in &request.headers {
        builder = builder.header(name, value.as_slice());
    }
    let body = match request.chunks {
        None => Full::new(request.body.clone().into()).boxed(),
        Some(size) => {
            let body = Bytes::from(request.body.clone());
            let chunks = (0..body.len()).step_by(size).map(move |at| {
                let end = body.len().min(at + size);
                Ok(Frame::data(body.slice(at..end)))
            });
            let chunks = chunks.collect::<Vec<_>>().into_iter();
            StreamBody::new(Stream(chunks)).boxed()
        }
    };
    builder.body(body).unwrap()
}

/// A body of the given chunks.
struct Stream<I>(I);

impl<I: Iterator + Unpin> futures_core::Stream for Stream<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}

//! Verifies with public keys that the provider serves at a URL. They are fetched by an HTTP client of your own,
//! and once for all requests that need them.
//!
//! ```sh
//! cargo run --example fetched_keys --features rsa
//! ```
//!
//! A server on loopback stands in for the provider's. In production, `get` calls the HTTP client that you
//! already use; its comments say what it must ensure.

use std::{
    error::Error,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full, Limited};
use hyper::{body::Incoming, client, server, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use webhook_receiver::{
    Head, KeyCache, Received, Receiver, Secret, providers::SHIPSTATION, testing::Signer,
};

type Failure = Box<dyn Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let fetches = Arc::new(AtomicUsize::new(0));
    let key_server = serve_keys(fetches.clone()).await?;

    let endpoint = Receiver::builder(SHIPSTATION).build_endpoint()?;
    let keys = KeyCache::new(&endpoint, move |hint| async move {
        // In production, fetch this URL: https://api.shipengine.com/jwks
        println!("fetching {}", hint.url().unwrap_or_default());
        get(key_server, "/jwks").await
    });
    let receiver = endpoint.with_key_source(keys);

    let private = Secret::new(include_str!("../tests/keys/rsa-private.pem"))?;
    let delivery = Signer::new(SHIPSTATION, private).sign(
        "https://app.example/shipstation",
        r#"{"resource_type":"track"}"#,
    )?;

    for number in 1..=3 {
        println!(
            "delivery {number}: {}",
            deliver(&receiver, &delivery, "2026-09").await?
        );
    }
    let mut rejected = Vec::new();
    for number in 0..1000 {
        let key_id = format!("unknown-{number}");
        if deliver(&receiver, &delivery, &key_id).await? != "verified" {
            rejected.push(key_id);
        }
    }
    println!(
        "{} of 1000 with unknown key ids were rejected",
        rejected.len()
    );
    println!(
        "delivery 4: {}",
        deliver(&receiver, &delivery, "2026-09").await?
    );
    println!("fetches: {}", fetches.load(Ordering::SeqCst));
    Ok(())
}

/// Fetches a document with keys: within five seconds, from a host that no request can choose, without
/// following redirects, and up to a maximum size.
async fn get(server: SocketAddr, path: &str) -> Result<Option<Bytes>, Failure> {
    let fetched = tokio::time::timeout(Duration::from_secs(5), async {
        let stream = TokioIo::new(TcpStream::connect(server).await?);
        let (mut sender, connection) = client::conn::http1::handshake(stream).await?;
        tokio::spawn(connection);
        let request = Request::get(path)
            .header("host", "keys.example")
            .body(Full::<Bytes>::default())?;
        let response = sender.send_request(request).await?;
        match response.status() {
            StatusCode::OK => {
                let body = Limited::new(response.into_body(), KeyCache::LARGEST);
                Ok(Some(body.collect().await?.to_bytes()))
            }
            // The provider has no such key.
            StatusCode::NOT_FOUND => Ok(None),
            // Including redirects.
            status => Err(Failure::from(format!(
                "the key server responded with {status}"
            ))),
        }
    });
    fetched.await?
}

/// Receives the delivery with this key id, as a server would: first the head, then the body.
async fn deliver(
    receiver: &Receiver,
    delivery: &Request<Bytes>,
    key_id: &str,
) -> Result<String, Failure> {
    let mut request = delivery.clone();
    let name = "x-shipengine-rsa-sha256-key-id";
    request.headers_mut().insert(name, key_id.parse()?);

    let (head, body) = request.into_parts();
    let mut verifier = receiver.begin(Head::from(head), SystemTime::now())?;
    verifier.update(body)?;
    Ok(match verifier.finish_async().await {
        Ok(Received::Delivery(_)) => "verified".to_owned(),
        Ok(Received::Handshake(_)) => "a handshake".to_owned(),
        Err(error) => error.to_string(),
    })
}

/// Serves a key set, as the provider does, and counts the requests.
async fn serve_keys(fetches: Arc<AtomicUsize>) -> Result<SocketAddr, Failure> {
    const KEY: &str = include_str!("../tests/keys/rsa-public.jwk.json");
    let set = KEY.trim().replacen('{', r#"{"kid": "2026-09", "#, 1);
    let set = format!(r#"{{"keys": [{set}]}}"#);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            fetches.fetch_add(1, Ordering::SeqCst);
            let set = set.clone();
            let service = service_fn(move |_: Request<Incoming>| {
                let set = Full::<Bytes>::from(set.clone());
                async { Ok::<_, Failure>(Response::new(set)) }
            });
            let connection = server::conn::http1::Builder::new();
            tokio::spawn(connection.serve_connection(TokioIo::new(stream), service));
        }
    });
    Ok(address)
}

//! Deliveries, forgeries and other routes, over a real socket, in both frameworks.

use std::{net::SocketAddr, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use webhook_receiver::{Receiver, Secret, events::github, testing::fixtures::fixture};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn receiver() -> Receiver<github::Event> {
    Receiver::new(github::PROVIDER, Secret::new(SECRET).unwrap()).unwrap()
}

async fn start_poem() -> SocketAddr {
    use poem::{
        Server,
        listener::{Acceptor, Listener, TcpListener},
    };

    let acceptor = TcpListener::bind("127.0.0.1:0")
        .into_acceptor()
        .await
        .unwrap();
    let address = *acceptor.local_addr()[0].as_socket_addr().unwrap();
    tokio::spawn(Server::new_with_acceptor(acceptor).run(frameworks::poem(receiver())));
    address
}

async fn start_salvo() -> SocketAddr {
    use salvo::{Listener, Server, conn::TcpListener};

    let acceptor = TcpListener::new("127.0.0.1:0").bind().await;
    let address = acceptor.local_addr().unwrap();
    tokio::spawn(Server::new(acceptor).serve(frameworks::salvo(receiver())));
    address
}

/// Sends a request, in two pieces if `cut` is inside of it, and returns the response.
async fn send(address: SocketAddr, request: &[u8], cut: usize) -> String {
    let exchange = async {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let (first, rest) = request.split_at(cut.min(request.len()));
        stream.write_all(first).await.unwrap();
        if !rest.is_empty() {
            stream.flush().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
            stream.write_all(rest).await.unwrap();
        }
        let mut response = String::new();
        stream.read_to_string(&mut response).await.unwrap();
        response
    };
    timeout(Duration::from_secs(20), exchange).await.unwrap()
}

fn status(response: &str) -> &str {
    response.split(' ').nth(1).unwrap_or(response)
}

/// A push as GitHub sends it.
fn push() -> Vec<u8> {
    let fixture = fixture::<github::PushEvent>();
    let sender = fixture.sender(Secret::new(SECRET).unwrap(), "http://localhost/github");
    raw(&sender.genuine().unwrap())
}

fn raw(request: &http::Request<impl AsRef<[u8]>>) -> Vec<u8> {
    let body = request.body().as_ref();
    let mut raw = format!("{} {} HTTP/1.1\r\n", request.method(), request.uri().path());
    raw.push_str("host: localhost\r\nconnection: close\r\n");
    for (name, value) in request.headers() {
        if !["host", "content-length"].contains(&name.as_str()) {
            raw.push_str(&format!("{name}: {}\r\n", value.to_str().unwrap()));
        }
    }
    raw.push_str(&format!("content-length: {}\r\n\r\n", body.len()));
    let mut raw = raw.into_bytes();
    raw.extend_from_slice(body);
    raw
}

async fn check(address: SocketAddr) {
    let push = push();
    let head = push.windows(4).position(|it| it == b"\r\n\r\n").unwrap() + 4;
    assert_eq!(
        status(&send(address, &push, usize::MAX).await),
        "202",
        "in one piece"
    );
    assert_eq!(
        status(&send(address, &push, head).await),
        "202",
        "head, then body"
    );
    assert_eq!(
        status(&send(address, &push, head + 100).await),
        "202",
        "cut in the body"
    );

    let mut forged = push.clone();
    *forged.last_mut().unwrap() ^= 1;
    let response = send(address, &forged, usize::MAX).await;
    assert_eq!(status(&response), "401", "{response}");

    let get = b"GET /github HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let response = send(address, get, usize::MAX).await;
    assert_eq!(status(&response), "405", "{response}");
    assert!(
        response.to_lowercase().contains("allow: post"),
        "{response}"
    );

    let get = b"GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n";
    let response = send(address, get, usize::MAX).await;
    assert!(response.ends_with("ok"), "{response}");
}

#[tokio::test]
async fn verifies_in_poem() {
    check(start_poem().await).await;
}

#[tokio::test]
async fn verifies_in_salvo() {
    check(start_salvo().await).await;
}

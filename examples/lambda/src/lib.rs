//! A webhook in AWS Lambda. The function URL, API Gateway or the load balancer sends an event, which
//! `lambda_http` turns into a request: it decodes a body in base64, so that the bytes are those that the
//! provider signed.

use std::time::SystemTime;

use bytes::Bytes;
use lambda_http::{Body, Request, Response};
use webhook_receiver::{Delivery, Received, Receiver, Reply, events::github};

/// Responds to a request. Nothing is read from the network, so nothing is awaited.
pub fn respond(receiver: &Receiver<github::Event>, request: Request) -> Response<Body> {
    match receiver.receive(request.map(into_bytes), SystemTime::now()) {
        Ok(Received::Delivery(delivery)) => on_delivery(&delivery),
        // The provider checks that the endpoint is yours; the reply is the expected answer.
        Ok(Received::Handshake(reply)) => into_response(reply),
        Err(error) => {
            // The log has the reason; the sender only gets the status.
            eprintln!("rejected: {error}");
            into_response(error.into())
        }
    }
}

/// Lambda may freeze the function after the response: do the work before, or hand it to a queue.
fn on_delivery(delivery: &Delivery<github::Event>) -> Response<Body> {
    match delivery.event() {
        Ok(github::Event::Push(push)) => println!("{} commits", push.commits.len()),
        // Verified, but the body is not as documented.
        Ok(github::Event::Undecodable(error)) => eprintln!("{error}"),
        _ => println!("ignoring {:?}", delivery.kind()),
    }
    into_response(Reply::empty(lambda_http::http::StatusCode::NO_CONTENT))
}

fn into_bytes(body: Body) -> Bytes {
    match body {
        Body::Text(text) => text.into(),
        Body::Binary(bytes) => bytes.into(),
        // An empty body, and kinds that future versions may add.
        _ => Bytes::new(),
    }
}

fn into_response(reply: Reply) -> Response<Body> {
    Response::<Bytes>::from(reply).map(|body| Body::from(body.to_vec()))
}

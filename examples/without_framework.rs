//! Verifies a request without a web framework, for example in a cloud function.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --example without_framework
//! ```

use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response};
use webhook_receiver::{Received, Receiver, Reply, Secret, providers};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let receiver = Receiver::new(providers::GITHUB, secret)?;

    // Stands in for a request that your server received. This one is not signed.
    let request = Request::post("/github").body(Bytes::from_static(b"{}"))?;
    let response = respond(&receiver, request);
    println!("{}", response.status());
    Ok(())
}

fn respond(receiver: &Receiver, request: Request<Bytes>) -> Response<Bytes> {
    match receiver.receive(request, SystemTime::now()) {
        Ok(Received::Delivery(delivery)) => {
            println!(
                "{:?} {:?}: {} bytes",
                delivery.kind(),
                delivery.id(),
                delivery.body().len()
            );
            Response::new(Bytes::new())
        }
        // The provider checks that the endpoint is yours; the reply is the expected answer.
        Ok(Received::Handshake(reply)) => reply.into(),
        // Log the reason. The sender only gets the status.
        Err(error) => {
            println!("rejected: {error}");
            Reply::from(error).into()
        }
    }
}

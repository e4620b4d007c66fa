//! No framework: bytes in, a verdict out. For a server of your own, a function, a queue.
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

    // From wherever requests come.
    let request = Request::post("/github").body(Bytes::from_static(b"{}"))?;
    let response = answer(&receiver, request);
    println!("{}", response.status());
    Ok(())
}

fn answer(receiver: &Receiver, request: Request<Bytes>) -> Response<Bytes> {
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
        // The provider asks whether the endpoint is ours.
        Ok(Received::Handshake(reply)) => reply.into(),
        // The reason is for the log; the sender learns the status.
        Err(error) => {
            println!("refused: {error}");
            Reply::from(error).into()
        }
    }
}

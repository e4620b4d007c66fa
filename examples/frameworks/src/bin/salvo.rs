//! A service with salvo.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --bin salvo
//! ```

use salvo::{Listener, Server, conn::TcpListener};
use webhook_receiver::{Receiver, Secret, events::github};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let receiver = Receiver::new(github::PROVIDER, secret)?;
    let acceptor = TcpListener::new("127.0.0.1:3000").bind().await;
    Server::new(acceptor)
        .serve(frameworks::salvo(receiver))
        .await;
    Ok(())
}

//! A service with poem.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --bin poem
//! ```

use poem::{Server, listener::TcpListener};
use webhook_receiver::{Receiver, Secret, events::github};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let receiver = Receiver::new(github::PROVIDER, secret)?;
    Server::new(TcpListener::bind("127.0.0.1:3000"))
        .run(frameworks::poem(receiver))
        .await?;
    Ok(())
}

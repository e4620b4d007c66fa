//! Events of your own type: an enum by the kind, and nothing that was verified is lost.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=0f9b6c3e71d24a58b2c7e6d1a4f80935 cargo run --example own_events
//! ```

use std::time::SystemTime;

use serde::Deserialize;
use webhook_receiver::{
    Event, Received, Receiver, Secret,
    event::{DecodeError, Payload},
    providers,
    testing::Signer,
};

/// What this service acts on.
#[derive(Debug)]
enum Activity {
    Pushed(Push),
    Other,
}

#[derive(Debug, Deserialize)]
struct Push {
    #[serde(rename = "ref")]
    reference: String,
}

impl Event for Activity {
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        match payload.kind() {
            Some("push") => serde_json::from_slice(payload.body())
                .map(Self::Pushed)
                .map_err(|error| DecodeError::new("", error)),
            _ => Ok(Self::Other),
        }
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = || Secret::from_env("GITHUB_WEBHOOK_SECRET");
    let receiver = Receiver::new(providers::GITHUB.with_events::<Activity>(), secret()?)?;

    let request = Signer::new(providers::GITHUB, secret()?)
        .kind("push")
        .sign("https://app.example/github", r#"{"ref":"refs/heads/main"}"#)?;
    if let Received::Delivery(delivery) = receiver.receive(request, SystemTime::now())? {
        match delivery.event() {
            Ok(Activity::Pushed(push)) => println!("pushed to {}", push.reference),
            Ok(Activity::Other) => println!("nothing to do"),
            // Verified, and still here: keep the bytes, look at the place.
            Err(error) => println!("{error}: {} bytes", delivery.body().len()),
        }
    }
    Ok(())
}

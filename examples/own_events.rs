//! Events of a sender of your own, modeled with the macros of this crate: reading them never
//! fails, so nothing that was verified is lost.
//!
//! ```sh
//! DOOR_WEBHOOK_SECRET=0f9b6c3e71d24a58b2c7e6d1a4f80935 cargo run --example own_events --features events
//! ```

use std::time::SystemTime;

use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    events::{Timestamp, events, model, open_enum},
    scheme::{At, Scheme},
    testing::Signer,
};

events! {
    /// What the door sends.
    pub enum Event {
        "door.opened" => Opened(Door),
        "door.closed" => Closed(Door),
    }
}

model! {
    /// A door. `!` marks what must be there; everything else may be missing, null, or new.
    pub struct Door {
        /// On which floor it is.
        floor!: u64,
        /// By what it was moved.
        by: Option<Mover>,
        at: Option<Timestamp>,
    }
}

open_enum! {
    /// What moves doors. A value that is not listed here is kept as text.
    pub enum Mover {
        Person = "person" is_person,
        Wind = "wind" is_wind,
    }
}

const DOOR: Provider<Event> = Provider::new(
    "door",
    "The door",
    "https://door.example/docs",
    Scheme::new(HMAC_SHA256, At::Header("x-door-signature")),
)
.kind(&[At::Header("x-door-event")])
.with_events();

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = || Secret::from_env("DOOR_WEBHOOK_SECRET");
    let receiver = Receiver::new(DOOR, secret()?)?;
    for (kind, body) in [
        (
            "door.opened",
            r#"{"floor": 2, "by": "wind", "at": "2026-03-20T12:00:00Z"}"#,
        ),
        (
            "door.closed",
            r#"{"floor": 2, "by": "cat", "draught": true}"#,
        ),
        ("door.closed", r#"{"floor": "two"}"#),
        ("door.painted", r#"{"color": "green"}"#),
    ] {
        let request = Signer::new(DOOR, secret()?)
            .kind(kind)
            .sign("https://app.example/door", body)?;
        let Received::Delivery(delivery) = receiver.receive(request, SystemTime::now())? else {
            continue;
        };
        match delivery.event()? {
            Event::Opened(door) => println!("opened on floor {} by {:?}", door.floor, door.by),
            Event::Closed(door) => println!("closed on floor {} by {:?}", door.floor, door.by),
            Event::Unknown(event) => println!("{} is new to us", event.kind),
            // Verified, and still here: keep the bytes, look at the place.
            Event::Undecodable(error) => println!("{error}: {:?}", delivery.body()),
        }
    }
    Ok(())
}

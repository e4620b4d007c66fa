//! Typed events of a sender of your own, by the macros of this crate. Decoding never fails: an unknown event
//! and a malformed body are variants.
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
    /// An event of the door.
    pub enum Event {
        "door.opened" => Opened(Door),
        "door.closed" => Closed(Door),
    }
}

model! {
    /// A door. A field with `!` is required. Others may be missing or null, and unknown fields are ignored.
    pub struct Door {
        /// The floor that it is on.
        floor!: u64,
        /// Who or what moved it.
        by: Option<Mover>,
        /// The time of the move.
        at: Option<Timestamp>,
    }
}

open_enum! {
    /// Who or what moves a door. A value that is not listed is kept as text.
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
    let secret = Secret::from_env("DOOR_WEBHOOK_SECRET")?;
    let receiver = Receiver::new(DOOR, secret.clone())?;
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
        let request = Signer::new(DOOR, secret.clone())
            .kind(kind)
            .sign("https://app.example/door", body)?;
        let Received::Delivery(delivery) = receiver.receive(request, SystemTime::now())? else {
            continue;
        };
        match delivery.event()? {
            Event::Opened(door) => println!("opened on floor {} by {:?}", door.floor, door.by),
            Event::Closed(door) => println!("closed on floor {} by {:?}", door.floor, door.by),
            Event::Unknown(event) => println!("unknown event {}", event.kind),
            // The delivery is verified, and has the bytes of the body: store it, and correct the model.
            Event::Undecodable(error) => println!("{error} ({} bytes)", delivery.body().len()),
        }
    }
    Ok(())
}

//! The stores on real servers: the contract, the servers that they reject, and the transaction mode.

use crate::common::databases;

mod pgbouncer;
mod postgres;
mod redis;
mod redis_setups;

use std::time::Duration;

use webhook_receiver::{
    Delivery, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    idempotency::{Idempotency, RunError, Store, StoreDown},
    scheme::{At, Scheme},
    testing::{ContractOptions, Signer},
};

/// Returns the number of rounds: `CONTRACT_ROUNDS`, or this default.
fn options(rounds: usize) -> ContractOptions {
    let mut options = ContractOptions::default();
    let asked = std::env::var("CONTRACT_ROUNDS").ok();
    options.rounds = asked.map_or(rounds, |text| text.parse().unwrap());
    options.tick = Duration::from_millis(100);
    options.sequences = 200;
    options
}

const SENDER: Provider = Provider::new(
    "sender",
    "Sender",
    "https://docs.example/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.delivery_id(&[At::Json("/id")])
.id_of_event("https://docs.example/webhooks");

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn receiver() -> Receiver {
    Receiver::new(SENDER, Secret::new(SECRET).unwrap()).unwrap()
}

/// A delivery with this id.
fn delivery(id: &str) -> Delivery {
    let signer = Signer::new(SENDER, Secret::new(SECRET).unwrap());
    let request = signer.sign("https://app.example/hooks", format!(r#"{{"id":"{id}"}}"#));
    let received = receiver().receive(request.unwrap(), std::time::SystemTime::now());
    match received {
        Ok(Received::Delivery(delivery)) => delivery,
        other => panic!("{other:?}"),
    }
}

/// Runs a delivery under a store whose server is down.
async fn rejects_as_unavailable(store: impl Store) {
    let idempotent = Idempotency::new(store, StoreDown::Reject)
        .endpoint(&receiver())
        .build()
        .unwrap();
    let failed = idempotent
        .run(delivery("1"), |_, _| async { Ok::<(), ()>(()) })
        .await;
    match failed {
        Err(RunError::Store(error)) => {
            assert_eq!(error.code(), "unavailable");
            assert_eq!(error.reply().status, 503);
        }
        other => panic!("{other:?}"),
    }
}

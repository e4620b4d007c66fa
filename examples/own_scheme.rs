//! Deliveries of a sender of your own, declared as the built-in providers are.
//!
//! ```sh
//! CI_WEBHOOK_SECRET=0f9b6c3e71d24a58b2c7e6d1a4f80935 cargo run --example own_scheme
//! ```
//!
//! The request is signed by the test kit (feature `testing`), from the same declaration.

use std::time::SystemTime;

use webhook_receiver::{
    Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA512,
    scheme::{At, Encoding, Format, Part, Scheme, TimeFormat},
    testing::Signer,
};

/// `x-ci-signature: v1=` base64(HMAC-SHA512(secret, id + "." + time + "." + body))
const CI: Provider = Provider::new(
    "our-ci",
    "Our CI",
    "https://ci.example/docs/webhooks",
    Scheme::new(HMAC_SHA512, At::Header("x-ci-signature"))
        .format(Format::Prefixed("v1="))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("x-ci-time"), TimeFormat::Seconds)
        .content(&[
            Part::Header("x-ci-id"),
            Part::Literal("."),
            Part::Timestamp,
            Part::Literal("."),
            Part::Body,
        ]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Header("x-ci-id")])
.tolerance(60);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("CI_WEBHOOK_SECRET")?;

    // In a service, the request comes from the server.
    let request = Signer::new(CI, secret.clone())
        .id("build-7")
        .sign("https://app.example/ci", r#"{"event":"build.finished"}"#)?;

    let receiver = Receiver::new(CI, secret)?;
    if let Received::Delivery(delivery) = receiver.receive(request, SystemTime::now())? {
        println!("{:?} {:?}", delivery.kind(), delivery.id());
    }
    Ok(())
}

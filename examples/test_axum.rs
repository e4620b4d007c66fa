//! An axum service with tests that send genuine deliveries, forgeries and retries.
//!
//! ```sh
//! cargo test --example test_axum --features axum,fixtures,idempotency,stripe
//! ```

use std::{
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{Router, routing::any};
use webhook_receiver::{
    Delivery, Receiver, Secret,
    events::stripe::{self, event_type::EventType},
    idempotency::{Idempotency, Memory, StoreDown},
};

/// A test double of the order system, which counts the orders that were shipped.
#[derive(Clone, Default)]
struct Orders(Arc<AtomicUsize>);

impl Orders {
    async fn ship(self, delivery: Delivery<stripe::Event>) -> Result<(), io::Error> {
        if let Ok(stripe::Event::CheckoutSession(event)) = delivery.event()
            && event.r#type == EventType::CheckoutSessionCompleted
        {
            self.0.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// Returns the routes. The receiver is an argument, so that tests can pass one with another secret and clock.
fn service(
    receiver: Receiver<stripe::Event>,
    orders: Orders,
) -> Result<Router, Box<dyn std::error::Error>> {
    let idempotency = Idempotency::new(Memory::new(100_000), StoreDown::Reject);
    let events = idempotency.endpoint(&receiver).build()?;
    let on_stripe = |delivery: Delivery<stripe::Event>| async move {
        let ship = |delivery, _| orders.ship(delivery);
        events.respond(delivery, ship).await
    };
    Ok(Router::new().route("/stripe", any(on_stripe).with_state(receiver)))
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("STRIPE_WEBHOOK_SECRET")?;
    let receiver = Receiver::new(stripe::PROVIDER, secret)?;
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, service(receiver, Orders::default())?).await?)
}

#[cfg(test)]
#[allow(clippy::arithmetic_side_effects, reason = "a test may panic")]
mod tests {
    use std::{
        error::Error,
        sync::atomic::AtomicU64,
        time::{Duration, SystemTime},
    };

    use axum::{
        body::{Body, Bytes},
        http::{Request, StatusCode},
    };
    use tower::ServiceExt;
    use webhook_receiver::testing::{Sender, fixtures::fixture};

    use super::*;

    const URL: &str = "https://shop.example/stripe";

    /// The service, with a clock that a test can advance.
    struct Shop {
        service: Router,
        orders: Orders,
        start: SystemTime,
        seconds: Arc<AtomicU64>,
    }

    impl Shop {
        fn new() -> Result<Self, Box<dyn Error>> {
            let (start, seconds) = (SystemTime::now(), Arc::new(AtomicU64::new(0)));
            let passed = seconds.clone();
            let receiver = Receiver::builder(stripe::PROVIDER)
                .secret(secret()?)
                .clock(move || start + Duration::from_secs(passed.load(Ordering::Relaxed)))
                .build()?;
            let orders = Orders::default();
            Ok(Self {
                service: service(receiver, orders.clone())?,
                orders,
                start,
                seconds,
            })
        }

        /// Returns a sender of a completed checkout.
        fn stripe(&self) -> Result<Sender, Box<dyn Error>> {
            let completed = fixture::<stripe::CheckoutSessionEvent>();
            let signer = completed.signer(secret()?).at(self.start);
            Ok(signer.sender(URL, completed.body().clone()))
        }

        async fn send(&self, request: Request<Bytes>) -> Result<StatusCode, Box<dyn Error>> {
            let response = self
                .service
                .clone()
                .oneshot(request.map(Body::from))
                .await?;
            Ok(response.status())
        }

        fn shipped(&self) -> usize {
            self.orders.0.load(Ordering::Relaxed)
        }
    }

    fn secret() -> Result<Secret, Box<dyn Error>> {
        Ok(Secret::new("whsec_5WbX9PEVRaGWpyKCQbVcdmCsV1nIgPaf")?)
    }

    #[tokio::test]
    async fn ships_when_a_checkout_is_completed() -> Result<(), Box<dyn Error>> {
        let shop = Shop::new()?;
        assert!(shop.send(shop.stripe()?.genuine()?).await?.is_success());
        assert_eq!(shop.shipped(), 1);
        Ok(())
    }

    #[tokio::test]
    async fn ships_nothing_when_an_invoice_is_paid() -> Result<(), Box<dyn Error>> {
        let shop = Shop::new()?;
        let paid = fixture::<stripe::InvoiceEvent>().sender(secret()?, URL);
        assert!(shop.send(paid.genuine()?).await?.is_success());
        assert_eq!(shop.shipped(), 0);
        Ok(())
    }

    #[tokio::test]
    async fn ships_nothing_when_a_request_is_forged() -> Result<(), Box<dyn Error>> {
        let shop = Shop::new()?;
        let stripe = shop.stripe()?;
        for attack in [
            stripe.unsigned()?,
            stripe.tampered()?,
            stripe.wrong_secret()?,
            stripe.stale()?,
        ] {
            assert_eq!(shop.send(attack).await?, StatusCode::UNAUTHORIZED);
        }
        assert_eq!(shop.shipped(), 0);
        Ok(())
    }

    #[tokio::test]
    async fn ships_once_when_stripe_retries() -> Result<(), Box<dyn Error>> {
        let shop = Shop::new()?;
        for attempt in shop.stripe()?.retries()? {
            let after = attempt.after.as_secs();
            shop.seconds.store(after, Ordering::Relaxed);
            assert!(shop.send(attempt.request).await?.is_success(), "{after} s");
        }
        assert_eq!(shop.shipped(), 1);
        Ok(())
    }
}

//! Counts verdicts with the crate `metrics`, and serves them to Prometheus.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --example metrics_prometheus --all-features
//! curl http://127.0.0.1:3000/metrics
//! ```
//!
//! The manual's page `metrics` lists the metrics and what to alert on.

use axum::{
    Router,
    extract::{FromRef, State},
    routing::{any, get},
};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use webhook_receiver::{
    Delivery, Outcome, Receiver, Reply, Secret, Verdict,
    events::github,
    idempotency::{Attempt, Idempotency, Idempotent, Memory, Processed, StoreDown, UnsignedId},
};

/// Counts the verdict on a request.
fn count_verdict(verdict: &Verdict<'_>) {
    let provider = verdict.provider;
    let outcome = verdict.outcome.name();
    let reason = match verdict.outcome {
        Outcome::Rejected(error) => error.code(),
        _ => "",
    };
    metrics::counter!(
        "webhook_receiver_requests_total",
        "provider" => provider, "outcome" => outcome, "reason" => reason
    )
    .increment(1);
    if let Outcome::Delivery { key } | Outcome::Undecodable { key, .. } = verdict.outcome {
        metrics::counter!(
            "webhook_receiver_key_matches_total",
            "provider" => provider, "key" => key.to_string()
        )
        .increment(1);
    }
    metrics::histogram!(
        "webhook_receiver_verification_seconds",
        "provider" => provider, "outcome" => outcome
    )
    .record(verdict.elapsed);
    metrics::histogram!("webhook_receiver_body_bytes", "provider" => provider)
        .record(u32::try_from(verdict.body).unwrap_or(u32::MAX));
}

/// Counts the outcome of processing a verified delivery.
fn count_processed(processed: &Processed) {
    metrics::counter!(
        "webhook_receiver_processed_total",
        "provider" => processed.provider, "outcome" => processed.outcome
    )
    .increment(1);
    if let Some(error) = processed.store_error {
        metrics::counter!("webhook_receiver_store_errors_total", "error" => error).increment(1);
    }
}

#[derive(Clone, FromRef)]
struct App {
    receiver: Receiver<github::Event>,
    github: Idempotent<github::Event>,
    prometheus: PrometheusHandle,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let prometheus = PrometheusBuilder::new()
        .set_buckets_for_metric(
            Matcher::Suffix("_seconds".to_owned()),
            &[0.000_01, 0.000_1, 0.001, 0.01, 0.1, 1.0],
        )?
        .set_buckets_for_metric(
            Matcher::Suffix("_bytes".to_owned()),
            &[1e3, 1e4, 1e5, 1e6, 1e7],
        )?
        .install_recorder()?;
    let receiver = Receiver::builder(github::PROVIDER)
        .secret(Secret::from_env("GITHUB_WEBHOOK_SECRET")?)
        .observer(count_verdict)
        .build()?;
    let github = Idempotency::new(Memory::new(1_000_000), StoreDown::Reject)
        .observer(count_processed)
        .endpoint(&receiver)
        .unsigned_id(UnsignedId::Ignore)
        .build()?;
    let routes = Router::new()
        .route("/github", any(on_github))
        .route("/metrics", get(on_metrics))
        .with_state(App {
            receiver,
            github,
            prometheus,
        });
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

async fn on_github(
    State(github): State<Idempotent<github::Event>>,
    delivery: Delivery<github::Event>,
) -> Reply {
    github.respond(delivery, work).await
}

async fn work(_: Delivery<github::Event>, _: Attempt) -> Result<(), std::io::Error> {
    Ok(())
}

async fn on_metrics(State(prometheus): State<PrometheusHandle>) -> String {
    prometheus.run_upkeep();
    prometheus.render()
}

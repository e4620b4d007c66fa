//! Counts verdicts with OpenTelemetry. This exporter prints the metrics; in production, use an OTLP exporter.
//!
//! ```sh
//! GITHUB_WEBHOOK_SECRET=... cargo run --example metrics_opentelemetry --all-features
//! ```
//!
//! The manual's page `metrics` lists the metrics and what to alert on. For traces, use the feature `tracing`
//! with the crate `tracing-opentelemetry`.

use axum::{Router, http::StatusCode, routing::any};
use opentelemetry::{
    KeyValue,
    metrics::{Counter, Histogram, Meter, MeterProvider},
};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use webhook_receiver::{Outcome, Receiver, Secret, Verdict, Webhook, events::github};

/// The instruments, created once.
struct Instruments {
    requests: Counter<u64>,
    key_matches: Counter<u64>,
    verification: Histogram<f64>,
    body: Histogram<u64>,
}

impl Instruments {
    fn new(meter: &Meter) -> Self {
        Self {
            requests: meter.u64_counter("webhook_receiver.requests").build(),
            key_matches: meter.u64_counter("webhook_receiver.key_matches").build(),
            verification: meter
                .f64_histogram("webhook_receiver.verification")
                .with_unit("s")
                .with_boundaries(vec![0.000_01, 0.000_1, 0.001, 0.01, 0.1, 1.0])
                .build(),
            body: meter
                .u64_histogram("webhook_receiver.body")
                .with_unit("By")
                .with_boundaries(vec![1e3, 1e4, 1e5, 1e6, 1e7])
                .build(),
        }
    }

    fn record(&self, verdict: &Verdict<'_>) {
        let provider = KeyValue::new("provider", verdict.provider);
        let outcome = KeyValue::new("outcome", verdict.outcome.name());
        let mut labels = vec![provider.clone(), outcome.clone()];
        if let Outcome::Rejected(error) = verdict.outcome {
            labels.push(KeyValue::new("reason", error.code()));
        }
        self.requests.add(1, &labels);
        if let Outcome::Delivery { key } | Outcome::Undecodable { key, .. } = verdict.outcome {
            let key = i64::try_from(key).unwrap_or(i64::MAX);
            let labels = [provider.clone(), KeyValue::new("key", key)];
            self.key_matches.add(1, &labels);
        }
        let seconds = verdict.elapsed.as_secs_f64();
        self.verification
            .record(seconds, &[provider.clone(), outcome]);
        self.body.record(verdict.body as u64, &[provider]);
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let metrics = SdkMeterProvider::builder()
        .with_periodic_exporter(opentelemetry_stdout::MetricExporter::default())
        .build();
    let instruments = Instruments::new(&metrics.meter("webhook_receiver"));
    let receiver = Receiver::builder(github::PROVIDER)
        .secret(Secret::from_env("GITHUB_WEBHOOK_SECRET")?)
        .observer(move |verdict| instruments.record(verdict))
        .build()?;
    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(receiver);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    axum::serve(listener, routes)
        .with_graceful_shutdown(async {
            let _ = tokio::signal::ctrl_c().await;
        })
        .await?;
    // Exports what was not yet exported.
    Ok(metrics.shutdown()?)
}

async fn on_github(_: Webhook<github::Event>) -> StatusCode {
    StatusCode::NO_CONTENT
}

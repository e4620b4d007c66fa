//! Receives webhooks: verifies signatures, answers handshakes and yields typed events.
//!
//! With axum, and the features `axum` and `github`:
//!
#![cfg_attr(all(feature = "axum", feature = "github"), doc = "```no_run")]
#![cfg_attr(not(all(feature = "axum", feature = "github")), doc = "```ignore")]
//! use axum::{Router, http::StatusCode, routing::any};
//! use webhook_receiver::{Receiver, Secret, Webhook, events::github};
//!
//! #[tokio::main]
//! async fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
//!     let receiver = Receiver::new(github::PROVIDER, secret)?;
//!     let app = Router::new().route("/github", any(on_github).with_state(receiver));
//!     let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
//!     Ok(axum::serve(listener, app).await?)
//! }
//!
//! async fn on_github(Webhook { event, .. }: Webhook<github::Event>) -> StatusCode {
//!     match event {
//!         github::Event::Push(push) => println!("{} commits", push.commits.len()),
//!         // Verified, but the body is not as documented: report the error.
//!         github::Event::Undecodable(error) => eprintln!("{error}"),
//!         other => println!("ignoring {}", other.kind()),
//!     }
//!     StatusCode::NO_CONTENT
//! }
//! ```
//!
//! Without a framework, and without a feature. The request of this example is signed by
//! `Signer`, which has the feature `testing`:
//!
//! ```
//! use std::time::SystemTime;
//!
//! use webhook_receiver::{Received, Receiver, Secret, providers, testing::Signer};
//!
//! let secret = Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?;
//! let receiver = Receiver::new(providers::SLACK, secret.clone())?;
//!
//! // In a service, the request comes from the server.
//! let request = Signer::new(providers::SLACK, secret)
//!     .sign("https://app.example/slack", r#"{"type":"event_callback"}"#)?;
//!
//! match receiver.receive(request, SystemTime::now()) {
//!     Ok(Received::Delivery(delivery)) => println!("verified: {:?}", delivery.kind()),
//!     Ok(Received::Handshake(reply)) => println!("reply with {}", reply.status),
//!     Err(error) => println!("rejected: {error}"),
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The path of a request
//!
//! ```text
//! head ─▶ Receiver::begin ─▶ Verifier ◀── chunk, chunk, chunk: hashed as they arrive
//!              │                 │ finish
//!              ▼                 ▼
//!            Error         Received::Handshake(Reply) │ Received::Delivery(Delivery)
//!                                                                  │ event()
//!                                                                  ▼
//!                                                        your type, or a typed event
//! ```
//!
//! A request that its head proves invalid is rejected before its body is waited for. Verification does no
//! input or output and fetches nothing. It never reads the clock: the time is an argument, and the
//! adapters pass [`Endpoint::now`].
//!
//! # Where to go
//!
//! - [`Receiver`] verifies; [`Builder`] sets limits, several secrets for key rotation, and the public URL.
//! - [`providers`] lists the providers and what each one proves, retries and needs.
//! - [`provider`] and [`scheme`] declare a sender of your own.
//! - The feature `config` reads providers and receivers from a file.
//! - The module `adapter` has the extractors and layers of each framework, with what to know of each.
//! - The module `events` has the typed events of ten providers, and the macros for your own.
//! - The module `idempotency` runs a handler once per event.
//! - The feature `explain` finds out why a request was rejected.
//! - [`danger`] has what makes a receiver weaker, for the few who need it.
//! - The module `testing` signs requests for tests of your handlers.
//! - [`Builder::observer`] and the feature `tracing` report each verdict and the reason of a rejection.
//! - [`KeyCache`] fetches keys that a provider serves at a URL.
//! - [`manual`] explains the design, the threat model, idempotent processing and how to add a provider.
//!
//! # Features
//!
//! None is on by default.
//!
//! | feature | adds |
//! |---|---|
//! | `axum`, `actix-web`, `hyper`, `tower` | the module of that name in `adapter` |
//! | `discord`, `github`, `gitlab`, `linear`, `meta`, `shopify`, `slack`, `stripe`, `telegram`, `twilio` | typed events, in `events` |
//! | `all-events` | all of these |
//! | `events` | the macros of typed events, for senders of your own |
//! | `time`, `chrono`, `jiff` | conversions of the timestamps in events |
//! | `idempotency` | processing each event once, in `idempotency`, with an in-memory store |
//! | `redis`, `postgres`, `sqlx`, `tokio-postgres` | its stores |
//! | `config` | providers from configuration, in `config` |
//! | `config-schema` | the JSON Schema of the configuration |
//! | `explain` | why a request was rejected, in `explain` |
//! | `tracing` | a span for each request and an event for each verdict |
//! | `sha1`, `sha3`, `md5`, `ed25519`, `ecdsa`, `p521`, `rsa`, `x509`, `x509-chain`, `jwt`, `message-signatures` | algorithms; [`providers`] says which one a provider needs |
//! | `aes`, `xml`, `http-date` | formats of some providers |
//! | `gzip`, `unicode` | compressed bodies, and secrets that are not ASCII. These widen what every receiver accepts |
//! | `all-providers` | all algorithms and formats that a provider needs |
//! | `cli` | the command-line tool: see [`manual::tool`] |
//! | `full` | everything but `cli`, `testing`, `fixtures` and `key-pairs` |
//! | `testing` | for tests: requests that are signed as the provider signs them, in `testing` |
//! | `fixtures` | for tests: a body of each typed event, in `testing::fixtures` |
//! | `key-pairs` | for tests: generated keys for public-key signatures, `testing::KeyPair` |
//!
//! # In scope
//!
//! From the request to the verified event: signatures, replay windows, handshakes, decryption, limits, typed
//! events, idempotent processing, and signed requests for tests.
//!
//! # Out of scope
//!
//! A server, a queue, a workflow engine, an HTTP client, clients of the providers' APIs, and sending webhooks.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]
#![warn(missing_debug_implementations)]

// The way of a request.
mod receiver;
mod request;
// What providers do, as data.
pub mod authenticate;
#[cfg(feature = "config")]
pub mod config;
pub mod handshake;
pub mod provider;
pub mod scheme;
// The interpreter of that data.
mod engine;
// What signatures are checked with.
pub mod algorithm;
mod codec;
mod key;
// What comes of a request.
pub mod error;
mod event;
#[cfg(feature = "idempotency")]
pub mod idempotency;
#[cfg(feature = "idempotency")]
mod stored;
// The providers, and their events.
#[cfg(feature = "events")]
pub mod events;
pub mod providers;
// Outside.
#[cfg(any(
    feature = "actix-web",
    feature = "axum",
    feature = "hyper",
    feature = "tower"
))]
pub mod adapter;
pub mod danger;
#[cfg(feature = "explain")]
pub mod explain;
pub mod manual;
#[cfg(feature = "testing")]
pub mod testing;

#[cfg(any(feature = "axum", feature = "actix-web"))]
pub use self::adapter::{rejection::WebhookRejection, webhook::Webhook};
#[cfg(feature = "idempotency")]
pub use self::stored::{StoredDelivery, StoredError};
pub use self::{
    codec::form::{Form, FormError},
    error::{Error, SetupError},
    event::{DecodeError, DecodeErrorKind, Event, Json, Payload},
    key::{AllowedUrl, KeyCache, KeyHint, KeySource, Keys, KeysFuture, Secret},
    provider::{KeyDocument, Provider},
    receiver::{
        Builder, Delivery, Endpoint, Outcome, Received, Receiver, ReloadHandle, Reply, Verdict,
        Verifier,
    },
    request::{Budget, Head},
};

/// The README's snippets are tests.
#[cfg(all(
    doctest,
    feature = "actix-web",
    feature = "axum",
    feature = "fixtures",
    feature = "github",
    feature = "hyper",
    feature = "idempotency",
    feature = "stripe",
    feature = "tower"
))]
#[doc = include_str!("../README.md")]
struct Readme;

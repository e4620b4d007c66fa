//! Receive webhooks safely: signatures are verified as the body arrives, handshakes are answered, and
//! nothing reaches a handler that was not proven.
//!
//! # The flow
//!
//! ```text
//! head ─▶ Receiver::begin ─▶ Verifying ◀── chunk, chunk, chunk: hashed as they arrive
//!              │                 │ finish
//!              ▼                 ▼
//!            Error         Received::Handshake(Reply) │ Received::Delivery(Delivery)
//!                                                                  │ event()
//!                                                                  ▼
//!                                                          your type, or ours
//! ```
//!
//! A request that its head proves invalid is rejected before its body is waited for. Verification does no
//! input or output, fetches nothing and never reads the clock: the time is an argument, which the
//! adapters pass ([`Endpoint::now`]).
//!
//! [`Receiver`] has the first example, [`providers`] the list of senders, [`scheme`] the words in
//! which a sender of your own is declared, and [`testing`] signed requests for your tests. The
//! [`manual`] says why it is as it is, and how to add to it.
//!
//! # Not here
//!
//! A server, a queue, a workflow engine, an API client.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

// The way of a request.
mod receiver;
mod request;
// What providers do, as data.
pub mod authenticate;
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
pub mod manual;
pub mod testing;

#[cfg(any(feature = "axum", feature = "actix-web"))]
pub use self::adapter::rejection::{Webhook, WebhookRejection};
#[cfg(feature = "idempotency")]
pub use self::stored::{StoredDelivery, StoredError};
pub use self::{
    codec::form::{Form, FormError},
    error::{Error, SetupError},
    event::{DecodeError, Event, Json, Payload},
    key::{AllowedUrl, Document, Found, KeyCache, KeyHint, KeySource, Keys, Secret},
    provider::Provider,
    receiver::{
        Builder, Delivery, Endpoint, Outcome, Received, Receiver, Reply, Verdict, Verifying,
    },
    request::{Budget, Head},
};

/// The README's snippets are tests.
#[cfg(all(
    doctest,
    feature = "actix-web",
    feature = "axum",
    feature = "github",
    feature = "hyper",
    feature = "idempotency",
    feature = "stripe",
    feature = "tower"
))]
#[doc = include_str!("../README.md")]
struct Readme;

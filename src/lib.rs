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
#![forbid(unsafe_code)]

#[cfg(any(
    feature = "actix-web",
    feature = "axum",
    feature = "hyper",
    feature = "tower"
))]
pub mod adapter;
pub mod algorithm;
pub mod authentic;
mod body;
mod budget;
#[cfg(feature = "x509")]
mod certificate;
pub mod danger;
mod decoy;
pub mod delivery;
mod encoding;
pub mod error;
pub mod event;
#[cfg(feature = "events")]
pub mod events;
pub mod form;
pub mod handshake;
pub mod head;
#[cfg(feature = "message-signatures")]
pub mod http_signature;
#[cfg(feature = "idempotency")]
pub mod idempotency;
#[cfg(feature = "gzip")]
mod inflate;
mod json;
#[cfg(feature = "jwt")]
pub mod jwt;
mod key_cache;
mod key_document;
pub mod key_source;
pub mod manual;
#[cfg(feature = "message-signatures")]
pub mod message_signature;
mod observe;
mod provider;
pub mod providers;
mod receiver;
mod reply;
pub mod scheme;
#[cfg(feature = "aes")]
mod sealed;
mod secret;
mod settings;
#[cfg(feature = "idempotency")]
pub mod stored;
pub mod testing;
mod time_source;
mod window;
#[cfg(feature = "xml")]
mod xml;

#[cfg(feature = "actix-web")]
pub use self::adapter::actix_web;
#[cfg(feature = "axum")]
pub use self::adapter::axum;
#[cfg(feature = "hyper")]
pub use self::adapter::hyper;
#[cfg(feature = "tower")]
pub use self::adapter::tower;
#[cfg(feature = "discord")]
pub use self::events::discord;
#[cfg(feature = "github")]
pub use self::events::github;
#[cfg(feature = "gitlab")]
pub use self::events::gitlab;
#[cfg(feature = "linear")]
pub use self::events::linear;
#[cfg(feature = "meta")]
pub use self::events::meta;
#[cfg(feature = "shopify")]
pub use self::events::shopify;
#[cfg(feature = "slack")]
pub use self::events::slack;
#[cfg(feature = "stripe")]
pub use self::events::stripe;
#[cfg(feature = "telegram")]
pub use self::events::telegram;
#[cfg(feature = "twilio")]
pub use self::events::twilio;
#[cfg(feature = "idempotency")]
pub use self::stored::StoredDelivery;
pub use self::{
    authentic::{Authentic, Authenticate},
    budget::Budget,
    delivery::Delivery,
    error::{Error, SetupError},
    event::Event,
    head::Head,
    key_cache::KeyCache,
    key_document::Document,
    key_source::{KeyHint, KeySource},
    observe::{Outcome, Verdict},
    provider::{IdKind, Provider, Retry, TimeKind, When},
    receiver::{Builder, Endpoint, Received, Receiver, Verifying},
    reply::Reply,
    secret::{Keys, Secret},
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

//! Receive webhooks safely.
#![forbid(unsafe_code)]

#[cfg(feature = "axum")]
pub mod adapter;
pub mod algorithm;
pub mod authentic;
mod body;
pub mod danger;
pub mod delivery;
mod encoding;
pub mod error;
pub mod event;
pub mod handshake;
pub mod head;
mod json;
mod provider;
pub mod providers;
mod receiver;
mod reply;
pub mod scheme;
mod secret;
mod settings;
pub mod testing;

#[cfg(feature = "axum")]
pub use self::adapter::axum;
pub use self::{
    authentic::{Authentic, Authenticate},
    delivery::Delivery,
    error::{Error, SetupError},
    event::Event,
    head::Head,
    provider::{Provider, When},
    receiver::{Builder, Endpoint, Received, Receiver, Verifying},
    reply::Reply,
    secret::{Keys, Secret},
};

/// The README's snippets are tests.
#[cfg(all(doctest, feature = "axum"))]
#[doc = include_str!("../README.md")]
struct Readme;

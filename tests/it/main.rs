//! Tests of the public interface in one binary, with a module per suite. `tests/README.md` lists the question
//! that each suite answers, and the suites that need a process of their own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a test may panic"
)]

#[path = "../common/mod.rs"]
mod common;

mod ambiguous;
mod audience;
mod authentication_schemes;
mod auto_traits;
mod axum;
mod boundaries;
mod certificates;
mod choices;
mod clock;
mod code_providers;
mod config;
mod events;
mod events_any;
mod events_github;
mod events_own;
mod events_providers;
mod explain;
mod facts;
mod failures;
mod fixtures;
mod forgery;
mod handler;
mod handshake_oracle;
mod handshakes;
mod http_clients;
mod idempotency;
mod idempotency_stores;
mod jwt;
mod key_pair;
mod key_source;
mod key_source_adapters;
mod keys;
mod kinds;
mod leaks;
mod malleability;
mod message_signatures;
mod model_coverage;
mod model_fields;
mod own_senders;
mod parity;
mod properties;
mod proven;
mod proxies;
mod random_setups;
mod readme;
mod reload;
mod rfc;
mod schedules;
mod sender;
mod setup;
mod shifts;
mod signed_times;
mod stored;
mod tenants;
mod timestamp;
mod vectors;
mod wycheproof;

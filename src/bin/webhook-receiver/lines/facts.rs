//! Providers as lines.

use serde_json::{Value, json};
use webhook_receiver::{
    Provider,
    provider::{IdKind, Retry, TimeKind},
};

use super::models::typed_events;

/// Returns the facts about a provider.
pub(crate) fn provider_line(provider: &Provider) -> Value {
    json!({
        "id": provider.id(),
        "name": provider.name(),
        "class": provider.class(),
        "algorithm": provider.algorithm().name(),
        "coverage": provider.coverage().to_string(),
        "handshake": provider.has_handshake(),
        "typed_events": typed_events(provider.id()),
        "source": provider.source(),
        "source_read": provider.last_read(),
        "retries": retries(provider.retry()),
        "response_timeout": provider.response_timeout().map(|timeout| timeout.as_secs()),
        "id_kind": id_kind(provider),
        "time_kind": time_kind(provider),
    })
}

/// For how many seconds a provider retries: 0 if it never does, null if it is not documented.
fn retries(retry: Retry) -> Option<u64> {
    match retry {
        Retry::Never => Some(0),
        Retry::For(period) => Some(period.as_secs()),
        _ => None,
    }
}

/// What the delivery id names, null if there is none.
fn id_kind(provider: &Provider) -> Option<&'static str> {
    provider
        .has_delivery_id()
        .then(|| match provider.delivery_id_kind() {
            IdKind::Event => "event",
            IdKind::Object => "object",
            IdKind::BatchItem => "batch_item",
            _ => "unknown",
        })
}

/// Which moment the signed time is, null if no time is checked.
fn time_kind(provider: &Provider) -> Option<&'static str> {
    match provider.time_kind() {
        TimeKind::Attempt => Some("attempt"),
        TimeKind::Event => Some("event"),
        _ => provider.coverage().has_time().then_some("unknown"),
    }
}

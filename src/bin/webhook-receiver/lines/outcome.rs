//! What becomes of a recorded request.

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use webhook_receiver::{
    Delivery, Error, Reply,
    explain::{Cause, Explanation},
};

use super::models::model;

/// What became of it.
#[derive(Default, Serialize)]
pub(crate) struct Outcome {
    pub(crate) outcome: &'static str,
    pub(crate) error: Option<&'static str>,
    pub(crate) message: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) kind: Option<String>,
    pub(crate) id: Option<String>,
    pub(crate) coverage: Option<String>,
    pub(crate) key: Option<usize>,
    pub(crate) event: Option<&'static str>,
    pub(crate) event_variant: Option<String>,
    pub(crate) event_path: Option<String>,
    pub(crate) reply: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hints: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) causes: Option<Vec<&'static str>>,
}

impl Outcome {
    pub(crate) fn bad_input(message: String) -> Self {
        Self {
            outcome: "bad_input",
            message: Some(message),
            ..Self::default()
        }
    }

    pub(crate) fn rejected(error: &Error) -> Self {
        Self {
            outcome: "refused",
            error: Some(error.code()),
            message: Some(error.to_string()),
            status: Some(error.status().as_u16()),
            ..Self::default()
        }
    }

    pub(crate) fn explained(mut self, explanation: &Explanation) -> Self {
        self.hints = Some(explanation.sentences());
        self.causes = Some(explanation.causes().iter().map(Cause::code).collect());
        self
    }

    pub(crate) fn handshake(reply: &Reply) -> Self {
        Self {
            outcome: "handshake",
            status: Some(reply.status.as_u16()),
            reply: Some(shown(reply)),
            ..Self::default()
        }
    }

    pub(crate) fn delivery(delivery: &Delivery) -> Self {
        let event = model(delivery.provider()).map(|model| (model.read)(delivery));
        let (event, event_variant, event_path) = event.unwrap_or_default();
        let reply = delivery.acknowledgement();
        let asked_for = reply != Reply::empty(StatusCode::OK);
        Self {
            outcome: "delivery",
            status: Some(200),
            kind: delivery.kind().map(str::to_owned),
            id: delivery.id().map(str::to_owned),
            coverage: Some(delivery.coverage().to_string()),
            key: Some(delivery.key_index()),
            event,
            event_variant,
            event_path,
            reply: asked_for.then(|| shown(&reply)),
            ..Self::default()
        }
    }
}

fn shown(reply: &Reply) -> Value {
    let headers: Vec<_> = reply
        .headers
        .iter()
        .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let body = String::from_utf8_lossy(&reply.body);
    json!({"status": reply.status.as_u16(), "headers": headers, "body": body})
}

use super::cloudevents_http::PERMISSION;
use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Azure Event Grid](https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery).
///
/// # Signed content
/// ```text
/// query(<query>) = secret
/// ```
/// Nothing is signed: a secret of your own proves only the sender.
///
/// # Quirks
/// - The parameter's name is yours: give it as the setting `query`.
/// - Subscribing sends a validation, which is answered after the secret was checked. Its
///   `validationUrl` is handed over as [`HandshakeData`](crate::handshake::HandshakeData), and not called.
/// - With the schema of `CloudEvents`, it asks by OPTIONS: the origins that may send are the setting
///   `allowed_origins`.
/// - The body is a list of events.
pub const AZURE_EVENT_GRID: Provider = Provider::new(
    "azure-event-grid",
    "Azure Event Grid",
    "https://learn.microsoft.com/azure/event-grid/secure-webhook-delivery",
    Scheme::token(At::QuerySetting("query")),
)
.handshakes(&[
    Handshake {
        name: "SubscriptionValidation",
        method: "POST",
        when: &[Condition::Equals(
            At::Header("aeg-event-type"),
            "SubscriptionValidation",
        )],
        proof: Proof::Signed,
        answer: Answer::Offer(
            &[("validationUrl", At::Json("/0/data/validationUrl"))],
            &Answer::Json(&[(
                "validationResponse",
                Member::Echo(At::Json("/0/data/validationCode")),
            )]),
        ),
    },
    PERMISSION,
])
.kind(&[At::Json("/0/eventType"), At::Json("/type")])
.delivery_id(&[At::Json("/0/id"), At::Json("/id")])
.answer_within(30)
// <https://learn.microsoft.com/en-us/azure/event-grid/delivery-and-retry>
.retries_for(24 * 3600)
.body_limit(1024 * 1024)
.id_of_batch_item("https://learn.microsoft.com/en-us/azure/event-grid/delivery-and-retry")
.source_read("2026-11");

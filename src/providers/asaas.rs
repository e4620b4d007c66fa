use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Asaas](https://docs.asaas.com/docs/sobre-os-webhooks).
///
/// # Signed content
/// ```text
/// asaas-access-token: secret
/// ```
/// Nothing is signed: the auth token of the webhook proves only the sender.
///
/// # Example headers
/// ```text
/// asaas-access-token: asaas-tok-1
/// ```
///
/// # Quirks
/// - Nothing binds the body.
pub const ASAAS: Provider = Provider::new(
    "asaas",
    "Asaas",
    "https://docs.asaas.com/docs/sobre-os-webhooks",
    Scheme::token(At::Header("asaas-access-token")),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/id")])
// <https://docs.asaas.com/docs/webhooks-faq>
.retries_for(14 * 24 * 3600)
.id_of_event("https://docs.asaas.com/docs/webhooks-faq")
.source_read("2026-11");

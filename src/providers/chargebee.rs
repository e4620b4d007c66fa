use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Chargebee](https://apidocs.chargebee.com/docs/api/webhooks).
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic aG9vazpww6Q1NTp3b3Jk
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - The body is not signed. Ask the API for the object before you act.
pub const CHARGEBEE: Provider = Provider::new(
    "chargebee",
    "Chargebee",
    "https://apidocs.chargebee.com/docs/api/webhooks",
    Scheme::basic(),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/id")])
// <https://apidocs.chargebee.com/docs/api/events>
.occurred_at(&[At::Json("/occurred_at")], TimeFormat::Seconds)
.id_of_event("https://github.com/chargebee/openapi/blob/main/spec/chargebee_api_v1_spec.json")
.source_read("2026-11");

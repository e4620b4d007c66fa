use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Part, Scheme},
};

/// [HubSpot v1](https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation).
///
/// # Signed content
/// ```text
/// x-hubspot-signature: hex(SHA-256(secret + body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-hubspot-signature: 232db2615f3d666fe21a8ec971ac7b5402d33b9a...
/// ```
///
/// # Quirks
/// - A plain hash that begins with the secret. A body that was made longer without the secret is not
///   UTF-8, and such bodies are rejected.
///   Prefer [`HUBSPOT`](super::HUBSPOT), which comes beside it.
pub const HUBSPOT_V1: Provider = Provider::new(
    "hubspot-v1",
    "HubSpot v1",
    "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation",
    Scheme::new(KEYED_SHA256, At::Header("x-hubspot-signature"))
        .content(&[Part::Secret, Part::Body]),
)
.kind(&[At::Json("/0/subscriptionType")])
.delivery_id(&[At::Json("/0/eventId")])
.id_of_batch_item("https://developers.hubspot.com/docs/api/webhooks")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Part, PercentDecode, Scheme},
};

/// [HubSpot v2](https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation)
/// workflows and cards.
///
/// # Signed content
/// ```text
/// x-hubspot-signature: hex(SHA-256(secret + method + url + body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-hubspot-signature: eee2dddcc73c94d699f5e395f4b9d454a069a685...
/// ```
///
/// # Quirks
/// - Cards call by other methods than POST, and without a body.
/// - A plain hash that begins with the secret. A body that was made longer without the secret is not
///   UTF-8, and such bodies are rejected.
///   Prefer [`HUBSPOT`](super::HUBSPOT) if it is sent.
pub const HUBSPOT_V2: Provider = Provider::new(
    "hubspot-v2",
    "HubSpot v2",
    "https://developers.hubspot.com/docs/apps/developer-platform/build-apps/authentication/request-validation",
    Scheme::new(KEYED_SHA256, At::Header("x-hubspot-signature"))
        .content(&[Part::Secret, Part::Method, Part::Url(PercentDecode::None), Part::Body]),
)
.methods(&["DELETE", "GET", "PATCH", "POST", "PUT"])
.kind(&[At::Json("/0/subscriptionType")])
.delivery_id(&[At::Json("/0/eventId")])
.id_of_batch_item("https://developers.hubspot.com/docs/api/webhooks")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::RSA_PKCS1_SHA512,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Fireblocks (legacy)](https://developers.fireblocks.com/reference/webhooks-gettingstarted-validatingevents),
/// version 1 of its webhooks.
///
/// # Signed content
/// ```text
/// fireblocks-signature: base64(RSA-PKCS1-SHA512(private_key, body))
/// ```
///
/// # Example headers
/// ```text
/// fireblocks-signature: skosr+z58+JB...
/// ```
///
/// # Quirks
/// - **One key signs for all workspaces of a region**: give the id of yours as the setting
///   `tenant_id`, or a delivery for another workspace is accepted.
/// - The keys are published, and differ between US, EU and sandbox.
pub const FIREBLOCKS_LEGACY: Provider = Provider::new(
    "fireblocks-legacy",
    "Fireblocks (legacy)",
    "https://developers.fireblocks.com/reference/webhooks-gettingstarted-validatingevents",
    Scheme::new(RSA_PKCS1_SHA512, At::Header("fireblocks-signature")).encoding(Encoding::Base64),
)
.may_be_addressed(At::Json("/tenantId"), "tenant_id")
.kind(&[At::Json("/type")])
// <https://developers.fireblocks.com/reference/get-to-know-webhook-data-objects>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Milliseconds)
.source_read("2026-11");

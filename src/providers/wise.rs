use crate::{
    Provider,
    algorithm::RSA_PKCS1_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Wise](https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling).
///
/// # Signed content
/// ```text
/// x-signature-sha256: base64(RSA-PKCS1-SHA256(private_key, body))
/// ```
///
/// # Example headers
/// ```text
/// x-delivery-id: d-1
/// x-signature-sha256: wKcKCYXAzxNg...
/// ```
///
/// # Quirks
/// - The key is published, one for the sandbox and one for production.
/// - **One key signs for all customers**: give the ids of your subscriptions as the setting
///   `subscription_id`, or an attacker with an account at Wise can have a delivery signed for you. It is
///   optional, as Wise tests the URL before the id is known.
/// - `X-Signature` of the same request is SHA-1 and is ignored.
/// - The id of the delivery is a header that is not signed.
pub const WISE: Provider = Provider::new(
    "wise",
    "Wise",
    "https://docs.wise.com/api-docs/features/webhooks-notifications/event-handling",
    Scheme::new(RSA_PKCS1_SHA256, At::Header("x-signature-sha256")).encoding(Encoding::Base64),
)
.may_be_addressed(At::Json("/subscription_id"), "subscription_id")
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Header("x-delivery-id")])
.occurred_at(&[At::Json("/data/occurred_at")], TimeFormat::Rfc3339)
.answer_within(5)
.retries_for(14 * 24 * 3600)
.source_read("2026-11");

use crate::{
    KeyDocument, Provider,
    algorithm::ECDSA_P256_SHA256,
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Encoding, Scheme},
};

/// [Circle](https://developers.circle.com/api-reference/verify-webhook-signatures), notifications
/// of version 2.
///
/// # Signed content
/// ```text
/// x-circle-signature: base64(der(ECDSA-P256-SHA256(private_key, body)))
/// key_id = header(x-circle-key-id)
/// ```
///
/// # Example headers
/// ```text
/// x-circle-key-id: 879dc113-5ca4-4ff7-a6b7-54652083fcf8
/// x-circle-signature: MEUCIQDAgRKF...
/// ```
///
/// # Quirks
/// - The key is fetched by its id from api.circle.com, and never changes under it: give each with
///   `Secret::with_id`.
/// - **The key is not said to be yours alone**: give the ids of your subscriptions as the setting
///   `subscription_id`, or a delivery for another customer may be accepted.
/// - Registering sends a HEAD, which is answered.
/// - Notifications of version 1 come through Amazon SNS.
pub const CIRCLE: Provider = Provider::new(
    "circle",
    "Circle",
    "https://developers.circle.com/api-reference/verify-webhook-signatures",
    Scheme::new(ECDSA_P256_SHA256, At::Header("x-circle-signature"))
        .encoding(Encoding::Base64)
        .key_id(At::Header("x-circle-key-id")),
)
.handshakes(&[Handshake {
    name: "registration",
    method: "HEAD",
    when: &[],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.may_be_addressed(At::Json("/subscriptionId"), "subscription_id")
.kind(&[At::Json("/notificationType")])
.delivery_id(&[At::Json("/notificationId")])
.key_document(KeyDocument::Key("/data/publicKey"))
.source_read("2026-11");

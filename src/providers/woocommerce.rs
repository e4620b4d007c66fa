use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Encoding, Scheme},
};

/// [WooCommerce](https://woocommerce.com/document/webhooks/) shops.
///
/// # Signed content
/// ```text
/// x-wc-webhook-signature: base64(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-wc-webhook-topic: order.created
/// x-wc-webhook-delivery-id: 12
/// x-wc-webhook-signature: ...
/// ```
///
/// # Quirks
/// - Saving a webhook posts an unsigned form `webhook_id=N`, which is answered and never delivered.
/// - The topic and the id are headers that are not signed.
/// - `x-wc-webhook-delivery-id` is a hash of the webhook and the second: two deliveries in one
///   second share it.
pub const WOOCOMMERCE: Provider = Provider::new(
    "woocommerce",
    "WooCommerce",
    "https://woocommerce.com/document/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-wc-webhook-signature")).encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "ping",
    method: "POST",
    when: &[
        Condition::Digits(At::Form("webhook_id")),
        Condition::OnlyFields(&["webhook_id"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.kind(&[At::Header("x-wc-webhook-topic")])
.delivery_id(&[At::Header("x-wc-webhook-delivery-id")])
.source_read("2026-11");

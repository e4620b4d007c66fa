use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Commerce Layer](https://docs.commercelayer.io/core/callbacks-security).
///
/// # Signed content
/// ```text
/// x-commercelayer-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the shared secret of the webhook.
///
/// # Example headers
/// ```text
/// x-commercelayer-topic: customers.create
/// x-commercelayer-signature: MCzCKRxiNsj0i+1MQRtlLswF3pQrz6wUsc10VEODlqs=
/// ```
///
/// # Quirks
/// - The topic is a header that is not signed.
/// - There is no id of the delivery.
pub const COMMERCELAYER: Provider = Provider::new(
    "commercelayer",
    "Commerce Layer",
    "https://docs.commercelayer.io/core/callbacks-security",
    Scheme::new(HMAC_SHA256, At::Header("x-commercelayer-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Header("x-commercelayer-topic")])
.source_read("2026-10");

//! Midtrans: <https://docs.midtrans.com/docs/https-notification-webhooks>

use crate::{
    Provider,
    algorithm::KEYED_SHA512,
    scheme::{At, Part, Scheme, Shape},
};

/// [Midtrans](https://docs.midtrans.com/docs/https-notification-webhooks).
///
/// # Signed content
/// hex(SHA-512(`order_id` + `status_code` + `gross_amount` + server key))
///
/// # Example body
/// ```text
/// {"order_id":"order-1","status_code":"200","gross_amount":"10000.00","signature_key":"89ffffef530a..."}
/// ```
///
/// # Quirks
/// - `transaction_status` is not signed: whoever saw one notification can send another status under
///   its signature. Ask the API by `order_id`.
/// - A plain hash, with nothing between the fields.
///
/// # Security
/// Digits at the end of `order_id` could be read as those of `status_code`, and digits of that as those
/// of `gross_amount`: compare all three with the order that you know by the id.
pub const MIDTRANS: Provider = Provider::new(
    "midtrans",
    "Midtrans",
    "https://docs.midtrans.com/docs/https-notification-webhooks",
    Scheme::new(KEYED_SHA512, At::Json("/signature_key")).content_without_body(&[
        Part::Shaped(&Part::Json("/order_id"), Shape::Any),
        Part::Shaped(&Part::Json("/status_code"), Shape::Like("000")),
        Part::Shaped(&Part::Json("/gross_amount"), Shape::Chars("0123456789.")),
        Part::Secret,
    ]),
)
.kind(&[At::Json("/transaction_status")])
.delivery_id(&[At::Json("/transaction_id")])
.without_identity()
.id_of_object("")
.source_read("2026-10");

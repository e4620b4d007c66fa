use crate::{
    Provider,
    algorithm::KEYED_SHA512,
    scheme::{At, Part, Scheme, Shape},
};

/// The documented codes: <https://docs.midtrans.com/reference/status-code>
const CODES: &[&str] = &[
    "200", "201", "202", "300", "400", "401", "402", "403", "404", "405", "406", "407", "408",
    "409", "410", "411", "412", "413", "414", "500", "501", "502", "503", "504", "505",
];

/// [Midtrans](https://docs.midtrans.com/docs/https-notification-webhooks).
///
/// # Signed content
/// ```text
/// json(/signature_key) = hex(SHA-512(json(/order_id) + json(/status_code) + json(/gross_amount) + secret))
/// ```
/// The secret is the server key.
///
/// # Example body
/// ```text
/// {"order_id":"order-1","status_code":"200","gross_amount":"10000.00","signature_key":"89ffffef530a..."}
/// ```
///
/// # Quirks
/// - A plain hash, with nothing between the fields. The status code must be a documented one, and the
///   amount must have two decimals and no leading zero.
/// - [`MIDTRANS_PAY_ACCOUNT`](super::MIDTRANS_PAY_ACCOUNT) has the notifications of pay accounts.
///
/// # Security
/// `transaction_status` is not signed: an attacker who saw one notification can send another status under its
/// signature. Digits can also move between the three signed fields: order `o-2` over `2002000.00`
/// passes as order `o-2200` over `2000.00`. Take nothing from a notification but the order's id, and
/// ask the API for the transaction.
pub const MIDTRANS: Provider = Provider::new(
    "midtrans",
    "Midtrans",
    "https://docs.midtrans.com/docs/https-notification-webhooks",
    Scheme::new(KEYED_SHA512, At::Json("/signature_key")).content_without_body(&[
        Part::Shaped(&Part::Json("/order_id"), Shape::Any),
        Part::Shaped(&Part::Json("/status_code"), Shape::OneOf(CODES)),
        Part::Shaped(&Part::Json("/gross_amount"), Shape::Amount),
        Part::Secret,
    ]),
)
.kind(&[At::Json("/transaction_status")])
.delivery_id(&[At::Json("/transaction_id")])
.without_identity()
.id_of_object("")
.retries_for(342 * 60)
.answer_within(15)
.source_read("2026-11");

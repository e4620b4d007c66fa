use crate::{
    Provider,
    algorithm::KEYED_SHA512,
    scheme::{At, Part, Scheme, Shape},
};

/// The documented states: <https://docs.midtrans.com/reference/create-pay-account>
const STATES: &[&str] = &["DISABLED", "ENABLED", "EXPIRED", "PENDING"];

/// [Midtrans](https://docs.midtrans.com/reference/receiving-notifications) Pay Account notifications: a
/// customer linked a `GoPay` account or unlinked it.
///
/// # Signed content
/// ```text
/// json(/signature_key) = hex(SHA-512(json(/account_id) + json(/account_status) + json(/status_code) + secret))
/// ```
/// The secret is the server key.
///
/// # Example body
/// ```text
/// {"status_code":"200","account_id":"00000269-7836-49e5-bc65-e592afafec14","account_status":"ENABLED","signature_key":"6c59cfade0d2..."}
/// ```
///
/// # Quirks
/// - They are sent to the Pay Account notification URL. Those of transactions are signed differently: see
///   [`MIDTRANS`](super::MIDTRANS).
/// - A plain hash, with nothing between the fields. The status must be a documented one, and the code
///   must have three digits.
/// - The id is the account's, the same in each of its states.
///
/// # Security
/// No time is signed: a notification that an account is enabled can be replayed after it was disabled. Ask
/// the API for the account.
pub const MIDTRANS_PAY_ACCOUNT: Provider = Provider::new(
    "midtrans-pay-account",
    "Midtrans pay accounts",
    "https://docs.midtrans.com/reference/receiving-notifications",
    Scheme::new(KEYED_SHA512, At::Json("/signature_key")).content_without_body(&[
        Part::Shaped(&Part::Json("/account_id"), Shape::Any),
        Part::Shaped(&Part::Json("/account_status"), Shape::OneOf(STATES)),
        Part::Shaped(&Part::Json("/status_code"), Shape::Like("000")),
        Part::Secret,
    ]),
)
.kind(&[At::Json("/account_status")])
.delivery_id(&[At::Json("/account_id")])
.without_identity()
.id_of_object("https://docs.midtrans.com/reference/create-pay-account")
.source_read("2026-11");

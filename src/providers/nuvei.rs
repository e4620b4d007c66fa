//! Nuvei: <https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/>

use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Part, Scheme},
};

/// [Nuvei](https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/) direct merchant
/// notifications.
///
/// # Signed content
/// hex(SHA-256(secret key + `totalAmount` + `currency` + `responseTimeStamp` +
/// `PPP_TransactionID` + `Status` + `productId`))
///
/// # Example body
/// ```text
/// totalAmount=115&currency=USD&...&advanceResponseChecksum=aaa9ad16c8ed9f17...
/// ```
///
/// # Quirks
/// - A plain hash that begins with the secret, with nothing between the fields; the others, such as
///   `transactionType`, are not signed.
/// - Notifications by GET are not taken.
pub const NUVEI: Provider = Provider::new(
    "nuvei",
    "Nuvei",
    "https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/",
    Scheme::new(KEYED_SHA256, At::Form("advanceResponseChecksum")).content(&[
        Part::Secret,
        Part::Form("totalAmount"),
        Part::Form("currency"),
        Part::Form("responseTimeStamp"),
        Part::Form("PPP_TransactionID"),
        Part::Form("Status"),
        Part::Form("productId"),
    ]),
)
.kind(&[At::Form("Status")])
.delivery_id(&[At::Form("PPP_TransactionID")])
.id_of_object("")
.source_read("2026-10");

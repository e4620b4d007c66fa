//! Nuvei: <https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/>

use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Part, Scheme, Shape},
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
/// - Each field has its shape, so that none can begin or end elsewhere: a `DECLINED` does not become
///   a part of the transaction's id.
/// - Notifications by GET are not taken.
pub const NUVEI: Provider = Provider::new(
    "nuvei",
    "Nuvei",
    "https://docs.nuvei.com/documentation/integration/webhooks/payment-dmns/",
    Scheme::new(KEYED_SHA256, At::Form("advanceResponseChecksum")).content(&[
        Part::Secret,
        Part::Shaped(&Part::Form("totalAmount"), Shape::Chars("0123456789.")),
        Part::Shaped(&Part::Form("currency"), Shape::Like("AAA")),
        Part::Shaped(
            &Part::Form("responseTimeStamp"),
            Shape::Like("0000-00-00.00:00:00"),
        ),
        Part::Shaped(&Part::Form("PPP_TransactionID"), Shape::Chars("0123456789")),
        Part::Shaped(
            &Part::Form("Status"),
            Shape::OneOf(&[
                "APPROVED", "CANCELED", "DECLINED", "ERROR", "PENDING", "SUCCESS",
            ]),
        ),
        Part::Shaped(&Part::Form("productId"), Shape::Any),
    ]),
)
.kind(&[At::Form("Status")])
.delivery_id(&[At::Form("PPP_TransactionID")])
.id_of_object("")
.source_read("2026-10");

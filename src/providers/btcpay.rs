use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [BTCPay Server](https://docs.btcpayserver.org/API/Greenfield/v1/#tag/Webhooks).
///
/// # Signed content
/// ```text
/// btcpay-sig: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// btcpay-sig: sha256=1de7b64cf51c191de8da4403475c317df...
/// ```
///
/// # Quirks
/// - `deliveryId` changes when it is sent again, `originalDeliveryId` does not.
pub const BTCPAY: Provider = Provider::new(
    "btcpay",
    "BTCPay Server",
    "https://docs.btcpayserver.org/API/Greenfield/v1/#tag/Webhooks",
    Scheme::new(HMAC_SHA256, At::Header("btcpay-sig")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/originalDeliveryId")])
// <https://github.com/btcpayserver/btcpayserver/blob/master/BTCPayServer/Plugins/Webhooks/WebhookSender.cs>
.retries_for(3_670)
.id_of_event("https://github.com/btcpayserver/btcpayserver/blob/master/BTCPayServer/Plugins/Webhooks/WebhookSender.cs")
.source_read("2026-11");

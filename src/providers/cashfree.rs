use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Cashfree](https://www.cashfree.com/docs/payments/online/webhooks/signature-verification)
/// payments.
///
/// # Signed content
/// ```text
/// x-webhook-signature: base64(HMAC-SHA256(secret, timestamp + body))
/// timestamp = header(x-webhook-timestamp) in milliseconds
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-idempotency-key: o1
/// x-webhook-timestamp: 1790000000005
/// x-webhook-signature: hqmFxdpZP49Jkl0nyUWxmyY7gUdtFyfDCGODByELOTM=
/// ```
///
/// # Quirks
/// - Time and body have no separator, so the time must be digits alone.
/// - Payouts of version 1 are signed differently, and not served.
pub const CASHFREE: Provider = Provider::new(
    "cashfree",
    "Cashfree",
    "https://www.cashfree.com/docs/payments/online/webhooks/signature-verification",
    Scheme::new(HMAC_SHA256, At::Header("x-webhook-signature"))
        .encoding(Encoding::Base64)
        .timestamp(At::Header("x-webhook-timestamp"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("x-idempotency-key")])
.occurred_at(&[At::Json("/event_time")], TimeFormat::Rfc3339)
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Customer.io](https://docs.customer.io/integrations/api/webhooks/) reporting webhooks.
///
/// # Signed content
/// ```text
/// x-cio-signature: hex(HMAC-SHA256(secret, "v0:" + timestamp + ":" + body))
/// timestamp = header(x-cio-timestamp) in seconds
/// ```
/// The secret is the webhook signing key.
///
/// # Example headers
/// ```text
/// x-cio-timestamp: 1767225600
/// x-cio-signature: a7eec90f5a4f82a3ec15e1a93983f5e01fb4b145...
/// ```
pub const CUSTOMER_IO: Provider = Provider::new(
    "customer-io",
    "Customer.io",
    "https://docs.customer.io/integrations/api/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-cio-signature"))
        .timestamp(At::Header("x-cio-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Literal("v0:"),
            Part::Timestamp,
            Part::Literal(":"),
            Part::Body,
        ]),
)
.kind(&[At::Json("/metric")])
.delivery_id(&[At::Json("/event_id")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Seconds)
.retries_for(7 * 24 * 3600)
// Seven days of retries are documented, but not whether each gets a new signature. Receivers by others
// reject what is older than five minutes, or an hour. Of an exponential backoff, a day takes most
// retries; `Builder::accept_age` takes the rest.
.max_age(24 * 3600)
.source_read("2026-11");

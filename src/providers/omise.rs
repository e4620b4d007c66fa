use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, KeyFormat, Part, Scheme, TimeFormat},
};

/// [Omise (Opn Payments)](https://docs.omise.co/api-webhooks).
///
/// # Signed content
/// ```text
/// omise-signature: hex(HMAC-SHA256(base64_decode(secret), timestamp + "." + body)),...
/// timestamp = header(omise-signature-timestamp) in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// omise-signature-timestamp: 1790000000
/// omise-signature: f516c5f02d71012757a3962a0f4d6e0bf661c5fd...
/// ```
///
/// # Quirks
/// - A list of signatures while a secret is rotated.
/// - Accounts without a secret get unsigned events, which are rejected.
pub const OMISE: Provider = Provider::new(
    "omise",
    "Omise (Opn Payments)",
    "https://docs.omise.co/api-webhooks",
    Scheme::new(HMAC_SHA256, At::Header("omise-signature"))
        .key(KeyFormat::Base64)
        .format(Format::List {
            separator: ',',
            tag: "",
        })
        .timestamp(At::Header("omise-signature-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/key")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.source_read("2026-10");

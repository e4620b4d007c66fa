use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Kushki](https://docs.kushki.com/cl/en/notifications/overview).
///
/// # Signed content
/// ```text
/// x-kushki-signature: hex(HMAC-SHA256(secret, body + "." + timestamp))
/// timestamp = header(x-kushki-id) in milliseconds
/// ```
/// The secret is the webhook signature id.
///
/// # Example headers
/// ```text
/// x-kushki-id: 1790000000000
/// x-kushki-signature: 69f35ecffeb74f1c5e7bd08be973da0995559b53...
/// ```
///
/// # Quirks
/// - `x-kushki-simplesignature` covers the time alone; it is ignored.
pub const KUSHKI: Provider = Provider::new(
    "kushki",
    "Kushki",
    "https://docs.kushki.com/cl/en/notifications/overview",
    Scheme::new(HMAC_SHA256, At::Header("x-kushki-signature"))
        .timestamp(At::Header("x-kushki-id"), TimeFormat::Milliseconds)
        .content(&[Part::Body, Part::Literal("."), Part::Timestamp]),
)
.source_read("2026-10");

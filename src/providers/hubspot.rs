use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, PercentDecode, Scheme, TimeFormat},
};

/// [HubSpot](https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests), version 3 of its signature.
///
/// # Signed content
/// ```text
/// x-hubspot-signature-v3: base64(HMAC-SHA256(secret, method + percent_decode(url, ":/?@!$'()*,;") + body + timestamp))
/// timestamp = header(x-hubspot-request-timestamp) in milliseconds
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-hubspot-request-timestamp: 1738000000000
/// x-hubspot-signature-v3: ...
/// ```
///
/// # Quirks
/// - Some percent-encoded characters of the URL are decoded before it is signed. As `%2F` and `%3F` in
///   a path would be signed like another path, such paths are rejected: give the registered URL as
///   `callback_url` if it has one.
/// - Versions 1 and 2 come in another header of the same request and are ignored.
/// - The body is a list of up to 100 events.
pub const HUBSPOT: Provider = Provider::new(
    "hubspot",
    "HubSpot",
    "https://developers.hubspot.com/docs/apps/legacy-apps/authentication/validating-requests",
    Scheme::new(HMAC_SHA256, At::Header("x-hubspot-signature-v3"))
        .encoding(Encoding::Base64)
        .timestamp(
            At::Header("x-hubspot-request-timestamp"),
            TimeFormat::Milliseconds,
        )
        .content(&[
            Part::Method,
            Part::Url(PercentDecode::Only(":/?@!$'()*,;")),
            Part::Body,
            Part::Timestamp,
        ]),
)
.kind(&[At::Json("/0/subscriptionType")])
.delivery_id(&[At::Json("/0/eventId")])
.answer_within(5)
// <https://developers.hubspot.com/docs/api-reference/legacy/webhooks/guide>
.retries_for(24 * 3600)
.id_of_batch_item("https://developers.hubspot.com/docs/api/webhooks")
.tolerance(300)
.source_read("2026-11");

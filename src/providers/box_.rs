use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Box](https://developer.box.com/guides/webhooks/v2/signatures-v2/), version 2 of its webhooks.
///
/// # Signed content
/// ```text
/// box-signature-primary|box-signature-secondary: base64(HMAC-SHA256(secret, body + timestamp))
/// timestamp = header(box-delivery-timestamp) in RFC 3339
/// ```
/// The secrets are the two signature keys, each with its own header.
///
/// # Example headers
/// ```text
/// box-delivery-timestamp: 2020-01-01T00:00:00-07:00
/// box-signature-primary: 6TfeAW3A1PASkgboxxA5yqHNKOwFyMWuEXny/FPD5hI=
/// box-signature-secondary: v+1CD1Jdo3muIcbpv5lxxgPglOqMfsNHPV899xWYydo=
/// ```
///
/// # Quirks
/// - A primary and a secondary key sign: give both.
/// - Box signs its JSON with `\\u` escapes, and sends it so; a proxy that unescapes it breaks it.
/// - `box-delivery-id` is another one in each retry, and is not signed; the `id` in the body stays.
pub const BOX: Provider = Provider::new(
    "box",
    "Box",
    "https://developer.box.com/guides/webhooks/v2/signatures-v2/",
    Scheme::new(
        HMAC_SHA256,
        At::AnyHeader(&["box-signature-primary", "box-signature-secondary"]),
    )
    .encoding(Encoding::Base64)
    .timestamp(At::Header("box-delivery-timestamp"), TimeFormat::Rfc3339)
    .content(&[Part::Body, Part::Timestamp]),
)
.kind(&[At::Json("/trigger")])
.delivery_id(&[At::Json("/id")])
.tolerance(600)
.answer_within(30)
// <https://developer.box.com/guides/webhooks/v2/>
.retries_for(2 * 3600)
.id_of_event("https://developer.box.com/guides/webhooks/v2/")
// By its wording: when the payload was sent.
.time_of_attempt("https://developer.box.com/guides/webhooks/v2/")
.source_read("2026-11");

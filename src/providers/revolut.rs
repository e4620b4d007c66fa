use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Revolut (Merchant, Business)](https://developer.revolut.com/docs/guides/accept-payments/tutorials/work-with-webhooks/verify-the-payload-signature).
///
/// # Signed content
/// ```text
/// revolut-signature: v1=hex(HMAC-SHA256(secret, "v1." + timestamp + "." + body)),...
/// timestamp = header(revolut-request-timestamp) in milliseconds
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// revolut-request-timestamp: 1790000000000
/// revolut-signature: v1=6a653e62c5a7c756c99f69cce5ae594c8e047...
/// ```
///
/// # Quirks
/// - `v1.` is signed, too.
pub const REVOLUT: Provider = Provider::new(
    "revolut",
    "Revolut (Merchant, Business)",
    "https://developer.revolut.com/docs/guides/accept-payments/tutorials/work-with-webhooks/verify-the-payload-signature",
    Scheme::new(HMAC_SHA256, At::Header("revolut-signature"))
        .format(Format::List { separator: ',', tag: "v1=" })
        .timestamp(At::Header("revolut-request-timestamp"), TimeFormat::Milliseconds)
        .content(&[Part::Literal("v1."), Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
// By its wording: when the event was delivered.
.time_of_attempt("https://developer.revolut.com/docs/guides/accept-payments/tutorials/work-with-webhooks/verify-the-payload-signature")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme},
};

/// [CircleCI](https://circleci.com/docs/webhooks/).
///
/// # Signed content
/// ```text
/// circleci-signature: v1=hex(HMAC-SHA256(secret, body)),...
/// ```
///
/// # Example headers
/// ```text
/// circleci-event-type: workflow-completed
/// circleci-signature: v1=4fcc06915b43d8a49aff193441e9e18654e6a27c2c428b02e8fcc41ccc2299f9
/// ```
///
/// # Quirks
/// - The event is a header that is not signed, and `type` of the body, which is.
/// - Only version 1 exists; other entries are ignored.
pub const CIRCLECI: Provider = Provider::new(
    "circleci",
    "CircleCI",
    "https://circleci.com/docs/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("circleci-signature")).format(Format::Pairs {
        separator: ',',
        signature: "v1",
    }),
)
.kind(&[At::Json("/type"), At::Header("circleci-event-type")])
.delivery_id(&[At::Json("/id")])
.answer_within(10)
.id_of_event("https://circleci.com/docs/outbound-webhooks/")
.source_read("2026-11");

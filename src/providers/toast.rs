use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [Toast](https://doc.toasttab.com/doc/devguide/apiMessageSigning.html).
///
/// # Signed content
/// ```text
/// toast-signature: base64(HMAC-SHA256(secret, body + timestamp))
/// timestamp = json(/timestamp) in ISO 8601
/// ```
/// The secret is that of the subscription.
///
/// # Example headers
/// ```text
/// toast-signature: vkaN67fkBpLcJvkpjujczXFk1yjXh4rjwR1LtQ7ndI8=
/// ```
///
/// # Quirks
/// - The time is in the body and is signed once more behind it.
pub const TOAST: Provider = Provider::new(
    "toast",
    "Toast",
    "https://doc.toasttab.com/doc/devguide/apiMessageSigning.html",
    Scheme::new(HMAC_SHA256, At::Header("toast-signature"))
        .encoding(Encoding::Base64)
        .timestamp(At::Json("/timestamp"), TimeFormat::Iso8601)
        .content(&[Part::Body, Part::Timestamp]),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/guid")])
// <https://doc.toasttab.com/doc/devguide/apiRetrySupport.html>
.retries_for(15 * 60)
.id_of_event("https://doc.toasttab.com/doc/devguide/apiRetrySupport.html")
// By its place: in the body, which is sent again. The number of the attempt is in a header.
.time_of_event("https://doc.toasttab.com/doc/devguide/apiRetrySupport.html")
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [WorkOS](https://workos.com/docs/events/data-syncing/webhooks).
///
/// # Signed content
/// ```text
/// workos-signature: t=timestamp,v1=hex(HMAC-SHA256(secret, timestamp + "." + body)),...
/// timestamp in milliseconds
/// ```
///
/// # Example headers
/// ```text
/// workos-signature: t=1767225600123, v1=5f1d...
/// ```
///
/// # Quirks
/// - A space follows the comma.
pub const WORKOS: Provider = Provider::new(
    "workos",
    "WorkOS",
    "https://workos.com/docs/events/data-syncing/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("workos-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .spaced()
        .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds)
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/created_at")], TimeFormat::Rfc3339)
.tolerance(180)
.retries_for(3 * 24 * 3600)
.id_of_event("https://workos.com/docs/events/data-syncing/webhooks")
// A receiver's test says that a retry gets a new signature; nothing of WorkOS does.
.source_read("2026-11");

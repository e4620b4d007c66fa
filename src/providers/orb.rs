use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [Orb](https://docs.withorb.com/integrations-and-exports/webhooks).
///
/// # Signed content
/// ```text
/// x-orb-signature: v1=hex(HMAC-SHA256(secret, "v1:" + timestamp + ":" + body)) ...
/// timestamp = header(x-orb-timestamp) in ISO 8601
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-orb-timestamp: 2026-09-21T14:13:20.000000
/// x-orb-signature: v1=0413146e2e95...
/// ```
///
/// # Quirks
/// - The time has no zone and is UTC.
pub const ORB: Provider = Provider::new(
    "orb",
    "Orb",
    "https://docs.withorb.com/integrations-and-exports/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-orb-signature"))
        .format(Format::List {
            separator: ' ',
            tag: "v1=",
        })
        .timestamp(At::Header("x-orb-timestamp"), TimeFormat::Iso8601)
        .content(&[
            Part::Literal("v1:"),
            Part::Timestamp,
            Part::Literal(":"),
            Part::Body,
        ]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::{HMAC_SHA256, HMAC_SHA512, OneOf},
    scheme::{At, Choice, Part, Scheme, TimeFormat},
};

/// [Vapi HMAC](https://docs.vapi.ai/server-url/server-authentication) credentials, as they are by
/// default.
///
/// # Signed content
/// ```text
/// <header>|x-signature: hex(HMAC-SHA256|HMAC-SHA512(secret, timestamp + "." + body))
/// timestamp = header(<timestamp_header>|x-timestamp) unchecked
/// ```
/// The secret is `secretKey`.
///
/// # Example headers
/// ```text
/// x-timestamp: 1767225600
/// x-signature: d06567aa0fd8cf776e254d9bb28cadc6b3c823f5...
/// ```
///
/// # Quirks
/// - The names of the headers are the settings `header` and `timestamp_header`, if they are others.
///   SHA-256 and SHA-512 are accepted, by their length, unless the setting `hash` is `SHA256` or
///   `SHA512`. The form of the payload can be chosen too: declare another with [`Provider::new`].
/// - The unit of the time is not documented, so it is signed but not checked for freshness.
pub const VAPI_HMAC: Provider = Provider::new(
    "vapi-hmac",
    "Vapi HMAC",
    "https://docs.vapi.ai/server-url/server-authentication",
    Scheme::new(&HASHES, At::HeaderSettingOr("header", "x-signature"))
        .timestamp(
            At::HeaderSettingOr("timestamp_header", "x-timestamp"),
            TimeFormat::Unchecked,
        )
        .choice(Choice {
            setting: "hash",
            lengths: &[("SHA256", 32), ("SHA512", 64)],
            on_demand: &[],
            expected: "`SHA256` or `SHA512`",
        })
        .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
)
.kind(&[At::Json("/message/type")])
.delivery_id(&[At::Json("/message/call/id")])
.id_of_object("https://docs.vapi.ai/server-url/events")
.source_read("2026-11");

static HASHES: OneOf = OneOf {
    usual: HMAC_SHA256,
    others: &[HMAC_SHA512],
};

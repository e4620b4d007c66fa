use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, KeyFormat, Scheme, TimeFormat},
};

/// [Microsoft Teams](https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook)
/// outgoing webhooks.
///
/// # Signed content
/// ```text
/// authorization: HMAC base64(HMAC-SHA256(base64_decode(secret), body))
/// ```
/// The secret is the security token.
///
/// # Example headers
/// ```text
/// authorization: HMAC MJJ2es5bTgHAhMn+ZiqNhEJfOiExhHpSodC...
/// ```
///
/// # Quirks
/// - The answer's JSON is the reply in the channel.
pub const MS_TEAMS: Provider = Provider::new(
    "ms-teams",
    "Microsoft Teams",
    "https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-outgoing-webhook",
    Scheme::new(HMAC_SHA256, At::Header("authorization"))
        .key(KeyFormat::Base64)
        .format(Format::Prefixed("HMAC "))
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
// <https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.source_read("2026-10");

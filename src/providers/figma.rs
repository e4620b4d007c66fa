use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Figma](https://developers.figma.com/docs/rest-api/webhooks-security/).
///
/// # Signed content
/// ```text
/// json(/passcode) = secret
/// ```
/// Nothing is signed: the passcode proves only the sender.
///
/// # Quirks
/// - The passcode is in every body: do not log bodies.
/// - Creating a webhook sends a `PING` with the passcode.
pub const FIGMA: Provider = Provider::new(
    "figma",
    "Figma",
    "https://developers.figma.com/docs/rest-api/webhooks-security/",
    Scheme::token(At::Json("/passcode")),
)
.kind(&[At::Json("/event_type")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.source_read("2026-11");

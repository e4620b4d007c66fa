use crate::{
    Provider,
    scheme::{At, Format, Scheme},
};

/// [New Relic](https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/).
///
/// # Signed content
/// ```text
/// authorization: Bearer secret
/// ```
/// Nothing is signed: a bearer token proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: Bearer nr-bearer-1
/// ```
///
/// # Quirks
/// - The body is a template of the user, of any form.
pub const NEW_RELIC: Provider = Provider::new(
    "new-relic",
    "New Relic",
    "https://docs.newrelic.com/docs/alerts/get-notified/notification-integrations/",
    Scheme::token(At::Header("authorization")).format(Format::Prefixed("Bearer ")),
)
.source_read("2026-10");

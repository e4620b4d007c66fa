use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Datadog](https://docs.datadoghq.com/integrations/webhooks/).
///
/// # Signed content
/// ```text
/// <header>: secret
/// ```
/// Nothing is signed: a secret of your own proves only the sender.
///
/// # Quirks
/// - The header's name is yours: give it as the setting `header`.
/// - The body is a template of the user, of any form.
pub const DATADOG: Provider = Provider::new(
    "datadog",
    "Datadog",
    "https://docs.datadoghq.com/integrations/webhooks/",
    Scheme::token(At::HeaderSetting("header")),
)
.answer_within(15)
.source_read("2026-11");

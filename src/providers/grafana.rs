use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [Grafana](https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/)
/// alerting.
///
/// # Signed content
/// ```text
/// <header>|x-grafana-alerting-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the HMAC secret.
///
/// # Example headers
/// ```text
/// x-grafana-alerting-signature: cd4e6f94649c496e33f99a37810ec5e8e856f7ee...
/// ```
///
/// # Quirks
/// - With a header for the time configured, it is signed as well:
///   [`GRAFANA_TIMESTAMPED`](super::GRAFANA_TIMESTAMPED).
/// - The header of the signature may have another name: give it as the setting `header`.
pub const GRAFANA: Provider = Provider::new(
    "grafana",
    "Grafana",
    "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
    Scheme::new(HMAC_SHA256, At::HeaderSettingOr("header", "x-grafana-alerting-signature")),
)
.methods(&["POST", "PUT"])
.kind(&[
    At::Json("/status"),
    // Alerts before version 8.
    At::Json("/state"),
])
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Grafana with a time](https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/)
/// in its alerting.
///
/// # Signed content
/// ```text
/// <header>|x-grafana-alerting-signature: hex(HMAC-SHA256(secret, timestamp + ":" + body))
/// timestamp = header(<timestamp_header>) in seconds
/// ```
/// The secret is the HMAC secret.
///
/// # Example headers
/// ```text
/// x-grafana-alerting-signature: 2cf05e8564e190a09242e104bbf50227b265bf6c...
/// ```
///
/// # Quirks
/// - The header of the time has no default name: it is the setting `timestamp_header`.
/// - The header of the signature may have another name: give it as the setting `header`.
pub const GRAFANA_TIMESTAMPED: Provider = Provider::new(
    "grafana-timestamped",
    "Grafana with a time",
    "https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/",
    Scheme::new(HMAC_SHA256, At::HeaderSettingOr("header", "x-grafana-alerting-signature"))
        .timestamp(At::HeaderSetting("timestamp_header"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal(":"), Part::Body]),
)
.methods(&["POST", "PUT"])
.kind(&[At::Json("/status")])
.time_of_attempt("https://github.com/grafana/alerting/blob/main/http/hmac.go")
.source_read("2026-11");

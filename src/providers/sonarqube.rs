use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [SonarQube](https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/)
/// and SonarCloud.
///
/// # Signed content
/// ```text
/// x-sonar-webhook-hmac-sha256: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-sonar-webhook-hmac-sha256: b5ccb4fb495ab9cd22da75582dec847df703db47...
/// ```
///
/// # Quirks
/// - There is one event only: an analysis that finished.
pub const SONARQUBE: Provider = Provider::new(
    "sonarqube",
    "SonarQube",
    "https://docs.sonarsource.com/sonarqube-server/latest/project-administration/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-sonar-webhook-hmac-sha256")),
)
.delivery_id(&[At::Json("/taskId")])
.answer_within(10)
.id_of_object("")
.source_read("2026-10");

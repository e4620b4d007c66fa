use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [JFrog Artifactory token](https://registry.terraform.io/providers/jfrog/artifactory/latest/docs/resources/build_webhook)
/// as it is by default.
///
/// # Signed content
/// ```text
/// x-jfrog-event-auth: secret
/// ```
/// Nothing is signed: the secret token proves only the sender.
///
/// # Example headers
/// ```text
/// x-jfrog-event-auth: jf-token-1
/// ```
///
/// # Quirks
/// - Where payloads can be signed, prefer [`JFROG_ARTIFACTORY`](super::JFROG_ARTIFACTORY).
pub const JFROG_ARTIFACTORY_TOKEN: Provider = Provider::new(
    "jfrog-artifactory-token",
    "JFrog Artifactory token",
    "https://registry.terraform.io/providers/jfrog/artifactory/latest/docs/resources/build_webhook",
    Scheme::token(At::Header("x-jfrog-event-auth")),
)
.kind(&[At::Json("/event_type")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Scheme},
};

/// [JFrog Artifactory](https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks)
/// with payload signing.
///
/// # Signed content
/// ```text
/// x-jfrog-event-auth: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the secret token.
///
/// # Example headers
/// ```text
/// x-jfrog-event-auth: 26a896e03ec2ed95e7d922c3d5363cd9e3637244...
/// ```
///
/// # Quirks
/// - Without payload signing, the same header has the secret itself:
///   [`JFROG_ARTIFACTORY_TOKEN`](super::JFROG_ARTIFACTORY_TOKEN).
pub const JFROG_ARTIFACTORY: Provider = Provider::new(
    "jfrog-artifactory",
    "JFrog Artifactory",
    "https://jfrog.com/help/r/jfrog-platform-administration-documentation/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-jfrog-event-auth")),
)
.kind(&[At::Json("/event_type")])
.source_read("2026-10");

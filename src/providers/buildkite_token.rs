use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Buildkite token](https://buildkite.com/docs/apis/webhooks/pipelines) webhooks, as they are by
/// default.
///
/// # Signed content
/// ```text
/// x-buildkite-token: secret
/// ```
/// Nothing is signed: the webhook's token proves only the sender.
///
/// # Example headers
/// ```text
/// x-buildkite-event: ping
/// x-buildkite-token: 309c9c842f8565adecbd7469
/// ```
///
/// # Quirks
/// - If the service can sign, prefer [`BUILDKITE`](super::BUILDKITE).
pub const BUILDKITE_TOKEN: Provider = Provider::new(
    "buildkite-token",
    "Buildkite token",
    "https://buildkite.com/docs/apis/webhooks/pipelines",
    Scheme::token(At::Header("x-buildkite-token")),
)
.kind(&[At::Json("/event")])
.source_read("2026-11");

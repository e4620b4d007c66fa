use crate::{
    Provider,
    algorithm::HMAC_SHA512,
    scheme::{At, Scheme},
};

/// [HCP Terraform](https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations) notifications, formerly Terraform Cloud.
///
/// # Signed content
/// ```text
/// x-tfe-notification-signature: hex(HMAC-SHA512(secret, body))
/// ```
/// The secret is the token.
///
/// # Example headers
/// ```text
/// x-tfe-notification-signature: 5f1d...
/// ```
///
/// # Quirks
/// - The verification request is signed like any other and is delivered: answer it with 2xx.
pub const TERRAFORM_CLOUD: Provider = Provider::new(
    "terraform-cloud",
    "HCP Terraform",
    "https://developer.hashicorp.com/terraform/cloud-docs/api-docs/notification-configurations",
    Scheme::new(HMAC_SHA512, At::Header("x-tfe-notification-signature")),
)
.kind(&[At::Json("/notifications/0/trigger")])
.source_read("2026-10");

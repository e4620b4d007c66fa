use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Azure DevOps](https://learn.microsoft.com/en-us/azure/devops/service-hooks/services/webhooks) service hooks.
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic dXNlcjpwYXNzd29yZA==
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
pub const AZURE_DEVOPS: Provider = Provider::new(
    "azure-devops",
    "Azure DevOps",
    "https://learn.microsoft.com/en-us/azure/devops/service-hooks/services/webhooks",
    Scheme::basic(),
)
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [Mollie](https://docs.mollie.com/reference/webhooks-new) next-generation webhooks.
///
/// # Signed content
/// ```text
/// x-mollie-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret returned when the webhook is created.
///
/// # Example headers
/// ```text
/// x-mollie-signature: sha256=953defa156c394640d8bd5cd0bfaf0cef...
/// ```
///
/// # Quirks
/// - Classic webhooks are not signed, and rejected.
pub const MOLLIE: Provider = Provider::new(
    "mollie",
    "Mollie",
    "https://docs.mollie.com/reference/webhooks-new",
    Scheme::new(HMAC_SHA256, At::Header("x-mollie-signature")).format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Rfc3339)
.source_read("2026-11");

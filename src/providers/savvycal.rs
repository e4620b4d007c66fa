use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Scheme, TimeFormat},
};

/// [SavvyCal](https://savvycal.com/docs/api/webhooks/).
///
/// # Signed content
/// ```text
/// x-savvycal-signature: sha256=hex(HMAC-SHA256(secret, body))
/// ```
///
/// # Example headers
/// ```text
/// x-savvycal-signature: sha256=b220267be7739e46aa76b5512b284e611...
/// ```
///
/// # Quirks
/// - The digits may be in upper case.
pub const SAVVYCAL: Provider = Provider::new(
    "savvycal",
    "SavvyCal",
    "https://savvycal.com/docs/api/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("x-savvycal-signature"))
        .format(Format::Prefixed("sha256=")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/occurred_at")], TimeFormat::Rfc3339)
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Format, Part, Scheme, TimeFormat},
};

/// [dLocal](https://docs.dlocal.com/reference/payins-security).
///
/// # Signed content
/// ```text
/// authorization: V2-HMAC-SHA256, Signature: hex(HMAC-SHA256(secret, header(x-login) + timestamp + body))
/// timestamp = header(x-date) in RFC 3339
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// x-date: 2026-09-21T14:13:20.000Z
/// authorization: V2-HMAC-SHA256, Signature: 2d486cc6e8c3e...
/// ```
///
/// # Quirks
/// - There is no event name: the kind is the payment's status, and the id the payment's.
pub const DLOCAL: Provider = Provider::new(
    "dlocal",
    "dLocal",
    "https://docs.dlocal.com/reference/payins-security",
    Scheme::new(HMAC_SHA256, At::Header("authorization"))
        .format(Format::Prefixed("V2-HMAC-SHA256, Signature: "))
        .timestamp(At::Header("x-date"), TimeFormat::Rfc3339)
        .content(&[Part::Header("x-login"), Part::Timestamp, Part::Body]),
)
.kind(&[At::Json("/status")])
.delivery_id(&[At::Json("/id")])
// <https://docs.dlocal.com/docs/receive-notifications>
.retries_for(102 * 3600)
.id_of_object("")
.source_read("2026-11");

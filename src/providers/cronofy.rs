use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Format, Scheme},
};

/// [Cronofy](https://docs.cronofy.com/developers/push-notifications/authentication/) push
/// notifications.
///
/// # Signed content
/// ```text
/// cronofy-hmac-sha256: base64(HMAC-SHA256(secret, body)),...
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// cronofy-hmac-sha256: 2mYJCjGqP/sXiAyWlUL2KKrHT2DKwSMpd3j6VTz81NI=
/// ```
///
/// # Quirks
/// - A list of signatures, one a client secret in use.
pub const CRONOFY: Provider = Provider::new(
    "cronofy",
    "Cronofy",
    "https://docs.cronofy.com/developers/push-notifications/authentication/",
    Scheme::new(HMAC_SHA256, At::Header("cronofy-hmac-sha256"))
        .format(Format::List {
            separator: ',',
            tag: "",
        })
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/notification/type")])
.source_read("2026-10");

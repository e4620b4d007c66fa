use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    scheme::{At, Format, Scheme},
};

/// [Expo](https://docs.expo.dev/eas/webhooks/) Application Services.
///
/// # Signed content
/// ```text
/// expo-signature: sha1=hex(HMAC-SHA1(secret, body))
/// ```
/// The secret is the webhook signing secret.
///
/// # Example headers
/// ```text
/// expo-signature: sha1=9d36ac42649f1ea6d75a846428720d137ba...
/// ```
///
/// # Quirks
/// - The kind is the `status` of the build or submission, and the id is that of it.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const EXPO: Provider = Provider::new(
    "expo",
    "Expo",
    "https://docs.expo.dev/eas/webhooks/",
    Scheme::new(HMAC_SHA1, At::Header("expo-signature")).format(Format::Prefixed("sha1=")),
)
.kind(&[At::Json("/status")])
.delivery_id(&[At::Json("/id")])
.id_of_object("https://docs.expo.dev/eas/webhooks/")
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::RSA_PKCS1_SHA256,
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [Freshchat](https://crmsupport.freshworks.com/support/solutions/articles/50000004461).
///
/// # Signed content
/// ```text
/// x-freshchat-signature: base64(RSA-PKCS1-SHA256(private_key, body))
/// ```
///
/// # Example headers
/// ```text
/// x-freshchat-signature: AhrmypOSWoew...
/// ```
///
/// # Quirks
/// - The key is shown beside the webhook's settings, often in one line; its label says `RSA PUBLIC
///   KEY`, and it holds a `SubjectPublicKeyInfo` all the same.
/// - Articles that describe an HMAC for this header are wrong.
pub const FRESHCHAT: Provider = Provider::new(
    "freshchat",
    "Freshchat",
    "https://crmsupport.freshworks.com/support/solutions/articles/50000004461",
    Scheme::new(RSA_PKCS1_SHA256, At::Header("x-freshchat-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/action")])
.occurred_at(&[At::Json("/action_time")], TimeFormat::Rfc3339)
.source_read("2026-10");

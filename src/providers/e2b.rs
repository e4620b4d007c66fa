use crate::{
    Provider,
    algorithm::KEYED_SHA256,
    scheme::{At, Encoding, Part, Scheme},
};

/// [E2B](https://e2b.dev/docs/sandbox/lifecycle-events-webhooks).
///
/// # Signed content
/// ```text
/// e2b-signature: base64_unpadded(SHA-256(secret + body))
/// ```
///
/// # Example headers
/// ```text
/// e2b-signature: mKrxe/FF4GhKNwYdqdWeYx0XWOWfR5HdVu1EBhpVkDs
/// ```
///
/// # Quirks
/// - A plain hash that begins with the secret. A body that was made longer without the secret is not
///   UTF-8, and such bodies are rejected. The padding of base64 is cut off.
pub const E2B: Provider = Provider::new(
    "e2b",
    "E2B",
    "https://e2b.dev/docs/sandbox/lifecycle-events-webhooks",
    Scheme::new(KEYED_SHA256, At::Header("e2b-signature"))
        .encoding(Encoding::Base64Unpadded)
        .content(&[Part::Secret, Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-11");

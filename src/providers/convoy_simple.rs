use crate::{
    Provider,
    algorithm::{HMAC_SHA256, HMAC_SHA512, OneOf},
    scheme::{At, Choice, Encoding, Scheme},
};

/// [Convoy simple](https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts)
/// signature.
///
/// # Signed content
/// ```text
/// <header>|x-convoy-signature: hex|base64(HMAC-SHA256|HMAC-SHA512(secret, body))
/// ```
/// The secret is the endpoint secret.
///
/// # Example headers
/// ```text
/// x-convoy-signature: 6b6c6b6b1484ca5ba3e13c8000d8e3e874366d02...
/// ```
///
/// # Quirks
/// - The project chooses SHA-256 or SHA-512, in hexadecimal or base64. All are accepted, by their
///   length, unless the setting `hash` is `SHA256` or `SHA512`.
/// - The project may choose the header of the signature, and that of the id, which is not signed: give
///   their names as the settings `header` and `id_header`.
pub const CONVOY_SIMPLE: Provider = Provider::new(
    "convoy-simple",
    "Convoy simple",
    "https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts",
    Scheme::new(&HASHES, At::HeaderSettingOr("header", "x-convoy-signature"))
        .encoding(Encoding::HexOrBase64)
        .choice(Choice {
            setting: "hash",
            lengths: &[("SHA256", 32), ("SHA512", 64)],
            on_demand: &[],
            expected: "`SHA256` or `SHA512`",
        }),
)
.delivery_id(&[At::HeaderSettingOr("id_header", "x-convoy-idempotency-key")])
.id_of_event("https://github.com/frain-dev/convoy/blob/main/net/dispatcher.go")
.source_read("2026-11");

static HASHES: OneOf = OneOf {
    usual: HMAC_SHA256,
    others: &[HMAC_SHA512],
};

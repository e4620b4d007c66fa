use crate::{
    Provider,
    algorithm::{HMAC_SHA256, HMAC_SHA512, OneOf},
    scheme::{At, Choice, Encoding, Format, Part, Scheme, TimeFormat},
};

/// [Convoy](https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts) with the
/// advanced signature.
///
/// # Signed content
/// ```text
/// <header>|x-convoy-signature: t=timestamp,v1=hex|base64(HMAC-SHA256|HMAC-SHA512(secret, timestamp + "," + body)),...
/// timestamp in seconds
/// ```
/// The secret is the endpoint secret.
///
/// # Example headers
/// ```text
/// x-convoy-signature: t=1767225600,v1=9d9013093deceac36c26260a...
/// ```
///
/// # Quirks
/// - A comma separates time and body.
/// - The project chooses SHA-256 or SHA-512, in hexadecimal or base64. All are accepted, by their
///   length, unless the setting `hash` is `SHA256` or `SHA512`.
/// - The project may choose the header of the signature, and that of the id, which is not signed: give
///   their names as the settings `header` and `id_header`.
pub const CONVOY: Provider = Provider::new(
    "convoy",
    "Convoy",
    "https://github.com/frain-dev/convoy.js/blob/main/tests/webhook.test.ts",
    Scheme::new(&HASHES, At::HeaderSettingOr("header", "x-convoy-signature"))
        .format(Format::Pairs {
            separator: ',',
            signature: "v1",
        })
        .encoding(Encoding::HexOrBase64)
        .choice(Choice {
            setting: "hash",
            lengths: &[("SHA256", 32), ("SHA512", 64)],
            on_demand: &[],
            expected: "`SHA256` or `SHA512`",
        })
        .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Literal(","), Part::Body]),
)
.delivery_id(&[At::HeaderSettingOr("id_header", "x-convoy-idempotency-key")])
.id_of_event("https://github.com/frain-dev/convoy/blob/main/net/dispatcher.go")
.time_of_attempt(
    "https://github.com/frain-dev/convoy/blob/main/worker/task/process_retry_event_delivery.go",
)
.source_read("2026-11");

static HASHES: OneOf = OneOf {
    usual: HMAC_SHA256,
    others: &[HMAC_SHA512],
};

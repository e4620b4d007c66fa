use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Phrase Strings](https://support.phrase.com/hc/en-us/articles/6245883435420-Webhooks-Strings-).
///
/// # Signed content
/// ```text
/// x-phraseapp-signature: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-phraseapp-event: uploads:create
/// x-phraseapp-signature: WEtzNlwapVEPhv4i0QOaegknbpw7qMek/RBhEZgsZrI=
/// ```
///
/// # Quirks
/// - The body repeats the event name of the header.
pub const PHRASE: Provider = Provider::new(
    "phrase",
    "Phrase Strings",
    "https://support.phrase.com/hc/en-us/articles/6245883435420-Webhooks-Strings-",
    Scheme::new(HMAC_SHA256, At::Header("x-phraseapp-signature")).encoding(Encoding::Base64),
)
.kind(&[At::Json("/event")])
.answer_within(5)
.never_retries()
.source_read("2026-10");

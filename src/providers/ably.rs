use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, KeyFormat, Scheme},
};

/// [Ably](https://ably.com/docs/integrations/webhooks#security) integration webhooks.
///
/// # Signed content
/// ```text
/// x-ably-signature: base64(HMAC-SHA256(secret after ":", body))
/// ```
/// The secret is the API key.
///
/// # Example headers
/// ```text
/// x-ably-key: xVLyHw.abc
/// x-ably-signature: yla5iIy8rrIETOYHeI7j8p8Off0w0Zbz1Ste4pCpoBE=
/// ```
///
/// # Quirks
/// - The secret is the whole API key, `appId.keyId:keySecret`; the part behind the colon
///   signs.
/// - Signing is off until a key is chosen in the rule.
/// - `webhookId` names the rule, not the delivery.
pub const ABLY: Provider = Provider::new(
    "ably",
    "Ably",
    "https://ably.com/docs/integrations/webhooks#security",
    Scheme::new(HMAC_SHA256, At::Header("x-ably-signature"))
        .key(KeyFormat::After(':'))
        .encoding(Encoding::Base64),
)
.kind(&[At::Json("/items/0/source"), At::Json("/source")])
.delivery_id(&[
    At::Json("/items/0/serial"),
    At::Json("/messages/0/id"),
    At::Json("/presence/0/id"),
])
// <https://ably.com/docs/integrations/webhooks>
.retries_for(300)
.id_of_batch_item("https://ably.com/docs/integrations/webhooks")
.source_read("2026-11");

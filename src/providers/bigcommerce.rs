use crate::{
    Provider,
    scheme::{At, KeyFormat, Scheme},
};

/// [BigCommerce](https://developer.bigcommerce.com/docs/integrations/webhooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(secret, header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
///
/// If the setting header is given:
/// <header>: secret
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// webhook-id: 8f1c3f9a-5d0e-4a6b-9f0c-2f7c1f1f6a11
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,KhKSeVYNCLzUKgbJfzoN8iqX0gnWg5rBK1ZEM...
/// ```
///
/// # Quirks
/// - Standard Webhooks, but the key is the client secret of the app as text, not from base64.
/// - With the setting `header`, the name of a header of your own that the webhook was created with,
///   its value is the secret instead. It proves the sender only: prefer the signature.
/// - A delivery says what changed, not how.
/// - `hash` is a hash of the payload, so two changes of one object can share it.
pub const BIGCOMMERCE: Provider = Provider::new(
    "bigcommerce",
    "BigCommerce",
    "https://developer.bigcommerce.com/docs/integrations/webhooks",
    Scheme::standard_webhooks().key(KeyFormat::Text),
)
.by_setting(&[("header", Scheme::token(At::HeaderSetting("header")))])
.kind(&[At::Json("/scope")])
.delivery_id(&[At::Json("/hash")])
.retries_for(2 * 24 * 3600)
// By the specification, which the provider states that it follows; not observed.
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");

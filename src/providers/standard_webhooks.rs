use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Standard Webhooks](https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md), the common specification of many senders.
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
///
/// If the key begins with "whpk_":
/// webhook-signature: v1a,base64(Ed25519(private_key, header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-id: msg_p5jXN8AQM9LWM0D4loKWxJek
/// webhook-timestamp: 1614265330
/// webhook-signature: v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=
/// ```
///
/// # Quirks
/// - During key rotation, there is one entry per secret, in one header.
/// - Entries of other versions are ignored.
/// - The id is signed and stays the same over retries. It must not hold a dot, which would make the content ambiguous.
/// - A public key (`whpk_`, with the feature `ed25519`) verifies the entries of version `v1a`, and
///   no others: `v1a,` base64(Ed25519(private key, the same content)).
pub const STANDARD_WEBHOOKS: Provider = Provider::new(
    "standard-webhooks",
    "Standard Webhooks",
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
    Scheme::standard_webhooks(),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("webhook-id")])
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
.key_kinds(KEY_KINDS)
.id_of_event(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.time_of_attempt(
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
)
.source_read("2026-11");

#[cfg(feature = "ed25519")]
const KEY_KINDS: &[(&str, Scheme)] = &[("whpk_", Scheme::standard_webhooks_ed25519())];

#[cfg(not(feature = "ed25519"))]
const KEY_KINDS: &[(&str, Scheme)] = &[];

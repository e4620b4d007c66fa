use crate::{
    Provider,
    scheme::{At, KeyFormat, Scheme},
};

/// [Supabase auth hooks](https://supabase.com/docs/guides/auth/auth-hooks).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(base64_decode(secret after "v1,whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// webhook-id: 2f8Qk7Zb0cJ4aVxY
/// webhook-timestamp: 1767225600
/// webhook-signature: v1,KhKSeVYNCLzUKgbJfzoN8iqX0gnWg5rBK1ZEM...
/// ```
///
/// # Quirks
/// - Standard Webhooks, with a secret that begins with `v1,whsec_`, or with `whsec_`.
/// - The answer's JSON counts; there is no event name, as each hook has its own URL.
/// - `webhook-id` is new in each attempt, so it does not identify retries.
pub const SUPABASE_AUTH_HOOKS: Provider = Provider::new(
    "supabase-auth-hooks",
    "Supabase auth hooks",
    "https://supabase.com/docs/guides/auth/auth-hooks",
    Scheme::standard_webhooks().key(KeyFormat::PrefixedBase64("v1,whsec_")),
)
.delivery_id(&[At::Header("webhook-id")])
.answer_within(5)
// <https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go>
.retries_for(5)
.kind(&[At::Json("/metadata/name")])
.time_of_attempt(
    "https://github.com/supabase/auth/blob/master/internal/hooks/hookshttp/hookshttp.go",
)
.source_read("2026-11");

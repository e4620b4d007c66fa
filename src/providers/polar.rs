use crate::{
    Provider,
    scheme::{At, KeyFormat, Scheme, TimeFormat},
};

/// [Polar](https://polar.sh/docs/integrate/webhooks/delivery).
///
/// # Signed content
/// ```text
/// webhook-signature: v1,base64(HMAC-SHA256(secret|base64_decode(secret after "whsec_"), header(webhook-id) + "." + timestamp + "." + body)) ...
/// timestamp = header(webhook-timestamp) in seconds
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// webhook-id: msg_2b36c395c97314d6ef206
/// webhook-timestamp: 1790000000
/// webhook-signature: v1,6F+1v8SDRHxpci6b7Nue0fvWvGUF06IUfkqrn...
/// ```
///
/// # Quirks
/// - Standard Webhooks. Secrets from before September 2026 are the key as text, their prefix
///   included; of later ones it is the base64 behind `whsec_`. The secret does not tell
///   which, so both are tried, as Polar's SDK does.
pub const POLAR: Provider = Provider::new(
    "polar",
    "Polar",
    "https://polar.sh/docs/integrate/webhooks/delivery",
    Scheme::standard_webhooks().key(KeyFormat::TextOrBase64("whsec_")),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Header("webhook-id")])
// <https://hexdocs.pm/polar_express/PolarExpress.Events.UnknownEvent.html>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Rfc3339)
// <https://github.com/polarsource/polar/blob/main/server/polar/webhook/tasks.py>
.retries_for(2_044)
.answer_within(10)
.id_of_event("https://github.com/polarsource/polar/blob/main/server/polar/webhook/tasks.py")
.time_of_attempt("https://github.com/polarsource/polar/blob/main/server/polar/webhook/tasks.py")
.source_read("2026-11");

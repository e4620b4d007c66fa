use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Hugging Face](https://huggingface.co/docs/hub/webhooks).
///
/// # Signed content
/// ```text
/// x-webhook-secret: secret
/// ```
/// Nothing is signed: the secret of the webhook proves only the sender.
///
/// # Example headers
/// ```text
/// x-webhook-secret: hf-secret-1
/// ```
///
/// # Quirks
/// - `event.action` completes the name.
pub const HUGGING_FACE: Provider = Provider::new(
    "hugging-face",
    "Hugging Face",
    "https://huggingface.co/docs/hub/webhooks",
    Scheme::token(At::Header("x-webhook-secret")),
)
.kind(&[At::Json("/event/scope")])
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Inside, Scheme},
};

/// [Ko-fi](https://ko-fi.com/manage/webhooks).
///
/// # Signed content
/// ```text
/// json(/verification_token) of form(data) = secret
/// ```
/// Nothing is signed: the verification token proves only the sender.
///
/// # Quirks
/// - The body is a form whose field `data` is JSON; the token is in it, so do not log bodies.
pub const KO_FI: Provider = Provider::new(
    "ko-fi",
    "Ko-fi",
    "https://ko-fi.com/manage/webhooks",
    Scheme::token(At::Within(
        &At::Form("data"),
        Inside::Json("/verification_token"),
    )),
)
.kind(&[At::Within(&At::Form("data"), Inside::Json("/type"))])
.delivery_id(&[At::Within(&At::Form("data"), Inside::Json("/message_id"))])
.id_of_event("https://ko-fi.com/manage/webhooks")
.source_read("2026-10");

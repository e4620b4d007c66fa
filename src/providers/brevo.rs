use crate::{
    Provider,
    scheme::{At, Format, Scheme},
};

/// [Brevo](https://help.brevo.com/hc/en-us/articles/27824932835474).
///
/// # Signed content
/// ```text
/// authorization: Bearer secret
/// ```
/// Nothing is signed: a bearer token proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: Bearer bd2ea0df71a3c607d818c71f32773280d...
/// ```
///
/// # Quirks
/// - Nothing binds the body.
pub const BREVO: Provider = Provider::new(
    "brevo",
    "Brevo",
    "https://help.brevo.com/hc/en-us/articles/27824932835474",
    Scheme::token(At::Header("authorization")).format(Format::Prefixed("Bearer ")),
)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/message-id")])
.id_of_object("https://github.com/anymail/django-anymail/blob/main/anymail/webhooks/brevo.py")
.source_read("2026-10");

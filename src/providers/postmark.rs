use crate::{
    Provider,
    scheme::{At, Scheme, TimeFormat},
};

/// [Postmark](https://postmarkapp.com/developer/webhooks/webhooks-overview).
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic dXNlcjpwYXNzd29yZA==
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - Inbound messages have no `RecordType`.
pub const POSTMARK: Provider = Provider::new(
    "postmark",
    "Postmark",
    "https://postmarkapp.com/developer/webhooks/webhooks-overview",
    Scheme::basic(),
)
.kind(&[At::Json("/RecordType")])
.delivery_id(&[At::Json("/MessageID")])
.occurred_at(
    &[
        At::Json("/DeliveredAt"),
        At::Json("/BouncedAt"),
        At::Json("/ReceivedAt"),
        At::Json("/ChangedAt"),
    ],
    TimeFormat::Rfc3339,
)
.id_of_object("https://github.com/anymail/django-anymail/blob/main/anymail/webhooks/postmark.py")
.source_read("2026-10");

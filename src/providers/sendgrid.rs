use crate::{
    Provider,
    algorithm::ECDSA_P256_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [SendGrid](https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features)
/// Event Webhook.
///
/// # Signed content
/// ```text
/// x-twilio-email-event-webhook-signature: base64(der(ECDSA-P256-SHA256(private_key, timestamp + body)))
/// timestamp = header(x-twilio-email-event-webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-twilio-email-event-webhook-timestamp: 1600112502
/// x-twilio-email-event-webhook-signature: MEUCIGHQVtGj...
/// ```
///
/// # Quirks
/// - The key is the verification key of the settings page, base64 of DER.
/// - Time and body have no separator, so the time must be digits alone.
/// - The body is an array of events and ends with CRLF, which is signed.
pub const SENDGRID: Provider = Provider::new(
    "sendgrid",
    "SendGrid",
    "https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features",
    Scheme::new(ECDSA_P256_SHA256, At::Header("x-twilio-email-event-webhook-signature")).encoding(Encoding::Base64).timestamp(At::Header("x-twilio-email-event-webhook-timestamp"), TimeFormat::Seconds).content(&[Part::Timestamp, Part::Body]),
).kind(&[At::Json("/0/event")]).delivery_id(&[At::Json("/0/sg_event_id")])
.retries_for(24 * 3600)
.id_of_batch_item("https://github.com/anymail/django-anymail/blob/main/anymail/webhooks/sendgrid.py")
.source_read("2026-11");

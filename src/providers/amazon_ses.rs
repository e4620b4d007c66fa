use super::AMAZON_SNS;
use crate::{
    Provider,
    scheme::{At, Inside},
};

/// [Amazon SES](https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html)
/// events, which come through Amazon SNS.
///
/// # Signed content
/// That of [`AMAZON_SNS`], with all of its quirks.
///
/// # Example headers
/// ```text
/// x-amz-sns-message-type: Notification
/// ```
///
/// # Quirks
/// - The event is JSON, as a text in `Message`: [`SnsMessage`](super::SnsMessage) has it. Its kind is
///   `eventType` (or `notificationType`), its `mail.messageId` names the mail. The delivery id is that
///   of the message.
pub const AMAZON_SES: Provider = AMAZON_SNS
    .called(
        "amazon-ses",
        "Amazon SES",
        "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html",
    )
    .kind(&[
        At::Within(MESSAGE, Inside::Json("/eventType")),
        At::Within(MESSAGE, Inside::Json("/notificationType")),
        At::Json("/Type"),
    ])
    .source_read("2026-11");

const MESSAGE: &At = &At::Json("/Message");

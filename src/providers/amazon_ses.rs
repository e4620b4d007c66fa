//! Amazon SES: <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html>

use super::AMAZON_SNS;
use crate::Provider;

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
/// - The event is JSON, as a text in `Message`: [`SnsMessage`](super::SnsMessage) has it. Its
///   `eventType` (or `notificationType`) names it, its `mail.messageId` the mail.
pub const AMAZON_SES: Provider = AMAZON_SNS
    .called(
        "amazon-ses",
        "Amazon SES",
        "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html",
    )
    .source_read("2026-11");

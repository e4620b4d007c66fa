//! Amazon SES: <https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html>

use super::amazon_sns::AmazonSns;
use crate::{Document, Provider, scheme::At};

/// [Amazon SES](https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html)
/// events, which come through Amazon SNS.
///
/// # Signed content
/// That of [`AMAZON_SNS`](super::AMAZON_SNS), with all of its quirks.
///
/// # Example headers
/// ```text
/// x-amz-sns-message-type: Notification
/// ```
///
/// # Quirks
/// - The event is JSON, as a text in `Message`: [`SnsMessage`](super::SnsMessage) has it. Its
///   `eventType` (or `notificationType`) names it, its `mail.messageId` the mail.
pub const AMAZON_SES: Provider = Provider::code(
    "amazon-ses",
    "Amazon SES",
    "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns.html",
    &AmazonSns,
)
.keys_in(Document::Certificate)
.addressed(At::Json("/TopicArn"), "topic_arn")
.optional_settings(&["signature_version"])
.kind(&[At::Json("/Type")])
.delivery_id(&[At::Json("/MessageId")])
.tolerance(3600)
.body_limit(1024 * 1024)
.retry_horizon(3600)
.deadline(15);

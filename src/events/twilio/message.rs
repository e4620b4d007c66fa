//! Messages: SMS, MMS, WhatsApp.

use crate::{model, open_enum};

model! {
    /// A message came in.
    ///
    /// <https://www.twilio.com/docs/messaging/guides/webhook-request>
    pub struct MessageReceivedEvent in PascalCase {
        message_sid!: Box<str>,
        account_sid: Option<Box<str>>,
        messaging_service_sid: Option<Box<str>>,
        /// With `whatsapp:` in front if it comes from there.
        from: Box<str>,
        to: Box<str>,
        /// Empty if only media came.
        body: Box<str>,
        /// A number, as a text: see [`media`](Self::media).
        num_media: Option<Box<str>>,
        num_segments: Option<Box<str>>,
        media_url_0: Option<Box<str>>,
        media_url_1: Option<Box<str>>,
        media_url_2: Option<Box<str>>,
        media_url_3: Option<Box<str>>,
        media_url_4: Option<Box<str>>,
        media_url_5: Option<Box<str>>,
        media_url_6: Option<Box<str>>,
        media_url_7: Option<Box<str>>,
        media_url_8: Option<Box<str>>,
        media_url_9: Option<Box<str>>,
        media_content_type_0: Option<Box<str>>,
        media_content_type_1: Option<Box<str>>,
        media_content_type_2: Option<Box<str>>,
        media_content_type_3: Option<Box<str>>,
        media_content_type_4: Option<Box<str>>,
        media_content_type_5: Option<Box<str>>,
        media_content_type_6: Option<Box<str>>,
        media_content_type_7: Option<Box<str>>,
        media_content_type_8: Option<Box<str>>,
        media_content_type_9: Option<Box<str>>,
        from_city: Option<Box<str>>,
        from_state: Option<Box<str>>,
        from_zip: Option<Box<str>>,
        from_country: Option<Box<str>>,
        /// WhatsApp: the sender's name.
        profile_name: Option<Box<str>>,
        /// WhatsApp: the sender's id.
        wa_id: Option<Box<str>>,
        /// WhatsApp.
        message_type: Option<Box<str>>,
        /// WhatsApp: of the button that was pressed.
        button_text: Option<Box<str>>,
        /// WhatsApp: of the button that was pressed.
        button_payload: Option<Box<str>>,
        /// WhatsApp.
        latitude: Option<Box<str>>,
        /// WhatsApp.
        longitude: Option<Box<str>>,
        /// WhatsApp: the message that it answers.
        original_replied_message_sid: Option<Box<str>>,
        /// `STOP`, `START`, `HELP`.
        opt_out_type: Option<Box<str>>,
    }

    /// A message that was sent has another status. They repeat, and may come out of order.
    ///
    /// <https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks>
    pub struct MessageStatusEvent in PascalCase {
        message_sid!: Box<str>,
        message_status!: MessageStatus,
        account_sid: Option<Box<str>>,
        messaging_service_sid: Option<Box<str>>,
        from: Option<Box<str>>,
        to: Option<Box<str>>,
        /// A number, as a text.
        error_code: Option<Box<str>>,
        error_message: Option<Box<str>>,
        /// `YYMMDDhhmm`, of the carrier.
        raw_dlr_done_date: Option<Box<str>>,
        channel_prefix: Option<Box<str>>,
        channel_status_message: Option<Box<str>>,
        /// WhatsApp: `DELIVERED`, `READ`.
        event_type: Option<Box<str>>,
    }
}

impl MessageReceivedEvent {
    /// Addresses and types of what is attached, at most ten.
    pub fn media(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        let urls = [
            &self.media_url_0,
            &self.media_url_1,
            &self.media_url_2,
            &self.media_url_3,
            &self.media_url_4,
            &self.media_url_5,
            &self.media_url_6,
            &self.media_url_7,
            &self.media_url_8,
            &self.media_url_9,
        ];
        let types = [
            &self.media_content_type_0,
            &self.media_content_type_1,
            &self.media_content_type_2,
            &self.media_content_type_3,
            &self.media_content_type_4,
            &self.media_content_type_5,
            &self.media_content_type_6,
            &self.media_content_type_7,
            &self.media_content_type_8,
            &self.media_content_type_9,
        ];
        let both = urls.into_iter().zip(types);
        both.map_while(|(url, of)| Some((url.as_deref()?, of.as_deref())))
    }
}

open_enum! {
    /// The status of a message.
    pub enum MessageStatus {
        Accepted = "accepted" is_accepted,
        Scheduled = "scheduled" is_scheduled,
        Queued = "queued" is_queued,
        Sending = "sending" is_sending,
        Sent = "sent" is_sent,
        Delivered = "delivered" is_delivered,
        PartiallyDelivered = "partially_delivered" is_partially_delivered,
        Undelivered = "undelivered" is_undelivered,
        Failed = "failed" is_failed,
        Receiving = "receiving" is_receiving,
        Received = "received" is_received,
        Read = "read" is_read,
        Canceled = "canceled" is_canceled,
    }
}

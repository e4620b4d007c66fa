//! Messages: SMS, MMS, WhatsApp.

use crate::{model, open_enum};

model! {
    /// A message came in.
    ///
    /// <https://www.twilio.com/docs/messaging/guides/webhook-request>
    pub struct MessageReceived {
        message_sid! as "MessageSid": Box<str>,
        account_sid as "AccountSid": Option<Box<str>>,
        messaging_service_sid as "MessagingServiceSid": Option<Box<str>>,
        /// With `whatsapp:` in front if it comes from there.
        from as "From": Box<str>,
        to as "To": Box<str>,
        /// Empty if only media came.
        body as "Body": Box<str>,
        /// A number, as a text: see [`media`](Self::media).
        num_media as "NumMedia": Option<Box<str>>,
        num_segments as "NumSegments": Option<Box<str>>,
        media_url_0 as "MediaUrl0": Option<Box<str>>,
        media_url_1 as "MediaUrl1": Option<Box<str>>,
        media_url_2 as "MediaUrl2": Option<Box<str>>,
        media_url_3 as "MediaUrl3": Option<Box<str>>,
        media_url_4 as "MediaUrl4": Option<Box<str>>,
        media_url_5 as "MediaUrl5": Option<Box<str>>,
        media_url_6 as "MediaUrl6": Option<Box<str>>,
        media_url_7 as "MediaUrl7": Option<Box<str>>,
        media_url_8 as "MediaUrl8": Option<Box<str>>,
        media_url_9 as "MediaUrl9": Option<Box<str>>,
        media_content_type_0 as "MediaContentType0": Option<Box<str>>,
        media_content_type_1 as "MediaContentType1": Option<Box<str>>,
        media_content_type_2 as "MediaContentType2": Option<Box<str>>,
        media_content_type_3 as "MediaContentType3": Option<Box<str>>,
        media_content_type_4 as "MediaContentType4": Option<Box<str>>,
        media_content_type_5 as "MediaContentType5": Option<Box<str>>,
        media_content_type_6 as "MediaContentType6": Option<Box<str>>,
        media_content_type_7 as "MediaContentType7": Option<Box<str>>,
        media_content_type_8 as "MediaContentType8": Option<Box<str>>,
        media_content_type_9 as "MediaContentType9": Option<Box<str>>,
        from_city as "FromCity": Option<Box<str>>,
        from_state as "FromState": Option<Box<str>>,
        from_zip as "FromZip": Option<Box<str>>,
        from_country as "FromCountry": Option<Box<str>>,
        /// WhatsApp: the sender's name.
        profile_name as "ProfileName": Option<Box<str>>,
        /// WhatsApp: the sender's id.
        wa_id as "WaId": Option<Box<str>>,
        /// WhatsApp.
        message_type as "MessageType": Option<Box<str>>,
        /// WhatsApp: of the button that was pressed.
        button_text as "ButtonText": Option<Box<str>>,
        /// WhatsApp: of the button that was pressed.
        button_payload as "ButtonPayload": Option<Box<str>>,
        /// WhatsApp.
        latitude as "Latitude": Option<Box<str>>,
        /// WhatsApp.
        longitude as "Longitude": Option<Box<str>>,
        /// WhatsApp: the message that it answers.
        original_replied_message_sid as "OriginalRepliedMessageSid": Option<Box<str>>,
        /// `STOP`, `START`, `HELP`.
        opt_out_type as "OptOutType": Option<Box<str>>,
    }

    /// A message that was sent has another status. They repeat, and may come out of order.
    ///
    /// <https://www.twilio.com/docs/messaging/guides/outbound-message-status-in-status-callbacks>
    pub struct MessageStatusCallback {
        message_sid! as "MessageSid": Box<str>,
        message_status! as "MessageStatus": MessageStatus,
        account_sid as "AccountSid": Option<Box<str>>,
        messaging_service_sid as "MessagingServiceSid": Option<Box<str>>,
        from as "From": Option<Box<str>>,
        to as "To": Option<Box<str>>,
        /// A number, as a text.
        error_code as "ErrorCode": Option<Box<str>>,
        error_message as "ErrorMessage": Option<Box<str>>,
        /// `YYMMDDhhmm`, of the carrier.
        raw_dlr_done_date as "RawDlrDoneDate": Option<Box<str>>,
        channel_prefix as "ChannelPrefix": Option<Box<str>>,
        channel_status_message as "ChannelStatusMessage": Option<Box<str>>,
        /// WhatsApp: `DELIVERED`, `READ`.
        event_type as "EventType": Option<Box<str>>,
    }
}

impl MessageReceived {
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
    /// How far a message is.
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

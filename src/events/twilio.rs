//! Twilio's callbacks: messages, calls, recordings and conferences, and Event Streams.
//!
//! <https://www.twilio.com/docs/usage/webhooks>
//!
//! Callbacks are forms that do not name their event, so they are distinguished by their fields, and
//! named here. Field names are Twilio's own, in Rust's case. An empty value means that there is
//! none. What a model does not have is in the form: [`Form::parse`](crate::Form::parse).
//!
//! The reply matters: for an incoming message or call, Twilio executes the TwiML in it. An empty 204 does
//! nothing.

pub mod call;
pub mod message;
pub mod stream;

use crate::Provider;
use crate::event::{DecodeErrorKind, Payload};
use crate::events::decode::unnamed;
use crate::providers::TWILIO;
use crate::{Form, events::events};

pub use call::{CallEvent, ConferenceEvent, RecordingStatusEvent, TranscriptionEvent};
pub use message::{MessageReceivedEvent, MessageStatusEvent};
pub use stream::StreamsEvent;

/// Twilio, with receivers that yield [`Event`].
pub const PROVIDER: Provider<Event> = TWILIO.with_events();

events! {
    /// A callback, by a name of ours.
    pub enum Event {
        decode decode;
        "call.incoming" => CallIncoming(CallEvent) in form,
        "call.status" => CallStatus(CallEvent) in form,
        "conference" => Conference(ConferenceEvent) in form,
        "message.received" => MessageReceived(MessageReceivedEvent) in form,
        "message.status" => MessageStatus(MessageStatusEvent) in form,
        "recording.status" => RecordingStatus(RecordingStatusEvent) in form,
        "streams" => Streams(StreamsEvent),
        "transcription" => Transcription(TranscriptionEvent) in form,
    }
}

impl Event {
    /// Reads a body, whose event follows from its fields.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        match body.trim_ascii_start().first() {
            Some(b'[') => return Self::from_parts("streams", body),
            // Of a product that sends JSON.
            Some(b'{') => {
                return match unnamed(body) {
                    error if error.kind() == DecodeErrorKind::Unnamed => {
                        Self::from_parts("other", body)
                    }
                    error => Self::Undecodable(error),
                };
            }
            _ => {}
        }
        match Form::parse(body) {
            Ok(form) => match kind_of(&form) {
                "" => Self::Undecodable(unnamed(body)),
                kind => Self::from_parts(kind, body),
            },
            // The reader says where.
            Err(_) => Self::from_parts("message.received", body),
        }
    }
}

/// By POST the fields are in the body, by GET in the query.
fn decode(payload: &Payload<'_>) -> Event {
    match payload.head().uri.query() {
        Some(query) if payload.head().method == http::Method::GET => {
            Event::from_body(query.as_bytes())
        }
        _ => Event::from_body(payload.body()),
    }
}

/// The first that fits; a conversation's event is of another product.
fn kind_of(form: &Form<'_>) -> &'static str {
    let has = |name| form.get(name).is_some();
    if has("ConversationSid") {
        "conversation"
    } else if has("MessageStatus") {
        "message.status"
    } else if has("MessageSid")
        && (has("Body") || has("NumMedia") || form.get("SmsStatus") == Some("received"))
    {
        "message.received"
    } else if has("TranscriptionSid") {
        "transcription"
    } else if has("RecordingSid") && has("RecordingStatus") {
        "recording.status"
    } else if has("ConferenceSid") && has("StatusCallbackEvent") {
        "conference"
    } else if has("CallSid") && has("CallStatus") {
        let comes_in =
            form.get("Direction") == Some("inbound") && form.get("CallStatus") == Some("ringing");
        if comes_in {
            "call.incoming"
        } else {
            "call.status"
        }
    } else if has("AccountSid") {
        "other"
    } else {
        ""
    }
}

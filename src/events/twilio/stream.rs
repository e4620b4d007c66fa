//! Event Streams: batches of CloudEvents.

use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Fault, Source};
use crate::events::{List, Raw, Timestamp};
use crate::model;

/// A batch of events, at least once each and in no order.
///
/// <https://www.twilio.com/docs/events/webhook-quickstart>
#[derive(Clone, Debug, PartialEq)]
pub struct StreamsEvent {
    /// The events of the batch.
    pub events: List<CloudEvent>,
}

impl Decode for StreamsEvent {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let events = List::decode(source)?;
        Ok(Self { events })
    }
}

via_source!(StreamsEvent);

model! {
    /// An event of a stream, in the form of CloudEvents 1.0.
    pub struct CloudEvent {
        id!: Box<str>,
        /// `com.twilio.messaging.message.delivered`, ...
        r#type!: Box<str>,
        source: Box<str>,
        time: Option<Timestamp>,
        /// `/v1/Schemas/Name/Version`, which the data follow.
        dataschema: Option<Box<str>>,
        data: Raw,
    }
}

//! Card readers.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Millis, Raw};
use crate::model;

event! {
    /// An action of a reader succeeded, failed or changed.
    ///
    /// <https://docs.stripe.com/api/terminal/readers/object>
    pub struct TerminalReaderEvent {
        data!: Box<TerminalReaderData>,
    }
}

data! {
    /// What a [`TerminalReaderEvent`] is about.
    pub struct TerminalReaderData {
        object!: Box<TerminalReader>,
    }
}

model! {
    /// A card reader.
    pub struct TerminalReader {
        id!: Box<str>,
        label: Box<str>,
        device_type: Box<str>,
        device_sw_version: Option<Box<str>>,
        ip_address: Option<Box<str>>,
        serial_number: Box<str>,
        location: Option<Reference>,
        /// `online` or `offline`.
        status: Option<Box<str>>,
        last_seen_at: Option<Millis>,
        action: Option<ReaderAction>,
        metadata: Metadata,
    }

    /// The action of a reader.
    pub struct ReaderAction {
        /// `process_payment_intent`, `refund_payment`, ...: which of the following is there.
        r#type: Box<str>,
        /// `in_progress`, `succeeded` or `failed`.
        status: Box<str>,
        failure_code: Option<Box<str>>,
        failure_message: Option<Box<str>>,
        process_payment_intent: Option<ReaderPayment>,
        process_setup_intent: Raw,
        refund_payment: Raw,
    }

    /// A payment that a reader is to collect.
    pub struct ReaderPayment {
        payment_intent: Option<Reference>,
    }
}

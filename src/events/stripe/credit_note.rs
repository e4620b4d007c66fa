//! Credit notes.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::{Amount, List, Timestamp};
use crate::{model, open_enum};

event! {
    /// Something happened to a credit note.
    ///
    /// <https://docs.stripe.com/api/credit_notes/object>
    pub struct CreditNoteEvent {
        data!: Box<CreditNoteData>,
    }
}

data! {
    /// What a [`CreditNoteEvent`] is about.
    pub struct CreditNoteData {
        object!: Box<CreditNote>,
    }
}

model! {
    /// A credit note.
    pub struct CreditNote {
        id!: Box<str>,
        number: Box<str>,
        status: CreditNoteStatus,
        /// `pre_payment`, `post_payment` or `mixed`.
        r#type: Box<str>,
        reason: Option<Box<str>>,
        memo: Option<Box<str>>,
        amount: i64,
        subtotal: i64,
        total: i64,
        discount_amount: i64,
        out_of_band_amount: Option<i64>,
        currency: Box<str>,
        customer: Option<Reference>,
        invoice: Option<Reference>,
        lines: Option<CreditNoteLines>,
        pdf: Option<Box<str>>,
        created: Option<Timestamp>,
        effective_at: Option<Timestamp>,
        voided_at: Option<Timestamp>,
        metadata: Metadata,
    }

    /// The first lines of a credit note.
    pub struct CreditNoteLines {
        data: List<CreditNoteLine>,
        has_more: bool,
    }

    /// A line of a credit note.
    pub struct CreditNoteLine {
        id!: Box<str>,
        amount: i64,
        description: Option<Box<str>>,
        quantity: Option<Amount>,
        invoice_line_item: Option<Box<str>>,
    }
}

open_enum! {
    /// Whether a credit note holds.
    pub enum CreditNoteStatus {
        Issued = "issued" is_issued,
        Void = "void" is_void,
    }
}

//! Proofs of identity.

use super::common::{data, event};
use super::{Metadata, Reference};
use crate::events::Timestamp;
use crate::{model, open_enum};

event! {
    /// Something happened to a verification.
    ///
    /// <https://docs.stripe.com/api/identity/verification_sessions/object>
    pub struct VerificationSessionEvent {
        data!: Box<VerificationSessionData>,
    }
}

data! {
    /// What a [`VerificationSessionEvent`] is about.
    pub struct VerificationSessionData {
        object!: Box<VerificationSession>,
    }
}

model! {
    /// A verification.
    pub struct VerificationSession {
        id!: Box<str>,
        status: VerificationStatus,
        /// `document`, `id_number` or `verification_flow`.
        r#type: Box<str>,
        client_reference_id: Option<Box<str>>,
        related_customer: Option<Reference>,
        last_error: Option<VerificationError>,
        last_verification_report: Option<Reference>,
        redaction: Option<Redaction>,
        created: Option<Timestamp>,
        metadata: Metadata,
    }

    /// Why the last attempt failed.
    pub struct VerificationError {
        code: Option<Box<str>>,
        reason: Option<Box<str>>,
    }

    /// The status of its deletion.
    pub struct Redaction {
        status: Box<str>,
    }
}

open_enum! {
    /// The status of a verification.
    pub enum VerificationStatus {
        Canceled = "canceled" is_canceled,
        Processing = "processing" is_processing,
        RequiresInput = "requires_input" is_requires_input,
        Verified = "verified" is_verified,
    }
}

//! The result of decoding a body: known, unknown, or undecodable.

use crate::event::DecodeError;

/// An event with a name that the model does not know.
///
/// This is normal: providers add events several times a year.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown {
    /// The event's name, as the provider wrote it.
    pub kind: Box<str>,
}

impl Unknown {
    /// Returns an event of this name.
    pub fn new(kind: &str) -> Self {
        Self { kind: kind.into() }
    }
}

/// An enum of events, for code that is generic over the provider.
///
/// Implemented by every enum of [`events!`](crate::events!).
pub trait EventEnum {
    /// The number of event types that the enum knows.
    const COUNT: usize;

    /// Returns whether the event is known, and the error if its body does not fit.
    fn decoded(&self) -> Decoded<'_>;
}

/// The result of decoding a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Decoded<'a> {
    /// An event that the model knows.
    Known {
        /// The event's name, as the provider writes it.
        kind: &'a str,
        /// The enum's variant.
        variant: &'static str,
    },
    /// An event with a name that the model does not know.
    Unknown {
        /// The event's name, as the provider writes it.
        kind: &'a str,
    },
    /// An event that the model knows, with a body that did not fit.
    Undecodable(&'a DecodeError),
}

impl<'a> Decoded<'a> {
    /// Returns the event's name, as the provider writes it.
    pub fn kind(&self) -> &'a str {
        match self {
            Self::Known { kind, .. } | Self::Unknown { kind } => kind,
            Self::Undecodable(error) => error.event_type(),
        }
    }
}

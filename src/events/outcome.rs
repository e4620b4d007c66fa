//! What became of a body: known, unknown, or undecodable and where.

/// An event of a name that the model does not know.
///
/// This is normal: providers add events several times a year.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unknown {
    /// The event's name, as the provider wrote it.
    pub kind: Box<str>,
}

impl Unknown {
    /// An event of this name.
    pub fn new(kind: &str) -> Self {
        Self { kind: kind.into() }
    }
}

/// An event of a known name whose body did not fit the model.
///
/// The delivery still has its bytes. `message` can quote pieces of the body: for your logs, never
/// for the sender.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{kind}` does not fit at `{path}`: {message}")]
#[non_exhaustive]
pub struct Misfit {
    /// The event's name, as the provider wrote it; empty when the delivery names none.
    pub kind: Box<str>,
    /// The place, as a JSON Pointer such as `/pull_request/number`; empty for the whole body. For
    /// a missing field it is the object that lacks it.
    pub path: Box<str>,
    /// What did not fit, at most 200 bytes.
    pub message: Box<str>,
    /// What kind of misfit it is.
    pub why: Why,
}

/// What kind of [`Misfit`] it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Why {
    /// The body is not JSON (or not a form, where the provider sends forms).
    Malformed,
    /// The body is well-formed, and something in it is not as the model has it.
    Unfit,
    /// The body is that of another event than the one named outside of it, in a header that
    /// nobody signed.
    Contradiction,
    /// The delivery does not say which event it is.
    Nameless,
}

impl Misfit {
    /// A misfit at `path` of an event `kind`.
    pub fn new(kind: &str, path: impl Into<Box<str>>, message: &str, why: Why) -> Self {
        // A character has at most four bytes, so one of these is a boundary.
        let message = (197..=200)
            .rev()
            .find_map(|end| message.get(..end))
            .unwrap_or(message)
            .into();
        Self {
            kind: kind.into(),
            path: path.into(),
            message,
            why,
        }
    }
}

/// An event enum, seen by a program that does not know which one it is.
///
/// Every enum of [`events!`](crate::events!) has it.
pub trait Typed {
    /// How many events the model knows.
    const COUNT: usize;

    /// What became of the body.
    fn outcome(&self) -> Outcome<'_>;
}

/// What became of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'a> {
    /// An event that the model knows.
    Known {
        /// The event's name, as the provider writes it.
        kind: &'a str,
        /// The enum's variant.
        variant: &'static str,
    },
    /// An event of a name that the model does not know.
    Unknown {
        /// The event's name, as the provider writes it.
        kind: &'a str,
    },
    /// An event that the model knows, with a body that did not fit.
    Undecodable(&'a Misfit),
}

impl<'a> Outcome<'a> {
    /// The event's name, as the provider writes it.
    pub fn kind(&self) -> &'a str {
        match self {
            Self::Known { kind, .. } | Self::Unknown { kind } => kind,
            Self::Undecodable(misfit) => &misfit.kind,
        }
    }
}

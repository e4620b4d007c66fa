//! Typed events: a verified body as a Rust value that a handler can `match` on.
//!
//! Each provider is a feature and a module of its own (`github::Event`, ...). All are declared with the same
//! macros and types, which are public so that you can declare the events of your own senders:
//!
//! - [`events!`] declares the enum: one variant for each event, one for [unknown](Unknown) events, and one
//!   for bodies that [do not fit](crate::DecodeError);
//! - [`model!`] declares a struct that is read leniently: only fields with a `!` are required;
//! - [`open_enum!`] declares an enum of the known values, which keeps any other;
//! - [`Timestamp`], [`Id`], [`Amount`], [`Flag`], [`List`], [`Map`], [`Expandable`] and [`Raw`] read values
//!   whose form varies, and [`Redacted`] values that must not be logged.
//!
//! ```
//! use webhook_receiver::events::{Timestamp, events, model, open_enum};
//!
//! events! {
//!     /// What our build server sends.
//!     pub enum Event {
//!         "build.finished" => Finished(Build),
//!     }
//! }
//!
//! model! {
//!     /// A build.
//!     pub struct Build {
//!         /// Counts up.
//!         number!: u64,
//!         /// How it ended.
//!         result!: BuildResult,
//!         /// When it ended; not sent for cancelled builds.
//!         finished_at: Option<Timestamp>,
//!         /// Names of the tests that failed.
//!         failed: Vec<Box<str>>,
//!     }
//! }
//!
//! open_enum! {
//!     /// How a build ended.
//!     pub enum BuildResult {
//!         Passed = "passed" is_passed,
//!         Failed = "failed" is_failed,
//!     }
//! }
//!
//! let Event::Finished(build) = Event::from_parts("build.finished", br#"{"number": 7, "result": "lost"}"#)
//! else { panic!("that is a build") };
//! assert_eq!(build.number, 7);
//! assert_eq!(build.result.as_str(), "lost"); // new to us, and kept
//!
//! let Event::Undecodable(error) = Event::from_parts("build.finished", br#"{"number": null}"#)
//! else { panic!("a build has a number") };
//! assert_eq!(error.path(), "/number");
//! ```
//!
//! # What a model promises
//!
//! Decoding an event **never fails and never panics**: an unknown event is `Unknown`, and a body that does not
//! fit is `Undecodable`, with the place of the error. In either case, the delivery has all its bytes. In a
//! model,
//!
//! - fields that it does not name are skipped, whatever their values are;
//! - `null` is the same as absent, and only a field with `!` is required;
//! - an empty list in place of an object is an absent object, or an empty [`Map`], as PHP writes it;
//! - an unknown value of an enum is kept as text;
//! - no error is hidden: one value that does not fit makes the event `Undecodable`.
//!
//! # Bodies of unusual form
//!
//! | body | what happens |
//! |---|---|
//! | a byte-order mark before the JSON | skipped |
//! | half of a surrogate pair (`"\ud83d"`) in a text that is read | becomes U+FFFD, as senders cut texts in the middle of an emoji |
//! | bytes that are not UTF-8 in a text that is read | `Undecodable` |
//! | a number that its field cannot hold (negative, fraction, beyond 64 bits) | `Undecodable`, never rounded |
//! | the same key twice, in a field that is read | `Undecodable`: it is unknown which value was meant |
//! | nesting deeper than 128 in what is read | `Undecodable`; in what is skipped any depth is fine, and takes no stack |
//! | anything at all in a field that is not read | skipped, as long as it is JSON |
//!
//! Decoding GitHub's largest body, a push of 25 MiB, takes less than three times its size in additional memory,
//! and decoding a list of the shortest objects of a model less than a hundred times. To limit that, too, set
//! [`Builder::body_limit`](crate::Builder::body_limit).

mod decode;
mod decode_value;
mod decoded;
mod form;
mod macros;
mod model;
mod source;
mod value;

#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "github")]
pub mod github;
#[cfg(feature = "gitlab")]
pub mod gitlab;
#[cfg(feature = "linear")]
pub mod linear;
#[cfg(feature = "meta")]
pub mod meta;
#[cfg(feature = "shopify")]
pub mod shopify;
#[cfg(feature = "slack")]
pub mod slack;
#[cfg(feature = "stripe")]
pub mod stripe;
#[cfg(feature = "telegram")]
pub mod telegram;
#[cfg(feature = "twilio")]
pub mod twilio;

pub use crate::{events, model, open_enum};
pub use decoded::{Decoded, EventEnum, Unknown};
pub use value::{
    Amount, Decimal, Expandable, Flag, Id, List, Map, Millis, Moment, Raw, Redacted, Timestamp,
};

/// What the macros expand to; not for use by hand.
#[doc(hidden)]
pub mod __private {
    pub use super::decode::{decode_json, decode_json_with, unnamed};
    pub use super::decode_value::{Decode, Of, OfForeign, OfValue, Required, deserialize, text};
    pub use super::form::decode_form_with;
    pub use super::model::{Case, Key, Table, length, lengths, pack};
    pub use super::source::{Fault, Fields, Source, incomplete, object};
    pub use serde::de::{Deserialize, Deserializer};
    pub use serde::ser::{Serialize, Serializer};
}

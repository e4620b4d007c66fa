//! Typed events: a verified body as a Rust value that a handler can `match` on.
//!
//! Each provider is a feature and a module of its own (`github::Event`, ...), and all are made of
//! the same words, which are public so that your own sender's events can be declared with them:
//!
//! - [`events!`] makes the enum: one variant for each event, one for what is
//!   [unknown](Unknown), one for what [did not fit](crate::DecodeError);
//! - [`model!`] makes a struct of it: lenient, and with a `!` after the few fields without which
//!   it has no meaning;
//! - [`open_enum!`] makes an enum of the values known today that keeps tomorrow's;
//! - [`Timestamp`], [`Id`], [`Amount`], [`Flag`], [`List`], [`Map`], [`Expandable`], [`Raw`] read
//!   what is known to vary, and [`Redacted`] what must not come into a log.
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
//! Reading an event **never fails and never panics**: what the model does not know is
//! `Unknown`, what does not fit is `Undecodable` and says where. Either way the delivery stays
//! what it was, with all its bytes. Within a model,
//!
//! - fields that it does not name are skipped, whatever they hold;
//! - `null` and absent are one thing, and only a field marked `!` must be there;
//! - an empty list in place of an object is an absent object, or an empty [`Map`]: PHP writes so;
//! - a value that a list of known ones lacks is kept as text;
//! - nothing that fits badly is quietly dropped: one error makes the event `Undecodable`.
//!
//! # Bodies of unusual form
//!
//! | body | what happens |
//! |---|---|
//! | a byte-order mark before the JSON | skipped |
//! | half of a surrogate pair (`"\ud83d"`) in a text that is read | becomes U+FFFD, as senders cut texts in the middle of an emoji |
//! | bytes that are no UTF-8 in a text that is read | `Undecodable` |
//! | a number that its field cannot hold (negative, fraction, beyond 64 bits) | `Undecodable`, never rounded |
//! | the same key twice, in a field that is read | `Undecodable`: a body that says two things is not guessed at |
//! | nesting deeper than 128 in what is read | `Undecodable`; in what is skipped any depth is fine, and takes no stack |
//! | anything at all in a field that is not read | skipped, as long as it is JSON |
//!
//! Reading GitHub's largest body, a push of 25 MiB, takes less than three times its size in memory
//! beside it, and a list of the shortest objects that the model takes less than a hundred times: who
//! must bound that too sets [`Builder::body_limit`](crate::Builder::body_limit).

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

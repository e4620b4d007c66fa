//! Values that are known to come in several forms.

mod amount;
mod expandable;
mod flag;
mod id;
mod list;
mod map;
mod raw;
mod redacted;
mod timestamp;

pub(super) use amount::NO_AMOUNT;
pub use amount::{Amount, Decimal};
pub use expandable::Expandable;
pub use flag::Flag;
pub use id::Id;
pub use list::List;
pub use map::Map;
pub use raw::Raw;
pub use redacted::Redacted;
pub use timestamp::{Millis, Moment, Timestamp};

//! Values that are known to come in several forms.

mod amount;
mod expandable;
mod flag;
mod hidden;
mod id;
mod list;
mod map;
mod raw;
mod timestamp;

use std::{fmt, marker::PhantomData};

use serde::de::{Deserializer, Error, Visitor};

pub(super) use amount::NO_AMOUNT;
pub use amount::{Amount, Decimal};
pub use expandable::Expandable;
pub use flag::Flag;
pub use hidden::Hidden;
pub use id::Id;
pub use list::List;
pub use map::Map;
pub use raw::Raw;
pub use timestamp::{Millis, Moment, Timestamp};

/// Reads a text into a type that takes every text, without a copy on the way.
pub fn text<'de, D: Deserializer<'de>, T: for<'a> From<&'a str>>(
    deserializer: D,
) -> Result<T, D::Error> {
    struct Text<T>(PhantomData<T>);

    impl<T: for<'a> From<&'a str>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            Ok(T::from(text))
        }
    }

    deserializer.deserialize_str(Text(PhantomData))
}

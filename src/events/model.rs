//! The keys of a model: finding them in an object, and checking which were found.
//!
//! Not in the macro's expansion, so that it is compiled once, and not once per model.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, Visitor};

/// A key that a model reads, as the macro has it.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    name: &'static str,
    case: Case,
    required: bool,
    foreign: bool,
}

impl Key {
    /// Returns the key of a field: its own name, without `r#` and in the model's case, or the one that is given.
    pub const fn new(
        field: &'static str,
        case: Case,
        given: &[&'static str],
        required: bool,
    ) -> Self {
        let (name, case) = match (given, field.as_bytes()) {
            ([name], _) => (*name, Case::Same),
            (_, [b'r', b'#', ..]) => (field.split_at(2).1, case),
            _ => (field, case),
        };
        Self {
            name,
            case,
            required,
            foreign: false,
        }
    }

    /// Returns a key that the object must not have.
    pub const fn foreign(name: &'static str) -> Self {
        Self {
            name,
            case: Case::Same,
            required: false,
            foreign: true,
        }
    }

    /// Returns the length of the key as it is sent.
    const fn len(&self) -> usize {
        // The bytes are not counted one by one if there is no need: the compiler interprets this.
        if matches!(self.case, Case::Same) {
            return self.name.len();
        }
        let mut length = 0_usize;
        let mut name = self.name.as_bytes();
        while let [byte, rest @ ..] = name {
            if *byte != b'_' {
                length = length.saturating_add(1);
            }
            name = rest;
        }
        length
    }
}

/// How a provider writes the names of fields.
#[derive(Clone, Copy, Debug)]
pub enum Case {
    /// As they are in Rust.
    Same,
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
}

impl Case {
    /// Returns the case that a model names, or none.
    #[allow(clippy::panic, reason = "at compile time")]
    pub const fn new(name: &[&'static str]) -> Self {
        match name {
            [] => Self::Same,
            [name] => match name.as_bytes() {
                b"camelCase" => Self::Camel,
                b"PascalCase" => Self::Pascal,
                _ => panic!("the case of a model is `camelCase` or `PascalCase`"),
            },
            _ => panic!("a model has one case"),
        }
    }
}

/// The keys of a model, packed: one text, and the length of each.
///
/// A slice of `&str` would take three times the room, and a relocation for each key.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    text: &'static str,
    lengths: &'static [u8],
    /// A bit for each key that must be there.
    required: u128,
    /// Where the foreign keys begin.
    foreign: usize,
    /// The union of the keys' [`key_bit`]s: it rules out most keys that the model does not name,
    /// without a search.
    filter: u128,
}

impl Table {
    /// Returns the table of a model of this name.
    #[allow(clippy::panic, reason = "at compile time")]
    pub const fn new(
        name: &'static str,
        text: &'static [u8],
        lengths: &'static [u8],
        keys: &[Key],
    ) -> Self {
        assert!(keys.len() <= 128, "a model has at most 128 fields");
        let mut required = 0_u128;
        let mut foreign = 0_usize;
        let mut filter = 0_u128;
        let mut rest = keys;
        let mut names = text;
        let mut bit = 1_u128;
        while let [key, tail @ ..] = rest {
            if key.required {
                required |= bit;
            }
            if !key.foreign {
                foreign = foreign.saturating_add(1);
            }
            let (name, after) = names.split_at(key.len());
            filter |= key_bit(name);
            names = after;
            bit = bit.wrapping_shl(1);
            rest = tail;
        }
        let Ok(text) = std::str::from_utf8(text) else {
            panic!("keys are texts")
        };
        Self {
            name,
            text,
            lengths,
            required,
            foreign,
            filter,
        }
    }

    /// The model's name.
    pub(super) fn name(&self) -> &'static str {
        self.name
    }

    /// The name of the key at `place`.
    fn key(&self, place: usize) -> &'static str {
        let before = self.lengths.get(..place).unwrap_or_default();
        let start = before.iter().copied().map(usize::from).sum();
        let length = self.lengths.get(place).copied().map_or(0, usize::from);
        let rest = self.text.get(start..).unwrap_or_default();
        rest.get(..length).unwrap_or_default()
    }
}

/// One bit of 128, from the length of a key and three of its bytes.
#[allow(clippy::cast_possible_truncation, reason = "the shift is below 128")]
#[inline]
const fn key_bit(name: &[u8]) -> u128 {
    let mix = match name {
        [first, _, third, .., last] => {
            let third = (*third as usize).wrapping_mul(11);
            (*first as usize)
                .wrapping_mul(5)
                .wrapping_add(third)
                .wrapping_add(*last as usize)
        }
        [first, ..] => *first as usize,
        [] => 0,
    };
    let shift = mix.wrapping_add(name.len().wrapping_mul(37)) & 127;
    1_u128.wrapping_shl(shift as u32)
}

/// Returns how long the packed text is.
pub const fn length(mut keys: &[Key]) -> usize {
    let mut length = 0_usize;
    while let [key, rest @ ..] = keys {
        length = length.saturating_add(key.len());
        keys = rest;
    }
    length
}

/// The packed text.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "at compile time"
)]
pub const fn pack<const N: usize>(mut keys: &[Key]) -> [u8; N] {
    let mut packed = [0; N];
    let mut at = 0;
    while let [key, rest @ ..] = keys {
        let mut name = key.name.as_bytes();
        if matches!(key.case, Case::Same) {
            while let [byte, tail @ ..] = name {
                packed[at] = *byte;
                at += 1;
                name = tail;
            }
        }
        let mut upper = matches!(key.case, Case::Pascal);
        while let [byte, tail @ ..] = name {
            if *byte == b'_' {
                upper = true;
            } else {
                packed[at] = if upper {
                    byte.to_ascii_uppercase()
                } else {
                    *byte
                };
                upper = false;
                at += 1;
            }
            name = tail;
        }
        keys = rest;
    }
    packed
}

/// The length of each key.
#[allow(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    reason = "at compile time"
)]
pub const fn lengths<const N: usize>(mut keys: &[Key]) -> [u8; N] {
    let mut lengths = [0; N];
    let mut at = 0;
    while let [key, rest @ ..] = keys {
        assert!(key.len() <= 255, "a key has at most 255 bytes");
        lengths[at] = key.len() as u8;
        at += 1;
        keys = rest;
    }
    lengths
}

/// Reads a key as its index in a model's table, and rejects one that occurs twice.
pub(super) struct Keys {
    table: &'static Table,
    /// Where to look first: providers tend to keep their order, and we to follow it.
    next: usize,
    /// Where the key there starts.
    start: usize,
    seen: u128,
}

impl Keys {
    /// The place of a key that the model does not read.
    pub(super) const OTHER: usize = usize::MAX;

    /// Before the first key.
    pub(super) fn new(table: &'static Table) -> Self {
        Self {
            table,
            next: 0,
            start: 0,
            seen: 0,
        }
    }

    /// The first key that must be there and was not.
    pub(super) fn missing(&self) -> Option<&'static str> {
        let missing = self.table.required & !self.seen;
        if missing == 0 {
            return None;
        }
        let place = usize::try_from(missing.trailing_zeros()).ok()?;
        Some(self.table.key(place))
    }

    /// Looks for a key among the lengths, the first of which starts at `start`.
    fn look(&self, name: &[u8], lengths: &[u8], mut start: usize) -> Option<(usize, usize)> {
        let text = self.table.text.as_bytes();
        for (place, length) in lengths.iter().enumerate() {
            let length = usize::from(*length);
            let end = start.saturating_add(length);
            if length == name.len() && text.get(start..end) == Some(name) {
                return Some((place, end));
            }
            start = end;
        }
        None
    }

    fn find<E: Error>(&mut self, name: &str) -> Result<usize, E> {
        if self.table.filter & key_bit(name.as_bytes()) == 0 {
            return Ok(Self::OTHER);
        }
        let lengths = self.table.lengths;
        let (before, after) = lengths
            .split_at_checked(self.next)
            .unwrap_or((lengths, &[]));
        let (place, end) = match self.look(name.as_bytes(), after, self.start) {
            Some((place, end)) => (place.saturating_add(self.next), end),
            None => match self.look(name.as_bytes(), before, 0) {
                Some(found) => found,
                None => return Ok(Self::OTHER),
            },
        };
        self.next = place.saturating_add(1);
        self.start = end;
        if place >= self.table.foreign {
            return Err(E::custom(format_args!("`{name}` belongs to another event")));
        }
        let bit = u32::try_from(place)
            .ok()
            .and_then(|place| 1_u128.checked_shl(place))
            .unwrap_or(0);
        if self.seen & bit != 0 {
            return Err(E::duplicate_field(self.table.key(place)));
        }
        self.seen |= bit;
        Ok(place)
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<usize, E> {
        self.find(name)
    }
}

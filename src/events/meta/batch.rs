//! Batches: entries, and the items in them.

use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, IntoDeserializer};

use super::{FieldEvent, MessagingEvent, WhatsAppEvent};
use crate::events::{List, Millis, Raw, Timestamp};
use crate::model;

model! {
    /// What happened to WhatsApp business accounts.
    pub struct WhatsAppBatch {
        entry!: List<WhatsAppEntry>,
    }

    /// What happened to one account.
    pub struct WhatsAppEntry {
        /// The account's; `0` from the dashboard's test button.
        id!: Box<str>,
        /// Not sent with messages.
        time: Option<EntryTime>,
        changes: List<WhatsAppChange>,
    }

    /// One thing that happened.
    pub struct WhatsAppChange {
        /// The event's name.
        field!: Box<str>,
        /// What it is about, as it came.
        value!: Raw,
    }

    /// What happened to pages, or to professional accounts of Instagram.
    pub struct PageBatch {
        entry!: List<PageEntry>,
    }

    /// What happened to one page or account.
    pub struct PageEntry {
        /// The page's or the account's; `0` from the dashboard's test button.
        id!: Box<str>,
        time: Option<EntryTime>,
        /// What happened to its feed and around it.
        changes: List<PageChange>,
        /// Its messages.
        messaging: List<Messaging>,
        /// Messages of threads that another app controls.
        standby: List<Messaging>,
    }

    /// One thing that happened.
    pub struct PageChange {
        /// The event's name.
        field!: Box<str>,
        /// What it is about, as it came.
        value!: Raw,
    }
}

impl WhatsAppBatch {
    /// What happened, over all entries.
    pub fn changes(&self) -> impl Iterator<Item = &WhatsAppChange> {
        self.entry.iter().flat_map(|entry| &entry.changes)
    }
}

impl WhatsAppChange {
    /// What happened, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> WhatsAppEvent {
        WhatsAppEvent::parse(&self.field, self.value.get().as_bytes())
    }
}

impl PageBatch {
    /// What happened to feeds and around them, over all entries.
    pub fn changes(&self) -> impl Iterator<Item = &PageChange> {
        self.entry.iter().flat_map(|entry| &entry.changes)
    }

    /// The messages and what goes with them, over all entries; without those of threads that
    /// another app controls.
    pub fn messaging(&self) -> impl Iterator<Item = &Messaging> {
        self.entry.iter().flat_map(|entry| &entry.messaging)
    }
}

impl PageChange {
    /// What happened, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> FieldEvent {
        FieldEvent::parse(&self.field, self.value.get().as_bytes())
    }
}

/// A message, or what goes with one.
#[derive(Clone, Debug, PartialEq, serde::Deserialize)]
#[serde(transparent)]
pub struct Messaging(Raw);

impl Messaging {
    /// The item as it came.
    pub fn raw(&self) -> &Raw {
        &self.0
    }

    /// What it is, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> MessagingEvent {
        MessagingEvent::read(self.0.get().as_bytes())
    }
}

/// When an entry was made: milliseconds from Messenger, seconds from WhatsApp, feeds and the
/// dashboard's test button, told apart by size. Dereferences to a [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryTime(Timestamp);

impl Deref for EntryTime {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl<'de> Deserialize<'de> for EntryTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // In seconds, the year 5138; in milliseconds, 1973.
        const MILLIS_FROM: u64 = 100_000_000_000;
        let number = u64::deserialize(deserializer)?;
        let time = if number < MILLIS_FROM {
            Timestamp::deserialize(number.into_deserializer())
        } else {
            Millis::deserialize(number.into_deserializer()).map(|millis| millis.0)
        };
        time.map(Self)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::EntryTime;

    #[test]
    fn both_units() {
        for json in ["1514862760", "1514862760000"] {
            let time: EntryTime = serde_json::from_str(json).unwrap();
            assert_eq!(time.unix_seconds(), Some(1_514_862_760));
        }
        assert!(serde_json::from_str::<EntryTime>("{}").is_err());
    }
}

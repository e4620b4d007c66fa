//! Batches: entries, and the items in them.
//!
//! An item that does not fit must not affect the others: items are kept as they were sent, and decoded one by one.

use std::ops::Deref;

use super::{FieldEvent, MessagingEvent, WhatsAppEvent};
use crate::events::decode_value::{Decode, via_source};
use crate::events::source::{Fault, Source};
use crate::events::{Id, List, Moment, Raw, Timestamp};
use crate::model;

model! {
    /// What happened to WhatsApp business accounts.
    pub struct WhatsAppBatch {
        entry!: List<WhatsAppEntry>,
    }

    /// What happened to one account.
    pub struct WhatsAppEntry {
        /// The account's; `0` from the dashboard's test button.
        id: Option<Id>,
        /// Not sent with messages.
        time: Option<MetaTime>,
        changes: List<WhatsAppChange>,
    }

    /// What happened to pages, or to professional accounts of Instagram.
    pub struct PageBatch {
        entry!: List<PageEntry>,
    }

    /// What changed in people's profiles, or in what they allow an app.
    pub struct ProfileBatch {
        entry!: List<ProfileEntry>,
    }

    /// What changed for one person.
    pub struct ProfileEntry {
        /// The person's; `0` from the dashboard's test button.
        id: Option<Id>,
        /// The same.
        uid: Option<Id>,
        time: Option<MetaTime>,
        /// If the subscription asks for values.
        changes: List<ProfileChange>,
        /// If it does not.
        changed_fields: List<Box<str>>,
    }
}

/// What happened to one page or account.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageEntry {
    /// The page's or the account's; `0` from the dashboard's test button.
    pub id: Option<Id>,
    /// When the entry was made.
    pub time: Option<MetaTime>,
    /// What happened to its feed and around it.
    pub changes: List<PageChange>,
    /// Its messages; also those that Instagram sends as changes.
    pub messaging: List<Messaging>,
    /// Messages of threads that another app controls.
    pub standby: List<Messaging>,
}

/// The fields of changes that hold what `messaging` does elsewhere.
const MESSAGING_FIELDS: &[&str] = &[
    "message_edit",
    "message_edits",
    "message_reactions",
    "messages",
    "messaging_handover",
    "messaging_handovers",
    "messaging_optins",
    "messaging_postbacks",
    "messaging_referral",
    "messaging_referrals",
    "messaging_seen",
];

impl Decode for PageEntry {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        model! {
            struct Entry {
                id: Option<Id>,
                time: Option<MetaTime>,
                changes: List<PageChange>,
                messaging: List<Messaging>,
                standby: List<Messaging>,
                field: Option<Raw>,
                value: Raw,
            }
        }
        let entry = Entry::decode(source)?;
        let (mut messaging, mut standby) = (entry.messaging.into_vec(), entry.standby.into_vec());
        // Without `changes`, an entry of Instagram is one itself.
        let itself = entry.field.map(|field| PageChange {
            field: text(&field),
            value: entry.value,
        });
        let mut changes = Vec::new();
        for change in entry.changes.into_iter().chain(itself) {
            match &*change.field {
                "standby" => standby.push(Messaging(change.value)),
                field if MESSAGING_FIELDS.contains(&field) => {
                    messaging.push(Messaging(change.value));
                }
                _ => changes.push(change),
            }
        }
        Ok(Self {
            id: entry.id,
            time: entry.time,
            changes: changes.into(),
            messaging: messaging.into(),
            standby: standby.into(),
        })
    }
}

/// One thing that happened to a WhatsApp account.
///
/// An item that is not a change is kept, too: without a name, and with itself as the value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct WhatsAppChange {
    /// The event's name; empty if the item has none.
    pub field: Box<str>,
    /// The value as it was sent; null if the item has none.
    pub value: Raw,
}

/// One thing that happened to a page or an account.
///
/// An item that is not a change is kept, too: without a name, and with itself as the value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PageChange {
    /// The event's name; empty if the item has none.
    pub field: Box<str>,
    /// The value as it was sent; null if the item has none.
    pub value: Raw,
}

/// One thing that changed in a profile, or in what a person allows.
///
/// An item that is not a change is kept, too: without a name, and with itself as the value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProfileChange {
    /// The event's name; empty if the item has none.
    pub field: Box<str>,
    /// The value as it was sent; null if the item has none.
    pub value: Raw,
    /// `add`, `remove`, `update`; of permissions `granted` and `revoked`.
    pub verb: Option<Box<str>>,
}

model! {
    struct Fields {
        field: Raw,
        value: Raw,
        verb: Raw,
    }
}

/// The members of a change. If it is not an object, all of it is the value.
fn fields(item: Raw) -> Fields {
    item.json().unwrap_or_else(|_| Fields {
        field: Raw::default(),
        value: item,
        verb: Raw::default(),
    })
}

/// A text; empty if it is none.
fn text(value: &Raw) -> Box<str> {
    value.json().unwrap_or_default()
}

impl Decode for WhatsAppChange {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let Fields { field, value, .. } = fields(Raw::decode(source)?);
        Ok(Self {
            field: text(&field),
            value,
        })
    }
}

impl Decode for PageChange {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let Fields { field, value, .. } = fields(Raw::decode(source)?);
        Ok(Self {
            field: text(&field),
            value,
        })
    }
}

impl Decode for ProfileChange {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        let change = fields(Raw::decode(source)?);
        // For permissions it is beside the value or in it.
        model! {
            struct Value {
                verb: Raw,
            }
        }
        let within = || change.value.json::<Value>().ok()?.verb.json().ok();
        Ok(Self {
            field: text(&change.field),
            verb: change.verb.json().ok().flatten().or_else(within),
            value: change.value,
        })
    }
}

impl WhatsAppBatch {
    /// Returns what happened, over all entries.
    pub fn changes(&self) -> impl Iterator<Item = &WhatsAppChange> {
        self.entry.iter().flat_map(|entry| &entry.changes)
    }
}

impl WhatsAppChange {
    /// Returns what happened, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> WhatsAppEvent {
        WhatsAppEvent::from_parts(&self.field, self.value.get().as_bytes())
    }
}

impl PageBatch {
    /// Returns what happened to feeds and around them, over all entries.
    pub fn changes(&self) -> impl Iterator<Item = &PageChange> {
        self.entry.iter().flat_map(|entry| &entry.changes)
    }

    /// Returns the messages and what goes with them, over all entries. Those of threads that another
    /// app controls are left out.
    pub fn messaging(&self) -> impl Iterator<Item = &Messaging> {
        self.entry.iter().flat_map(|entry| &entry.messaging)
    }
}

impl PageChange {
    /// Returns what happened, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> FieldEvent {
        FieldEvent::from_parts(&self.field, self.value.get().as_bytes())
    }
}

/// A message, or what goes with one.
#[derive(Clone, Debug, PartialEq)]
pub struct Messaging(Raw);

impl Decode for Messaging {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        Raw::decode(source).map(Self)
    }
}

impl Messaging {
    /// Returns the item as it was sent.
    pub fn raw(&self) -> &Raw {
        &self.0
    }

    /// Returns what it is, typed. Never fails: what is unknown or does not fit is a variant, too.
    pub fn event(&self) -> MessagingEvent {
        MessagingEvent::from_body(self.0.get().as_bytes())
    }
}

/// When something happened: milliseconds from Messenger, seconds from WhatsApp, feeds and the
/// dashboard's test button, distinguished by size. Dereferences to a [`Timestamp`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaTime(Timestamp);

impl Deref for MetaTime {
    type Target = Timestamp;

    fn deref(&self) -> &Timestamp {
        &self.0
    }
}

impl Decode for MetaTime {
    fn decode(source: &mut dyn Source<'_>) -> Result<Self, Fault> {
        // In seconds, the year 5138; in milliseconds, 1973.
        const MILLIS_FROM: i64 = 100_000_000_000;
        let time = Timestamp::decode(source)?;
        Ok(Self(match time.unix_seconds() {
            Some(millis) if millis >= MILLIS_FROM => Timestamp::At(Moment::from_millis(millis)),
            _ => time,
        }))
    }
}

via_source!(
    MetaTime,
    Messaging,
    PageChange,
    PageEntry,
    ProfileChange,
    WhatsAppChange
);

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::MetaTime;

    #[test]
    fn reads_seconds_and_milliseconds() {
        for json in [
            "1514862760",
            "1514862760000",
            r#""1514862760""#,
            r#""1514862760000""#,
        ] {
            let time: MetaTime = serde_json::from_str(json).unwrap();
            assert_eq!(time.unix_seconds(), Some(1_514_862_760));
        }
        assert!(serde_json::from_str::<MetaTime>("{}").is_err());
    }
}

//! The audience of a delivery, for providers that sign for all customers with one key.

use bytes::Bytes;
use serde_json::value::RawValue;

use crate::{
    codec::json::{Items, without_mark},
    engine::locate::Locator,
    error::{Error, Field, SetupError},
    provider::Row,
    request::{head::Head, settings::Settings},
    scheme::At,
};

/// The required audience of deliveries, and where they state it.
#[derive(Debug)]
pub(crate) struct Audience {
    location: Locator,
    /// Another location, which some deliveries have instead or as well.
    other: Option<Locator>,
    /// One or several, separated by spaces.
    ours: Box<str>,
}

impl Audience {
    /// The audience at the place `at` of a row's deliveries, which must be the value of the setting.
    pub(crate) fn new(
        row: &Row,
        at: At,
        setting: &'static str,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let locate = |at| Locator::new(row.name, at, settings);
        Ok(Self {
            location: locate(at)?,
            other: row.other_audience.map(locate).transpose()?,
            ours: settings.required(row.name, setting)?.into(),
        })
    }

    pub(crate) fn is_in_body(&self) -> bool {
        self.location.in_body()
    }

    /// Checks that a delivery is for this audience: each event of it, if the body is a list of them.
    pub(crate) fn check(&self, head: &Head, body: &Bytes) -> Result<(), Error> {
        if !self.is_in_body() || !without_mark(body).trim_ascii_start().starts_with(b"[") {
            return self.check_event(head, body);
        }
        let events: Items<&RawValue> =
            serde_json::from_slice(without_mark(body)).map_err(|_| self.mismatch())?;
        let events = events.all()?;
        if events.is_empty() {
            return Err(self.mismatch());
        }
        for event in events {
            self.check_event(head, event.get().as_bytes())?;
        }
        Ok(())
    }

    fn check_event(&self, head: &Head, event: &[u8]) -> Result<(), Error> {
        let mut named = false;
        for location in [Some(&self.location), self.other.as_ref()] {
            let Some(location) = location else {
                continue;
            };
            if let Some(text) = location.text(Field::Audience, head, event)? {
                if !self.ours.split_ascii_whitespace().any(|one| one == text) {
                    return Err(self.mismatch());
                }
                named = true;
            }
        }
        if named { Ok(()) } else { Err(self.mismatch()) }
    }

    fn mismatch(&self) -> Error {
        Error::AudienceMismatch {
            location: self.location.location(),
        }
    }
}

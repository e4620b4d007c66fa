//! The event type, the delivery id and the event's time of a delivery, and whether the signature covers
//! them.

use crate::{
    engine::locate::Locator,
    error::{Field, SetupError},
    provider::Row,
    request::{head::Head, settings::Settings},
    scheme::At,
};

/// The places of these for one scheme.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) kind: Vec<Label>,
    pub(crate) delivery_id: Vec<Label>,
    pub(crate) occurred_at: Vec<Label>,
}

/// A place of one of these.
#[derive(Debug)]
pub(crate) struct Label {
    locator: Locator,
    pub(crate) at: At,
    /// Whether the scheme signs it. What code signs depends on the request.
    pub(crate) signed: bool,
}

impl Labels {
    /// Compiles the places of a row. `covers` returns whether a place is signed. Signed places come
    /// first, as an attacker can change the others.
    pub(crate) fn new(
        row: &Row,
        settings: &Settings,
        covers: &dyn Fn(At) -> bool,
    ) -> Result<Self, SetupError> {
        let locate = |places: &'static [At]| {
            let mut labels = Vec::with_capacity(places.len());
            let mut unsigned = Vec::new();
            for at in places {
                let signed = at.in_token() || covers(*at);
                let label = Label {
                    locator: Locator::new(row.name, *at, settings)?,
                    at: *at,
                    signed,
                };
                if signed {
                    labels.push(label);
                } else {
                    unsigned.push(label);
                }
            }
            labels.append(&mut unsigned);
            Ok::<_, SetupError>(labels)
        };
        Ok(Self {
            kind: locate(row.kind)?,
            delivery_id: locate(row.delivery_id)?,
            occurred_at: locate(row.occurred_at)?,
        })
    }
}

impl Label {
    /// Whether it is in the body.
    pub(crate) fn in_body(&self) -> bool {
        self.locator.in_body()
    }

    /// Returns the text at this place, if there is one.
    pub(crate) fn text(&self, head: &Head, body: &[u8]) -> Option<Box<str>> {
        let text = self.locator.text(Field::Content, head, body).ok()??;
        Some(text.into())
    }
}

//! The names of a delivery: where the event's name and the delivery's id stand, and whether the
//! signature covers them.

use crate::{
    engine::locate::Locator,
    error::{Field, SetupError},
    provider::Row,
    request::{head::Head, settings::Settings},
    scheme::At,
};

/// Where the names of deliveries stand that one scheme signs.
#[derive(Debug)]
pub(crate) struct Labels {
    pub(crate) kind: Vec<Label>,
    pub(crate) delivery_id: Vec<Label>,
    pub(crate) occurred_at: Vec<Label>,
}

/// A place in which a name can stand.
#[derive(Debug)]
pub(crate) struct Label {
    locator: Locator,
    pub(crate) at: At,
    /// Whether the scheme's content has it. What code signs depends on the request.
    pub(crate) signed: bool,
}

impl Labels {
    /// The places of a row, of which `covers` tells those that are signed. These come first: where
    /// a request has the same name signed and unsigned, the other could be anybody's.
    pub(crate) fn new(
        row: &Row,
        settings: &Settings,
        covers: impl Fn(At) -> bool,
    ) -> Result<Self, SetupError> {
        let locate = |places: &'static [At]| {
            let mut labels = places
                .iter()
                .map(|at| {
                    Ok(Label {
                        locator: Locator::new(row.name, *at, settings)?,
                        at: *at,
                        signed: at.in_token() || covers(*at),
                    })
                })
                .collect::<Result<Vec<_>, SetupError>>()?;
            labels.sort_by_key(|label| !label.signed);
            Ok(labels)
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

    /// The text that stands here, if it does.
    pub(crate) fn text(&self, head: &Head, body: &[u8]) -> Option<Box<str>> {
        let text = self.locator.text(Field::Content, head, body).ok()??;
        Some(text.into())
    }
}

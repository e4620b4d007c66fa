//! Which event a body is: by its name, or by its object if the name is new.

use super::Event;
use crate::event::Payload;
use crate::events::Unknown;
use crate::events::decode::decode_json;
use crate::model;

model! {
    /// What an event says of itself.
    struct Name {
        r#type: Option<Box<str>>,
        object: Box<str>,
    }

    /// What an event says of its object.
    struct Whole {
        data: Option<Data>,
    }

    struct Data {
        object: Option<Object>,
    }

    struct Object {
        object: Box<str>,
    }
}

/// The name of any thin event: all have the same payload.
const THIN: &str = "v2.core.account.created";

impl Event {
    /// Reads a body that names its event itself, as all of Stripe's do. An event of a new name
    /// about an object that the model knows is known, too.
    ///
    /// A receiver does this after verification; by itself it proves nothing.
    pub fn from_body(body: &[u8]) -> Self {
        read(body)
    }
}

/// By the name that the receiver found, without a second look if it is listed.
pub(super) fn decode(payload: &Payload<'_>) -> Event {
    match payload.kind() {
        Some(kind) if Event::KINDS.contains(&kind) => Event::from_parts(kind, payload.body()),
        _ => read(payload.body()),
    }
}

fn read(body: &[u8]) -> Event {
    let name = match decode_json::<Name>("", body) {
        Ok(name) => name,
        Err(error) => return Event::Undecodable(error),
    };
    let kind = name.r#type.as_deref().unwrap_or_default();
    if kind.is_empty() || Event::KINDS.contains(&kind) {
        return Event::from_parts(kind, body);
    }
    let name = match &*name.object {
        "v2.core.event" => Some(THIN),
        _ => match decode_json::<Whole>(kind, body) {
            Ok(whole) => {
                let object = whole.data.and_then(|data| data.object);
                object.and_then(|object| Event::name_of_object(&object.object))
            }
            Err(error) => return Event::Undecodable(error),
        },
    };
    match name {
        Some(name) => Event::from_named(name, kind, body),
        None => Event::Unknown(Unknown::new(kind)),
    }
}

#[cfg(test)]
#[allow(clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn routes_by_the_event_type() {
        let body =
            br#"{"id": "evt_1", "type": "invoice.upcoming", "data": {"object": {"total": 5}}}"#;
        let Event::Invoice(event) = read(body) else {
            panic!("that is an invoice")
        };
        assert_eq!(event.data.object.total, 5);
    }

    #[test]
    fn routes_an_unknown_type_by_its_object() {
        let body = br#"{"id": "evt_1", "object": "event", "type": "invoice.of_tomorrow",
            "data": {"object": {"object": "invoice", "total": 5}}}"#;
        let event = read(body);
        assert_eq!(event.kind(), "invoice.of_tomorrow");
        assert!(matches!(event, Event::Invoice(event) if event.data.object.total == 5));

        let body = br#"{"id": "evt_1", "object": "v2.core.event", "type": "v2.of.tomorrow"}"#;
        let event = read(body);
        assert_eq!(event.kind(), "v2.of.tomorrow");
        assert!(matches!(event, Event::Thin(_)));
    }

    #[test]
    fn returns_unknown_for_an_unknown_object() {
        for body in [
            r#"{"type": "moon.landed", "data": {"object": {"object": "moon"}}}"#,
            r#"{"type": "moon.landed", "data": {"object": {}}}"#,
            r#"{"type": "moon.landed"}"#,
        ] {
            assert_eq!(
                read(body.as_bytes()),
                Event::Unknown(Unknown::new("moon.landed"))
            );
        }
    }

    #[test]
    fn no_event() {
        for (body, kind, path) in [
            ("", "", ""),
            ("[]", "", ""),
            ("{}", "", ""),
            (r#"{"type": 5}"#, "", "/type"),
            (r#"{"type": "invoice.paid"}"#, "invoice.paid", ""),
            (
                r#"{"type": "moon.landed", "data": 5}"#,
                "moon.landed",
                "/data",
            ),
        ] {
            let Event::Undecodable(error) = read(body.as_bytes()) else {
                panic!("{body} is no event")
            };
            assert_eq!((error.event_type(), error.path()), (kind, path), "{body}");
        }
    }
}

//! Events of an own sender: the types that the macros make, and bodies of unusual form.

use webhook_receiver::{
    DecodeError, DecodeErrorKind,
    events::{
        Decoded, EventEnum, Expandable, Flag, Id, List, Map, Raw, Timestamp, events, model,
        open_enum,
    },
};

events! {
    /// An event.
    pub enum Event {
        "parcel" | "package" => Parcel(Parcel),
        "call" => Call(Call) in form,
    }
}

model! {
    /// A parcel.
    pub struct Parcel never ["call"] {
        number!: u64,
        place: Place,
        r#type: Option<Box<str>>,
        plus_one as "+1": u64,
        sent: Option<Timestamp>,
        fragile: Flag,
        customer: Option<Id>,
        items: List<Item>,
        extra: Raw,
    }

    /// Its content.
    pub struct Item {
        name!: Box<str>,
        count: i64,
    }

    /// A call.
    pub struct Call {
        sid! as "CallSid": Box<str>,
    }
}

open_enum! {
    /// Its place.
    pub enum Place {
        Depot = "depot" is_depot,
        Van = "van",
    }
}

open_enum! {
    /// Its state.
    pub enum Light: i64 {
        Red = -1 is_red,
    }
}

fn parcel(body: &str) -> Parcel {
    match Event::from_parts("parcel", body.as_bytes()) {
        Event::Parcel(parcel) => *parcel,
        other => panic!("{other:?}"),
    }
}

fn rejected(body: impl AsRef<[u8]>) -> DecodeError {
    match Event::from_parts("parcel", body.as_ref()) {
        Event::Undecodable(error) => *error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn returns_a_known_event() {
    let event = Event::from_parts("package", br#"{"number": 1}"#);
    assert_eq!(
        event.decoded(),
        Decoded::Known {
            kind: "parcel",
            variant: "Parcel"
        }
    );
    assert_eq!(Event::from_parts("call", b"CallSid=1").kind(), "call");
    assert_eq!(Event::KINDS, ["parcel", "package", "call"]);
    assert_eq!(Event::COUNT, 3);
    assert_eq!(size_of::<Event>(), 24);
}

#[test]
fn returns_every_field() {
    let parcel = parcel(
        r#"{"type": "box", "number": 18446744073709551615, "+1": 2, "place": "van", "extra": [1.0],
            "sent": 5, "fragile": "1", "customer": "c", "items": [null, {"name": "x", "count": -1}]}"#,
    );
    assert_eq!(parcel.number, u64::MAX);
    assert_eq!(parcel.r#type.as_deref(), Some("box"));
    assert_eq!(parcel.plus_one, 2);
    assert_eq!(parcel.place, Place::Van);
    assert_eq!(parcel.extra.get(), "[1.0]");
    assert_eq!(parcel.sent.unwrap().unix_seconds(), Some(5));
    assert!(parcel.fragile.is_true());
    assert_eq!(parcel.customer.unwrap(), *"c");
    assert_eq!(parcel.items.len(), 1);
    assert_eq!((&*parcel.items[0].name, parcel.items[0].count), ("x", -1));
}

#[test]
fn accepts_null_for_an_absent_field() {
    let null = r#"{"number": 1, "type": null, "+1": null, "place": null, "extra": null,
        "sent": null, "fragile": null, "customer": null, "items": null}"#;
    assert_eq!(parcel(null), parcel(r#"{"number": 1}"#));
    assert_eq!(parcel(null).place.as_str(), "");
}

/// Returns what PHP and old Slack write for an object without fields.
#[test]
fn accepts_an_empty_list_for_an_absent_object() {
    model! {
        /// Has objects of every kind.
        pub struct Shelf {
            lid!: Label,
            parcel!: Option<Box<Parcel>>,
            tag: Option<Item>,
            label: Box<Label>,
            names: Map<u64>,
            places!: Map<Map<u64>>,
            extra: Option<Map<u64>>,
            owner: Option<Expandable<Item>>,
            raw: Raw,
            list: List<Item>,
        }

        /// Has no required field.
        #[derive(Default)]
        pub struct Label {
            text: Option<Box<str>>,
            inner: Option<Box<Label>>,
        }
    }
    events! {
        /// Shelves.
        pub enum Shelves {
            "shelf" => Shelf(Shelf),
        }
    }
    let read = |body: &str| match Shelves::from_parts("shelf", body.as_bytes()) {
        Shelves::Shelf(shelf) => Ok(*shelf),
        Shelves::Undecodable(error) => Err(*error),
        other => panic!("{other:?}"),
    };

    let absent = read(r#"{"lid": {}, "parcel": null, "places": {}}"#).unwrap();
    let empty = r#"{"lid": {}, "parcel": [], "tag": [], "label": [ ], "names": [], "places": [],
        "extra": [], "owner": [], "list": []}"#;
    let mut empty = read(empty).unwrap();
    assert_eq!(empty.extra.take(), Some(Map::default()));
    assert_eq!(empty, absent);

    let deep = r#"{"lid": {}, "parcel": null, "places": {"a": []}, "raw": [], "label": {"inner": {"inner": []}}}"#;
    let deep = read(deep).unwrap();
    assert_eq!(deep.places["a"], Map::default());
    assert_eq!(deep.raw.get(), "[]");
    assert_eq!(deep.label.inner.unwrap().inner, None);

    // An item of a list is not optional.
    assert!(read(r#"{"lid": {}, "parcel": [], "places": {}, "list": [[]]}"#).is_err());

    let list = "invalid type: sequence, expected an object (";
    for (body, path, message) in [
        // Required.
        (r#"{"lid": []}"#, "/lid", list),
        (r#"{"lid":[], "raw": 1}"#, "/lid", list),
        // Not empty.
        (r#"{"tag": [[]]}"#, "/tag", list),
        (r#"{"tag": [{"name": "x"}]}"#, "/tag", list),
        (r#"{"tag": [null, {"a": 1}]}"#, "/tag", list),
        (r#"{"label": ["x"]}"#, "/label", list),
        (r#"{"label": {"inner": [ 1 ]}}"#, "/label/inner", list),
        (
            r#"{"names": [1]}"#,
            "/names",
            "invalid type: sequence, expected an object of",
        ),
        (
            r#"{"owner": ["o1"]}"#,
            "/owner",
            "invalid type: sequence, expected an identifier",
        ),
        (
            r#"{"places": [{}]}"#,
            "/places",
            "invalid type: sequence, expected an object of",
        ),
        // No list.
        (r#"{"tag": ""}"#, "/tag", "invalid type: string"),
        (r#"{"tag": false}"#, "/tag", "invalid type: boolean"),
        ("[]", "", list),
    ] {
        let error = read(body).unwrap_err();
        assert_eq!(error.path(), path, "{body}: {error}");
        assert!(error.message().starts_with(message), "{body}: {error}");
    }
}

#[test]
fn reads_open_enums() {
    assert!(Place::from("depot").is_depot());
    assert_eq!(Place::from("moon"), Place::Other("moon".into()));
    for text in ["depot", "van", "moon", ""] {
        let json = serde_json::to_string(text).unwrap();
        let place: Place = serde_json::from_str(&json).unwrap();
        assert_eq!(place, text);
        assert_eq!(place.to_string(), text);
        assert_eq!(serde_json::to_string(&place).unwrap(), json);
    }
    for number in [-1, 0, i64::MAX] {
        let light: Light = serde_json::from_str(&number.to_string()).unwrap();
        assert_eq!(light.get(), number);
        assert_eq!(light.is_red(), number == -1);
        assert_eq!(serde_json::to_string(&light).unwrap(), number.to_string());
    }
    assert!(serde_json::from_str::<Place>("1").is_err());
    assert!(serde_json::from_str::<Light>("\"1\"").is_err());
}

#[test]
fn returns_path_and_reason_when_a_body_does_not_fit() {
    for (body, why, path, message) in [
        (
            "{}",
            DecodeErrorKind::Mismatch,
            "",
            "missing field `number`",
        ),
        (
            r#"{"number": null}"#,
            DecodeErrorKind::Mismatch,
            "/number",
            "invalid type: null, expected u64",
        ),
        (
            r#"{"number": -1}"#,
            DecodeErrorKind::Mismatch,
            "/number",
            "invalid value: integer `-1`, expected u64",
        ),
        (
            r#"{"number": 1.5}"#,
            DecodeErrorKind::Mismatch,
            "/number",
            "invalid type: floating point `1.5`, expected u64",
        ),
        (
            r#"{"number": 18446744073709551616}"#,
            DecodeErrorKind::Mismatch,
            "/number",
            "invalid type: floating point `1.844674407370955",
        ),
        (
            r#"{"number": 1, "number": 1}"#,
            DecodeErrorKind::Mismatch,
            "/number",
            "duplicate field `number`",
        ),
        (
            r#"{"number": 1, "call": {}}"#,
            DecodeErrorKind::Mismatch,
            "/call",
            "`call` belongs to another event",
        ),
        (
            r#"{"number": 1, "items": [{"name": "x"}, {"name": "x", "count": "y"}]}"#,
            DecodeErrorKind::Mismatch,
            "/items/1/count",
            "invalid type: string \"y\", expected i64",
        ),
        (
            r#"{"number": 1, "items": [{}]}"#,
            DecodeErrorKind::Mismatch,
            "/items/0",
            "missing field `name`",
        ),
        (
            "[1]",
            DecodeErrorKind::Mismatch,
            "",
            "invalid type: sequence, expected an object (Parcel)",
        ),
        (
            "",
            DecodeErrorKind::Malformed,
            "",
            "EOF while parsing a value",
        ),
        (
            r#"{"number": 1"#,
            DecodeErrorKind::Malformed,
            "/number",
            "EOF while parsing an object",
        ),
        (
            r#"{"number": 1} x"#,
            DecodeErrorKind::Malformed,
            "",
            "trailing characters",
        ),
        (
            r#"{"number": 01}"#,
            DecodeErrorKind::Malformed,
            "/number",
            "invalid number",
        ),
    ] {
        let error = rejected(body);
        assert_eq!(error.event_type(), "parcel");
        assert_eq!((error.kind(), error.path()), (why, path), "{body}");
        assert!(error.message().starts_with(message), "{body}: {error}");
    }
}

#[test]
fn returns_short_messages() {
    let error = rejected(format!(r#"{{"number": "{}"}}"#, "é".repeat(1000)));
    assert!(
        (190..=200).contains(&error.message().len()),
        "{}",
        error.message().len()
    );
}

/// A shortened message can end within the value: what is shown comes from the whole message.
#[test]
fn shows_no_value_of_a_long_message() {
    for start in [
        "canary",
        ", expected canary",
        "\\\", expected canary",
        "`, expected `canary`",
        "\n, expected canary",
    ] {
        for end in ["", ", expected canary"] {
            for length in 0..200 {
                let value = format!("{start}{}{end}", "x".repeat(length));
                let error = rejected(serde_json::json!({ "number": value }).to_string());
                assert!(error.message().contains("canary"), "{error}");
                assert_eq!(
                    error.to_string(),
                    "`parcel` does not fit at `/number`: invalid type: string, expected u64"
                );
                let debug = format!("{error:?}");
                assert!(!debug.contains("canary"), "{debug}");
            }
        }
    }
}

#[test]
fn returns_undecodable_when_an_event_has_no_name() {
    for (body, why) in [
        ("{}", DecodeErrorKind::Unnamed),
        ("{", DecodeErrorKind::Malformed),
    ] {
        let Event::Undecodable(error) = Event::from_parts("", body.as_bytes()) else {
            panic!("{body}")
        };
        assert_eq!((error.event_type(), error.kind()), ("", why));
    }
}

#[test]
fn accepts_a_byte_order_mark() {
    assert_eq!(parcel("\u{feff}{\"number\": 1}").number, 1);
    assert_eq!(rejected("\u{feff}{\"number\":\n\"\"}").path(), "/number");
    assert_eq!(
        rejected("\u{feff}\u{feff}{}").kind(),
        DecodeErrorKind::Malformed
    );
}

#[test]
fn accepts_lone_surrogates() {
    let parcel =
        parcel(r#"{"number": 1, "type": "\ud83d\ude00 \ud83d", "place": "\udc00", "x": "\ud83d"}"#);
    assert_eq!(parcel.r#type.as_deref(), Some("\u{1f600} \u{fffd}"));
    assert_eq!(parcel.place, "\u{fffd}");
    assert_eq!(
        rejected(r#"{"type": "\ud83d", "number": []}"#).path(),
        "/number"
    );
}

#[test]
fn rejects_bytes_that_are_not_utf8() {
    assert_eq!(
        rejected(b"{\"number\": 1, \"type\": \"\xff\"}").path(),
        "/type"
    );
    assert_eq!(
        rejected(b"{\"number\": 1, \"\xff\": 1}").path(),
        "/\u{fffd}"
    );
}

#[test]
fn accepts_anything_in_unread_fields() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    let body = format!(
        r#"{{"a": {deep}, "b": 1e999, "c": "\udc00", "c": {{"x": 1, "x": 1}}, "number": 3}}"#
    );
    assert_eq!(parcel(&body).number, 3);
    // Kept as text, so this is accepted too.
    assert_eq!(
        parcel(&format!(r#"{{"number": 1, "extra": {deep}}}"#))
            .extra
            .get(),
        deep
    );
}

#[test]
fn rejects_deep_nesting() {
    model! {
        /// Nests.
        pub struct Nest {
            inner: Option<Box<Nest>>,
        }
    }
    events! {
        /// Nests.
        pub enum Nests {
            "nest" => Nest(Nest),
        }
    }
    let nest = |depth| {
        Nests::from_parts(
            "nest",
            format!("{}{{}}{}", "{\"inner\":".repeat(depth), "}".repeat(depth)).as_bytes(),
        )
    };
    assert!(matches!(nest(126), Nests::Nest(_)));
    let Nests::Undecodable(error) = nest(100_000) else {
        panic!("too deep")
    };
    assert_eq!(error.message(), "recursion limit exceeded");
    assert!(
        error.path().starts_with("/inner/inner/"),
        "{}",
        error.path()
    );
}

/// Names of the user do not collide with names in the expansion of the macros.
mod hygiene {
    use webhook_receiver::events::{events, model, open_enum};

    events! { enum Result { "a" => Some(A), "d" => Ok(D) } }
    model! {
        struct A { keys!: Option, map: D, place: Place, reader!: Reader, s: S }
        struct D { serializer: Box, keys: u64 }
        struct Reader { p: u64 }
    }
    open_enum! { enum Place { None = "none" } enum S { D = "d" } enum Option { A = "a" } enum Box { S = "s" } }
    impl Default for D {
        fn default() -> Self {
            Self {
                serializer: Box::S,
                keys: 0,
            }
        }
    }
    #[test]
    fn decodes_own_events() {
        let Result::Some(a) = Result::from_parts("a", br#"{"keys": "a", "s": "d", "reader": {}}"#)
        else {
            panic!()
        };
        assert_eq!((a.keys, a.s, a.map.serializer), (Option::A, S::D, Box::S));
        let _ = (a.place, a.reader.p, a.map.keys);
    }
}

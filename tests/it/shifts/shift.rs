//! The shifts: changes of a signed request without its key after which the signed bytes are equal, or nearly
//! so, while their meaning changes.

use std::fmt;

use sha2::block_api::compress256;

use super::message::{self, Class, Message, Place, decoded, encoded, find, items, members, pairs};

/// One change. Numbers index the places of the genuine request, or the lists below.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shift {
    /// The last bytes of one part become the first of another.
    Give(u8, u8, u16),
    /// The first bytes of a part become the last of another.
    Take(u8, u8, u16),
    /// The same across a separator: the first part ends at this place in the text of the second.
    TakeAcross(u8, u8, u8, u16),
    GiveAcross(u8, u8, u8, u16),
    /// Three parts, joined by a separator, are split at two other places.
    Recut(u8, u8, u8, u8, u16, u16),
    Swap(u8, u8),
    Copy(u8, u8),
    Spell(u8, u8),
    /// A method, a content type and a body, each of which may be the genuine one.
    Frame(u8, u8, u8),
    Url(u8),
    /// A part is moved elsewhere, under this name; the body, method and type are as in `Frame`.
    Carry(u8, Carrier, u8, u8, u8, u8),
    Rename(u8, u8),
    RenameAll(u8),
    Second(u16, u8),
    Header(u8, ListChange),
    Label(u8, u8, u8),
    Item(u8, u8, ListChange),
    Parameter(u8, ListChange),
    Field(u8, ListChange),
    Member(u8, MemberChange),
    Element(u8, ListChange),
    /// The bytes with which SHA-256 ends its input, and further ones.
    Extend(u8, u16),
}

/// The place that a part is moved to.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Carrier {
    Query,
    Header,
    Form,
    Json,
    Body,
}

const CARRIERS: &[Carrier] = &[
    Carrier::Query,
    Carrier::Header,
    Carrier::Form,
    Carrier::Json,
    Carrier::Body,
];

/// What happens to an entry of a list: a header, a pair, a field, an element.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ListChange {
    Absent,
    Empty,
    Duplicate,
    OtherBefore,
    OtherAfter,
    First,
    Last,
    Later,
    Recased,
    Renamed,
    Escaped,
    Unescaped,
    JoinedToNext,
    NameEscaped,
    EqualsEscaped,
    PlusEscaped,
    LowerHex,
    Semicolon,
    NoEquals,
    Indexed,
}

const LIST_CHANGES: &[ListChange] = &[
    ListChange::Absent,
    ListChange::Empty,
    ListChange::Duplicate,
    ListChange::OtherBefore,
    ListChange::OtherAfter,
    ListChange::First,
    ListChange::Last,
    ListChange::Later,
    ListChange::Recased,
    ListChange::Renamed,
    ListChange::Escaped,
    ListChange::Unescaped,
    ListChange::JoinedToNext,
    ListChange::NameEscaped,
    ListChange::EqualsEscaped,
    ListChange::PlusEscaped,
    ListChange::LowerHex,
    ListChange::Semicolon,
    ListChange::NoEquals,
    ListChange::Indexed,
];

#[derive(Clone, Copy, Debug)]
pub(crate) enum MemberChange {
    Absent,
    /// One of the other values is added before or after it under the same name.
    OtherBefore(u8),
    OtherAfter(u8),
    Other(u8),
    Escaped,
    Recased,
    Renamed,
    Quoted,
    Listed,
    Nested,
    Last,
    Blank,
}

const MEMBER_CHANGES: &[MemberChange] = &[
    MemberChange::Absent,
    MemberChange::OtherBefore(0),
    MemberChange::OtherBefore(1),
    MemberChange::OtherAfter(0),
    MemberChange::OtherAfter(1),
    MemberChange::OtherAfter(2),
    MemberChange::Other(0),
    MemberChange::Other(1),
    MemberChange::Other(2),
    MemberChange::Other(3),
    MemberChange::Other(4),
    MemberChange::Other(5),
    MemberChange::Other(6),
    MemberChange::Escaped,
    MemberChange::Recased,
    MemberChange::Renamed,
    MemberChange::Quoted,
    MemberChange::Listed,
    MemberChange::Nested,
    MemberChange::Last,
    MemberChange::Blank,
];

const OTHER_VALUES: &[&str] = &[r#""attacker""#, "{}", "[]", "null", r#""""#, "true", "0"];

/// A time at which the genuine requests of the signer are stale, in all forms. Their bodies contain it.
pub(crate) const LATER: u64 = 1_798_640_000;
pub(crate) const LATER_TEXTS: &[&str] = &[
    "1798640000",
    "1798640000000",
    "2026-12-30T14:13:20Z",
    "2026-12-30T14:13:20.000Z",
    "2026-12-30T14:13:20",
    "2026-12-30T14:13:20+0000",
    "Wed, 30 Dec 2026 14:13:20 GMT",
];

/// Texts that may be between two parts.
const JOINTS: &[&str] = &[
    "",
    ".",
    ":",
    ",",
    "\n",
    "|",
    ";",
    "&",
    "=",
    " ",
    "?",
    "/",
    "\"",
    "-",
    "_",
    "\",\"",
    "\":\"",
    ": ",
    ";x-contentful-timestamp:",
    "\",\"EnvironmentName\":\"",
    "\",\"TimeStamp\":",
    "\",Currency:\"",
    "\",Reference:\"",
    ";request-id:",
    ";ts:",
    "\nMessageId\n",
    "\nTopicArn\n",
    "\nType\n",
    "\nTimestamp\n",
];

const METHODS: &[&str] = &[
    "", "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "post", "POSTX",
];

const FORM: &str = "application/x-www-form-urlencoded";

const TYPES: &[Option<&str>] = &[
    Some(""),
    None,
    Some("application/json"),
    Some(FORM),
    Some("application/x-www-form-urlencoded; charset=utf-8"),
    Some("Application/X-WWW-Form-URLEncoded"),
    Some("application/x-www-form-urlencodedx"),
    Some("multipart/form-data; boundary=b"),
    Some("text/plain"),
    Some("application/jwt"),
    Some("text/xml"),
];

const BODIES: &[&str] = &[
    "",
    " ",
    "{}",
    r#"{"type":"attacker","id":"attacker","event":"attacker"}"#,
    "payload=attacker&id=attacker&event=attacker",
    "attacker=1",
    "<xml><attacker/></xml>",
];

/// Names under which a body may be searched for.
const NAMES: &[&str] = &[
    "",
    "payload",
    "body",
    "data",
    "json",
    "message",
    "event",
    "events",
    "Event",
    "params",
    "mandrill_events",
    "bt_payload",
    "signedPayload",
    "object_payload",
    "encrypt",
    "echostr",
    "notification",
    "raw",
    "text",
    "jwt",
    "token",
    "id",
    "timestamp",
    "signature",
    "bodySHA256",
];

/// Prefixes and endings of header names, each of which may be taken for another.
const FAMILIES: &[(&str, &str)] = &[
    ("webhook-", "svix-"),
    ("svix-", "webhook-"),
    ("x-", ""),
    ("", "x-"),
    ("", "x-original-"),
    ("-256", ""),
    ("-v2", ""),
    ("-v3", ""),
    ("-v3", "-v2"),
    ("-v2", "-v1"),
    ("-signature", "-signature-256"),
    ("-signature", "-signature-sha1"),
    ("signature", "hmac"),
    ("-", "_"),
    ("-timestamp", "-time"),
    ("-id", "-event-id"),
];

/// Keys of the pairs in signature headers.
const LABELS: &[&str] = &[
    "v0",
    "v1",
    "v2",
    "v1a",
    "t",
    "ts",
    "time",
    "timestamp",
    "s",
    "h",
    "sign",
    "signature",
    "sha1",
    "sha256",
    "sha512",
    "md5",
    "env",
    "algorithm",
];

const URLS: usize = 26;
const SPELLINGS: usize = 52;

/// The name of a shift, and the kinds of places that it changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Label {
    pub(crate) verb: &'static str,
    pub(crate) from: Class,
    pub(crate) to: Class,
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { verb, from, to } = self;
        if from == to {
            write!(f, "{verb}: {from:?}")
        } else {
            write!(f, "{verb}: {from:?} and {to:?}")
        }
    }
}

/// Values of all genuine requests together.
pub(crate) struct World {
    /// The names of all headers.
    pub(crate) names: Vec<String>,
}

impl Shift {
    pub(crate) fn label(self, places: &[Place]) -> Label {
        let class = |index: u8| {
            places
                .get(usize::from(index))
                .map_or(Class::Body, Place::class)
        };
        let label = |verb, from, to| Label { verb, from, to };
        match self {
            Self::Give(a, b, _)
            | Self::Take(a, b, _)
            | Self::GiveAcross(a, b, ..)
            | Self::TakeAcross(a, b, ..) => {
                let (a, b) = (class(a), class(b));
                label("boundary", a.min(b), a.max(b))
            }
            Self::Recut(a, _, c, ..) => {
                let (a, c) = (class(a), class(c));
                label("recut", a.min(c), a.max(c))
            }
            Self::Swap(a, b) | Self::Copy(a, b) => {
                let (a, b) = (class(a), class(b));
                label("exchange", a.min(b), a.max(b))
            }
            Self::Spell(a, _) => label("spelling", class(a), class(a)),
            Self::Frame(_, 0, 0) => label("method", Class::Method, Class::Method),
            Self::Frame(..) => label("frame", Class::Header, Class::Body),
            Self::Url(_) => label("url", Class::Url, Class::Url),
            Self::Carry(a, carrier, ..) => label("carry", class(a), carrier.class()),
            Self::Rename(..) | Self::RenameAll(_) => label("rename", Class::Header, Class::Header),
            Self::Second(..) => label("second", Class::Header, Class::Header),
            Self::Header(..) | Self::Label(..) | Self::Item(..) => {
                label("list", Class::Header, Class::Header)
            }
            Self::Parameter(..) => label("list", Class::Url, Class::Url),
            Self::Field(..) => label("list", Class::Form, Class::Form),
            Self::Member(..) => label("member", Class::Json, Class::Json),
            Self::Element(..) => label("list", Class::Xml, Class::Xml),
            Self::Extend(..) => label("extension", Class::Body, Class::Body),
        }
    }

    /// Returns all shifts of a request with these signed places. `loose` says that its body is not signed
    /// byte for byte.
    pub(crate) fn all(
        message: &Message,
        places: &[Place],
        loose: bool,
        world: &World,
    ) -> Vec<Self> {
        let mut all = Vec::new();
        let texts: Vec<Vec<u8>> = places
            .iter()
            .map(|place| message.get(place).unwrap_or_default())
            .collect();
        let index = |at: usize| at as u8;
        boundaries(places, &texts, &mut all);
        recuts(places, &texts, &mut all);
        for a in 0..places.len() {
            all.extend((0..SPELLINGS as u8).map(|how| Self::Spell(index(a), how)));
            for b in 0..places.len() {
                if !places[a].overlaps(&places[b]) {
                    all.push(Self::Copy(index(a), index(b)));
                    if a < b {
                        all.push(Self::Swap(index(a), index(b)));
                    }
                }
            }
        }
        for method in 0..METHODS.len() as u8 {
            for kind in 0..TYPES.len() as u8 {
                for body in 0..=BODIES.len() as u8 {
                    all.push(Self::Frame(method, kind, body));
                }
            }
        }
        all.extend((0..URLS as u8).map(Self::Url));
        for (at, place) in places.iter().enumerate() {
            carries(index(at), place, &mut all);
        }
        for header in 0..message.headers.len() as u8 {
            all.extend((0..FAMILIES.len() as u8).map(|family| Self::Rename(header, family)));
            all.extend(
                LIST_CHANGES
                    .iter()
                    .map(|change| Self::Header(header, *change)),
            );
            let items = items(&message.headers[usize::from(header)].1).len();
            for item in 0..items.min(12) as u8 {
                all.extend(
                    LIST_CHANGES
                        .iter()
                        .map(|change| Self::Item(header, item, *change)),
                );
                all.extend((0..LABELS.len() as u8).map(|label| Self::Label(header, item, label)));
            }
        }
        all.extend((0..FAMILIES.len() as u8).map(Self::RenameAll));
        for name in 0..world.names.len() as u16 {
            let value = (name % 4) as u8;
            all.push(Self::Second(name, value));
        }
        for at in 0..pairs(message.query().as_bytes()).len() as u8 {
            all.extend(
                LIST_CHANGES
                    .iter()
                    .map(|change| Self::Parameter(at, *change)),
            );
        }
        if message.is_form() {
            for at in 0..pairs(&message.body).len().min(40) as u8 {
                all.extend(LIST_CHANGES.iter().map(|change| Self::Field(at, *change)));
            }
        }
        let most = if loose { 40 } else { 2 };
        for at in 0..members(&message.body).len().min(most) as u8 {
            all.extend(
                MEMBER_CHANGES
                    .iter()
                    .map(|change| Self::Member(at, *change)),
            );
        }
        for at in 0..message::elements(&message.body).len().min(12) as u8 {
            all.extend(LIST_CHANGES.iter().map(|change| Self::Element(at, *change)));
        }
        for header in 0..message.headers.len() as u8 {
            if state(&message.headers[usize::from(header)].1).is_some() {
                all.extend((0..400).map(|more| Self::Extend(header, more)));
            }
        }
        all
    }

    /// Returns the shifted request, if the shift can be made and changes anything.
    pub(crate) fn apply(
        self,
        message: &Message,
        places: &[Place],
        world: &World,
    ) -> Option<Message> {
        let mut shifted = message.clone();
        let place = |index: u8| places.get(usize::from(index));
        let text = |index: u8| message.get(place(index)?);
        match self {
            Self::Give(a, b, amount) => {
                let (mut first, mut second) = (text(a)?, text(b)?);
                let moved = first.split_off(first.len().checked_sub(amount.into())?);
                second.splice(..0, moved);
                shifted.set_all(vec![(place(a)?, first), (place(b)?, second)])?;
            }
            Self::Take(a, b, amount) => {
                let (mut first, second) = (text(a)?, text(b)?);
                let (moved, rest) = second.split_at_checked(amount.into())?;
                first.extend_from_slice(moved);
                shifted.set_all(vec![(place(a)?, first), (place(b)?, rest.to_vec())])?;
            }
            Self::TakeAcross(a, b, joint, at) => {
                let joint = JOINTS[usize::from(joint)].as_bytes();
                let (mut first, second) = (text(a)?, text(b)?);
                let (moved, rest) = second.split_at_checked(at.into())?;
                first.extend([joint, moved].concat());
                let rest = rest.strip_prefix(joint)?.to_vec();
                shifted.set_all(vec![(place(a)?, first), (place(b)?, rest)])?;
            }
            Self::GiveAcross(a, b, joint, at) => {
                let joint = JOINTS[usize::from(joint)].as_bytes();
                let (first, second) = (text(a)?, text(b)?);
                let (kept, rest) = first.split_at_checked(at.into())?;
                let moved = [rest.strip_prefix(joint)?, joint, &second].concat();
                shifted.set_all(vec![(place(a)?, kept.to_vec()), (place(b)?, moved)])?;
            }
            Self::Recut(a, b, c, joint, first, second) => {
                let joint = JOINTS[usize::from(joint)].as_bytes();
                let whole = [text(a)?, text(b)?, text(c)?].join(joint);
                let one = whole.get(..first.into())?;
                let two = whole.get(usize::from(first) + joint.len()..second.into())?;
                let three = whole.get(usize::from(second) + joint.len()..)?;
                shifted.set_all(vec![
                    (place(a)?, one.to_vec()),
                    (place(b)?, two.to_vec()),
                    (place(c)?, three.to_vec()),
                ])?;
            }
            Self::Swap(a, b) => {
                shifted.set_all(vec![(place(a)?, text(b)?), (place(b)?, text(a)?)])?;
            }
            Self::Copy(a, b) => shifted.set(place(b)?, &text(a)?)?,
            Self::Spell(a, how) => {
                shifted.set(place(a)?, &spelled(&text(a)?, how)?)?;
            }
            Self::Frame(method, kind, body) => frame(&mut shifted, method, kind, body),
            Self::Url(how) => url(&mut shifted, how)?,
            Self::Carry(a, carrier, name, method, kind, body) => {
                let text = text(a)?;
                let name = match NAMES[usize::from(name)] {
                    "" => name_of(message, place(a)?)?,
                    name => name.to_owned(),
                };
                remove(&mut shifted, place(a)?)?;
                frame(&mut shifted, method, kind, body);
                carrier.put(&mut shifted, &name, &text)?;
            }
            Self::Rename(header, family) => {
                let name = &mut shifted.headers.get_mut(usize::from(header))?.0;
                *name = renamed(name, family)?;
            }
            Self::RenameAll(family) => {
                for (name, _) in &mut shifted.headers {
                    if let Some(other) = renamed(name, family) {
                        *name = other;
                    }
                }
            }
            Self::Second(name, value) => {
                let name = &world.names[usize::from(name)];
                if message.headers.iter().any(|(found, _)| found == name) {
                    return None;
                }
                let value = match value {
                    0 => "attacker",
                    1 => "attacker.created",
                    2 => LATER_TEXTS[0],
                    _ => "sha256=00000000000000000000000000000000",
                };
                shifted.headers.push((name.clone(), value.into()));
            }
            Self::Header(at, change) => header(&mut shifted, at.into(), change)?,
            Self::Label(header, item, label) => {
                let value = &mut shifted.headers.get_mut(usize::from(header))?.1;
                let span = items(value).get(usize::from(item))?.clone();
                let end = span.start.checked_sub(1).filter(|at| value[*at] == b'=')?;
                let start = value[..end].iter().rposition(|byte| b",; ".contains(byte));
                let start = start.map_or(0, |at| at + 1);
                value.splice(start..end, LABELS[usize::from(label)].bytes());
            }
            Self::Item(header, item, change) => {
                let value = &mut shifted.headers.get_mut(usize::from(header))?.1;
                *value = item_changed(value, item.into(), change)?;
            }
            Self::Parameter(at, change) => {
                let query = pair_changed(message.query().as_bytes(), at.into(), change)?;
                shifted.set_query(std::str::from_utf8(&query).ok()?);
            }
            Self::Field(at, change) => {
                shifted.body = pair_changed(&message.body, at.into(), change)?;
            }
            Self::Member(at, change) => shifted.body = member(&message.body, at.into(), change)?,
            Self::Element(at, change) => shifted.body = element(&message.body, at.into(), change)?,
            Self::Extend(header, more) => extend(&mut shifted, header.into(), more.into())?,
        }
        (shifted != *message).then_some(shifted)
    }
}

/// Moves every boundary between two parts by every amount.
fn boundaries(places: &[Place], texts: &[Vec<u8>], all: &mut Vec<Shift>) {
    for (a, first) in texts.iter().enumerate() {
        for (b, second) in texts.iter().enumerate() {
            if places[a].overlaps(&places[b]) {
                continue;
            }
            let (x, y) = (a as u8, b as u8);
            all.extend((1..=first.len().min(600) as u16).map(|amount| Shift::Give(x, y, amount)));
            all.extend((1..=second.len().min(600) as u16).map(|amount| Shift::Take(x, y, amount)));
            for (joint, word) in JOINTS.iter().enumerate().skip(1) {
                let at = |text: &[u8]| {
                    let found = (0..text.len().min(2000))
                        .filter(|at| text[*at..].starts_with(word.as_bytes()));
                    found.take(16).map(|at| at as u16).collect::<Vec<_>>()
                };
                let joint = joint as u8;
                all.extend(
                    at(second)
                        .into_iter()
                        .map(|at| Shift::TakeAcross(x, y, joint, at)),
                );
                all.extend(
                    at(first)
                        .into_iter()
                        .map(|at| Shift::GiveAcross(x, y, joint, at)),
                );
            }
        }
    }
}

/// Splits three parts elsewhere, so that the middle one is a later time, is empty, or keeps its length.
fn recuts(places: &[Place], texts: &[Vec<u8>], all: &mut Vec<Shift>) {
    for a in 0..places.len() {
        for b in 0..places.len() {
            for c in 0..places.len() {
                let apart = |x: usize, y: usize| !places[x].overlaps(&places[y]);
                if !(apart(a, b) && apart(b, c) && apart(a, c)) || texts[b].len() > 64 {
                    continue;
                }
                for (joint, word) in JOINTS.iter().enumerate().take(8) {
                    let whole = [&*texts[a], &*texts[b], &*texts[c]].join(word.as_bytes());
                    let word = word.len();
                    let mut cut = |first: usize, second: usize| {
                        let parts = (a as u8, b as u8, c as u8, joint as u8);
                        let (x, y, z, joint) = parts;
                        all.push(Shift::Recut(x, y, z, joint, first as u16, second as u16));
                    };
                    for later in LATER_TEXTS {
                        let mut from = 0;
                        while let Some(at) =
                            find(&whole, later.as_bytes(), from).filter(|at| *at >= word)
                        {
                            cut(at - word, at + later.len());
                            from = at + 1;
                        }
                    }
                    let long = texts[b].len();
                    for first in (0..whole.len().min(200)).step_by(if word == 0 { 3 } else { 1 }) {
                        let fits = |at: usize| {
                            word == 0 || whole[at..].starts_with(JOINTS[joint].as_bytes())
                        };
                        if fits(first)
                            && first + word + long <= whole.len()
                            && first != texts[a].len()
                        {
                            cut(first, first + word + long);
                        }
                    }
                }
            }
        }
    }
}

fn carries(at: u8, place: &Place, all: &mut Vec<Shift>) {
    let whole = *place == Place::Body;
    let names = if whole { 0..NAMES.len() as u8 } else { 0..1 };
    for name in names {
        for carrier in CARRIERS {
            let (methods, kinds, bodies): (&[u8], &[u8], &[u8]) = if whole {
                (&[0, 1, 3], &[0, 2, 3], &[1, 4, 5])
            } else {
                (&[0, 1], &[0, 3], &[0])
            };
            for method in methods {
                for kind in kinds {
                    for body in bodies {
                        all.push(Shift::Carry(at, *carrier, name, *method, *kind, *body));
                    }
                }
            }
        }
    }
}

impl Carrier {
    fn class(self) -> Class {
        match self {
            Self::Query => Class::Url,
            Self::Header => Class::Header,
            Self::Form => Class::Form,
            Self::Json => Class::Json,
            Self::Body => Class::Body,
        }
    }

    fn put(self, message: &mut Message, name: &str, text: &[u8]) -> Option<()> {
        let pair = [&*encoded(name.as_bytes()), b"=", &encoded(text)].concat();
        match self {
            Self::Query => {
                let query = message.query().as_bytes();
                let joint: &[u8] = if query.is_empty() { b"" } else { b"&" };
                let query = [query, joint, &pair].concat();
                message.set_query(std::str::from_utf8(&query).ok()?);
            }
            Self::Header => message
                .headers
                .push((name.to_ascii_lowercase(), text.to_vec())),
            Self::Form => {
                if message.is_form() && !message.body.is_empty() {
                    message.body.push(b'&');
                } else {
                    message.set_header("content-type", Some(FORM));
                    message.body.clear();
                }
                message.body.extend(pair);
            }
            Self::Json => {
                let text = serde_json::to_string(std::str::from_utf8(text).ok()?).ok()?;
                let member = format!("{}:{text}", serde_json::to_string(name).ok()?);
                match message.body.strip_suffix(b"}") {
                    Some(b"{") => message.body = format!("{{{member}}}").into_bytes(),
                    Some(rest) => {
                        message.body = [rest, b",", member.as_bytes(), b"}"].concat();
                    }
                    None => message.body = format!("{{{member}}}").into_bytes(),
                }
            }
            Self::Body => message.body = text.to_vec(),
        }
        Some(())
    }
}

/// Returns the name under which a place's text is written.
fn name_of(message: &Message, place: &Place) -> Option<String> {
    let text = |bytes: &[u8]| String::from_utf8(decoded(bytes)).ok();
    match place {
        Place::Header(index) | Place::Item(index, _) => {
            Some(message.headers.get(*index)?.0.clone())
        }
        Place::Parameter(index) => {
            let query = message.query().as_bytes();
            text(&query[pairs(query).get(*index)?.name.clone()])
        }
        Place::Name(index) | Place::Field(index) => {
            text(&message.body[pairs(&message.body).get(*index)?.name.clone()])
        }
        Place::Leaf(index) => {
            let leaf = message::leaves(&message.body).into_iter().nth(*index)?;
            leaf.pointer.rsplit('/').next().map(str::to_owned)
        }
        _ => Some("payload".to_owned()),
    }
}

fn remove(message: &mut Message, place: &Place) -> Option<()> {
    match place {
        Place::Header(index) => drop(message.headers.remove(*index)),
        Place::Parameter(index) => {
            let query = pair_changed(message.query().as_bytes(), *index, ListChange::Absent)?;
            message.set_query(std::str::from_utf8(&query).ok()?);
        }
        Place::Field(index) => {
            message.body = pair_changed(&message.body, *index, ListChange::Absent)?;
        }
        Place::Leaf(index) => {
            let leaf = message::leaves(&message.body).into_iter().nth(*index)?;
            message.body.drain(widened(&message.body, leaf.member));
        }
        Place::Body | Place::Query => {}
        _ => return None,
    }
    Some(())
}

fn frame(message: &mut Message, method: u8, kind: u8, body: u8) {
    if let Some(method) = METHODS
        .get(usize::from(method))
        .filter(|method| !method.is_empty())
    {
        message.method = (*method).to_owned();
    }
    match TYPES[usize::from(kind)] {
        Some("") => {}
        kind => message.set_header("content-type", kind),
    }
    if let Some(body) = usize::from(body).checked_sub(1) {
        message.body = BODIES[body].into();
    }
}

fn renamed(name: &str, family: u8) -> Option<String> {
    let (from, to) = FAMILIES[usize::from(family)];
    if from.is_empty() {
        return Some(format!("{to}{name}"));
    }
    name.contains(from)
        .then(|| name.replacen(from, to, 1))
        .filter(|name| !name.is_empty())
}

fn url(message: &mut Message, how: u8) -> Option<()> {
    let target = message.target.clone();
    let (path, query) = (message.path().to_owned(), message.query().to_owned());
    let with = |query: &str| format!("{path}?{query}");
    message.target = match how {
        0 => format!("{target}/"),
        1 => path.strip_suffix('/')?.to_owned(),
        2 => format!("/{target}"),
        3 => format!("/x{target}"),
        4 => format!("{path}/x?{query}"),
        5 => with(&query.split('&').rev().collect::<Vec<_>>().join("&")),
        6 => with(&format!("{query}&{query}")),
        7 => with(&format!("{query}&attacker=1")),
        8 => with(&format!("attacker=1&{query}")),
        9 => with(&format!("{query}&")),
        10 => path.clone(),
        11 => with(""),
        12 => with(&query.replace('&', ";")),
        13 => format!("/%{:02X}{}", path.as_bytes().get(1)?, target.get(2..)?),
        14 => target.replace("%C3", "%c3").replace("%BC", "%bc"),
        15 => target.replacen('?', "%3F", 1),
        16 => target.replacen("%3F", "?", 1),
        17 => target.replacen('&', "%26", 1),
        18 => target.replacen("%26", "&", 1),
        19 => target.replacen('=', "%3D", 1),
        20 => format!("/.{target}"),
        21 => format!("/x/..{target}"),
        22 => target.to_uppercase(),
        23 => target.replacen('/', "%2F", 2).replacen("%2F", "/", 1),
        24 => with(&format!("{query}?x=1")),
        _ => {
            message.origin = String::new();
            target
        }
    };
    Some(())
}

fn spelled(text: &[u8], how: u8) -> Option<Vec<u8>> {
    if let Some(later) = usize::from(how).checked_sub(45) {
        return Some(LATER_TEXTS.get(later)?.as_bytes().to_vec());
    }
    let around = |before: &[u8], after: &[u8]| Some([before, text, after].concat());
    let as_text = || std::str::from_utf8(text).ok();
    let dot = || text.iter().position(|byte| *byte == b'.');
    Some(match how {
        0 => text.to_ascii_uppercase(),
        1 => text.to_ascii_lowercase(),
        2 => as_text()?.replace('+', "-").replace('/', "_").into_bytes(),
        3 => as_text()?.replace('-', "+").replace('_', "/").into_bytes(),
        4 => as_text()?.trim_end_matches('=').as_bytes().to_vec(),
        5 => return around(b"", b"="),
        6 => return around(b" ", b""),
        7 => return around(b"", b" "),
        8 => return around(b"\t", b""),
        9 => return around(b"0", b""),
        10 => return around(b"+", b""),
        11 => return around(b"-", b""),
        12 => return around(b"", b".0"),
        13 => return around(b"", b"0"),
        14 => return around(b"\"", b"\""),
        15 => return around(b"", b","),
        16 => return around(b",", b""),
        17 => [text, text].join(&b","[..]),
        18 => [text, text].join(&b" "[..]),
        19 => [text, text].concat(),
        20 => {
            let mut moved = text.to_vec();
            moved.remove(dot()?);
            moved
        }
        21 => {
            let mut moved = text.to_vec();
            let at = dot()?.checked_sub(1)?;
            moved.swap(at, at + 1);
            moved
        }
        22 => {
            let mut moved = text.to_vec();
            let at = dot().filter(|at| at + 1 < text.len())?;
            moved.swap(at, at + 1);
            moved
        }
        23 => as_text()?
            .trim_end_matches('0')
            .trim_end_matches('.')
            .as_bytes()
            .to_vec(),
        24 => return around(b"", b"e0"),
        25 => encoded_all(text),
        26 => encoded(text),
        27 => decoded(text),
        28 => text.get(..text.len() / 2)?.to_vec(),
        29 => text.get(1..)?.to_vec(),
        30 => text.get(..text.len().checked_sub(1)?)?.to_vec(),
        31 => return around(b"\xef\xbb\xbf", b""),
        32 => return around(b"", b"\n"),
        33 => return around(b"\n", b""),
        34 => return around(b"", b"\r\n"),
        35 => return around(b"", b"\0"),
        36 => return around(b"", b"\x80"),
        37 => return around(b"", b"&attacker=1"),
        38 => return around(b"attacker=1&", b""),
        39 => return around(b"", b"&"),
        40 => return around(b"Bearer ", b""),
        41 => as_text()?.split_once(' ')?.1.as_bytes().to_vec(),
        42 => as_text()?.rsplit_once('=')?.0.as_bytes().to_vec(),
        43 => Vec::new(),
        _ => b"attacker".to_vec(),
    })
}

fn encoded_all(text: &[u8]) -> Vec<u8> {
    text.iter()
        .flat_map(|byte| format!("%{byte:02X}").into_bytes())
        .collect()
}

fn header(message: &mut Message, at: usize, change: ListChange) -> Option<()> {
    let (name, value) = message.headers.get(at)?.clone();
    let other = (name.clone(), b"attacker".to_vec());
    match change {
        ListChange::Absent => drop(message.headers.remove(at)),
        ListChange::Empty => message.headers[at].1.clear(),
        ListChange::Duplicate => message.headers.push((name, value)),
        ListChange::OtherBefore => message.headers.insert(at, other),
        ListChange::OtherAfter => message.headers.push(other),
        ListChange::Later => message.headers.push((name, LATER_TEXTS[0].into())),
        ListChange::Renamed => message.headers[at].0 = format!("{name}-1"),
        _ => return None,
    }
    Some(())
}

/// An entry of a header's list, with its key.
fn item_changed(value: &[u8], at: usize, change: ListChange) -> Option<Vec<u8>> {
    let spans = items(value);
    let span = spans.get(at)?.clone();
    let before = |at: usize| {
        value[..at]
            .iter()
            .rposition(|byte| b",; ".contains(byte))
            .map_or(0, |at| at + 1)
    };
    let start = before(span.start);
    let entry = &value[start..span.end];
    let separator: &[u8] = match value.iter().find(|byte| b",; ".contains(byte)) {
        Some(b';') => b";",
        Some(b' ') => b" ",
        _ => b",",
    };
    let key = &value[start..span.start];
    let without = || {
        let mut rest = value.to_vec();
        let end = if span.end < rest.len() {
            span.end + 1
        } else {
            span.end
        };
        let start = if end == span.end {
            start.saturating_sub(1)
        } else {
            start
        };
        rest.drain(start..end);
        rest
    };
    let other = |text: &[u8]| [key, text].concat();
    Some(match change {
        ListChange::Absent => without(),
        ListChange::Empty => [&value[..span.start], &value[span.end..]].concat(),
        ListChange::Duplicate => [value, separator, entry].concat(),
        ListChange::OtherBefore => [&*other(b"attacker"), separator, value].concat(),
        ListChange::OtherAfter => [value, separator, &other(b"attacker")].concat(),
        ListChange::First => [entry, separator, &without()].concat(),
        ListChange::Last => [&*without(), separator, entry].concat(),
        ListChange::Later => [value, separator, &other(LATER_TEXTS[0].as_bytes())].concat(),
        ListChange::Recased => {
            let mut value = value.to_vec();
            value[start..span.start].make_ascii_uppercase();
            value
        }
        ListChange::Renamed => [&value[..start], b"x", &value[start..]].concat(),
        ListChange::NoEquals => [&value[..span.start], b" ", &value[span.start..]].concat(),
        ListChange::Indexed => [&value[..start], b" ", &value[start..]].concat(),
        _ => return None,
    })
}

/// A pair of a form or query.
fn pair_changed(form: &[u8], at: usize, change: ListChange) -> Option<Vec<u8>> {
    let all = pairs(form);
    let pair = all.get(at)?;
    let (start, end) = (pair.name.start, pair.value.end);
    let entry = &form[start..end];
    let (name, value) = (&form[pair.name.clone()], &form[pair.value.clone()]);
    let join = |pieces: &[&[u8]]| pieces.join(&b"&"[..]);
    let others = || {
        let kept = all.iter().enumerate().filter(|(index, _)| *index != at);
        let kept: Vec<&[u8]> = kept
            .map(|(_, pair)| &form[pair.name.start..pair.value.end])
            .collect();
        kept.join(&b"&"[..])
    };
    let replaced = |entry: &[u8]| [&form[..start], entry, &form[end..]].concat();
    let other = [name, b"=attacker"].concat();
    let swapped = |from: &str, to: &str| {
        let text = std::str::from_utf8(entry).ok()?;
        Some(replaced(text.replacen(from, to, 1).as_bytes()))
    };
    Some(match change {
        ListChange::Absent => others(),
        ListChange::Empty => replaced(&[name, b"="].concat()),
        ListChange::Duplicate => join(&[form, entry]),
        ListChange::OtherBefore => join(&[&other, form]),
        ListChange::OtherAfter => join(&[form, &other]),
        ListChange::First => join(&[entry, &others()]),
        ListChange::Last => join(&[&others(), entry]),
        ListChange::Later => replaced(&[name, b"=", LATER_TEXTS[0].as_bytes()].concat()),
        ListChange::Recased => replaced(&[&*name.to_ascii_uppercase(), b"=", value].concat()),
        ListChange::Renamed => replaced(&[name, b"x=", value].concat()),
        ListChange::Escaped => replaced(&[name, b"=", &encoded_all(&decoded(value))].concat()),
        ListChange::Unescaped => replaced(&[name, b"=", &decoded(value)].concat()),
        ListChange::JoinedToNext => {
            let mut joined = form.to_vec();
            (joined.get(end) == Some(&b'&')).then_some(())?;
            joined.splice(end..=end, *b"%26");
            joined
        }
        ListChange::NameEscaped => replaced(&[&*encoded_all(&decoded(name)), b"=", value].concat()),
        ListChange::EqualsEscaped => swapped("=", "%3D")?,
        ListChange::PlusEscaped => swapped("+", "%20")
            .filter(|new| new != form)
            .or_else(|| swapped("%20", "+"))?,
        ListChange::LowerHex => {
            let mut lower = entry.to_vec();
            for at in 0..lower.len().saturating_sub(2) {
                if lower[at] == b'%' {
                    lower[at + 1..at + 3].make_ascii_lowercase();
                }
            }
            replaced(&lower)
        }
        ListChange::Semicolon => {
            let mut joined = form.to_vec();
            *joined.get_mut(end)? = b';';
            joined
        }
        ListChange::NoEquals => replaced(&[name, value].concat()),
        ListChange::Indexed => replaced(&[name, b"[]=", value].concat()),
    })
}

/// Returns a member or item with the comma before or after it.
fn widened(body: &[u8], member: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let behind = body[member.end..]
        .iter()
        .position(|byte| !blank(byte))
        .map(|at| at + member.end);
    if let Some(at) = behind.filter(|at| body[*at] == b',') {
        return member.start..at + 1;
    }
    let before = body[..member.start].iter().rposition(|byte| !blank(byte));
    match before.filter(|at| body[*at] == b',') {
        Some(at) => at..member.end,
        None => member,
    }
}

fn member(body: &[u8], at: usize, change: MemberChange) -> Option<Vec<u8>> {
    let found = members(body).into_iter().nth(at)?;
    let span = found.member.clone();
    let key = &body[span.start..found.value.start];
    let value = &body[found.value.clone()];
    let named = key.first() == Some(&b'"');
    let replaced = |member: &[u8]| [&body[..span.start], member, &body[span.end..]].concat();
    let with = |value: &[u8]| replaced(&[key, value].concat());
    let other = |index: u8| [key, OTHER_VALUES[usize::from(index)].as_bytes()].concat();
    let entry = &body[span.clone()];
    Some(match change {
        MemberChange::Absent => {
            let mut rest = body.to_vec();
            rest.drain(widened(body, span));
            rest
        }
        MemberChange::OtherBefore(index) => replaced(&[&*other(index), entry].join(&b","[..])),
        MemberChange::OtherAfter(index) => replaced(&[entry, &*other(index)].join(&b","[..])),
        MemberChange::Other(index) => replaced(&other(index)),
        MemberChange::Escaped => {
            let start = if named {
                1
            } else {
                usize::from(value.first() == Some(&b'"'))
            };
            let at = span.start + start;
            let escape = format!("\\u{:04x}", body.get(at)?);
            [&body[..at], escape.as_bytes(), &body[at + 1..]].concat()
        }
        MemberChange::Recased => replaced(&[&key.to_ascii_uppercase(), value].concat()),
        MemberChange::Renamed if named => replaced(&[b"\"x", &entry[1..]].concat()),
        MemberChange::Renamed => return None,
        MemberChange::Quoted => match value.first()? {
            b'"' => with(value.get(1..value.len() - 1)?),
            _ => with(&[b"\"", value, b"\""].concat()),
        },
        MemberChange::Listed => with(&[b"[", value, b"]"].concat()),
        MemberChange::Nested => with(&[b"{\"attacker\":", value, b"}"].concat()),
        MemberChange::Last => {
            let entry = entry.to_vec();
            let wide = widened(body, span);
            let mut rest = body.to_vec();
            rest.drain(wide);
            let end = rest.iter().rposition(|byte| b"}]".contains(byte))?;
            rest.splice(end..end, [b",", &*entry].concat());
            rest
        }
        MemberChange::Blank => with(&[b" ", value].concat()),
    })
}

fn element(body: &[u8], at: usize, change: ListChange) -> Option<Vec<u8>> {
    let span = message::elements(body).into_iter().nth(at)?;
    let open = body[..span.start].iter().rposition(|byte| *byte == b'<')?;
    let close = find(body, b">", span.end)? + 1;
    let entry = &body[open..close];
    let (tag, end) = (&body[open..span.start], &body[span.end..close]);
    let text = &body[span];
    let other = [tag, b"attacker", end].concat();
    let replaced = |entry: &[u8]| [&body[..open], entry, &body[close..]].concat();
    let with = |text: &[u8]| replaced(&[tag, text, end].concat());
    Some(match change {
        ListChange::Absent => replaced(b""),
        ListChange::Empty => with(b""),
        ListChange::Duplicate => replaced(&[entry, entry].concat()),
        ListChange::OtherBefore => replaced(&[&other, entry].concat()),
        ListChange::OtherAfter => replaced(&[entry, &*other].concat()),
        ListChange::First => [entry, body].concat(),
        ListChange::Last => [body, entry].concat(),
        ListChange::Later => with(LATER_TEXTS[0].as_bytes()),
        ListChange::Recased => replaced(&[&tag.to_ascii_uppercase(), text, end].concat()),
        ListChange::Renamed => replaced(&[b"<x", &tag[1..], text, b"</x", &end[2..]].concat()),
        ListChange::Escaped => with(&[b"<![CDATA[", text, b"]]>"].concat()),
        ListChange::Unescaped => with(text.strip_prefix(b"<![CDATA[")?.strip_suffix(b"]]>")?),
        ListChange::Semicolon => with(&[b"<!--", &*other, b"-->", text].concat()),
        ListChange::NameEscaped => {
            with(&[format!("&#{};", text.first()?).as_bytes(), &text[1..]].concat())
        }
        ListChange::NoEquals => with(&[text, b"<attacker/>"].concat()),
        ListChange::Indexed => replaced(&[b"<attacker>", entry, b"</attacker>"].concat()),
        ListChange::JoinedToNext => [b"<!--", &*other, b"-->", body].concat(),
        _ => return None,
    })
}

/// Returns the state of SHA-256 after its input, if a header shows it.
fn state(value: &[u8]) -> Option<[u32; 8]> {
    let text = std::str::from_utf8(value).ok()?;
    let digits = text.rsplit(['=', ' ', ',']).next()?;
    (digits.len() == 64).then_some(())?;
    let mut state = [0; 8];
    for (index, word) in state.iter_mut().enumerate() {
        *word = u32::from_str_radix(digits.get(index * 8..index * 8 + 8)?, 16).ok()?;
    }
    Some(state)
}

/// Makes the signature of a longer body, for a plain hash of a secret and the body, when both have `more`
/// additional bytes.
fn extend(message: &mut Message, header: usize, more: usize) -> Option<()> {
    let (_, value) = message.headers.get(header)?;
    let mut state = state(value)?;
    let length = message.body.len() + more;
    message.body.push(0x80);
    message
        .body
        .extend(std::iter::repeat_n(0, (119 - length % 64) % 64));
    message.body.extend((length as u64 * 8).to_be_bytes());
    let padded = length + 1 + (119 - length % 64) % 64 + 8;
    let added = b"{\"attacker\":1}";
    message.body.extend(added);
    let mut block = [0; 64];
    block[..added.len()].copy_from_slice(added);
    block[added.len()] = 0x80;
    block[56..].copy_from_slice(&((padded + added.len()) as u64 * 8).to_be_bytes());
    compress256(&mut state, &[block]);
    let digits: String = state.iter().map(|word| format!("{word:08x}")).collect();
    let value = &mut message.headers.get_mut(header)?.1;
    let start = value.len() - 64;
    value.splice(start.., digits.into_bytes());
    Some(())
}

//! Compiles handshakes for an endpoint, recognizes them in requests, and makes their answers and those
//! to deliveries.

use std::borrow::Cow;

use http::{HeaderName, HeaderValue, StatusCode};

use crate::{
    codec::{
        each_once,
        encoding::{Encoding, to_hex},
        form, json,
    },
    engine::locate::Locator,
    error::{Error, Field, Location, Malformation, SetupError},
    handshake::{
        Answer, Condition, Handshake, HandshakeData, LONGEST, LONGEST_OFFERED, LONGEST_SIGNED,
        Member, Proof, VERIFY_TOKEN, digest, is_same, offerable, repeatable, signable,
    },
    key::keys::Keys,
    receiver::reply::Reply,
    request::{head::Head, settings::Settings},
    scheme::At,
};

/// A compiled handshake.
#[derive(Debug)]
pub(crate) struct HandshakePlan {
    pub(crate) handshake: Handshake,
    when: Vec<(Test, Locator)>,
    /// What the body must consist of. All of these must hold.
    shapes: Vec<Shape>,
    proof: Check,
    answer: AnswerPlan,
    /// Whether it can be recognized only after the body has arrived.
    pub(crate) needs_body: bool,
}

#[derive(Debug)]
enum Test {
    Present,
    Equals(&'static str),
    Hex(usize, usize),
    Uuid,
    Digits,
    Absent,
    EmptyList(&'static str),
}

impl Test {
    fn holds(&self, place: &Locator, head: &Head, body: &[u8]) -> bool {
        // What cannot be read, as it is a duplicate or an object, is neither present nor absent.
        let text = || place.text(Field::Challenge, head, body);
        let is = |test: &dyn Fn(&str) -> bool| {
            text().is_ok_and(|text| text.is_some_and(|text| test(&text)))
        };
        match self {
            Self::Present => is(&|_| true),
            Self::Equals(wanted) => is(&|text| text == *wanted),
            Self::Hex(least, most) => is(&|text| {
                (*least..=*most).contains(&text.len())
                    && text
                        .bytes()
                        .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
            }),
            Self::Uuid => is(&is_uuid),
            Self::Digits => {
                is(&|text| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
            }
            Self::Absent => text().is_ok_and(|text| text.is_none()),
            Self::EmptyList(pointer) => {
                let list = json::raw(body, pointer).ok().flatten();
                let inside = list.and_then(|raw| raw.get().strip_prefix('[')?.strip_suffix(']'));
                inside.is_some_and(|inside| inside.trim().is_empty())
            }
        }
    }
}

fn is_uuid(text: &str) -> bool {
    let mut bytes = text.bytes().enumerate();
    text.len() == 36
        && bytes.all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// What a body must consist of.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Empty,
    Members(&'static str, &'static [&'static str]),
    Fields(&'static [&'static str]),
}

impl Shape {
    fn fits(self, head: &Head, body: &[u8]) -> bool {
        match self {
            Self::Empty | Self::Members("", []) if body.is_empty() => true,
            Self::Empty => false,
            Self::Members(pointer, names) => json::has_only(body, pointer, names),
            Self::Fields(names) => {
                let mut is_new = each_once(names);
                let form = form::Form::parse(body);
                head.is_form() && form.is_ok_and(|form| form.pairs().all(|(name, _)| is_new(name)))
            }
        }
    }
}

/// A value that is compared with a setting.
#[derive(Debug)]
enum Check {
    Nothing,
    Token(Locator),
    Listed(Locator, &'static str),
}

/// A compiled answer.
#[derive(Debug)]
pub(crate) struct AnswerPlan {
    name: &'static str,
    /// Whether it is proven that the provider sent the request.
    proven: bool,
    offer: Vec<(&'static str, Locator)>,
    form: Form,
    /// The encoding of signatures.
    encoding: Encoding,
}

/// The kind of an answer.
#[derive(Debug)]
enum Form {
    Empty(StatusCode),
    Fixed(&'static str),
    Text(Piece),
    Object {
        headers: Vec<(HeaderName, Piece)>,
        members: Vec<(&'static str, Piece)>,
    },
}

/// A compiled value of an answer.
#[derive(Debug)]
enum Piece {
    Echo(Locator),
    Signature(Locator),
    Hash(Vec<Self>),
    Text(&'static str),
    Body,
    Setting(&'static str),
    Joined(Vec<Self>),
}

/// The inputs of an answer.
#[derive(Clone, Copy)]
pub(crate) struct Inputs<'a> {
    pub(crate) head: &'a Head,
    pub(crate) body: &'a [u8],
    /// `None` for answers to deliveries, for which nothing is signed.
    pub(crate) keys: Option<&'a Keys>,
    pub(crate) settings: &'a Settings,
}

impl HandshakePlan {
    pub(crate) fn new(
        provider: &'static str,
        handshake: Handshake,
        encoding: Encoding,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let locate = |at| Locator::new(provider, at, settings);
        let mut when = Vec::new();
        let mut shapes = Vec::new();
        for condition in handshake.when {
            let (test, at) = match *condition {
                Condition::Present(at) => (Test::Present, at),
                Condition::Equals(at, text) => (Test::Equals(text), at),
                Condition::Hex(at, least, most) => (Test::Hex(least, most), at),
                Condition::Uuid(at) => (Test::Uuid, at),
                Condition::Digits(at) => (Test::Digits, at),
                Condition::Absent(at) => (Test::Absent, at),
                Condition::EmptyList(pointer) => (Test::EmptyList(pointer), At::Json(pointer)),
                Condition::EmptyBody => {
                    shapes.push(Shape::Empty);
                    continue;
                }
                Condition::OnlyMembers(pointer, names) => {
                    shapes.push(Shape::Members(pointer, names));
                    continue;
                }
                Condition::OnlyFields(names) => {
                    shapes.push(Shape::Fields(names));
                    continue;
                }
            };
            when.push((test, locate(at)?));
        }
        if let Proof::VerifyToken(_) | Proof::Listed(..) = handshake.proof {
            let name = match handshake.proof {
                Proof::Listed(_, setting) => setting,
                _ => VERIFY_TOKEN,
            };
            // Without the setting, the handshake is not answered.
            if settings.get(name).is_some() {
                settings.required(provider, name)?;
            }
        }
        let proof = match handshake.proof {
            Proof::VerifyToken(at) => Check::Token(locate(at)?),
            Proof::Listed(at, setting) => Check::Listed(locate(at)?, setting),
            Proof::Signed | Proof::Nothing => Check::Nothing,
        };
        let answer = AnswerPlan {
            proven: handshake.proof == Proof::Signed,
            encoding,
            ..AnswerPlan::new(provider, handshake.name, handshake.answer, settings)?
        };
        let needs_body = !shapes.is_empty()
            || when.iter().any(|(_, place)| place.in_body())
            || answer.offer.iter().any(|(_, place)| place.in_body());
        Ok(Self {
            handshake,
            when,
            shapes,
            proof,
            answer,
            needs_body,
        })
    }

    /// Whether the conditions on the head hold, and those on the body if it has arrived.
    pub(crate) fn recognizes(&self, head: &Head, body: &[u8]) -> bool {
        head.method.as_str() == self.handshake.method
            && self.form_fits(head, body)
            && self
                .when
                .iter()
                .all(|(test, place)| test.holds(place, head, body))
            && self.shapes.iter().all(|shape| shape.fits(head, body))
    }

    /// Whether a body of this kind can satisfy the conditions. Checked first, as it is cheapest.
    fn form_fits(&self, head: &Head, body: &[u8]) -> bool {
        self.when.iter().all(|(_, place)| match place {
            Locator::Form(_) => head.is_form(),
            Locator::Json(_) => body.trim_ascii_start().starts_with(b"{"),
            _ => true,
        })
    }

    /// Whether its conditions on the head hold, so that it could still be recognized.
    pub(crate) fn head_fits(&self, head: &Head) -> bool {
        let form_wanted = self
            .when
            .iter()
            .any(|(_, place)| matches!(place, Locator::Form(_)));
        head.method.as_str() == self.handshake.method && (!form_wanted || head.is_form())
    }

    /// Returns the answer to a recognized handshake whose signature, if it has one, was verified.
    pub(crate) fn answer(&self, inputs: Inputs<'_>) -> Result<Reply, Error> {
        self.check(inputs)?;
        self.answer.reply(inputs)
    }

    /// Compares the token of the handshake with the configured one.
    fn check(&self, inputs: Inputs<'_>) -> Result<(), Error> {
        let place = match &self.proof {
            Check::Nothing => return Ok(()),
            Check::Token(place) | Check::Listed(place, _) => place,
        };
        let given = place
            .text(Field::VerifyToken, inputs.head, inputs.body)?
            .ok_or_else(|| Error::missing(Field::VerifyToken, place.location()))?;
        let ours = |name| inputs.settings.get(name).unwrap_or_default();
        let equal = match &self.proof {
            Check::Listed(_, setting) => ours(setting)
                .split_ascii_whitespace()
                .fold(false, |found, word| found | is_same(&given, word)),
            _ => !ours(VERIFY_TOKEN).is_empty() && is_same(&given, ours(VERIFY_TOKEN)),
        };
        if equal {
            Ok(())
        } else {
            Err(self.answer.rejection())
        }
    }
}

impl AnswerPlan {
    pub(crate) fn new(
        provider: &'static str,
        name: &'static str,
        mut answer: Answer,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let locate = |at| Locator::new(provider, at, settings);
        let mut offer = Vec::new();
        while let Answer::Offer(places, then) = answer {
            for (name, at) in places {
                offer.push((*name, locate(*at)?));
            }
            answer = *then;
        }
        Ok(Self {
            name,
            proven: true,
            offer,
            form: Form::new(answer, &locate)?,
            encoding: Encoding::Hex,
        })
    }

    pub(crate) fn reply(&self, inputs: Inputs<'_>) -> Result<Reply, Error> {
        let mut reply = match &self.form {
            Form::Empty(status) => Reply::empty(*status),
            Form::Fixed(json) => Reply::json((*json).to_owned()),
            Form::Text(piece) => Reply::text(self.write(piece, inputs)?.into_owned()),
            Form::Object { headers, members } => self.object(headers, members, inputs)?,
        };
        if !self.offer.is_empty() {
            reply.offer = Some(self.offer(inputs)?);
        }
        Ok(reply)
    }

    fn object(
        &self,
        headers: &[(HeaderName, Piece)],
        members: &[(&'static str, Piece)],
        inputs: Inputs<'_>,
    ) -> Result<Reply, Error> {
        let mut reply = if members.is_empty() {
            Reply::empty(StatusCode::OK)
        } else {
            Reply::json(self.json(members, inputs)?)
        };
        for (name, piece) in headers {
            let text = match self.write(piece, inputs) {
                Err(Error::Missing { .. }) => continue,
                text => text?,
            };
            let value = HeaderValue::from_str(&text).map_err(|_| self.rejection())?;
            reply.headers.insert(name.clone(), value);
        }
        Ok(reply)
    }

    fn json(&self, members: &[(&'static str, Piece)], inputs: Inputs<'_>) -> Result<String, Error> {
        let mut json = String::from("{");
        let text = |json: &mut String, text: &str| {
            json.push_str(&serde_json::to_string(text).unwrap_or_default());
        };
        for (name, piece) in members {
            if json.len() > 1 {
                json.push(',');
            }
            text(&mut json, name);
            json.push(':');
            text(&mut json, &self.write(piece, inputs)?);
        }
        json.push('}');
        Ok(json)
    }

    fn offer(&self, inputs: Inputs<'_>) -> Result<HandshakeData, Error> {
        let mut values = Vec::new();
        for (name, place) in &self.offer {
            let text = place.text(Field::Challenge, inputs.head, inputs.body)?;
            if let Some(text) = text {
                harmless(&text, LONGEST_OFFERED, offerable)
                    .map_err(|fault| Error::malformed(Field::Challenge, place.location(), fault))?;
                values.push((*name, text.into_owned()));
            }
        }
        Ok(HandshakeData {
            handshake: self.name,
            proven: self.proven,
            values,
        })
    }

    fn write<'a>(&self, piece: &Piece, inputs: Inputs<'a>) -> Result<Cow<'a, str>, Error> {
        Ok(match piece {
            Piece::Echo(place) => challenge(place, inputs, LONGEST, repeatable)?,
            Piece::Signature(place) => {
                let text = challenge(place, inputs, LONGEST_SIGNED, signable)?;
                self.sign(&text, inputs.keys)?.into()
            }
            Piece::Hash(pieces) => {
                let text = self.joined(pieces, inputs)?;
                to_hex(&digest(std::iter::once(&*text))).into()
            }
            Piece::Text(text) => Cow::Borrowed(text),
            Piece::Body => {
                let malformed = |fault| Error::malformed(Field::Challenge, Location::Body, fault);
                let text = std::str::from_utf8(inputs.body);
                let text = text.map_err(|_| malformed(Malformation::NotText))?;
                harmless(text, LONGEST, repeatable).map_err(malformed)?;
                Cow::Borrowed(text)
            }
            Piece::Setting(name) => {
                let value = inputs.settings.get(name).ok_or_else(|| self.rejection())?;
                Cow::Borrowed(value)
            }
            Piece::Joined(pieces) => self.joined(pieces, inputs)?.into(),
        })
    }

    fn joined(&self, pieces: &[Piece], inputs: Inputs<'_>) -> Result<String, Error> {
        let mut joined = String::new();
        for piece in pieces {
            joined.push_str(&self.write(piece, inputs)?);
        }
        Ok(joined)
    }

    fn sign(&self, text: &str, keys: Option<&Keys>) -> Result<String, Error> {
        let key = keys.and_then(Keys::first).ok_or_else(|| self.rejection())?;
        let mut running = key.prepared.start();
        running.update(text.as_bytes());
        let tag = running.finish().sign().ok_or_else(|| self.rejection())?;
        Ok(self.encoding.encode(&tag))
    }

    fn rejection(&self) -> Error {
        Error::HandshakeRejected {
            handshake: self.name,
        }
    }
}

/// Compiles a place.
type Locate<'l> = &'l dyn Fn(At) -> Result<Locator, SetupError>;

impl Form {
    fn new(answer: Answer, locate: Locate<'_>) -> Result<Self, SetupError> {
        Ok(match answer {
            Answer::Empty(status) => {
                Self::Empty(StatusCode::from_u16(status).unwrap_or(StatusCode::OK))
            }
            Answer::Echo(at) => Self::Text(Piece::Echo(locate(at)?)),
            Answer::Text(member) => Self::Text(Piece::new(member, locate)?),
            Answer::Fixed(json) => Self::Fixed(json),
            Answer::Json(object) => Self::Object {
                headers: Vec::new(),
                members: Self::members(object, locate)?,
            },
            Answer::Headers(named, object) => {
                let mut headers = Vec::with_capacity(named.len());
                for (name, member) in named {
                    let piece = Piece::new(*member, locate)?;
                    headers.push((HeaderName::from_static(name), piece));
                }
                Self::Object {
                    headers,
                    members: Self::members(object, locate)?,
                }
            }
            Answer::Offer(_, then) => Self::new(*then, locate)?,
        })
    }

    /// The members of an object, sorted by name.
    fn members(
        object: &'static [(&'static str, Member)],
        locate: Locate<'_>,
    ) -> Result<Vec<(&'static str, Piece)>, SetupError> {
        let mut members: Vec<(&str, Piece)> = Vec::with_capacity(object.len());
        for (name, member) in object {
            let piece = Piece::new(*member, locate)?;
            match members.binary_search_by_key(name, |(other, _)| other) {
                Ok(at) => {
                    if let Some((_, own)) = members.get_mut(at) {
                        *own = piece;
                    }
                }
                Err(at) => members.insert(at, (*name, piece)),
            }
        }
        Ok(members)
    }
}

impl Piece {
    fn new(member: Member, locate: Locate<'_>) -> Result<Self, SetupError> {
        let all = |members: &'static [Member]| {
            let mut pieces = Vec::with_capacity(members.len());
            for member in members {
                pieces.push(Self::new(*member, locate)?);
            }
            Ok(pieces)
        };
        Ok(match member {
            Member::Echo(at) => Self::Echo(locate(at)?),
            Member::Signature(at) => Self::Signature(locate(at)?),
            Member::Hash(members) => Self::Hash(all(members)?),
            Member::Text(text) => Self::Text(text),
            Member::Body => Self::Body,
            Member::Setting(name) => Self::Setting(name),
            Member::Joined(members) => Self::Joined(all(members)?),
        })
    }
}

/// Returns a challenge that can be answered: one that is present, short, and of allowed characters.
fn challenge<'a>(
    place: &Locator,
    inputs: Inputs<'a>,
    longest: usize,
    allowed: fn(&u8) -> bool,
) -> Result<Cow<'a, str>, Error> {
    let text = place
        .text(Field::Challenge, inputs.head, inputs.body)?
        .ok_or_else(|| Error::missing(Field::Challenge, place.location()))?;
    harmless(&text, longest, allowed)
        .map_err(|fault| Error::malformed(Field::Challenge, place.location(), fault))?;
    Ok(text)
}

fn harmless(text: &str, longest: usize, allowed: fn(&u8) -> bool) -> Result<(), Malformation> {
    if text.is_empty() {
        Err(Malformation::Empty)
    } else if text.len() > longest {
        Err(Malformation::TooLong)
    } else if !text.as_bytes().iter().all(allowed) {
        Err(Malformation::Form)
    } else {
        Ok(())
    }
}

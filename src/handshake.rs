//! Handshakes as data: what a provider asks to see that the endpoint is alive and ours.
//!
//! A handshake that the provider signs is answered only after its signature was verified; one that
//! it does not sign, only where a configured verify token matches, or where the answer proves
//! nothing. What is sent back is bounded in length and characters, and never a page.

use std::borrow::Cow;

use subtle::ConstantTimeEq;

use crate::{
    encoding::to_hex,
    error::{Error, Fault, Role, SetupError},
    head::Head,
    json,
    reply::Reply,
    scheme::{At, plan::Locator},
    secret::Keys,
    settings::Settings,
};

/// One handshake of a provider.
///
/// ```
/// use webhook_receiver::{
///     handshake::{Answer, Condition, Handshake, Proof},
///     scheme::At,
/// };
///
/// /// GET with `hub.challenge`: send it back, if the verify token is ours.
/// const SUBSCRIBE: Handshake = Handshake {
///     name: "hub.challenge",
///     method: "GET",
///     when: &[Condition::Present(At::Query("hub.challenge"))],
///     proof: Proof::VerifyToken(At::Query("hub.verify_token")),
///     answer: Answer::Echo(At::Query("hub.challenge")),
/// };
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handshake {
    /// The name that the provider gives it.
    pub name: &'static str,
    /// The request's method.
    pub method: &'static str,
    /// What tells it from a delivery: all of these.
    pub when: &'static [Condition],
    /// What proves that it comes from the provider.
    pub proof: Proof,
    /// What is answered.
    pub answer: Answer,
}

/// What tells a handshake from a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// Something stands here.
    Present(At),
    /// Exactly this stands here: a text, or a number as it is written.
    Equals(At, &'static str),
    /// Nothing stands here.
    Absent(At),
    /// The JSON array at this pointer is empty.
    EmptyList(&'static str),
}

/// What proves that a handshake comes from the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The same signature as a delivery's.
    Signed,
    /// The token that stands here equals the setting `verify_token`.
    VerifyToken(At),
    /// Nothing does; the answer gives nothing away.
    Nothing,
}

/// What is answered to a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// This status, and no body.
    Empty(u16),
    /// The challenge that stands here, as plain text.
    Echo(At),
    /// This JSON, the same for everybody.
    Fixed(&'static str),
    /// A JSON object of these members.
    Json(&'static [(&'static str, Member)]),
}

/// A member of a JSON answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Member {
    /// The challenge that stands here.
    Echo(At),
    /// The hexadecimal signature, with the endpoint's key, of the challenge that stands here. The
    /// challenge must be free of every character that the signed content of a delivery holds by
    /// its form, so that the answer can never serve as a signature.
    Signature(At),
}

/// The name of the setting that holds the verify token.
pub(crate) const VERIFY_TOKEN: &str = "verify_token";

/// The longest challenge that is sent back.
const LONGEST: usize = 256;

/// The longest challenge that is signed.
const LONGEST_SIGNED: usize = 64;

/// A handshake made ready for an endpoint.
#[derive(Debug)]
pub(crate) struct HandshakePlan {
    pub(crate) handshake: Handshake,
    when: Vec<(Test, Locator)>,
    token: Option<Locator>,
    echo: Vec<Locator>,
    /// Whether it can only be recognised once the body is there.
    pub(crate) needs_body: bool,
}

#[derive(Debug)]
enum Test {
    Present,
    Equals(&'static str),
    Absent,
    EmptyList(&'static str),
}

impl HandshakePlan {
    pub(crate) fn new(
        provider: &'static str,
        handshake: Handshake,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let locate = |at| Locator::new(provider, at, settings);
        let mut when = Vec::new();
        for condition in handshake.when {
            when.push(match *condition {
                Condition::Present(at) => (Test::Present, locate(at)?),
                Condition::Equals(at, text) => (Test::Equals(text), locate(at)?),
                Condition::Absent(at) => (Test::Absent, locate(at)?),
                Condition::EmptyList(pointer) => {
                    (Test::EmptyList(pointer), locate(At::Json(pointer))?)
                }
            });
        }
        let token = match handshake.proof {
            Proof::VerifyToken(at) => Some(locate(at)?),
            Proof::Signed | Proof::Nothing => None,
        };
        let echo = match handshake.answer {
            Answer::Empty(_) | Answer::Fixed(_) => Vec::new(),
            Answer::Echo(at) => vec![locate(at)?],
            Answer::Json(members) => members
                .iter()
                .map(|(_, Member::Echo(at) | Member::Signature(at))| locate(*at))
                .collect::<Result<_, _>>()?,
        };
        let needs_body = when.iter().any(|(_, place)| place.in_body());
        Ok(Self {
            handshake,
            when,
            token,
            echo,
            needs_body,
        })
    }

    /// Whether the head fits, and the body too as far as it is there.
    pub(crate) fn recognises(&self, head: &Head, body: &[u8]) -> bool {
        head.method == self.handshake.method
            && self.form_fits(head, body)
            && self.when.iter().all(|(test, place)| {
                if let Test::EmptyList(pointer) = test {
                    let list = json::raw(body, pointer).ok().flatten();
                    return list.is_some_and(|raw| {
                        raw.get()
                            .strip_prefix('[')
                            .and_then(|rest| rest.strip_suffix(']'))
                            .is_some_and(|inside| inside.trim().is_empty())
                    });
                }
                // What stands twice, or is an object, is there all the same.
                let text = place.text(Role::Challenge, head, body);
                match test {
                    Test::Equals(wanted) => {
                        text.is_ok_and(|text| text.is_some_and(|text| text == *wanted))
                    }
                    Test::Absent => text.is_ok_and(|text| text.is_none()),
                    _ => text.is_ok_and(|text| text.is_some()),
                }
            })
    }

    /// Whether a body of this kind can meet the conditions: looked at first, as it costs least.
    fn form_fits(&self, head: &Head, body: &[u8]) -> bool {
        self.when.iter().all(|(_, place)| match place {
            Locator::Form(_) => head.is_form(),
            Locator::Json(_) => body.trim_ascii_start().starts_with(b"{"),
            _ => true,
        })
    }

    /// Whether it could still be recognised: its head conditions hold.
    pub(crate) fn head_fits(&self, head: &Head) -> bool {
        let form_wanted = self
            .when
            .iter()
            .any(|(_, place)| matches!(place, Locator::Form(_)));
        head.method == self.handshake.method && (!form_wanted || head.is_form())
    }

    /// The answer to a handshake that was recognised and whose signature, where it has one, was
    /// verified.
    pub(crate) fn answer(
        &self,
        head: &Head,
        body: &[u8],
        keys: &Keys,
        settings: &Settings,
    ) -> Result<Reply, Error> {
        if let Some(place) = &self.token {
            let given = place
                .text(Role::VerifyToken, head, body)?
                .ok_or_else(|| Error::Missing(Role::VerifyToken, place.place()))?;
            let ours = settings.get(VERIFY_TOKEN).unwrap_or_default();
            let equal: bool = digest(given.as_bytes())
                .ct_eq(&digest(ours.as_bytes()))
                .into();
            if ours.is_empty() || !equal {
                return Err(Error::HandshakeRefused(self.handshake.name));
            }
        }
        match self.handshake.answer {
            Answer::Empty(status) => Ok(Reply::empty(
                http::StatusCode::from_u16(status).unwrap_or(http::StatusCode::OK),
            )),
            Answer::Fixed(json) => Ok(Reply::json(json.to_owned())),
            Answer::Echo(_) => {
                let place = self
                    .echo
                    .first()
                    .ok_or(Error::HandshakeRefused(self.handshake.name))?;
                challenge(place, head, body, LONGEST).map(|text| Reply::text(text.into_owned()))
            }
            Answer::Json(members) => {
                let mut object = serde_json::Map::new();
                for ((name, member), place) in members.iter().zip(&self.echo) {
                    let value = match member {
                        Member::Echo(_) => challenge(place, head, body, LONGEST)?.into_owned(),
                        Member::Signature(_) => {
                            let text = challenge(place, head, body, LONGEST_SIGNED)?;
                            self.sign(&text, keys)?
                        }
                    };
                    object.insert((*name).to_owned(), value.into());
                }
                Ok(Reply::json(serde_json::Value::Object(object).to_string()))
            }
        }
    }

    fn sign(&self, text: &str, keys: &Keys) -> Result<String, Error> {
        let refused = || Error::HandshakeRefused(self.handshake.name);
        let mut running = keys.first().ok_or_else(refused)?.prepared.start();
        running.update(text.as_bytes());
        running
            .finish()
            .sign()
            .map(|tag| to_hex(&tag))
            .ok_or_else(refused)
    }
}

fn digest(text: &[u8]) -> [u8; 32] {
    <sha2::Sha256 as sha2::Digest>::digest(text).into()
}

/// A challenge that can be sent back: short, and of characters that mean nothing anywhere.
fn challenge<'a>(
    place: &Locator,
    head: &'a Head,
    body: &'a [u8],
    longest: usize,
) -> Result<Cow<'a, str>, Error> {
    let missing = || Error::Missing(Role::Challenge, place.place());
    let text = place
        .text(Role::Challenge, head, body)?
        .ok_or_else(missing)?;
    let harmless =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~' | b'-');
    let fault = if text.is_empty() {
        Fault::Empty
    } else if text.len() > longest {
        Fault::TooLong
    } else if !text.bytes().all(harmless) {
        Fault::Form
    } else {
        return Ok(text);
    };
    Err(Error::Malformed(Role::Challenge, place.place(), fault))
}

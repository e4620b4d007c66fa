//! Handshakes as data: what a provider asks to see that the endpoint is alive and ours.
//!
//! A handshake that the provider signs is answered only after its signature was verified; one that
//! it does not sign, only where a configured token matches, or where the answer proves nothing.
//! What is sent back is bounded in length and characters, and never a page.
//!
//! An unsigned handshake is exactly what the provider documents and nothing else: one that comes by
//! POST says of which members or fields its body consists, or that it has none, and a body with
//! anything more is no handshake.
//!
//! Where the provider wants a challenge signed with the very key that signs deliveries, the
//! challenge is short and of few characters, and a delivery whose body could be such a challenge is
//! refused: so no answer can serve as a signature.

use std::fmt;

use subtle::ConstantTimeEq;

use crate::scheme::{At, assert_header};

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
    /// Lower-case hexadecimal digits stand here, at least and at most so many.
    Hex(At, usize, usize),
    /// A UUID stands here, as RFC 9562 writes it, with digits of either case.
    Uuid(At),
    /// Decimal digits stand here.
    Digits(At),
    /// Nothing stands here.
    Absent(At),
    /// The JSON array at this pointer is empty.
    EmptyList(&'static str),
    /// The body is empty.
    EmptyBody,
    /// The JSON object at this pointer, empty for the whole body, has no other members than these,
    /// and none of them twice. Without names: the object is empty, or so is the body.
    OnlyMembers(&'static str, &'static [&'static str]),
    /// The form body has no other fields than these, and none of them twice.
    OnlyFields(&'static [&'static str]),
}

/// What proves that a handshake comes from the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// The same signature as a delivery's.
    Signed,
    /// The token that stands here equals the setting `verify_token`.
    VerifyToken(At),
    /// What stands here is one of the words, with blanks between them, of the setting of this name:
    /// the senders, or the topics, that the endpoint expects.
    Listed(At, &'static str),
    /// Nothing does; the answer gives nothing away.
    Nothing,
}

/// What is answered to a handshake, or to a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// This status, and no body.
    Empty(u16),
    /// The challenge that stands here, as plain text.
    Echo(At),
    /// This, as plain text.
    Text(Member),
    /// This JSON, the same for everybody.
    Fixed(&'static str),
    /// A JSON object of these members.
    Json(&'static [(&'static str, Member)]),
    /// These headers, those left out whose challenge was not sent; and a JSON object of these
    /// members, or no body where there are none.
    Headers(
        &'static [(&'static str, Member)],
        &'static [(&'static str, Member)],
    ),
    /// What stands at these places is handed to the application under these names, as
    /// [`HandshakeData`]; and then this is answered.
    Offer(&'static [(&'static str, At)], &'static Self),
}

/// A piece of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Member {
    /// The challenge that stands here.
    Echo(At),
    /// The signature, with the endpoint's key, of the challenge that stands here, in the encoding
    /// of the provider's signatures; in hexadecimal where these are code.
    Signature(At),
    /// The hexadecimal SHA-256 of these, one after the other. A secret token should be among them.
    Hash(&'static [Self]),
    /// A fixed text.
    Text(&'static str),
    /// The body, opened where it came encrypted.
    Body,
    /// The setting of this name. Where it was not given, the handshake is refused.
    Setting(&'static str),
    /// These, one after the other.
    Joined(&'static [Self]),
}

/// What a handshake hands to the application: the key of a new subscription, a code to type into
/// the provider's page, a URL that confirms. Nothing of it is acted upon here: no URL is called, no
/// key is taken over.
///
/// It comes with the [`Reply`](crate::Reply), and in the extensions of the `http::Response` that is
/// made of it. Unless it is [`proven`](Self::is_proven), anybody can have sent it: take it only
/// while you are setting a subscription up, and never in place of a key that is in use.
///
/// ```
/// use std::time::SystemTime;
///
/// use bytes::Bytes;
/// use webhook_receiver::{Received, Receiver, Secret, providers};
///
/// // The key is not known yet, so any will do.
/// let receiver = Receiver::new(providers::NOTION, Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?)?;
/// let request = http::Request::post("/notion")
///     .body(Bytes::from(r#"{"verification_token":"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJ"}"#))?;
///
/// let Received::Handshake(reply) = receiver.receive(request, SystemTime::now())? else {
///     panic!("a handshake")
/// };
/// let offer = reply.offer.expect("Notion hands over the key");
/// assert_eq!(offer.get("verification_token"), Some("secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJ"));
/// assert!(!offer.is_proven());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct HandshakeData {
    pub(crate) handshake: &'static str,
    pub(crate) proven: bool,
    pub(crate) values: Vec<(&'static str, String)>,
}

impl HandshakeData {
    /// The name that the provider gives the handshake.
    pub fn handshake(&self) -> &'static str {
        self.handshake
    }

    /// Whether it is proven that the provider sent it.
    pub fn is_proven(&self) -> bool {
        self.proven
    }

    /// What was sent under this name. It may be a secret: keep it out of logs.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.values.iter();
        let found = values.find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// In constant time, as a value can be a secret.
impl PartialEq for HandshakeData {
    fn eq(&self, other: &Self) -> bool {
        let bytes = |offer: &Self| {
            let values = offer.values.iter();
            digest(values.flat_map(|(name, value)| [*name, "\0", value, "\0"]))
        };
        self.handshake == other.handshake
            && self.proven == other.proven
            && bytes(self).ct_eq(&bytes(other)).into()
    }
}

impl Eq for HandshakeData {}

/// Shows names only: a value can be a secret.
impl fmt::Debug for HandshakeData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.values.iter().map(|(name, _)| name).collect();
        f.debug_struct("HandshakeData")
            .field("handshake", &self.handshake)
            .field("proven", &self.proven)
            .field("values", &names)
            .finish()
    }
}

impl Handshake {
    /// Checks that an unsigned handshake with a body says what the body consists of, and that headers
    /// are named as they must be.
    pub(crate) const fn checked(self) {
        if let Answer::Headers(headers, _) = self.answer {
            let mut rest = headers;
            while let [(name, _), tail @ ..] = rest {
                assert_header(name);
                rest = tail;
            }
        }
        if matches!(self.proof, Proof::Signed) || !matches!(self.method.as_bytes(), b"POST") {
            return;
        }
        let mut bounded = false;
        let mut rest = self.when;
        while let [condition, tail @ ..] = rest {
            bounded = match condition {
                Condition::OnlyMembers(pointer, _) if pointer.is_empty() => true,
                Condition::OnlyFields(_) | Condition::EmptyBody => true,
                _ => bounded,
            };
            rest = tail;
        }
        assert!(
            bounded,
            "an unsigned handshake says of which members or fields its body consists"
        );
    }

    /// Whether the setting of this name is read.
    pub(crate) fn reads_setting(&self, name: &str) -> bool {
        let proof = match self.proof {
            Proof::VerifyToken(_) => name == VERIFY_TOKEN,
            Proof::Listed(_, setting) => name == setting,
            Proof::Signed | Proof::Nothing => false,
        };
        proof || self.answer.reads_setting(name)
    }

    /// Whether a challenge is signed with the endpoint's key.
    pub(crate) fn signs(&self) -> bool {
        self.answer.members().any(|member| member.signs())
    }
}

impl Answer {
    /// Whether the setting of this name is read.
    pub(crate) fn reads_setting(self, name: &str) -> bool {
        self.members().any(|member| member.reads_setting(name))
    }

    fn members(self) -> impl Iterator<Item = Member> {
        let (one, first, second): (_, &[_], &[_]) = match self.after_offer() {
            Self::Text(member) => (Some(member), &[], &[]),
            Self::Json(members) => (None, members, &[]),
            Self::Headers(headers, members) => (None, headers, members),
            _ => (None, &[], &[]),
        };
        let named = first.iter().chain(second).map(|(_, member)| *member);
        one.into_iter().chain(named)
    }

    fn after_offer(mut self) -> Self {
        while let Self::Offer(_, then) = self {
            self = *then;
        }
        self
    }
}

impl Member {
    fn reads_setting(self, name: &str) -> bool {
        match self {
            Self::Setting(setting) => name == setting,
            Self::Hash(members) | Self::Joined(members) => {
                members.iter().any(|member| member.reads_setting(name))
            }
            Self::Echo(_) | Self::Signature(_) | Self::Text(_) | Self::Body => false,
        }
    }

    fn signs(self) -> bool {
        match self {
            Self::Signature(_) => true,
            Self::Joined(members) => members.iter().any(|member| member.signs()),
            _ => false,
        }
    }
}

/// The name of the setting that holds the verify token.
pub(crate) const VERIFY_TOKEN: &str = "verify_token";

/// The longest challenge that is sent back.
pub(crate) const LONGEST: usize = 256;

/// The longest challenge that is signed.
pub(crate) const LONGEST_SIGNED: usize = 64;

/// The longest value that is handed over.
pub(crate) const LONGEST_OFFERED: usize = 2048;

/// Whether a text could be a challenge that is signed. Nothing of the kind is accepted as the
/// signed content of a delivery.
pub(crate) fn is_signable(text: &[u8]) -> bool {
    !text.is_empty() && text.len() <= LONGEST_SIGNED && text.iter().all(signable)
}

/// The characters of tokens, base64 among them: no JSON object, form or XML is made of these.
pub(crate) fn signable(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte)
}

/// The characters that may be sent back: also those of the sentences that some providers send, and
/// none that means anything in HTML or ends a header.
pub(crate) fn repeatable(byte: &u8) -> bool {
    signable(byte) || b" :,".contains(byte)
}

/// The characters of what is handed over: those of tokens and URLs.
pub(crate) fn offerable(byte: &u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(byte)
}

pub(crate) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> [u8; 32] {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    texts.for_each(|text| hash.update(text));
    hash.finalize().into()
}

/// Whether a token is ours, in a time that does not tell how much of it is.
pub(crate) fn is_same(given: &str, ours: &str) -> bool {
    let one = |text| digest(std::iter::once(text));
    one(given).ct_eq(&one(ours)).into()
}

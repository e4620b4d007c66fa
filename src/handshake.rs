//! Handshakes as data: the requests by which a provider tests an endpoint.
//!
//! A signed handshake is answered only after its signature was verified. An unsigned one is answered
//! only if a configured token matches, or if the answer reveals nothing. What is echoed is limited in
//! length and alphabet, and never rendered by a browser.
//!
//! A request is an unsigned handshake only if it is exactly what the provider documents: a handshake by
//! POST lists the members or fields of its body, and a body with any other is not a handshake.
//!
//! If the provider wants a challenge signed with the key that also signs deliveries, the challenge is
//! limited in length and alphabet, and deliveries with such a body are rejected. So the answer to a
//! handshake can never be used as the signature of a delivery.

use std::fmt;

use subtle::ConstantTimeEq;

use crate::scheme::{At, Checked, check, check_at, check_header, check_pointer, require};

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
    /// The provider's name of the handshake.
    pub name: &'static str,
    /// The method of the request.
    pub method: &'static str,
    /// The conditions that distinguish it from a delivery. All of them must hold.
    pub when: &'static [Condition],
    /// What proves that the provider sent it.
    pub proof: Proof,
    /// The answer.
    pub answer: Answer,
}

/// A condition that distinguishes a handshake from a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Condition {
    /// The place is present.
    Present(At),
    /// The place has this text, or a number that is written like this.
    Equals(At, &'static str),
    /// The place has lower-case hexadecimal digits, of this minimum and maximum number.
    Hex(At, usize, usize),
    /// The place has a UUID (RFC 9562), with digits of either case.
    Uuid(At),
    /// The place has decimal digits.
    Digits(At),
    /// The place is absent.
    Absent(At),
    /// The JSON array at this pointer is empty.
    EmptyList(&'static str),
    /// The body is empty.
    EmptyBody,
    /// The JSON object at this pointer, empty for the whole body, has no other members than these and no
    /// duplicates. Without names, the object or the body is empty.
    OnlyMembers(&'static str, &'static [&'static str]),
    /// The form body has no other fields than these and no duplicates.
    OnlyFields(&'static [&'static str]),
}

/// What proves that the provider sent a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Proof {
    /// A signature, as of a delivery.
    Signed,
    /// A verification token at this place, which must equal the setting `verify_token`.
    VerifyToken(At),
    /// A text at this place, which must be one of the words in the setting of this name: the senders, or
    /// the topics, that the endpoint expects. Words are separated by white space.
    Listed(At, &'static str),
    /// Nothing. The answer must reveal nothing.
    Nothing,
}

/// The answer to a handshake or to a delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// A status without a body.
    Empty(u16),
    /// The challenge at this place, as plain text.
    Echo(At),
    /// A value as plain text.
    Text(Member),
    /// A fixed JSON text.
    Fixed(&'static str),
    /// A JSON object with these members.
    Json(&'static [(&'static str, Member)]),
    /// Headers, without those whose challenge was not sent, and a JSON object with members. Without
    /// members there is no body.
    Headers(
        &'static [(&'static str, Member)],
        &'static [(&'static str, Member)],
    ),
    /// An answer that also hands the texts at these places to the application, under these names, as
    /// [`HandshakeData`].
    Offer(&'static [(&'static str, At)], &'static Self),
}

/// A value in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Member {
    /// The challenge at this place.
    Echo(At),
    /// The signature of the challenge at this place with the endpoint's key. It has the encoding of the
    /// provider's signatures, or hexadecimal if code verifies these.
    Signature(At),
    /// The SHA-256 of the concatenated values in hexadecimal. One of them should be a secret token.
    Hash(&'static [Self]),
    /// A fixed text.
    Text(&'static str),
    /// The body, decrypted if it was encrypted.
    Body,
    /// The value of this setting. If it is not given, the handshake is rejected.
    Setting(&'static str),
    /// The concatenated values.
    Joined(&'static [Self]),
}

/// The values that a handshake hands to the application: the key of a new subscription, a code for the
/// provider's dashboard, or a URL that confirms. This crate does not act on them: it calls no URL and
/// adopts no key.
///
/// They are in the [`Reply`](crate::Reply), and in the extensions of the `http::Response` that is made
/// from it.
///
/// # Security
///
/// Unless it [is proven](Self::is_proven), an attacker may have sent it. Use it only while you set up a
/// subscription, and never to replace a key that is in use.
///
/// # Examples
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
    /// Returns the provider's name of the handshake.
    pub fn handshake(&self) -> &'static str {
        self.handshake
    }

    /// Returns whether it is proven that the provider sent it.
    pub fn is_proven(&self) -> bool {
        self.proven
    }

    /// Returns the value of this name. It may be a secret: do not log it.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut values = self.values.iter();
        let found = values.find(|(known, _)| *known == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// Compares in constant time, as a value can be a secret.
impl PartialEq for HandshakeData {
    #[inline]
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

/// Shows the names only, as a value can be a secret.
impl fmt::Debug for HandshakeData {
    #[inline]
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
    /// Checks that an unsigned handshake by POST lists the content of its body, and the names of headers
    /// and places.
    #[inline]
    pub(crate) const fn check(&self) -> Checked {
        check!(self.answer.check());
        match self.proof {
            Proof::VerifyToken(at) | Proof::Listed(at, _) => check!(check_at(at)),
            Proof::Signed | Proof::Nothing => {}
        }
        let mut bounded = false;
        let mut rest = self.when;
        while let [condition, tail @ ..] = rest {
            check!(condition.check());
            bounded = match condition {
                Condition::OnlyMembers(pointer, _) if pointer.is_empty() => true,
                Condition::OnlyFields(_) | Condition::EmptyBody => true,
                _ => bounded,
            };
            rest = tail;
        }
        let open =
            !matches!(self.proof, Proof::Signed) && matches!(self.method.as_bytes(), b"POST");
        require(
            bounded || !open,
            "an unsigned handshake says of which members or fields its body consists",
        )
    }

    /// Whether it reads the setting of this name.
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
        self.answer.any_member(&|member| member.signs())
    }
}

impl Condition {
    #[inline]
    const fn check(&self) -> Checked {
        match *self {
            Self::Present(at)
            | Self::Equals(at, _)
            | Self::Hex(at, ..)
            | Self::Uuid(at)
            | Self::Digits(at)
            | Self::Absent(at) => check_at(at),
            Self::EmptyList(pointer) => check_pointer(pointer),
            // An empty pointer is the whole body.
            Self::OnlyMembers(pointer, _) if !pointer.is_empty() => check_pointer(pointer),
            Self::OnlyMembers(..) | Self::EmptyBody | Self::OnlyFields(_) => Ok(()),
        }
    }
}

impl Answer {
    #[inline]
    pub(crate) const fn check(&self) -> Checked {
        match *self {
            Self::Empty(_) | Self::Fixed(_) => Ok(()),
            Self::Echo(at) => check_at(at),
            Self::Text(member) => member.check(),
            Self::Json(members) => check_members(members),
            Self::Headers(headers, members) => {
                let mut rest = headers;
                while let [(name, _), tail @ ..] = rest {
                    check!(check_header(name));
                    rest = tail;
                }
                check!(check_members(headers));
                check_members(members)
            }
            Self::Offer(mut values, then) => {
                while let [(_, at), tail @ ..] = values {
                    check!(check_at(*at));
                    values = tail;
                }
                then.check()
            }
        }
    }

    /// Whether it reads the setting of this name.
    pub(crate) fn reads_setting(self, name: &str) -> bool {
        self.any_member(&|member| member.reads_setting(name))
    }

    fn any_member(self, has: &dyn Fn(&Member) -> bool) -> bool {
        let (one, first, second): (_, &[_], &[_]) = match self.after_offer() {
            Self::Text(member) => (Some(member), &[], &[]),
            Self::Json(members) => (None, members, &[]),
            Self::Headers(headers, members) => (None, headers, members),
            _ => (None, &[], &[]),
        };
        let any = |members: &[(&str, Member)]| members.iter().any(|(_, member)| has(member));
        one.is_some_and(|member| has(&member)) || any(first) || any(second)
    }

    fn after_offer(mut self) -> Self {
        while let Self::Offer(_, then) = self {
            self = *then;
        }
        self
    }
}

#[inline]
const fn check_members(mut members: &[(&str, Member)]) -> Checked {
    while let [(_, member), tail @ ..] = members {
        check!(member.check());
        members = tail;
    }
    Ok(())
}

impl Member {
    #[inline]
    const fn check(&self) -> Checked {
        match *self {
            Self::Echo(at) | Self::Signature(at) => check_at(at),
            Self::Hash(mut members) | Self::Joined(mut members) => {
                while let [member, tail @ ..] = members {
                    check!(member.check());
                    members = tail;
                }
                Ok(())
            }
            Self::Text(_) | Self::Body | Self::Setting(_) => Ok(()),
        }
    }

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

/// The setting for the verification token.
pub(crate) const VERIFY_TOKEN: &str = "verify_token";

/// The maximum length of a challenge that is echoed.
pub(crate) const LONGEST: usize = 256;

/// The maximum length of a challenge that is signed.
pub(crate) const LONGEST_SIGNED: usize = 64;

/// The maximum length of a value for the application.
pub(crate) const LONGEST_OFFERED: usize = 2048;

/// Whether a text could be a challenge that is signed. Such a text is never accepted as the signed
/// content of a delivery.
pub(crate) fn is_signable(text: &[u8]) -> bool {
    !text.is_empty() && text.len() <= LONGEST_SIGNED && text.iter().all(signable)
}

/// The characters of tokens and of base64. No JSON object, form or XML consists of these alone.
pub(crate) fn signable(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~+/=".contains(byte)
}

/// The characters that may be echoed. They include those of the sentences that some providers send, but
/// no character with a meaning in HTML, and none that ends a header.
pub(crate) fn repeatable(byte: &u8) -> bool {
    signable(byte) || b" :,".contains(byte)
}

/// The characters of values for the application: those of tokens and URLs.
pub(crate) fn offerable(byte: &u8) -> bool {
    byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(byte)
}

pub(crate) fn digest<'t>(texts: impl Iterator<Item = &'t str>) -> [u8; 32] {
    use sha2::Digest;
    let mut hash = sha2::Sha256::new();
    texts.for_each(|text| hash.update(text));
    hash.finalize().into()
}

/// Compares a verification token with the expected one in constant time.
pub(crate) fn is_same(given: &str, ours: &str) -> bool {
    let one = |text| digest(std::iter::once(text));
    one(given).ct_eq(&one(ours)).into()
}

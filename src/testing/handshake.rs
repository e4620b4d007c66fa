//! Handshakes as the provider sends them, and their answers.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request};
use serde_json::Value;

use crate::{
    engine::answer::{HandshakePlan, Inputs},
    error::SignError,
    handshake::{Answer, Condition, Handshake, Member, Proof, VERIFY_TOKEN},
    key::keys::{KeySpec, Keys},
    receiver::reply::Reply,
    request::{head::Head, settings::Settings},
    scheme::At,
    testing::{
        Sender, Signer,
        sender::{added_headers, altered_near_end},
    },
};

/// A challenge that any provider could send: of letters and digits only, which are hexadecimal.
const CHALLENGE: &str = "5f0c2a347d1e4b6a9c580e8d";
const UUID: &str = "5f0c2a34-7d1e-4b6a-9c58-0e8d3b7a4f21";
const DIGITS: &str = "1790000000";

/// A handshake of a provider, for a test of the service that must answer it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct HandshakeAttempt {
    /// The provider's name of the handshake.
    pub name: &'static str,
    /// The request, as the provider sends it.
    pub request: Request<Bytes>,
    /// The answer that the provider requires. Headers besides those that hold a challenge need not be
    /// the same.
    pub reply: Reply,
    /// The request as an attacker sends it, with another secret or verification token. It must be
    /// rejected. `None` if the provider proves nothing by its request.
    pub forged: Option<Request<Bytes>>,
}

impl Sender {
    /// Returns the handshakes by which the provider tests an endpoint.
    ///
    /// Each has the answer that the provider requires. Those are left out that cannot be made: they need a
    /// setting that was not given, or their content is encrypted.
    ///
    /// ```
    /// use webhook_receiver::{Secret, providers, testing::Signer};
    ///
    /// let secret = Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?;
    /// let sender = Signer::new(providers::SLACK, secret).sender("https://app.example/slack", "{}");
    /// let handshakes = sender.handshakes();
    /// assert_eq!(handshakes[0].name, "url_verification");
    /// assert_eq!(handshakes[0].reply.status, 200);
    /// assert!(handshakes[0].forged.is_some());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn handshakes(&self) -> Vec<HandshakeAttempt> {
        let handshakes = self.signer.row.handshakes.iter();
        let made = handshakes.map(|handshake| self.handshake(*handshake));
        made.filter_map(Result::ok).collect()
    }

    fn handshake(&self, handshake: Handshake) -> Result<HandshakeAttempt, SignError> {
        let settings = &self.signer.settings;
        let draft = Challenge::new(handshake, settings)?;
        let request = self.request_of(&draft, &self.signer)?;
        let reply = self.reply_to(handshake, &request)?;
        let forged = match handshake.proof {
            Proof::Signed => {
                let other = self.other_signer();
                let forged = other.and_then(|other| self.request_of(&draft, &other));
                // Another private key cannot be made of this one.
                forged.or_else(|_| self.altered(&draft, &request)).ok()
            }
            Proof::VerifyToken(at) | Proof::Listed(at, _) => {
                let mut draft = draft;
                draft.put(at, "forged", true)?;
                Some(self.request_of(&draft, &self.signer)?)
            }
            Proof::Nothing => None,
        };
        Ok(HandshakeAttempt {
            name: handshake.name,
            request,
            reply,
            forged,
        })
    }

    /// Returns the signed handshake with another signature.
    fn altered(
        &self,
        draft: &Challenge,
        signed: &Request<Bytes>,
    ) -> Result<Request<Bytes>, SignError> {
        let unsigned = Challenge {
            signed: false,
            ..draft.clone()
        };
        let unsigned = self.request_of(&unsigned, &self.signer)?;
        let mut request = signed.clone();
        let added = added_headers(signed, &unsigned).into_iter();
        // A signature is longer than a timestamp.
        let longest = added.max_by_key(|name| signed.headers().get(name).map(HeaderValue::len));
        let value = longest.and_then(|name| request.headers_mut().get_mut(name));
        let value = value.ok_or(SignError::Unsupported)?;
        *value = altered_near_end(value, None).ok_or(SignError::Unsupported)?;
        Ok(request)
    }

    fn request_of(&self, draft: &Challenge, signer: &Signer) -> Result<Request<Bytes>, SignError> {
        let mut signer = signer.clone();
        signer.method = draft.method.clone();
        signer.headers = draft.headers.clone();
        signer.kind = None;
        signer.id = None;
        if matches!(draft.body, Body::Form(_)) {
            signer = signer.form();
        }
        let url = draft.url(&self.url);
        signer.request(&url, draft.body(), draft.signed)
    }
}

impl Sender {
    /// Returns the answer that a receiver gives to the handshake.
    fn reply_to(&self, handshake: Handshake, request: &Request<Bytes>) -> Result<Reply, SignError> {
        let signer = &self.signer;
        let row = signer.row.settled(&signer.settings);
        let recipe = KeySpec {
            signs: true,
            ..row.key_recipe()
        };
        let keys = Keys::new(&recipe, &signer.secrets)?;
        let encoding = row.signature_encoding();
        let plan = HandshakePlan::new(row.name, handshake, encoding, &signer.settings)?;
        let head = Head {
            method: request.method().clone(),
            uri: request.uri().clone(),
            headers: request.headers().clone(),
        };
        if !plan.recognizes(&head, request.body()) {
            return Err(SignError::Unsupported);
        }
        let reply = plan.answer(Inputs {
            head: &head,
            body: request.body(),
            keys: Some(&keys),
            settings: &signer.settings,
        });
        Ok(reply?)
    }
}

/// The content of a handshake under construction.
#[derive(Clone)]
struct Challenge {
    method: Method,
    headers: HeaderMap,
    query: Vec<(&'static str, String)>,
    body: Body,
    signed: bool,
}

#[derive(Clone)]
enum Body {
    Empty,
    Json(Value),
    Form(Vec<(&'static str, String)>),
}

impl Challenge {
    fn new(handshake: Handshake, settings: &Settings) -> Result<Self, SignError> {
        let mut made = Self {
            method: handshake.method.parse().map_err(|_| SignError::Form)?,
            headers: HeaderMap::new(),
            query: Vec::new(),
            body: Body::Empty,
            signed: handshake.proof == Proof::Signed,
        };
        for condition in handshake.when {
            match *condition {
                Condition::Present(at) => made.put(at, CHALLENGE, false)?,
                Condition::Equals(at, text) => made.put(at, text, true)?,
                Condition::Hex(at, least, most) => {
                    let length = CHALLENGE.len().clamp(least, most);
                    let digits: String = CHALLENGE.chars().cycle().take(length).collect();
                    made.put(at, &digits, true)?;
                }
                Condition::Uuid(at) => made.put(at, UUID, true)?,
                Condition::Digits(at) => made.put(at, DIGITS, true)?,
                Condition::EmptyList(pointer) => {
                    made.put_json(pointer, Value::Array(Vec::new()), true)?
                }
                Condition::OnlyMembers("", _) => made.put_json("", Value::Null, false)?,
                Condition::OnlyFields(_) => made.make_form()?,
                Condition::Absent(_) | Condition::EmptyBody | Condition::OnlyMembers(..) => {}
            }
        }
        match handshake.proof {
            Proof::VerifyToken(at) => made.put(at, one_of(settings, VERIFY_TOKEN)?, true)?,
            Proof::Listed(at, setting) => {
                let listed = one_of(settings, setting)?.split_ascii_whitespace();
                made.put(at, listed.last().unwrap_or_default(), true)?;
            }
            Proof::Signed | Proof::Nothing => {}
        }
        for at in echoed(handshake.answer) {
            made.put(at, CHALLENGE, false)?;
        }
        Ok(made)
    }

    /// Writes a text at this place. One that is there is replaced if `replaces`.
    fn put(&mut self, at: At, text: &str, replaces: bool) -> Result<(), SignError> {
        match at {
            At::Header(name) => {
                let name = HeaderName::from_static(name);
                if replaces || !self.headers.contains_key(&name) {
                    let value = HeaderValue::from_str(text).map_err(|_| SignError::Form)?;
                    self.headers.insert(name, value);
                }
            }
            At::Query(name) => put_pair(&mut self.query, name, text, replaces),
            At::Form(name) => {
                self.make_form()?;
                if let Body::Form(pairs) = &mut self.body {
                    put_pair(pairs, name, text, replaces);
                }
            }
            At::Json(pointer) => {
                let number = text.parse::<u8>().ok().map(Value::from);
                self.put_json(pointer, number.unwrap_or_else(|| text.into()), replaces)?;
            }
            _ => return Err(SignError::Unsupported),
        }
        Ok(())
    }

    fn make_form(&mut self) -> Result<(), SignError> {
        match self.body {
            Body::Empty => self.body = Body::Form(Vec::new()),
            Body::Form(_) => {}
            Body::Json(_) => return Err(SignError::Unsupported),
        }
        Ok(())
    }

    fn put_json(&mut self, pointer: &str, new: Value, replaces: bool) -> Result<(), SignError> {
        if matches!(self.body, Body::Empty) {
            self.body = Body::Json(Value::Object(serde_json::Map::new()));
        }
        let Body::Json(body) = &mut self.body else {
            return Err(SignError::Unsupported);
        };
        let mut place = body;
        for name in pointer.split('/').skip(1) {
            let empty = match (&place, name) {
                // Only the first element of a list is ever read.
                (Value::Null, "0") => Value::Array(Vec::new()),
                (Value::Object(members), "0") if members.is_empty() => Value::Array(Vec::new()),
                (Value::Null, _) => Value::Object(serde_json::Map::new()),
                _ => Value::Null,
            };
            if !empty.is_null() {
                *place = empty;
            }
            place = match place {
                Value::Object(members) => members.entry(name).or_insert(Value::Null),
                Value::Array(elements) if name == "0" => {
                    if elements.is_empty() {
                        elements.push(Value::Null);
                    }
                    elements.first_mut().ok_or(SignError::Unsupported)?
                }
                _ => return Err(SignError::Unsupported),
            };
        }
        if place.is_null() || (replaces && !pointer.is_empty()) {
            *place = new;
        }
        Ok(())
    }

    fn url(&self, url: &str) -> String {
        let mut url = url.to_owned();
        for (name, value) in &self.query {
            let pair = form_urlencoded::Serializer::new(String::new())
                .append_pair(name, value)
                .finish();
            url.push(if url.contains('?') { '&' } else { '?' });
            url.push_str(&pair);
        }
        url
    }

    fn body(&self) -> Bytes {
        match &self.body {
            Body::Empty => Bytes::new(),
            Body::Json(value) => value.to_string().into(),
            Body::Form(pairs) => form_urlencoded::Serializer::new(String::new())
                .extend_pairs(pairs)
                .finish()
                .into(),
        }
    }
}

fn put_pair(
    pairs: &mut Vec<(&'static str, String)>,
    name: &'static str,
    text: &str,
    replaces: bool,
) {
    match pairs.iter_mut().find(|(known, _)| *known == name) {
        Some((_, value)) if replaces => text.clone_into(value),
        Some(_) => {}
        None => pairs.push((name, text.to_owned())),
    }
}

/// Returns a setting that the handshake is compared with.
fn one_of<'s>(settings: &'s Settings, name: &str) -> Result<&'s str, SignError> {
    settings.get(name).ok_or(SignError::Unsupported)
}

/// Returns the places of the challenges that the answer needs. Those of headers need not be sent.
fn echoed(answer: Answer) -> Vec<At> {
    fn places(member: &Member, found: &mut Vec<At>) {
        match member {
            Member::Echo(at) | Member::Signature(at) => found.push(*at),
            Member::Hash(members) | Member::Joined(members) => {
                members.iter().for_each(|member| places(member, found));
            }
            Member::Text(_) | Member::Body | Member::Setting(_) => {}
        }
    }
    let mut found = Vec::new();
    match answer {
        Answer::Echo(at) => found.push(at),
        Answer::Text(member) => places(&member, &mut found),
        Answer::Json(members) | Answer::Headers(_, members) => {
            members
                .iter()
                .for_each(|(_, member)| places(member, &mut found));
        }
        Answer::Offer(_, then) => return echoed(*then),
        Answer::Empty(_) | Answer::Fixed(_) => {}
    }
    found
}

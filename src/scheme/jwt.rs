//! JSON Web Tokens (RFC 7519) in their compact form (RFC 7515). The provider's row determines the
//! algorithm, never the token.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt,
    time::{Duration, SystemTime},
};

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use http::HeaderName;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
#[cfg(feature = "testing")]
use serde_json::json;
use serde_json::{Map, Value, value::RawValue};
use sha2::{Digest, Sha256};

use crate::{
    Error,
    algorithm::{self, Algorithm, OneOf},
    authenticate::{Authentic, Authenticate, Request},
    codec::encoding::{behind, to_hex, token_payload},
    engine::locate,
    error::{Field, Location, Malformation},
    event::{self, DecodeError, Event, Payload},
    key::source::KeyHint,
    scheme::{
        BodyCoverage, Checked, Coverage, Encoding, check,
        check::check_pointer,
        check_header,
        formula::{clause, encoding as encoding_name, key_name},
        require, valid,
    },
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// The tokens of a provider: their algorithm, their place, and the claims that they must have.
///
/// ```
/// use webhook_receiver::{
///     Provider,
///     scheme::jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
/// };
///
/// const SENDER: Provider = Provider::code(
///     "sender",
///     "Sender",
///     "https://docs.example/webhooks",
///     &Jwt::new(
///         JwtAlgorithm::HS256,
///         TokenAt::Header("authorization", "Bearer "),
///         Binding::Hash("body_sha256", Encoding::Hex),
///     )
///     .claims(&[Claim::Is("iss", &["sender"])])
///     .issued(),
/// );
/// # use webhook_receiver::scheme::Encoding;
/// assert_eq!(SENDER.coverage().to_string(), "body+time");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Jwt {
    pub(crate) algorithm: JwtAlgorithm,
    pub(crate) at: TokenAt,
    pub(crate) binding: Binding,
    pub(crate) claims: &'static [Claim],
    pub(crate) time: Time,
}

/// An algorithm and its names in tokens.
#[derive(Clone, Copy)]
pub struct JwtAlgorithm {
    /// The name in signed tokens.
    #[cfg_attr(
        not(feature = "testing"),
        allow(dead_code, reason = "only what signs writes it")
    )]
    name: &'static str,
    /// The accepted names. If there are several hashes, each has the length of its signatures.
    names: &'static [(&'static str, Option<usize>)],
    algorithm: &'static dyn Algorithm,
}

/// HMAC with SHA-2. The length of a signature identifies the hash.
static HMAC_SHA2: OneOf = OneOf {
    usual: algorithm::HMAC_SHA256,
    others: &[algorithm::HMAC_SHA384, algorithm::HMAC_SHA512],
};

/// The place of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenAt {
    /// A header, after a prefix that may be empty. A prefix of a word and a space, such as `Bearer `, is
    /// the name of an authentication scheme and compared without regard to case.
    Header(&'static str, &'static str),
    /// The body.
    Body,
    /// A member of the JSON body. The rest of the body is not signed.
    Json(&'static str),
}

/// What binds the body to the token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Binding {
    /// Nothing. The token authenticates the sender, and an attacker who saw it can send any other body
    /// with it.
    Nothing,
    /// The token contains the event. It is the body, or a member of it.
    IsBody,
    /// The body is the payload of the token, which is left out of it (RFC 7515, appendix F).
    Detached,
    /// Like [`Binding::Detached`], but the body is signed without base64url: `b64` is false (RFC 7797).
    DetachedRaw,
    /// This claim is the SHA-256 of the body.
    Hash(&'static str, Encoding),
    /// Like [`Binding::Hash`], but the claim is missing if the body is empty. Such a request authenticates
    /// the sender only.
    HashUnlessEmpty(&'static str, Encoding),
    /// This claim is the body, as text.
    Text(&'static str),
}

/// What a claim must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Claim {
    /// One of these texts.
    Is(&'static str, &'static [&'static str]),
    /// The value of this setting. The claim `aud` may also be a list that contains it.
    Setting(&'static str, &'static str),
    /// Any text that is not empty. For senders whose key also signs other tokens than events, by a claim
    /// that only events have.
    Present(&'static str),
    /// `true`.
    True(&'static str),
    /// The SHA-256 of the public URL in lower-case hexadecimal.
    UrlHash(&'static str),
}

/// The time that a token must have. `exp` and `nbf` are always checked if a token has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Time {
    Unstated,
    Expires,
    Issued,
    /// The member of the token's header with this name.
    Stamped(&'static str),
}

/// The accepted difference between the clocks for `nbf` and `exp`.
const LEEWAY: Duration = Duration::from_secs(30);

impl JwtAlgorithm {
    /// HMAC with SHA-256.
    pub const HS256: Self = Self::new("HS256", &[("HS256", None)], algorithm::HMAC_SHA256);
    /// HMAC with SHA-256, SHA-384, or SHA-512, for providers whose verifiers accept each of them.
    pub const HMAC: Self = Self::new(
        "HS256",
        &[
            ("HS256", Some(32)),
            ("HS384", Some(48)),
            ("HS512", Some(64)),
        ],
        &HMAC_SHA2,
    );
    /// RSA PKCS #1 v1.5 with SHA-256.
    #[cfg(feature = "rsa")]
    pub const RS256: Self = Self::new("RS256", &[("RS256", None)], algorithm::RSA_PKCS1_SHA256);
    /// RSA PKCS #1 v1.5 with SHA-512.
    #[cfg(feature = "rsa")]
    pub const RS512: Self = Self::new("RS512", &[("RS512", None)], algorithm::RSA_PKCS1_SHA512);
    /// RSA PSS with SHA-256.
    #[cfg(feature = "rsa")]
    pub const PS256: Self = Self::new("PS256", &[("PS256", None)], algorithm::RSA_PSS_SHA256);
    /// ECDSA on P-256 with SHA-256, in the format of fixed size.
    #[cfg(feature = "ecdsa")]
    pub const ES256: Self = Self::new(
        "ES256",
        &[("ES256", None)],
        algorithm::ECDSA_P256_SHA256_FIXED,
    );
    /// ECDSA on P-521 with SHA-512, in the format of fixed size.
    #[cfg(feature = "p521")]
    pub const ES512: Self = Self::new(
        "ES512",
        &[("ES512", None)],
        algorithm::ECDSA_P521_SHA512_FIXED,
    );

    #[inline]
    const fn new(
        name: &'static str,
        names: &'static [(&'static str, Option<usize>)],
        algorithm: &'static dyn Algorithm,
    ) -> Self {
        Self {
            name,
            names,
            algorithm,
        }
    }
}

impl fmt::Debug for JwtAlgorithm {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (name, _)) in self.names.iter().enumerate() {
            write!(f, "{}{name}", if index > 0 { "|" } else { "" })?;
        }
        Ok(())
    }
}

/// Checks that the place of a token and what binds the body fit.
#[inline]
pub(crate) const fn check_binding(at: TokenAt, binding: Binding) -> Checked {
    check!(require(
        matches!(at, TokenAt::Header(..)) != matches!(binding, Binding::IsBody),
        "the binding `IsBody` (`is_token`) is that of tokens in the body, and of no others"
    ));
    match at {
        TokenAt::Header(name, _) => check_header(name),
        TokenAt::Json(pointer) => check_pointer(pointer),
        TokenAt::Body => Ok(()),
    }
}

impl Jwt {
    /// Creates a description of tokens of this algorithm at the place `at`. `binding` is what binds the
    /// body.
    ///
    /// # Panics
    /// Panics at compile time if the token is in the body and the binding says otherwise, or if the
    /// header's name is not in lower case.
    #[inline]
    pub const fn new(algorithm: JwtAlgorithm, at: TokenAt, binding: Binding) -> Self {
        valid(check_binding(at, binding));
        Self {
            algorithm,
            at,
            binding,
            claims: &[],
            time: Time::Unstated,
        }
    }

    /// Sets the claims that a token must have.
    #[inline]
    pub const fn claims(self, claims: &'static [Claim]) -> Self {
        Self { claims, ..self }
    }

    /// Requires the expiry (`exp`).
    #[inline]
    pub const fn expires(self) -> Self {
        Self {
            time: Time::Expires,
            ..self
        }
    }

    /// Requires the time of issue (`iat`), within the endpoint's window.
    #[inline]
    pub const fn issued(self) -> Self {
        Self {
            time: Time::Issued,
            ..self
        }
    }

    /// Requires a time in seconds as the member `name` of the token's header, within the endpoint's window:
    /// for detached tokens, which have no claims.
    #[inline]
    pub const fn stamped(self, name: &'static str) -> Self {
        Self {
            time: Time::Stamped(name),
            ..self
        }
    }

    fn location(&self) -> Location {
        match self.at {
            TokenAt::Header(name, _) => Location::Header(HeaderName::from_static(name)),
            TokenAt::Body => Location::Body,
            TokenAt::Json(pointer) => Location::Json(pointer),
        }
    }

    fn malformed(&self, fault: Malformation) -> Error {
        Error::malformed(Field::Signature, self.location(), fault)
    }

    /// Parses the token of a request and checks its algorithm. The token is not verified yet.
    pub(crate) fn token<'r>(&self, request: &Request<'r>) -> Result<Token<'r>, Error> {
        let missing = || Error::missing(Field::Signature, self.location());
        let text = match self.at {
            TokenAt::Header(name, prefix) => behind(self.header(name, request)?, prefix)
                .map(Cow::Borrowed)
                .ok_or_else(|| self.malformed(Malformation::Prefix))?,
            TokenAt::Body if request.body().is_empty() => return Err(missing()),
            TokenAt::Body => std::str::from_utf8(request.body())
                .map(Cow::Borrowed)
                .map_err(|_| self.malformed(Malformation::NotText))?,
            TokenAt::Json(pointer) => {
                locate::json_field(Field::Signature, request.body(), pointer)?
                    .ok_or_else(missing)?
            }
        };
        self.read(text)
    }

    fn header<'r>(&self, name: &'static str, request: &Request<'r>) -> Result<&'r str, Error> {
        match self.binding {
            Binding::Text(_) => {
                let name = HeaderName::from_static(name);
                request.head().required_long(Field::Signature, &name)
            }
            _ => request.header(name),
        }
    }

    fn read<'t>(&self, text: Cow<'t, str>) -> Result<Token<'t>, Error> {
        let form = || self.malformed(Malformation::Form);
        let decode = |part: &str| {
            let bytes = URL_SAFE_NO_PAD.decode(part);
            bytes.map_err(|_| self.malformed(Malformation::Encoding))
        };
        let not_json = |_| self.malformed(Malformation::NotJson);
        let mut parts = text.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(form());
        };
        let header = decode(header)?;
        let read: Header = serde_json::from_slice(&header).map_err(not_json)?;
        let mut names = self.algorithm.names.iter();
        let named = names.find(|(name, _)| *name == read.alg);
        let (_, length) = named.ok_or(Error::AlgorithmMismatch)?;
        let raw = self.binding == Binding::DetachedRaw;
        let extensions = read.crit.as_deref().unwrap_or_default();
        let usual = read.crit.is_none() && read.b64.is_none();
        let as_raw = matches!(extensions, [one] if one == "b64") && read.b64 == Some(false);
        if (raw && !as_raw) || (!raw && !usual) {
            return Err(Error::TokenExtension);
        }
        if signature.is_empty() {
            return Err(self.malformed(Malformation::Encoding));
        }
        if self.detached() && !payload.is_empty() {
            return Err(form());
        }
        let decoded = decode(signature)?;
        if length.is_some_and(|length| length != decoded.len()) {
            return Err(self.malformed(Malformation::Encoding));
        }
        Ok(Token {
            key_id: read.kid,
            header,
            text,
        })
    }

    /// Reads the claims of a token. For a token in the body, this is done after verification, as the body
    /// may be large.
    pub(crate) fn said_by(&self, token: &Token<'_>) -> Result<Map<String, Value>, Error> {
        if self.detached() {
            return Ok(Map::new());
        }
        let payload = token_payload(&token.text);
        let payload = payload.ok_or_else(|| self.malformed(Malformation::Encoding))?;
        serde_json::from_slice(&payload).map_err(|_| self.malformed(Malformation::NotJson))
    }

    fn detached(&self) -> bool {
        matches!(self.binding, Binding::Detached | Binding::DetachedRaw)
    }

    /// Verifies a complete request and returns the claims of its token.
    pub(crate) fn verify_claims(
        &self,
        request: &Request<'_>,
    ) -> Result<(Authentic, Map<String, Value>), Error> {
        let token = self.token(request)?;
        let (signed, signature) = token.parts();
        let key_id = token.key_id.as_deref();
        let check = |content: &[&[u8]]| {
            request.check_named(content, Encoding::Base64Url, signature, key_id)
        };
        let signed = signed.as_bytes();
        let authentic = match self.binding {
            // The signed text already ends with a dot.
            Binding::Detached => {
                check(&[signed, URL_SAFE_NO_PAD.encode(request.body()).as_bytes()])
            }
            Binding::DetachedRaw => check(&[signed, request.body()]),
            _ => check(&[signed]),
        }?;
        let claims = self.said_by(&token)?;
        let time = self.check_times(&token, &claims, request)?;
        self.check_claims(&claims, request)?;
        let authentic = time.map_or(authentic, |time| authentic.signed_at(time));
        let authentic = if self.binds(&claims, request.body())? {
            authentic
        } else {
            authentic.narrowed_to(Coverage {
                body: BodyCoverage::Nothing,
                ..authentic.coverage()
            })
        };
        Ok((authentic, claims))
    }

    /// Returns the time of issue. Rejects a token that is not valid now.
    fn check_times(
        &self,
        token: &Token<'_>,
        claims: &Map<String, Value>,
        request: &Request<'_>,
    ) -> Result<Option<SystemTime>, Error> {
        let now = request.now();
        let expires = time(claims, "exp")?;
        if let Some(end) = expires
            && let Ok(age) = now.duration_since(end)
            && age > LEEWAY
        {
            return Err(Error::TooOld { age });
        }
        let begins = time(claims, "nbf")?;
        if let Some(begin) = begins
            && let Ok(lead) = begin.duration_since(now)
            && lead > LEEWAY
        {
            return Err(Error::TooNew { lead });
        }
        let signed = match self.time {
            Time::Unstated => return Ok(None),
            Time::Expires if expires.is_none() => return Err(Error::ClaimMissing { claim: "exp" }),
            Time::Expires => return Ok(time(claims, "iat")?.or(begins)),
            Time::Issued => time(claims, "iat")?.ok_or(Error::ClaimMissing { claim: "iat" })?,
            Time::Stamped(name) => {
                let header = token.header::<Map<String, Value>>(self)?;
                time(&header, name)?.ok_or(Error::ClaimMissing { claim: name })?
            }
        };
        request.check_fresh(signed)?;
        Ok(Some(signed))
    }

    fn check_claims(
        &self,
        claims: &Map<String, Value>,
        request: &Request<'_>,
    ) -> Result<(), Error> {
        for claim in self.claims {
            let (name, holds) = match *claim {
                Claim::Is(name, texts) => {
                    let found = text(claims, name)?;
                    (name, texts.contains(&found))
                }
                Claim::Setting(name, setting) => {
                    let wanted = request.setting(setting);
                    let wanted = wanted.ok_or(Error::ClaimMismatch { claim: name })?;
                    match claims.get(name) {
                        Some(Value::Array(all)) if name == "aud" => {
                            (name, all.iter().any(|one| one == wanted))
                        }
                        _ => (name, text(claims, name)? == wanted),
                    }
                }
                Claim::Present(name) => (name, !text(claims, name)?.is_empty()),
                Claim::True(name) => (name, claims.get(name) == Some(&Value::Bool(true))),
                Claim::UrlHash(name) => {
                    let hash = sha256(request.public_url()?.as_bytes(), Encoding::Hex);
                    (name, text(claims, name)? == hash)
                }
            };
            if !holds {
                return Err(Error::ClaimMismatch { claim: name });
            }
        }
        Ok(())
    }

    /// Returns whether the token binds the body. Rejects a body that does not match its claim.
    fn binds(&self, claims: &Map<String, Value>, body: &[u8]) -> Result<bool, Error> {
        let (name, found, holds) = match self.binding {
            Binding::Nothing => return Ok(false),
            Binding::IsBody | Binding::Detached | Binding::DetachedRaw => return Ok(true),
            Binding::HashUnlessEmpty(name, _) if body.is_empty() && !claims.contains_key(name) => {
                return Ok(false);
            }
            Binding::Hash(name, encoding) | Binding::HashUnlessEmpty(name, encoding) => {
                let found = claims.get(name).and_then(Value::as_str);
                (name, found, found == Some(&*sha256(body, encoding)))
            }
            Binding::Text(name) => {
                let found = claims.get(name).and_then(Value::as_str);
                (name, found, found.map(str::as_bytes) == Some(body))
            }
        };
        match found {
            None => Err(Error::BodyNotBound),
            Some(_) if holds => Ok(true),
            Some(_) => Err(Error::ClaimMismatch { claim: name }),
        }
    }

    /// Makes the claims for a draft.
    #[cfg(feature = "testing")]
    fn draft_claims(&self, draft: &Draft<'_>) -> Result<Map<String, Value>, SignError> {
        let mut claims = match self.binding {
            Binding::IsBody => draft.json()?,
            _ => Map::new(),
        };
        for claim in self.claims {
            let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
            match *claim {
                Claim::Is(name, texts) => {
                    say(name, json!(texts.first().ok_or(SignError::Unsupported)?))
                }
                Claim::Setting(name, setting) => say(name, json!(draft.required_setting(setting)?)),
                // The body to be sent has it already.
                Claim::Present(name) => claims.insert(
                    name.to_owned(),
                    claims.get(name).cloned().unwrap_or_else(|| json!(name)),
                ),
                Claim::True(name) => say(name, json!(true)),
                Claim::UrlHash(name) => {
                    let hash = sha256(draft.public_url()?.as_bytes(), Encoding::Hex);
                    say(name, json!(hash))
                }
            };
        }
        let mut say = |name: &str, value: Value| claims.insert(name.to_owned(), value);
        match self.binding {
            Binding::Nothing | Binding::IsBody | Binding::Detached | Binding::DetachedRaw => {}
            Binding::Hash(name, encoding) | Binding::HashUnlessEmpty(name, encoding) => {
                say(name, json!(sha256(&draft.body, encoding)));
            }
            Binding::Text(name) => {
                say(
                    name,
                    json!(std::str::from_utf8(&draft.body).map_err(|_| SignError::Body)?),
                );
            }
        }
        let since = draft
            .now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .unwrap_or_default();
        let now = since.as_secs();
        if matches!(self.time, Time::Issued | Time::Expires) {
            say("iat", json!(now));
        }
        if self.time == Time::Expires {
            say("nbf", json!(now));
            say("exp", json!(now.saturating_add(60)));
        }
        Ok(claims)
    }

    /// Signs a draft with a token that has these claims and the required ones.
    #[cfg(feature = "testing")]
    pub(crate) fn sign_saying(
        &self,
        draft: &mut Draft<'_>,
        more: Map<String, Value>,
    ) -> Result<(), SignError> {
        let mut header = Map::new();
        header.insert("alg".to_owned(), json!(self.algorithm.name));
        if self.binding == Binding::DetachedRaw {
            header.insert("b64".to_owned(), json!(false));
            header.insert("crit".to_owned(), json!(["b64"]));
        }
        if let Time::Stamped(name) = self.time {
            let since = draft
                .now()
                .duration_since(SystemTime::UNIX_EPOCH)
                .unwrap_or_default();
            header.insert(name.to_owned(), json!(since.as_secs()));
        }
        let header = URL_SAFE_NO_PAD.encode(Value::Object(header).to_string());
        let payload = match self.binding {
            Binding::DetachedRaw => draft.body.to_vec(),
            Binding::Detached => URL_SAFE_NO_PAD.encode(&draft.body).into(),
            _ => {
                let mut claims = self.draft_claims(draft)?;
                claims.extend(more);
                let claims = Value::Object(claims).to_string();
                URL_SAFE_NO_PAD.encode(claims).into_bytes()
            }
        };
        let content: [&[u8]; 3] = [header.as_bytes(), b".", &payload];
        let signature = draft.sign(&content, Encoding::Base64Url)?;
        let payload = if self.detached() {
            ""
        } else {
            std::str::from_utf8(&payload).map_err(|_| SignError::Body)?
        };
        let token = format!("{header}.{payload}.{signature}");
        match self.at {
            TokenAt::Header(name, prefix) => draft.set_header(name, &format!("{prefix}{token}"))?,
            TokenAt::Body => draft.body = token.into(),
            TokenAt::Json(pointer) => {
                let name = pointer.trim_start_matches('/');
                draft.body = json!({ name: token }).to_string().into();
            }
        }
        Ok(())
    }
}

/// The formula, in the notation of a [`Scheme`](crate::scheme::Scheme#formula). `jwt(algorithm, key,
/// {claims})` is a token that has at least these claims, `jws` one whose payload is the body and is
/// left out, with the members of its header. `name?` is left out if the body is empty, and `...` is
/// any value.
impl fmt::Display for Jwt {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            TokenAt::Header(name, prefix) => write!(f, "{name}: {prefix}")?,
            TokenAt::Body => f.write_str("body = ")?,
            TokenAt::Json(pointer) => write!(f, "json({pointer}) = ")?,
        }
        let detached = matches!(self.binding, Binding::Detached | Binding::DetachedRaw);
        f.write_str(if detached { "jws(" } else { "jwt(" })?;
        for (index, (name, _)) in self.algorithm.names.iter().enumerate() {
            write!(f, "{}{name}", if index > 0 { "|" } else { "" })?;
        }
        write!(f, ", {}, ", key_name(self.algorithm.algorithm))?;
        let mut members = Vec::new();
        match self.binding {
            Binding::Hash(name, encoding) => {
                members.push(format!(
                    "{name:?}: {}(SHA-256(body))",
                    encoding_name(encoding)
                ));
            }
            Binding::HashUnlessEmpty(name, encoding) => {
                members.push(format!(
                    "{name:?}?: {}(SHA-256(body))",
                    encoding_name(encoding)
                ));
            }
            Binding::Text(name) => members.push(format!("{name:?}: body")),
            Binding::DetachedRaw => members.push("\"b64\": false".to_owned()),
            Binding::Nothing | Binding::IsBody | Binding::Detached => {}
        }
        members.extend(self.claims.iter().map(|claim| match claim {
            Claim::Is(name, values) => {
                let values: Vec<_> = values.iter().map(|value| format!("{value:?}")).collect();
                format!("{name:?}: {}", values.join("|"))
            }
            Claim::Setting(name, setting) => format!("{name:?}: <{setting}>"),
            Claim::Present(name) => format!("{name:?}: ..."),
            Claim::True(name) => format!("{name:?}: true"),
            Claim::UrlHash(name) => format!("{name:?}: hex(SHA-256(url))"),
        }));
        match self.time {
            Time::Unstated => {}
            Time::Expires => members.push("\"exp\": ...".to_owned()),
            Time::Issued => members.push("\"iat\": timestamp".to_owned()),
            Time::Stamped(name) => members.push(format!("{name:?}: timestamp")),
        }
        write!(f, "{{{}}}", members.join(", "))?;
        f.write_str(if detached { ", body)" } else { ")" })?;
        if matches!(self.time, Time::Issued | Time::Stamped(_)) {
            clause(f)?;
            f.write_str("timestamp in seconds")?;
        }
        Ok(())
    }
}

impl Authenticate for Jwt {
    fn algorithm(&self) -> &'static dyn Algorithm {
        self.algorithm.algorithm
    }

    fn class(&self) -> &'static str {
        "jwt"
    }

    fn formula(&self) -> Option<String> {
        Some(format!("{self:#}"))
    }

    fn coverage(&self) -> Coverage {
        let coverage = match (self.binding, self.at) {
            (Binding::Nothing, _) => Coverage::SENDER,
            (_, TokenAt::Json(_)) => Coverage::FIELDS,
            _ => Coverage::BODY,
        };
        let url = self.claims.iter();
        let url = url.clone().any(|claim| matches!(claim, Claim::UrlHash(_)));
        Coverage {
            time: self.time != Time::Unstated,
            url,
            ..coverage
        }
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        if matches!(self.at, TokenAt::Header(..)) {
            let token = self.token(request)?;
            self.check_times(&token, &self.said_by(&token)?, request)
                .map(drop)
        } else {
            Ok(())
        }
    }

    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        Ok(KeyHint::with_id(self.token(request)?.key_id))
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        self.verify_claims(request).map(|(authentic, _)| authentic)
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        if self.binding != Binding::IsBody {
            feed(request.body());
            if self.coverage().url {
                feed(request.signed_target().as_bytes());
            }
            return Ok(());
        }
        // The claims and not the token, as each attempt may have a new token with the same claims.
        let token = self.token(request)?;
        let payload = token_payload(&token.text);
        let payload = payload.ok_or_else(|| self.malformed(Malformation::Encoding))?;
        let claims: BTreeMap<String, &RawValue> =
            serde_json::from_slice(&payload).map_err(|_| self.malformed(Malformation::NotJson))?;
        for (name, value) in claims {
            if !["exp", "iat", "nbf"].contains(&&*name) {
                feed(name.as_bytes());
                feed(value.get().as_bytes());
            }
        }
        Ok(())
    }

    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        self.sign_saying(draft, Map::new())
    }
}

/// A parsed token. It is not verified yet.
pub(crate) struct Token<'t> {
    pub(crate) key_id: Option<String>,
    /// The decoded header.
    header: Vec<u8>,
    text: Cow<'t, str>,
}

impl Token<'_> {
    /// The signed text in the token, and the signature. In a detached token, the signed text ends with the
    /// dot before the payload.
    pub(crate) fn parts(&self) -> (&str, &str) {
        let (signed, signature) = self.text.rsplit_once('.').unwrap_or_default();
        (signed, signature)
    }

    /// Reads members of the header that only one provider has.
    pub(crate) fn header<T: DeserializeOwned>(&self, jwt: &Jwt) -> Result<T, Error> {
        let header = serde_json::from_slice(&self.header);
        header.map_err(|_| jwt.malformed(Malformation::Form))
    }
}

/// The members of a token's header that are read. A duplicate is rejected. Members that contain or locate a
/// key (`jwk`, `jku`, `x5u`) are ignored.
#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
    #[serde(default, deserialize_with = "stands")]
    crit: Option<Vec<String>>,
    #[serde(default, deserialize_with = "stands")]
    b64: Option<bool>,
}

/// A member that is present, null or not.
fn stands<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// An event type of your own that is read from the claims of a delivery whose body is a token.
///
/// ```
/// # #[cfg(feature = "rsa")] {
/// use webhook_receiver::{Provider, providers::KINDE, scheme::jwt::Claims};
///
/// #[derive(serde::Deserialize)]
/// struct Happened { r#type: String }
///
/// const EVENTS: Provider<Claims<Happened>> = KINDE.with_events();
/// # let _ = EVENTS;
/// # }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Claims<T>(pub T);

impl<T: DeserializeOwned + Send + 'static> Event for Claims<T> {
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        let token = std::str::from_utf8(payload.body());
        let token = token.map_err(|error| DecodeError::new("", error))?;
        claims(token).map(Self)
    }
}

/// Reads the claims of a token, **without verifying it**: for the verified body of a delivery, or a member of
/// it.
///
/// # Errors
/// Returns an error if the text is not a token, or if its claims do not match the type.
pub fn claims<T: DeserializeOwned>(token: &str) -> Result<T, DecodeError> {
    let bytes = token_payload(token).ok_or_else(|| DecodeError::new("", "not a token"))?;
    event::from_json(&bytes)
}

fn text<'c>(claims: &'c Map<String, Value>, name: &'static str) -> Result<&'c str, Error> {
    let found = claims.get(name).and_then(Value::as_str);
    found.ok_or(Error::ClaimMissing { claim: name })
}

/// A `NumericDate`: seconds since the Unix epoch, which may have a fraction.
fn time(claims: &Map<String, Value>, name: &'static str) -> Result<Option<SystemTime>, Error> {
    let Some(value) = claims.get(name) else {
        return Ok(None);
    };
    let since = match value.as_u64() {
        Some(seconds) => Some(Duration::from_secs(seconds)),
        None => value
            .as_f64()
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()),
    };
    let time = since.and_then(|since| SystemTime::UNIX_EPOCH.checked_add(since));
    time.map(Some).ok_or(Error::ClaimMissing { claim: name })
}

fn sha256(bytes: &[u8], encoding: Encoding) -> String {
    let hash = Sha256::digest(bytes);
    match encoding {
        Encoding::Base64 => STANDARD.encode(hash),
        _ => to_hex(&hash),
    }
}

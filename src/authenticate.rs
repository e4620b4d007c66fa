//! Evidence that a request was verified, and the trait for schemes that are code.

pub(crate) mod draft;

pub use self::draft::Draft;

use std::{any::Any, borrow::Cow, fmt, time::SystemTime};

use bytes::Bytes;
use http::HeaderName;
use zeroize::Zeroizing;

use crate::{
    algorithm::{Algorithm, Matched},
    codec::form::Form,
    engine::{locate, window::Window},
    error::{Error, Field, Location, Malformation, ParameterName, SignError},
    key::{
        keys::{Key, Keys},
        source::KeyHint,
    },
    request::{
        head::Head,
        settings::{PublicUrl, Settings},
    },
    scheme::{At, BodyCoverage, Coverage, Encoding, KeyFormat},
};

/// The proof that a request was verified. Only this crate makes it, from a signature that matched: the
/// interpreter for schemes, and [`Request::check`] for code.
///
/// ```compile_fail,E0451
/// use webhook_receiver::{authenticate::Authentic, scheme::Coverage};
///
/// fn forged(authentic: Authentic) -> Authentic {
///     Authentic { coverage: Coverage::BODY, ..authentic }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "a request that was verified should be delivered"]
pub struct Authentic {
    key: usize,
    coverage: Coverage,
    scheme: Which,
    time: Option<SystemTime>,
}

impl Authentic {
    /// Makes the evidence. There is no other way, and no other way to a [`Matched`] than a
    /// comparison that succeeded.
    #[inline]
    pub(crate) fn assertion(
        _: Matched,
        key: usize,
        coverage: Coverage,
        scheme: Which,
        time: Option<SystemTime>,
    ) -> Self {
        Self {
            key,
            coverage,
            scheme,
            time,
        }
    }

    /// Returns the same evidence, for a request in which this time is signed:
    /// [`signed_time`](Self::signed_time) then returns it. Call it with the time that
    /// [`Request::check_fresh`] accepted.
    #[inline]
    pub fn signed_at(self, time: SystemTime) -> Self {
        Self {
            time: Some(time),
            ..self
        }
    }

    /// Returns the same evidence with less coverage, for a request that proves less than usual. It cannot add
    /// coverage.
    ///
    /// ```
    /// use webhook_receiver::{Error, authenticate::{Authentic, Request}, scheme::{Coverage, Encoding}};
    ///
    /// /// The body is signed, if there is one.
    /// fn authenticate(request: &Request<'_>) -> Result<Authentic, Error> {
    ///     let signature = request.header("x-signature")?;
    ///     let authentic = request.check(&[request.body()], Encoding::Hex, &[signature])?;
    ///     Ok(if request.body().is_empty() {
    ///         authentic.narrowed_to(Coverage::SENDER)
    ///     } else {
    ///         authentic
    ///     })
    /// }
    /// ```
    #[inline]
    pub fn narrowed_to(self, coverage: Coverage) -> Self {
        Self {
            coverage: self.coverage.and(coverage),
            ..self
        }
    }

    /// The same evidence, with the index of the secret as that of the key.
    #[inline]
    pub(crate) fn of_secret(self, key: usize) -> Self {
        Self { key, ..self }
    }

    /// Which of the provider's schemes matched.
    #[inline]
    pub(crate) fn scheme(&self) -> Which {
        self.scheme
    }

    /// Returns the index of the key that matched, in the order in which the secrets were given.
    #[inline]
    pub fn key_index(&self) -> usize {
        self.key
    }

    /// Returns what was proven of this request: no more than the
    /// [provider's coverage](crate::Provider::coverage), and less if the request has less.
    #[inline]
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Returns the time that is signed in this request, if its coverage has one.
    #[inline]
    pub fn signed_time(&self) -> Option<SystemTime> {
        self.time.filter(|_| self.coverage.has_time())
    }
}

/// How a provider authenticates if no [`Scheme`](crate::scheme::Scheme) can express it, because fields must
/// be parsed, sorted or selected before they are signed.
///
/// ```
/// use webhook_receiver::{
///     Error,
///     algorithm::{Algorithm, HMAC_SHA256},
///     authenticate::{Authentic, Authenticate, Request},
///     scheme::{Coverage, Encoding},
/// };
///
/// /// Signs the lines of the body in sorted order.
/// #[derive(Debug)]
/// struct SortedLines;
///
/// impl Authenticate for SortedLines {
///     fn algorithm(&self) -> &'static dyn Algorithm {
///         HMAC_SHA256
///     }
///
///     fn coverage(&self) -> Coverage {
///         Coverage::BODY
///     }
///
///     fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
///         request.header("x-signature").map(drop)
///     }
///
///     fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
///         let signature = request.header("x-signature")?;
///         let mut lines: Vec<&[u8]> = request.body().split(|byte| *byte == b'\n').collect();
///         lines.sort();
///         request.check(&lines, Encoding::Hex, &[signature])
///     }
/// }
/// ```
pub trait Authenticate: Any + fmt::Debug + Send + Sync {
    /// Returns the algorithm. It is fixed: the request never selects it.
    fn algorithm(&self) -> &'static dyn Algorithm;

    /// Returns how a pasted secret becomes key bytes.
    #[inline]
    fn key_format(&self) -> KeyFormat {
        KeyFormat::Text
    }

    /// Returns whether the secret itself is a part of the content: see [`Request::check_with_secret`].
    #[inline]
    fn signs_secret(&self) -> bool {
        false
    }

    /// Returns what a verified request proves, at most: see [`Authentic::narrowed_to`].
    fn coverage(&self) -> Coverage;

    /// Returns whether the signature of a verified request covers the text `at` a place, for
    /// [`Delivery::kind_is_signed`](crate::Delivery::kind_is_signed) and
    /// [`Delivery::id_is_signed`](crate::Delivery::id_is_signed). `coverage` is that of this request.
    /// Defaults to everything in a body that is covered as a whole.
    #[inline]
    fn covers(&self, _head: &Head, coverage: Coverage, at: At) -> bool {
        coverage.binds_body() && at.in_body()
    }

    /// Returns the class of the authentication as one word.
    #[inline]
    fn class(&self) -> &'static str {
        "code"
    }

    /// Returns the formula of the signature, in the notation of a
    /// [`Scheme`](crate::scheme::Scheme#formula), one clause per line. Defaults to none.
    #[inline]
    fn formula(&self) -> Option<String> {
        None
    }

    /// Checks the value of a setting when the endpoint is built. It is called for each setting of the row
    /// with a value that is not blank.
    ///
    /// # Errors
    /// Returns what the value must be if it cannot be used, as the end of the sentence "the setting
    /// must be": the endpoint is then not built, with
    /// [`SetupError::SettingForm`](crate::SetupError::SettingForm).
    #[inline]
    fn check_setting(&self, _name: &str, _value: &str) -> Result<(), &'static str> {
        Ok(())
    }

    /// Rejects what the head alone shows to be wrong, before the body is read.
    ///
    /// # Errors
    /// Returns an error if no body could make a request with this head authentic.
    #[inline]
    fn check_head(&self, _request: &Request<'_>) -> Result<(), Error> {
        Ok(())
    }

    /// Returns which key the request needs, if a [`KeySource`](crate::KeySource) looks it up.
    ///
    /// # Errors
    /// Returns an error if the request names no key, or one at a URL that is not the provider's.
    #[inline]
    fn key_hint(&self, _request: &Request<'_>) -> Result<KeyHint, Error> {
        Ok(KeyHint::NONE)
    }

    /// Verifies the whole request. The proof comes from [`Request::check`].
    ///
    /// # Errors
    /// Returns an error if the request is not authentic.
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error>;

    /// Passes the signed parts of a verified request to `feed`, piece by piece, each in one spelling and
    /// without signature, timestamp and nonce. Two requests with the same pieces are one event for an
    /// [idempotency key](crate::idempotency).
    ///
    /// Defaults to the body, and the path and query if [`coverage`](Self::coverage) has the URL. A provider
    /// that signs another form of the body, such as sorted fields, must pass that form: otherwise the same
    /// fields in another order are another event.
    ///
    /// # Errors
    /// Returns an error if the request cannot be read, which a verified request can.
    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(request.body());
        if self.coverage().url {
            feed(request.signed_target().as_bytes());
        }
        Ok(())
    }

    /// Returns whether [`identity`](Self::identity) distinguishes any two events and passes nothing that is
    /// unsigned. Defaults to false if only fields of the body are signed, as their names are not known.
    #[inline]
    fn has_identity(&self) -> bool {
        self.coverage().body != BodyCoverage::Fields
    }

    /// Returns the decrypted body of a delivery, if it is encrypted. The signature must cover all of it.
    /// `key` is the index of the secret that matched. Unsigned handshakes are decrypted, too, with the first
    /// secret.
    ///
    /// # Errors
    /// Returns an error if the request was verified and cannot be decrypted.
    #[inline]
    fn open(&self, _request: &Request<'_>, _key: usize) -> Result<Option<Bytes>, Error> {
        Ok(None)
    }

    /// Makes the request that the provider would send, for [`Signer`](crate::testing::Signer): signs
    /// `draft` with its methods. By default this is not supported.
    ///
    /// # Errors
    /// Returns an error if the draft cannot be signed, for example because its body is not one that
    /// the provider signs.
    #[inline]
    fn sign(&self, _draft: &mut Draft<'_>) -> Result<(), SignError> {
        Err(SignError::Unsupported)
    }
}

/// A request as code sees it: the head, the whole body, and the endpoint's settings.
pub struct Request<'r> {
    pub(crate) head: &'r Head,
    pub(crate) body: &'r Bytes,
    pub(crate) keys: &'r Keys,
    pub(crate) now: SystemTime,
    pub(crate) window: Window,
    pub(crate) settings: &'r Settings,
    pub(crate) coverage: Coverage,
    /// Whether the body must be UTF-8.
    pub(crate) text_only: bool,
}

impl<'r> Request<'r> {
    /// Returns the head.
    #[inline]
    pub fn head(&self) -> &'r Head {
        self.head
    }

    /// Returns the body. Empty while only the head is checked.
    #[inline]
    pub fn body(&self) -> &'r Bytes {
        self.body
    }

    /// Returns the time of the request.
    #[inline]
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// Returns a setting that was given when the endpoint was built.
    #[inline]
    pub fn setting(&self, name: &str) -> Option<&'r str> {
        self.settings.get(name)
    }

    /// Returns the secret of this index, if [`Authenticate::signs_secret`] says that it is kept.
    #[inline]
    pub fn secret(&self, key: usize) -> Option<&'r [u8]> {
        let key = self.keys.iter().nth(key)?;
        (!key.raw.is_empty()).then_some(&*key.raw)
    }

    /// Returns the text of the header that holds the signature. It must occur once.
    ///
    /// # Errors
    /// Returns an error if it is missing, duplicate, empty, too long, or not printable.
    #[inline]
    pub fn header(&self, name: &'static str) -> Result<&'r str, Error> {
        // Code of others may name it in upper case, and must not panic.
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Error::missing(Field::Signature, Location::Body))?;
        self.head.required(Field::Signature, &name)
    }

    /// Returns the values of these keys in a header of `key=value` pairs. Each key may occur once.
    pub(crate) fn pairs<const N: usize>(
        &self,
        name: &'static str,
        separator: char,
        keys: [&str; N],
    ) -> Result<[Option<&'r str>; N], Error> {
        pairs(self.header(name)?, name, separator, keys)
    }

    /// Returns the public URL of the request, from the configured one, never from `Host`.
    ///
    /// # Errors
    /// Returns an error if no public URL is configured. If the provider's row says that it needs one, the
    /// endpoint is not built without it.
    #[inline]
    pub fn public_url(&self) -> Result<Cow<'r, str>, Error> {
        let url = self.settings.public_url("");
        let url = url.map_err(|_| Error::missing(Field::Content, Location::Url))?;
        Ok(Cow::Owned(url.of(self.head)))
    }

    /// Returns the path and query of the request, or nothing if the whole URL is configured: the part of a
    /// signed URL that comes from the request.
    #[inline]
    pub(crate) fn signed_target(&self) -> &'r str {
        match self.settings.public_url("") {
            Ok(PublicUrl::Exact(..)) => "",
            _ => self.head.path_and_query(),
        }
    }

    /// Rejects a signed time that is too old, or further ahead of now than the tolerance. How old it
    /// may be follows from the provider's row: see the [manual](crate::manual::times).
    ///
    /// # Errors
    /// Returns [`Error::TooOld`] or [`Error::TooNew`].
    #[inline]
    pub fn check_fresh(&self, time: SystemTime) -> Result<(), Error> {
        self.window.check(time, self.now)
    }

    /// Computes the algorithm over `content` with each key, and compares in constant time. This is the
    /// only way to an [`Authentic`].
    ///
    /// # Errors
    /// Returns [`Error::Malformed`] if no signature can be decoded, and [`Error::SignatureMismatch`] if
    /// none matches.
    #[inline]
    pub fn check(
        &self,
        content: &[&[u8]],
        encoding: Encoding,
        signatures: &[&str],
    ) -> Result<Authentic, Error> {
        self.check_fed(
            |running| content.iter().for_each(|piece| running(piece)),
            encoding,
            signatures,
        )
    }

    /// Checks as [`Request::check`] does, with content that `feed` passes piece by piece, once for each key.
    ///
    /// # Errors
    /// Returns an error if [`Request::check`] would.
    pub fn check_fed(
        &self,
        feed: impl Fn(&mut dyn FnMut(&[u8])),
        encoding: Encoding,
        signatures: &[&str],
    ) -> Result<Authentic, Error> {
        self.check_where(|running, _| feed(running), encoding, signatures, None)
    }

    /// The same request, verified with other keys.
    #[cfg(all(feature = "jwt", feature = "x509-chain"))]
    #[inline]
    pub(crate) fn with_keys<'k>(&self, keys: &'k Keys) -> Request<'k>
    where
        'r: 'k,
    {
        Request { keys, ..*self }
    }

    /// As [`Request::check`], with the keys that answer to this id.
    #[cfg(any(
        feature = "ecdsa",
        feature = "jwt",
        feature = "message-signatures",
        feature = "rsa"
    ))]
    #[cfg_attr(
        not(any(feature = "jwt", feature = "message-signatures")),
        allow(dead_code, reason = "a provider needs further features")
    )]
    #[inline]
    pub(crate) fn check_named(
        &self,
        content: &[&[u8]],
        encoding: Encoding,
        signature: &str,
        key_id: Option<&str>,
    ) -> Result<Authentic, Error> {
        if !self.keys.answer_to(key_id) {
            return Err(Error::KeyUnknown);
        }
        self.check_where(
            |running, _| content.iter().for_each(|piece| running(piece)),
            encoding,
            &[signature],
            key_id,
        )
    }

    /// Checks content that contains the secret itself, as that of plain hashes does. `content` makes the
    /// whole of it; [`Authenticate::signs_secret`] must return true.
    ///
    /// # Errors
    /// Returns an error if [`Request::check`] would.
    pub fn check_with_secret(
        &self,
        content: impl Fn(&[u8]) -> Vec<u8>,
        encoding: Encoding,
        signatures: &[&str],
    ) -> Result<Authentic, Error> {
        self.check_where(
            |running, key| running(&Zeroizing::new(content(&key.raw))),
            encoding,
            signatures,
            None,
        )
    }

    /// Returns the fields of a form body, in their order.
    ///
    /// # Errors
    /// Returns an error if the body is not announced as a form, because nothing of it would be
    /// signed, or cannot be parsed as one.
    #[inline]
    pub fn form(&self) -> Result<Form<'r>, Error> {
        if self.head.is_form() {
            Ok(Form::parse(self.body)?)
        } else {
            Err(Error::BodyNotBound)
        }
    }

    /// Returns a field of a form body, decoded; it must occur once.
    ///
    /// # Errors
    /// Returns an error if it is missing or duplicate.
    #[inline]
    pub fn form_field(&self, field: Field, name: &'static str) -> Result<Cow<'r, str>, Error> {
        let text = locate::form_field(field, self.head, self.body, name)?;
        text.ok_or(Error::missing(field, Location::Form(name)))
    }

    /// Returns a text, or a number as it is written, of a JSON body; it must occur once.
    ///
    /// # Errors
    /// Returns an error if it is missing or duplicate, an object or an array, or the body is not JSON.
    #[inline]
    pub fn json_field(&self, field: Field, pointer: &'static str) -> Result<Cow<'r, str>, Error> {
        json_field(field, self.body, pointer)
    }

    /// Returns a parameter of the query, decoded; it must occur once.
    ///
    /// # Errors
    /// Returns an error if it is missing or duplicate.
    #[inline]
    pub fn query(&self, field: Field, name: &'static str) -> Result<Cow<'r, str>, Error> {
        let text = self.head.query(field, name)?;
        text.ok_or_else(|| Error::missing(field, Location::Query(ParameterName::new(name))))
    }

    fn check_where(
        &self,
        mut feed: impl FnMut(&mut dyn FnMut(&[u8]), &Key),
        encoding: Encoding,
        signatures: &[&str],
        key_id: Option<&str>,
    ) -> Result<Authentic, Error> {
        let mut decoded = Vec::with_capacity(signatures.len());
        for text in signatures.iter().take(crate::scheme::MAX_SIGNATURES) {
            let mut buffer = [0; 512];
            decoded.extend(encoding.decode(text, &mut buffer).map(<[u8]>::to_vec));
        }
        if decoded.is_empty() {
            return Err(Error::malformed(
                Field::Signature,
                Location::Body,
                Malformation::Encoding,
            ));
        }
        if self.text_only && std::str::from_utf8(self.body).is_err() {
            return Err(Error::malformed(
                Field::Body,
                Location::Body,
                Malformation::NotText,
            ));
        }
        let length = decoded.first().map_or(0, Vec::len);
        for (index, key) in self.keys.tried_for(key_id) {
            let mut running = key.prepared.start_for(length);
            feed(&mut |bytes| running.update(bytes), key);
            let mut finished = running.finish();
            let matched = decoded
                .iter()
                .find_map(|signature| finished.verify(signature));
            if let Some(matched) = matched {
                let (coverage, scheme) = (self.coverage, Which::Usual);
                return Ok(Authentic::assertion(matched, index, coverage, scheme, None));
            }
        }
        Err(Error::SignatureMismatch)
    }
}

/// Returns the values of these keys in `text`, which is in the header of this name: pairs, `key=value`, each
/// of which may occur once.
pub(crate) fn pairs<'t, const N: usize>(
    text: &'t str,
    name: &'static str,
    separator: char,
    keys: [&str; N],
) -> Result<[Option<&'t str>; N], Error> {
    let mut found = [None; N];
    let pairs = text.split(separator);
    for (key, value) in pairs.filter_map(|pair| pair.split_once('=')) {
        let mut slots = found.iter_mut().zip(keys);
        if let Some((slot, _)) = slots.find(|(_, known)| *known == key.trim())
            && slot.replace(value.trim()).is_some()
        {
            let location = Location::Header(HeaderName::from_static(name));
            return Err(Error::duplicate(Field::Signature, location));
        }
    }
    Ok(found)
}

/// Returns a text, or a number as it is written, of a JSON body; it must occur once.
#[inline]
pub(crate) fn json_field<'b>(
    field: Field,
    body: &'b [u8],
    pointer: &'static str,
) -> Result<Cow<'b, str>, Error> {
    let text = locate::json_field(field, body, pointer)?;
    text.ok_or(Error::missing(field, Location::Json(pointer)))
}

impl fmt::Debug for Request<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("head", self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("keys", self.keys)
            .field("settings", self.settings)
            .finish_non_exhaustive()
    }
}

/// Which of a provider's schemes a plan is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// The usual one, or code.
    Usual,
    /// One that depends on the request, by its place on the row's list.
    Variant(usize),
    /// One that depends on the kind of key.
    KeyKind(usize),
}

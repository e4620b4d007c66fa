//! A request under construction, for schemes that are code.

use std::{fmt, time::SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Uri};
use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use crate::{
    error::{SetupError, SignError},
    key::keys::{Key, Keys},
    request::{head::Head, settings::Settings},
    scheme::Encoding,
};

/// A request under construction, for [`Authenticate::sign`](crate::authenticate::Authenticate::sign).
///
/// ```
/// use webhook_receiver::{
///     Error,
///     algorithm::{Algorithm, HMAC_SHA256},
///     authenticate::{Authentic, Authenticate, Draft, Request},
///     error::SignError,
///     scheme::{Coverage, Encoding},
/// };
///
/// /// Signs the body, then the account that a setting names.
/// #[derive(Debug)]
/// struct BodyAndAccount;
///
/// impl Authenticate for BodyAndAccount {
///     fn algorithm(&self) -> &'static dyn Algorithm {
///         HMAC_SHA256
///     }
///
///     fn coverage(&self) -> Coverage {
///         Coverage::BODY
///     }
///
///     fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
///         let account = request.setting("account").unwrap_or_default();
///         let content = [request.body(), account.as_bytes()];
///         request.check(&content, Encoding::Hex, &[request.header("x-signature")?])
///     }
///
///     fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
///         let account = draft.required_setting("account")?;
///         let signature = draft.sign(&[&draft.body, account.as_bytes()], Encoding::Hex)?;
///         draft.set_header("x-signature", &signature)
///     }
/// }
/// ```
pub struct Draft<'d> {
    /// The head, with headers that are set already.
    pub head: Head,
    /// The body.
    pub body: Bytes,
    /// The provider's name.
    pub(crate) provider: &'static str,
    pub(crate) keys: &'d Keys,
    pub(crate) settings: &'d Settings,
    pub(crate) now: SystemTime,
}

impl<'d> Draft<'d> {
    /// Returns the time of the request.
    #[inline]
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// Returns a setting of the endpoint.
    #[inline]
    pub fn setting(&self, name: &str) -> Option<&'d str> {
        self.settings.get(name)
    }

    /// Returns a setting of the endpoint that the request cannot be signed without.
    ///
    /// # Errors
    /// Returns an error if the setting is missing or blank.
    #[inline]
    pub fn required_setting(&self, name: &'static str) -> Result<&'d str, SignError> {
        Ok(self.settings.required(self.provider, name)?)
    }

    /// Returns the public URL, as the receiver will see it.
    ///
    /// # Errors
    /// Returns an error if no public URL was given.
    #[inline]
    pub fn public_url(&self) -> Result<String, SignError> {
        Ok(self.settings.public_url(self.provider)?.of(&self.head))
    }

    /// Returns the signature of the pieces of `content`, one after the other, with the first key.
    ///
    /// # Errors
    /// Returns an error if the key can verify but not sign.
    #[inline]
    pub fn sign(&self, content: &[&[u8]], encoding: Encoding) -> Result<String, SignError> {
        let mut running = self.key()?.prepared.start();
        content.iter().for_each(|piece| running.update(piece));
        let signature = running.finish().sign().ok_or(SignError::Unsupported)?;
        Ok(encoding.encode(&signature))
    }

    /// Signs as [`sign`](Self::sign), for content that contains the secret: `content` is called with it and
    /// returns the whole. See
    /// [`Authenticate::signs_secret`](crate::authenticate::Authenticate::signs_secret).
    ///
    /// # Errors
    /// Returns an error if [`sign`](Self::sign) does.
    pub fn sign_with_secret(
        &self,
        content: impl Fn(&[u8]) -> Vec<u8>,
        encoding: Encoding,
    ) -> Result<String, SignError> {
        let content = Zeroizing::new(content(&self.key()?.raw));
        self.sign(&[&content], encoding)
    }

    /// Returns the secret, for providers that send it: those with
    /// [`TOKEN`](crate::algorithm::TOKEN).
    ///
    /// # Errors
    /// Returns an error if the secret is not UTF-8.
    #[inline]
    pub fn token(&self) -> Result<&'d str, SignError> {
        std::str::from_utf8(&self.key()?.raw).map_err(|_| SignError::Form)
    }

    #[inline]
    fn key(&self) -> Result<&'d Key, SignError> {
        Ok(self.keys.first().ok_or(SetupError::NoSecret)?)
    }

    /// Sets a header. `name` is in lower case.
    ///
    /// # Errors
    /// Returns an error if the name or the value is not valid in a header.
    #[inline]
    pub fn set_header(&mut self, name: &str, value: &str) -> Result<(), SignError> {
        let name = name.parse().map_err(|_| SignError::Form)?;
        set_header(&mut self.head, name, value)
    }

    /// Appends a parameter to the query of the URL.
    ///
    /// # Errors
    /// Returns an error if the URL would become too long.
    #[inline]
    pub fn add_query(&mut self, name: &str, value: &str) -> Result<(), SignError> {
        let mut pair = form_urlencoded::Serializer::new(String::new());
        let pair = pair.append_pair(name, value).finish();
        let joint = match self.head.uri.query() {
            None | Some("") => "",
            Some(_) => "&",
        };
        let path = self.head.uri.path();
        let query = self.head.uri.query().unwrap_or_default();
        let mut parts = self.head.uri.clone().into_parts();
        let target = format!("{path}?{query}{joint}{pair}").parse();
        parts.path_and_query = Some(target.map_err(|_| SignError::Form)?);
        self.head.uri = Uri::from_parts(parts).map_err(|_| SignError::Form)?;
        Ok(())
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    /// Returns an error if the body is not JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, SignError> {
        serde_json::from_slice(&self.body).map_err(|_| SignError::Body)
    }

    /// Sets a string in a JSON body, in an object that exists.
    ///
    /// # Errors
    /// Returns an error if the body is not JSON, or has no such object.
    #[inline]
    pub fn set_json(&mut self, pointer: &str, text: &str) -> Result<(), SignError> {
        let mut value: serde_json::Value = self.json()?;
        let (parent, name) = pointer.rsplit_once('/').ok_or(SignError::Body)?;
        let parent = value.pointer_mut(parent);
        let parent = parent.and_then(serde_json::Value::as_object_mut);
        let parent = parent.ok_or(SignError::Body)?;
        parent.insert(name.to_owned(), text.into());
        self.body = value.to_string().into();
        Ok(())
    }

    /// Replaces the body by a form with these fields.
    ///
    /// # Errors
    /// Returns the result of [`set_header`](Self::set_header), which is never an error here.
    #[inline]
    pub fn set_form(&mut self, fields: &[(&str, &str)]) -> Result<(), SignError> {
        self.body = Bytes::new();
        for (name, value) in fields {
            self.add_form_field(name, value);
        }
        self.set_header("content-type", "application/x-www-form-urlencoded")
    }

    /// Makes a body that is not a form the only field of one.
    #[cfg(feature = "testing")]
    #[inline]
    pub(crate) fn wrap_in_form(&mut self, name: &str) -> Result<(), SignError> {
        if self.head.is_form() {
            return Ok(());
        }
        let body = self.body.clone();
        let body = std::str::from_utf8(&body).map_err(|_| SignError::Body)?;
        self.set_form(&[(name, body)])
    }

    /// Appends a field to a form body.
    #[inline]
    pub fn add_form_field(&mut self, name: &str, value: &str) {
        let mut pair = form_urlencoded::Serializer::new(String::new());
        let pair = pair.append_pair(name, value).finish();
        let mut body = self.body.to_vec();
        if !body.is_empty() {
            body.push(b'&');
        }
        body.extend_from_slice(pair.as_bytes());
        self.body = body.into();
    }
}

impl fmt::Debug for Draft<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft")
            .field("head", &self.head)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

#[inline]
pub(crate) fn set_header(head: &mut Head, name: HeaderName, value: &str) -> Result<(), SignError> {
    let mut value: HeaderValue = value.parse().map_err(|_| SignError::Form)?;
    value.set_sensitive(true);
    head.headers.insert(name, value);
    Ok(())
}

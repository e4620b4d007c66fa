//! A request in the making, for schemes that are code.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Uri};
use zeroize::Zeroizing;

use crate::{
    error::SignError,
    key::secret::Keys,
    request::{head::Head, settings::Settings},
    scheme::Encoding,
};

/// A request in the making.
pub struct Draft<'d> {
    /// The head, with headers that are set already.
    pub head: Head,
    /// The body.
    pub body: Bytes,
    pub(crate) keys: &'d Keys,
    pub(crate) settings: &'d Settings,
    pub(crate) now: SystemTime,
}

impl Draft<'_> {
    /// The time of the request.
    pub fn now(&self) -> SystemTime {
        self.now
    }

    /// A setting of the endpoint.
    pub fn setting(&self, name: &str) -> Option<&str> {
        self.settings.get(name)
    }

    /// The public URL, as the receiver will see it.
    pub fn public_url(&self) -> Option<String> {
        let url = self.settings.public_url("").ok()?;
        Some(url.of(&self.head))
    }

    /// The signature over `content`, piece after piece, with the first key.
    pub fn sign(&self, content: &[&[u8]], encoding: Encoding) -> Option<String> {
        let mut running = self.keys.first()?.prepared.start();
        content.iter().for_each(|piece| running.update(piece));
        Some(encoding.encode(&running.finish().sign()?))
    }

    /// As [`sign`](Self::sign), for content that holds the secret: `content` is called with it and
    /// returns the whole. See [`Authenticate::signs_secret`](crate::authenticate::Authenticate::signs_secret).
    pub fn sign_with_secret(
        &self,
        content: impl Fn(&[u8]) -> Vec<u8>,
        encoding: Encoding,
    ) -> Option<String> {
        let content = Zeroizing::new(content(&self.keys.first()?.raw));
        self.sign(&[&content], encoding)
    }

    /// The secret, where that is what is sent: of [`TOKEN`](crate::algorithm::TOKEN).
    pub fn token(&self) -> Option<&str> {
        std::str::from_utf8(&self.keys.first()?.raw).ok()
    }

    /// Sets a header. `name` is in lower case.
    pub fn set_header(&mut self, name: &str, value: &str) -> Option<()> {
        set_header(&mut self.head, name.parse().ok()?, value).ok()
    }

    /// Adds a parameter to the URL's query, after those that are there.
    pub fn add_query(&mut self, name: &str, value: &str) -> Option<()> {
        let mut pair = form_urlencoded::Serializer::new(String::new());
        let pair = pair.append_pair(name, value).finish();
        let joint = match self.head.uri.query() {
            None | Some("") => "",
            Some(_) => "&",
        };
        let path = self.head.uri.path();
        let query = self.head.uri.query().unwrap_or_default();
        let mut parts = self.head.uri.clone().into_parts();
        parts.path_and_query = Some(format!("{path}?{query}{joint}{pair}").parse().ok()?);
        self.head.uri = Uri::from_parts(parts).ok()?;
        Some(())
    }

    /// Sets a text in a JSON body, in an object that is there.
    pub fn set_json(&mut self, pointer: &str, text: &str) -> Option<()> {
        let mut value: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        let (parent, name) = pointer.rsplit_once('/')?;
        let parent = value.pointer_mut(parent)?.as_object_mut()?;
        parent.insert(name.to_owned(), text.into());
        self.body = value.to_string().into();
        Some(())
    }

    /// Makes the body a form of these fields.
    pub fn set_form(&mut self, fields: &[(&str, &str)]) -> Option<()> {
        self.body = Bytes::new();
        for (name, value) in fields {
            self.add_form_field(name, value);
        }
        self.set_header("content-type", "application/x-www-form-urlencoded")
    }

    /// Makes a body that is no form the one field of one.
    pub(crate) fn wrap_in_form(&mut self, name: &str) -> Option<()> {
        if self.head.is_form() {
            return Some(());
        }
        let body = String::from_utf8(self.body.to_vec()).ok()?;
        self.set_form(&[(name, &body)])
    }

    /// Adds a field to a form body, after those that are there.
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

pub(crate) fn set_header(head: &mut Head, name: HeaderName, value: &str) -> Result<(), SignError> {
    let mut value: HeaderValue = value.parse().map_err(|_| SignError::Form)?;
    value.set_sensitive(true);
    head.headers.insert(name, value);
    Ok(())
}

//! The input: what came before the body.

use std::{borrow::Cow, fmt};

use bytes::BytesMut;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header, request};

use crate::{
    codec::form,
    error::{Error, Field, Location, Malformation, ParameterName},
};

/// A request's head: method, URL and headers, everything before the body.
///
/// ```
/// use webhook_receiver::Head;
///
/// let (parts, _body) = http::Request::post("/github").body(())?.into_parts();
/// let head = Head::from(parts);
/// assert_eq!(head.method, "POST");
/// # Ok::<(), http::Error>(())
/// ```
#[derive(Clone)]
#[non_exhaustive]
pub struct Head {
    /// The request's method.
    pub method: Method,
    /// The request's target, as the framework gives it. Only its path and query are used: scheme
    /// and host come from the configured public URL.
    pub uri: Uri,
    /// The request's headers.
    pub headers: HeaderMap,
}

impl Head {
    /// The maximum number of headers: providers send fewer than 40, and proxies add some. It is below 96 and
    /// 100, the limits of the servers of actix-web and hyper, which they enforce differently.
    pub const MAX_HEADERS: usize = 90;

    /// Names and values of all headers together may not be larger than this.
    pub const MAX_BYTES: usize = 64 * 1024;

    /// The maximum length of a header value that is read: signatures and tokens are far shorter.
    pub const MAX_VALUE: usize = 4096;

    /// Rejects headers that are too many or too large. Returns whether one of them is `Content-Encoding`,
    /// which most requests do not have: looking it up by its name would take longer.
    #[inline]
    pub(crate) fn check_headers(&self) -> Result<bool, Error> {
        if self.headers.len() > Self::MAX_HEADERS {
            return Err(Error::TooManyHeaders);
        }
        let mut bytes = 0_usize;
        let mut is_encoded = false;
        for (name, value) in &self.headers {
            bytes = bytes
                .saturating_add(name.as_str().len())
                .saturating_add(value.len());
            is_encoded |= *name == header::CONTENT_ENCODING;
        }
        if bytes > Self::MAX_BYTES {
            return Err(Error::HeadersTooLarge);
        }
        Ok(is_encoded)
    }

    /// Copies the values out of the buffer into which the server read the head.
    pub(crate) fn settle(&mut self) {
        let size = self.headers.values().map(HeaderValue::len).sum();
        let mut copies = BytesMut::with_capacity(size);
        for value in self.headers.values_mut() {
            copies.extend_from_slice(value.as_bytes());
            // What one value was, its copy is too.
            if let Ok(mut copy) = HeaderValue::from_maybe_shared(copies.split().freeze()) {
                copy.set_sensitive(value.is_sensitive());
                *value = copy;
            }
        }
        if let Ok(copy) = Uri::try_from(self.uri.to_string()) {
            self.uri = copy;
        }
    }

    /// Returns the media type of the body, without its parameters.
    pub fn content_type(&self) -> Option<&str> {
        form::media_type(&self.headers)
    }

    /// Returns whether the body is an `application/x-www-form-urlencoded` form.
    pub fn is_form(&self) -> bool {
        form::is_of_type(&self.headers, "application/x-www-form-urlencoded")
    }

    /// Returns whether the body is a `multipart/form-data` form.
    pub fn is_multipart(&self) -> bool {
        form::is_multipart(&self.headers)
    }

    /// Returns the text of a header that must occur exactly once.
    pub(crate) fn required(&self, field: Field, name: &HeaderName) -> Result<&str, Error> {
        self.optional(field, name)?
            .ok_or_else(|| Error::missing(field, Location::Header(name.clone())))
    }

    /// Returns the text of a header that must occur exactly once, and may be as long as all headers together:
    /// of one that contains the body.
    #[cfg(feature = "jwt")]
    pub(crate) fn required_long(&self, field: Field, name: &HeaderName) -> Result<&str, Error> {
        self.optional_within(field, name, Self::MAX_BYTES)?
            .ok_or_else(|| Error::missing(field, Location::Header(name.clone())))
    }

    /// Returns the text of a header that may occur at most once.
    #[inline]
    pub(crate) fn optional(&self, field: Field, name: &HeaderName) -> Result<Option<&str>, Error> {
        self.optional_within(field, name, Self::MAX_VALUE)
    }

    #[inline]
    fn optional_within(
        &self,
        field: Field,
        name: &HeaderName,
        longest: usize,
    ) -> Result<Option<&str>, Error> {
        let mut values = self.headers.get_all(name).iter();
        let Some(value) = values.next() else {
            return Ok(None);
        };
        let location = || Location::Header(name.clone());
        if values.next().is_some() {
            return Err(Error::duplicate(field, location()));
        }
        if value.is_empty() {
            return Err(Error::malformed(field, location(), Malformation::Empty));
        }
        if value.len() > longest {
            return Err(Error::malformed(field, location(), Malformation::TooLong));
        }
        value
            .to_str()
            .map(Some)
            .map_err(|_| Error::malformed(field, location(), Malformation::NotText))
    }

    /// Returns a query parameter that may occur at most once, decoded.
    pub(crate) fn query(&self, field: Field, name: &str) -> Result<Option<Cow<'_, str>>, Error> {
        let query = self.uri.query().unwrap_or_default();
        form::field(query.as_bytes(), name)
            .map_err(|fault| fault.at(field, Location::Query(ParameterName::new(name))))
    }

    /// Path and query as they came.
    pub(crate) fn path_and_query(&self) -> &str {
        self.uri
            .path_and_query()
            .map_or("/", |found| found.as_str())
    }
}

/// The length of the body, if the head states it readably.
pub(crate) fn announced_length(headers: &HeaderMap) -> Option<u64> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

impl From<request::Parts> for Head {
    #[inline]
    fn from(parts: request::Parts) -> Self {
        Self {
            method: parts.method,
            uri: parts.uri,
            headers: parts.headers,
        }
    }
}

impl From<&request::Parts> for Head {
    fn from(parts: &request::Parts) -> Self {
        Self {
            method: parts.method.clone(),
            uri: parts.uri.clone(),
            headers: parts.headers.clone(),
        }
    }
}

/// Shows the method, the path and the names of the headers: queries and values can hold secrets.
impl fmt::Debug for Head {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("method", &self.method)
            .field("path", &self.uri.path())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use bytes::Bytes;

    use super::*;

    #[test]
    fn copies_a_head_out_of_the_read_buffer() {
        let read = Bytes::from_static(b"/a//b%2F?c=d&e=%20f?gone\xe9+");
        for end in 2..=read.len() {
            let Ok(uri) = Uri::from_maybe_shared(read.slice(..end)) else {
                continue;
            };
            let mut head = Head::from(http::Request::new(()).into_parts().0);
            head.uri = uri;
            for (name, value) in [
                ("one", 5..9),
                ("two", 0..0),
                ("one", 20..26),
                ("three", 1..2),
            ] {
                let value = HeaderValue::from_maybe_shared(read.slice(value)).unwrap();
                head.headers.append(name, value);
            }
            let mut settled = head.clone();
            settled.settle();
            assert_eq!(settled.uri, head.uri);
            assert_eq!(settled.path_and_query(), head.path_and_query());
            assert_eq!(settled.headers, head.headers);
            let buffer = read.as_ptr_range();
            assert!(buffer.contains(&head.path_and_query().as_ptr()));
            assert!(!buffer.contains(&settled.path_and_query().as_ptr()));
            for value in settled.headers.values().filter(|value| !value.is_empty()) {
                assert!(!buffer.contains(&value.as_bytes().as_ptr()));
            }
        }
        for uri in [
            "*",
            "app.example:443",
            "https://app.example",
            "https://u@app.example:1/?",
        ] {
            let mut head = Head::from(http::Request::new(()).into_parts().0);
            head.uri = uri.parse().unwrap();
            let before = head.clone();
            head.settle();
            assert_eq!(
                (&head.uri, head.path_and_query()),
                (&before.uri, before.path_and_query())
            );
        }
    }
}

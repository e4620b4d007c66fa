//! Replies as data: adapters only translate them.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};

use crate::{error::Error, handshake::HandshakeData};

/// A response to the sender: to a handshake, or to a request that was rejected.
///
/// ```
/// use webhook_receiver::{Error, Reply};
///
/// let reply = Reply::from(&Error::SignatureMismatch);
/// assert_eq!(reply.status, 401);
/// assert!(reply.body.is_empty(), "the sender learns the status, not the reason");
///
/// let response: http::Response<bytes::Bytes> = reply.into();
/// assert_eq!(response.status(), 401);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The values that the handshake hands to the application, if it has any.
    pub offer: Option<HandshakeData>,
}

impl Reply {
    /// Returns a reply without a body.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            offer: None,
        }
    }

    /// Returns 503 with `Retry-After`: this time in whole seconds, from 1 to 60. The status that every
    /// provider that retries takes for a reason to.
    pub fn retry_after(time: std::time::Duration) -> Self {
        let seconds = time
            .as_secs()
            .saturating_add(u64::from(time.subsec_nanos() > 0));
        let mut reply = Self::empty(StatusCode::SERVICE_UNAVAILABLE);
        let seconds = HeaderValue::from(seconds.clamp(1, 60));
        reply.headers.insert(header::RETRY_AFTER, seconds);
        reply
    }

    /// Text that a browser does not render as a page, so that echoed text cannot run as a script.
    pub(crate) fn text(body: String) -> Self {
        Self::inert("text/plain; charset=utf-8", body)
    }

    /// JSON, with the same care.
    pub(crate) fn json(body: String) -> Self {
        Self::inert("application/json", body)
    }

    fn inert(content_type: &'static str, body: String) -> Self {
        let headers = [
            (header::CONTENT_TYPE, content_type),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'"),
        ];
        Self {
            body: body.into(),
            ..Self::empty(StatusCode::OK)
        }
        .with_headers(&headers)
    }

    fn with_headers(mut self, headers: &[(HeaderName, &'static str)]) -> Self {
        for (name, value) in headers {
            let value = HeaderValue::from_static(value);
            self.headers.insert(name.clone(), value);
        }
        self
    }
}

impl From<&Error> for Reply {
    fn from(error: &Error) -> Self {
        let mut reply = Self::empty(error.status());
        let header = match error {
            Error::MethodNotAllowed { allowed, .. } => HeaderValue::try_from(allowed.to_string())
                .ok()
                .map(|allowed| (header::ALLOW, allowed)),
            Error::BudgetSpent => Some((header::RETRY_AFTER, HeaderValue::from_static("5"))),
            _ => None,
        };
        if let Some((name, value)) = header {
            reply.headers.insert(name, value);
        }
        reply
    }
}

impl From<Error> for Reply {
    fn from(error: Error) -> Self {
        Self::from(&error)
    }
}

impl<B: From<Bytes>> From<Reply> for Response<B> {
    fn from(reply: Reply) -> Self {
        let mut response = Self::new(reply.body.into());
        *response.status_mut() = reply.status;
        *response.headers_mut() = reply.headers;
        if let Some(offer) = reply.offer {
            response.extensions_mut().insert(offer);
        }
        response
    }
}

//! Why an extractor yields nothing.

use http::StatusCode;

use crate::{Error, Reply, event::DecodeError};

/// Why a handler did not run.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// The request was a handshake: this is the response.
    Handshake(Box<Reply>),
    /// The request was rejected.
    Rejected(Error),
    /// The delivery was verified, but does not fit the type of the event: 422. Take [`Delivery`](crate::Delivery)
    /// as the argument to keep such deliveries.
    Undecodable(DecodeError),
    /// The application has no receiver of this type: 500.
    NotConfigured(&'static str),
}

impl WebhookRejection {
    /// Returns the status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Handshake(reply) => reply.status,
            Self::Rejected(error) => error.status(),
            Self::Undecodable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotConfigured(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the response. Its body is empty, except for handshakes. The reason is for your logs: `Display`
    /// and `Debug` show it, without a header's value, a value of the body, or a secret.
    pub fn reply(&self) -> Reply {
        match self {
            Self::Handshake(reply) => (**reply).clone(),
            Self::Rejected(error) => error.into(),
            Self::Undecodable(_) | Self::NotConfigured(_) => Reply::empty(self.status()),
        }
    }
}

impl std::fmt::Display for WebhookRejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Handshake(_) => f.write_str("a handshake, which was answered"),
            Self::Rejected(error) => error.fmt(f),
            Self::Undecodable(error) => error.fmt(f),
            Self::NotConfigured(receiver) => write!(f, "the application has no `{receiver}`"),
        }
    }
}

impl std::error::Error for WebhookRejection {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Handshake(_) | Self::NotConfigured(_) => None,
            // Shown by `Display` already.
            Self::Rejected(error) => error.source(),
            Self::Undecodable(error) => error.source(),
        }
    }
}

impl From<Error> for WebhookRejection {
    fn from(error: Error) -> Self {
        Self::Rejected(error)
    }
}

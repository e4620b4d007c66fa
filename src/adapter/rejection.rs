//! What extractors yield, and why they do not.

use http::StatusCode;

use crate::{
    Delivery, Error, Event, Received, Reply, event::DecodeError, receiver::observe::Watch,
};

/// A verified delivery and its event.
///
/// The receiver comes from the application's state by its event type. A handshake is answered, and
/// an unverified request rejected, before the handler runs. The handler should be routed for all
/// methods, as handshakes may be GET or HEAD; the receiver rejects those that the provider does not
/// send.
#[derive(Debug)]
#[must_use]
pub struct Webhook<E> {
    /// The event.
    pub event: E,
    /// The delivery, with the bytes that were verified.
    pub delivery: Delivery<E>,
}

impl<E: Event> Webhook<E> {
    /// Decodes what was received, and reports the verdict.
    pub(super) fn new(
        received: Result<Received<E>, Error>,
        mut watch: Watch<'_>,
    ) -> Result<Self, WebhookRejection> {
        let delivery = match received {
            Ok(Received::Delivery(delivery)) => delivery,
            Ok(Received::Handshake(reply)) => {
                watch.answered();
                return Err(WebhookRejection::Handshake(Box::new(reply)));
            }
            Err(error) => {
                watch.rejected(&error);
                return Err(WebhookRejection::Rejected(error));
            }
        };
        watch.record_id(&delivery);
        match delivery.event() {
            Ok(event) => {
                watch.verified(delivery.key_index());
                Ok(Self { event, delivery })
            }
            Err(error) => {
                watch.undecodable(delivery.key_index(), &error);
                Err(WebhookRejection::Undecodable(error))
            }
        }
    }
}

/// Why a handler did not run.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookRejection {
    /// It was a handshake: here is the answer.
    Handshake(Box<Reply>),
    /// The request was rejected.
    Rejected(Error),
    /// The delivery was verified, but does not fit the type of the event: 422. Take [`Delivery`]
    /// as the argument to keep such deliveries.
    Undecodable(DecodeError),
    /// The application was not given a receiver of this type: 500.
    NotConfigured(&'static str),
}

impl WebhookRejection {
    /// Returns the status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Handshake(reply) => reply.status,
            Self::Rejected(error) => error.status(),
            Self::Undecodable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotConfigured(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Returns the answer. Its body is empty, but for handshakes. The reason is for your logs: `Display`
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

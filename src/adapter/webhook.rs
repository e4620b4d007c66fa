//! What extractors yield: a verified delivery and its event.

use crate::{
    Delivery, Error, Event, Received, adapter::rejection::WebhookRejection,
    receiver::observe::Watch,
};

/// A verified delivery and its event.
///
/// The receiver comes from the application's state by its event type. A handshake is answered, and an
/// unverified request rejected, before the handler runs. Route all methods to the handler, as handshakes may
/// be GET or HEAD; the receiver rejects those that the provider does not send.
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

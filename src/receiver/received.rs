//! What comes of a request that was not rejected.

use bytes::Bytes;

use crate::receiver::{delivery::Delivery, reply::Reply};

/// What was received.
#[derive(Debug)]
#[must_use = "a delivery is to be handled, and a handshake to be answered"]
pub enum Received<E = Bytes> {
    /// A verified delivery.
    Delivery(Delivery<E>),
    /// A handshake: send this answer, there is nothing else to do.
    Handshake(Reply),
}

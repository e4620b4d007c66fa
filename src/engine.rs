//! The interpreter: reads a scheme or a handshake as data, to verify requests and to make them.

pub(crate) mod answer;
pub(crate) mod compile;
pub(crate) mod labels;
pub(crate) mod locate;
pub(crate) mod sign;
pub(crate) mod signatures;
pub(crate) mod verify;
pub(crate) mod window;

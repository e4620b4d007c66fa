//! The interpreter of schemes and handshakes, which verifies requests, answers them and signs them.

pub(crate) mod answer;
pub(crate) mod compile;
pub(crate) mod content;
pub(crate) mod labels;
pub(crate) mod locate;
#[cfg(feature = "testing")]
pub(crate) mod sign;
pub(crate) mod signatures;
pub(crate) mod verify;
pub(crate) mod window;

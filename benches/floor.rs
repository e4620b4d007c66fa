//! Hand-written verification for one provider that does no less than this crate: a prepared key, a header that
//! occurs once, strict decoding without allocation, a comparison in constant time, and the age of the timestamp.
//! What this crate takes beyond it is the price of its generality.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName, Request};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How far a timestamp may be from now.
const TOLERANCE: Duration = Duration::from_secs(300);

/// A prepared key.
pub struct Floor(Hmac<Sha256>);

impl Floor {
    pub fn new(key: &[u8]) -> Self {
        Self(Hmac::new_from_slice(key).unwrap())
    }

    /// `X-Hub-Signature-256: sha256=<hex>` over the body.
    pub fn github(&self, request: &Request<Bytes>) -> Option<()> {
        const NAME: HeaderName = HeaderName::from_static("x-hub-signature-256");
        let given = hex(text(request.headers(), &NAME)?.strip_prefix("sha256=")?)?;
        self.verify(&[request.body()], &given)
    }

    /// `Stripe-Signature: t=<seconds>,v1=<hex>` over `<seconds>.<body>`.
    pub fn stripe(&self, request: &Request<Bytes>, now: SystemTime) -> Option<()> {
        const NAME: HeaderName = HeaderName::from_static("stripe-signature");
        let (mut time, mut given) = (None, None);
        for pair in text(request.headers(), &NAME)?.split(',') {
            match pair.trim_ascii().split_once('=')? {
                ("t", _) if time.is_some() => return None,
                ("t", value) => time = Some(value),
                ("v1", value) if given.is_none() => given = Some(hex(value)?),
                _ => {}
            }
        }
        let time = time?;
        is_fresh(time, now).then_some(())?;
        self.verify(&[time.as_bytes(), b".", request.body()], &given?)
    }

    /// `X-Slack-Signature: v0=<hex>` over `v0:<seconds>:<body>`, and `X-Slack-Request-Timestamp`.
    pub fn slack(&self, request: &Request<Bytes>, now: SystemTime) -> Option<()> {
        const NAME: HeaderName = HeaderName::from_static("x-slack-signature");
        const TIME: HeaderName = HeaderName::from_static("x-slack-request-timestamp");
        let given = hex(text(request.headers(), &NAME)?.strip_prefix("v0=")?)?;
        let time = text(request.headers(), &TIME)?;
        is_fresh(time, now).then_some(())?;
        self.verify(&[b"v0:", time.as_bytes(), b":", request.body()], &given)
    }

    fn verify(&self, content: &[&[u8]], given: &[u8; 32]) -> Option<()> {
        let mut mac = self.0.clone();
        for part in content {
            mac.update(part);
        }
        bool::from(mac.finalize().into_bytes()[..].ct_eq(given)).then_some(())
    }
}

/// Returns the text of a header that occurs once.
fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    values.next().is_none().then_some(())?;
    value.to_str().ok()
}

fn hex(text: &str) -> Option<[u8; 32]> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut bytes = [0; 32];
    (pairs.len() == bytes.len() && rest.is_empty()).then_some(())?;
    for (byte, [high, low]) in bytes.iter_mut().zip(pairs) {
        *byte = (digit(*high)? << 4 | digit(*low)?) as u8;
    }
    Some(bytes)
}

fn is_fresh(time: &str, now: SystemTime) -> bool {
    if !time.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let Ok(seconds) = time.parse() else {
        return false;
    };
    let time = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    time.is_some_and(|time| {
        let apart = now.duration_since(time);
        apart.unwrap_or_else(|ahead| ahead.duration()) <= TOLERANCE
    })
}

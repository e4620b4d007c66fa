//! Whether the time of a verdict depends on a secret: what the two binaries have in common.

#[path = "../../tests/common/rows.rs"]
mod rows;

pub mod valgrind;

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request};
use webhook_receiver::{Provider, Receiver, Secret, testing::Signer};

const URL: &str = "https://app.example/hooks?a=1";
const FORM: &str = "ab=c&a=bc&id=1&type=a.b&event=e&token=t-1&Status=ok&payload=%7B%7D";

/// Two secrets, of the same length and letters.
pub const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";

/// The time of all requests.
pub fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000)
}

/// A row with a shared secret, and a request that it accepts.
pub struct Case {
    pub provider: Provider,
    pub receiver: Receiver,
    pub request: Request<Bytes>,
    /// The secret as it is pasted.
    pub secret: String,
    /// Where the signature is.
    place: Place,
}

#[derive(Clone, Debug)]
enum Place {
    Header(HeaderName, usize, usize),
    Url(usize, usize),
    Body(usize, usize),
}

/// What of a signature is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    Nothing,
    First,
    Last,
    Length,
}

pub const WRONGS: [Wrong; 4] = [Wrong::Nothing, Wrong::First, Wrong::Last, Wrong::Length];

/// Returns the case of a row, if the test kit makes its requests.
pub fn case(provider: Provider) -> Option<Case> {
    let (secret, _) = rows::keys(provider, SECRET)?;
    let (other, _) = rows::keys(provider, OTHER)?;
    let make = |secret: &str, form: bool| {
        let signer = Signer::new(provider, Secret::new(secret).ok()?)
            .at(now())
            .id("msg-1");
        let signer = rows::configured_signer(signer, provider);
        if form {
            return signer.form().sign(URL, FORM).ok();
        }
        let (signer, body) = rows::with_body(signer, provider);
        signer.sign(URL, body).ok()
    };
    let builder = Receiver::builder(provider).secret(Secret::new(secret.clone()).ok()?);
    let builder = rows::configured(builder.public_url("https://app.example"), provider);
    let receiver = rows::any_audience(builder, provider).build().ok()?;
    let mut found = [false, true].into_iter().filter_map(|form| {
        let (request, other) = (make(&secret, form)?, make(&other, form)?);
        let accepted = receiver.receive(request.clone(), now()).is_ok();
        let place = place(&request, &other)?;
        accepted.then_some((request, place))
    });
    let (request, place) = found.next()?;
    Some(Case {
        provider,
        receiver,
        request,
        secret,
        place,
    })
}

/// Where two requests with different secrets differ.
fn place(request: &Request<Bytes>, other: &Request<Bytes>) -> Option<Place> {
    for (name, value) in request.headers() {
        let theirs = other.headers().get(name)?;
        if let Some((start, end)) = differing(value.as_bytes(), theirs.as_bytes()) {
            return Some(Place::Header(name.clone(), start, end));
        }
    }
    let [ours, theirs] = [request, other].map(|request| request.uri().to_string());
    if let Some((start, end)) = differing(ours.as_bytes(), theirs.as_bytes()) {
        return Some(Place::Url(start, end));
    }
    let (start, end) = differing(request.body(), other.body())?;
    Some(Place::Body(start, end))
}

/// The shortest range outside of which two texts are equal, without padding at its end.
fn differing(ours: &[u8], theirs: &[u8]) -> Option<(usize, usize)> {
    let start = ours.iter().zip(theirs).position(|(a, b)| a != b)?;
    let end = ours
        .iter()
        .rev()
        .zip(theirs.iter().rev())
        .position(|(a, b)| a != b)?;
    let end = ours.len() - end;
    (end > start).then_some((start, end))
}

impl Case {
    /// Returns the request with a signature that is wrong in this way. The wrong letter is a letter of
    /// the same kind, so that the text is decoded as before.
    pub fn request(&self, wrong: Wrong) -> Request<Bytes> {
        let mut request = self.request.clone();
        let changed = |text: &[u8], start: usize, end: usize| {
            let mut text = text.to_vec();
            // The last letter of base64 has bits that must be zero.
            let at = match wrong {
                Wrong::Nothing => return text,
                Wrong::First => start,
                Wrong::Last => end.saturating_sub(3).max(start),
                Wrong::Length => {
                    text.drain(end.saturating_sub(4).max(start)..end);
                    return text;
                }
            };
            text[at] = if text[at] == b'0' { b'1' } else { b'0' };
            text
        };
        match &self.place {
            Place::Header(name, start, end) => {
                let value = changed(self.request.headers()[name].as_bytes(), *start, *end);
                let value = HeaderValue::from_bytes(&value).expect("ASCII");
                request.headers_mut().insert(name, value);
            }
            Place::Url(start, end) => {
                let url = changed(self.request.uri().to_string().as_bytes(), *start, *end);
                *request.uri_mut() = url.as_slice().try_into().expect("a URL");
            }
            Place::Body(start, end) => {
                *request.body_mut() = changed(self.request.body(), *start, *end).into();
            }
        }
        request
    }
}

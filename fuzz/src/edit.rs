//! Changes to a genuine request, as an input of the fuzzer states them.
//!
//! An input is a number of a genuine request in two bytes, then edits, each a byte that says which, a
//! byte that says where, and what the edit needs. The last edit of most seeds sets a place to the rest of
//! the input, so that the fuzzer changes what a parser reads byte by byte.

use arbitrary::Unstructured;
use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, Request, Uri, header};

use crate::genuine::Genuine;

/// The most edits of one input.
const MOST: usize = 8;

/// Places before the headers of the request: body, path and query, method, content type.
const BEFORE_HEADERS: usize = 4;

const METHODS: &[&str] = &[
    "POST", "GET", "PUT", "PATCH", "DELETE", "HEAD", "CONNECT", "OPTIONS",
];

/// Headers that rows or frameworks read, to be added.
static ADDED: [HeaderName; 18] = [
    header::AUTHORIZATION,
    header::CONTENT_TYPE,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::DATE,
    header::HOST,
    header::FORWARDED,
    header::ORIGIN,
    HeaderName::from_static("x-forwarded-host"),
    HeaderName::from_static("x-forwarded-proto"),
    HeaderName::from_static("x-original-url"),
    HeaderName::from_static("digest"),
    HeaderName::from_static("content-digest"),
    HeaderName::from_static("signature"),
    HeaderName::from_static("signature-input"),
    HeaderName::from_static("svix-id"),
    HeaderName::from_static("webhook-id"),
    HeaderName::from_static("x-request-id"),
];

/// Returns the genuine request that an input names, and the request that its edits make of it.
pub fn request<'g>(
    input: &mut Unstructured<'_>,
    all: &'g [Genuine],
) -> Option<(&'g Genuine, Request<Bytes>)> {
    let genuine = pick(input, all)?;
    let request = edited(input, all, genuine)?;
    Some((genuine, request))
}

/// Returns the genuine request that an input names.
pub fn pick<'g>(input: &mut Unstructured<'_>, all: &'g [Genuine]) -> Option<&'g Genuine> {
    let number = usize::from(input.arbitrary::<u16>().ok()?);
    all.get(number % all.len())
}

/// Applies the edits of an input to a genuine request. `None` if that is no request any more.
pub fn edited(
    input: &mut Unstructured<'_>,
    all: &[Genuine],
    genuine: &Genuine,
) -> Option<Request<Bytes>> {
    let mut request = genuine.request.clone();
    for _ in 0..MOST {
        if input.is_empty() {
            break;
        }
        edit(input, all, &genuine.secrets, &mut request)?;
    }
    Some(request)
}

/// The edits of an input that sets this place of a genuine request to what it is already.
pub(crate) fn seed(number: usize, place: usize, genuine: &Genuine) -> Vec<u8> {
    let mut seed = (number as u16).to_le_bytes().to_vec();
    seed.extend([0, place as u8]);
    seed.extend(get(&genuine.request, place));
    seed
}

/// The number of places of a request.
pub(crate) fn places(request: &Request<Bytes>) -> usize {
    BEFORE_HEADERS + request.headers().len()
}

fn edit(
    input: &mut Unstructured<'_>,
    all: &[Genuine],
    secrets: &[String],
    request: &mut Request<Bytes>,
) -> Option<()> {
    let [what, place] = [input.arbitrary::<u8>().ok()?, input.arbitrary::<u8>().ok()?];
    let place = usize::from(place) % places(request);
    match what % 12 {
        0 => {
            let rest = input.bytes(input.len()).ok()?.to_vec();
            set(request, place, rest)
        }
        1 => {
            let text = short(input, 255)?;
            set(request, place, text)
        }
        2 => change(input, request, place, |input, text, at| {
            let inserted = short(input, 15)?;
            text.splice(at..at, inserted);
            Some(())
        }),
        3 => change(input, request, place, |input, text, at| {
            let end = at.saturating_add(usize::from(input.arbitrary::<u8>().ok()?));
            text.drain(at..end.min(text.len()));
            Some(())
        }),
        4 => change(input, request, place, |input, text, at| {
            *text.get_mut(at)? = input.arbitrary().ok()?;
            Some(())
        }),
        5 => change(input, request, place, |input, text, at| {
            *text.get_mut(at)? ^= 1 << (input.arbitrary::<u8>().ok()? % 8);
            Some(())
        }),
        6 => {
            let name = name_of(request, place)?;
            request.headers_mut().remove(name);
            Some(())
        }
        7 => {
            let name = name_of(request, place)?;
            let value = HeaderValue::from_bytes(&short(input, 63)?).ok()?;
            request.headers_mut().append(name, value);
            Some(())
        }
        8 => {
            let other = usize::from(input.arbitrary::<u8>().ok()?) % places(request);
            let count = usize::from(input.arbitrary::<u8>().ok()?);
            let (mut from, to) = (get(request, place), get(request, other));
            if place == other {
                return None;
            }
            let moved = from.split_off(from.len().saturating_sub(count));
            set(request, place, from)?;
            set(request, other, [moved, to].concat())
        }
        9 => {
            let number = usize::from(input.arbitrary::<u16>().ok()?);
            let other = all.get(number % all.len())?;
            // With the same key, it would be another genuine request.
            if other.secrets == secrets {
                return None;
            }
            let other = &other.request;
            match input.arbitrary::<bool>().ok()? {
                true => *request.body_mut() = other.body().clone(),
                false => *request.headers_mut() = other.headers().clone(),
            }
            Some(())
        }
        10 => {
            let name = usize::from(input.arbitrary::<u8>().ok()?);
            let value = HeaderValue::from_bytes(&short(input, 63)?).ok()?;
            request
                .headers_mut()
                .append(ADDED[name % ADDED.len()].clone(), value);
            Some(())
        }
        _ => {
            let (one, other) = (
                get(request, place),
                usize::from(input.arbitrary::<u8>().ok()?),
            );
            let other = other % places(request);
            let two = get(request, other);
            set(request, place, two)?;
            set(request, other, one)
        }
    }
}

/// Changes the text of a place, at a position that the input names.
fn change<'i>(
    input: &mut Unstructured<'i>,
    request: &mut Request<Bytes>,
    place: usize,
    change: impl FnOnce(&mut Unstructured<'i>, &mut Vec<u8>, usize) -> Option<()>,
) -> Option<()> {
    let mut text = get(request, place);
    let at = usize::from(input.arbitrary::<u16>().ok()?);
    let at = at % (text.len() + 1);
    change(input, &mut text, at)?;
    set(request, place, text)
}

/// Returns bytes with their length in front.
pub fn short(input: &mut Unstructured<'_>, most: usize) -> Option<Vec<u8>> {
    let length = usize::from(input.arbitrary::<u8>().ok()?) % (most + 1);
    let bytes = input.bytes(length.min(input.len())).ok()?;
    Some(bytes.to_vec())
}

fn name_of(request: &Request<Bytes>, place: usize) -> Option<HeaderName> {
    let number = match place {
        3 => return Some(header::CONTENT_TYPE),
        place => place.checked_sub(BEFORE_HEADERS)?,
    };
    let (name, _) = request.headers().iter().nth(number)?;
    Some(name.clone())
}

fn get(request: &Request<Bytes>, place: usize) -> Vec<u8> {
    match place {
        0 => request.body().to_vec(),
        1 => {
            let target = request.uri().path_and_query();
            target
                .map(|target| target.as_str().into())
                .unwrap_or_default()
        }
        2 => request.method().as_str().into(),
        3 => {
            let value = request.headers().get(header::CONTENT_TYPE);
            value
                .map(|value| value.as_bytes().into())
                .unwrap_or_default()
        }
        place => {
            let value = request.headers().values().nth(place - BEFORE_HEADERS);
            value
                .map(|value| value.as_bytes().into())
                .unwrap_or_default()
        }
    }
}

fn set(request: &mut Request<Bytes>, place: usize, text: Vec<u8>) -> Option<()> {
    match place {
        0 => *request.body_mut() = text.into(),
        1 => {
            let mut parts = request.uri().clone().into_parts();
            parts.path_and_query = Some(text.as_slice().try_into().ok()?);
            *request.uri_mut() = Uri::from_parts(parts).ok()?;
        }
        2 => {
            let method = match text.as_slice() {
                [number] => METHODS[usize::from(*number) % METHODS.len()].as_bytes(),
                text => text,
            };
            *request.method_mut() = Method::from_bytes(method).ok()?;
        }
        place => {
            let name = name_of(request, place)?;
            let value = HeaderValue::from_bytes(&text).ok()?;
            request.headers_mut().insert(name, value);
        }
    }
    Some(())
}

/// Returns a request with a body of the input's, signed with the key of the genuine request that the
/// input names: what a sender with the key can do. The rest of the input are edits.
pub fn signed_anew(
    input: &mut Unstructured<'_>,
    all: &[Genuine],
) -> Option<(Genuine, Request<Bytes>)> {
    let genuine = pick(input, all)?;
    let length = usize::from(input.arbitrary::<u16>().ok()?).min(input.len());
    let body = input.bytes(length).ok()?.to_vec();
    let anew = genuine.signed_anew(body.into())?;
    let request = edited(input, all, &anew)?;
    Some((anew, request))
}

/// An input that signs the body of a genuine request anew.
pub(crate) fn seed_signed_anew(number: usize, genuine: &Genuine) -> Vec<u8> {
    let body = genuine.request.body();
    let mut seed = (number as u16).to_le_bytes().to_vec();
    seed.extend((body.len() as u16).to_le_bytes());
    seed.extend(body);
    seed
}

/// Returns a request that a byte in front of the input's rest makes: changed without the key, or signed
/// anew with it.
pub fn either(
    input: &mut Unstructured<'_>,
    all: &[Genuine],
    check: impl FnOnce(&Genuine, &Request<Bytes>),
) {
    match input.arbitrary::<bool>() {
        Ok(true) => {
            if let Some((genuine, request)) = signed_anew(input, all) {
                check(&genuine, &request);
            }
        }
        _ => {
            if let Some((genuine, request)) = request(input, all) {
                check(genuine, &request);
            }
        }
    }
}

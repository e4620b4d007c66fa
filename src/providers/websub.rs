use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA1, HMAC_SHA256, HMAC_SHA384, HMAC_SHA512, OneOf},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Proof},
    request::settings::is_list_of,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [WebSub](https://www.w3.org/TR/websub/), as the hubs of feeds such as `YouTube`'s send it.
///
/// # Signed content
/// method + `=` hex(HMAC(secret of the subscription, body)), with the hash that the method names
///
/// # Example headers
/// ```text
/// x-hub-signature: sha256=147a087311121a88...
/// ```
///
/// # Quirks
/// - The hub chooses the method. Which ones are taken is the setting `methods`, with spaces between
///   them: `sha256 sha384 sha512` by default. `YouTube` sends `sha1`.
/// - Subscribing and unsubscribing send a GET with `hub.challenge`, answered if its topic is in the
///   setting `topics`, with spaces between them.
/// - If the hub denies a subscription, or ends one, it sends a GET with `hub.mode=denied` (section 5.2),
///   which is answered with 200. Its topic is the [`HandshakeData`](crate::handshake::HandshakeData) value `topic`. Nothing
///   proves that the hub sent it.
/// - The specification wants success as the answer even to a wrong signature; here it is rejected.
/// - A body is of any type, most often Atom.
/// - Needs the feature `sha1`.
pub const WEBSUB: Provider =
    Provider::code("websub", "WebSub", "https://www.w3.org/TR/websub/", &WebSub)
        .optional_settings(&["methods"])
        .handshakes(&[intent("subscribe"), intent("unsubscribe"), DENIED])
        .source_read("2026-11");

#[inline]
const fn intent(mode: &'static str) -> Handshake {
    Handshake {
        name: "hub.challenge",
        method: "GET",
        when: match mode.as_bytes() {
            b"subscribe" => SUBSCRIBE,
            _ => UNSUBSCRIBE,
        },
        proof: Proof::Listed(At::Query("hub.topic"), "topics"),
        answer: Answer::Echo(At::Query("hub.challenge")),
    }
}

/// Section 5.2: the subscription was not accepted, or was ended. The reason (`hub.reason`) is free text,
/// and is not handed over.
const DENIED: Handshake = Handshake {
    name: "hub.mode=denied",
    method: "GET",
    when: &[
        Condition::Equals(At::Query("hub.mode"), "denied"),
        Condition::Present(At::Query("hub.topic")),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(&[("topic", At::Query("hub.topic"))], &Answer::Empty(200)),
};

const SUBSCRIBE: &[Condition] = &[
    Condition::Equals(At::Query("hub.mode"), "subscribe"),
    Condition::Present(At::Query("hub.challenge")),
];
const UNSUBSCRIBE: &[Condition] = &[
    Condition::Equals(At::Query("hub.mode"), "unsubscribe"),
    Condition::Present(At::Query("hub.challenge")),
];

#[derive(Debug)]
struct WebSub;

const HEADER: &str = "x-hub-signature";
const METHODS: &str = "sha256 sha384 sha512";

impl Authenticate for WebSub {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &HMAC
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            "methods" if !is_list_of(&["sha1", "sha256", "sha384", "sha512"], value) => {
                Err("some of `sha1`, `sha256`, `sha384` and `sha512`, with blanks between them")
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        signature(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = signature(request)?;
        request.check(&[request.body()], Encoding::Hex, &[signature])
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let signature = draft.sign(&[&draft.body], Encoding::Hex)?;
        draft.set_header(HEADER, &format!("sha256={signature}"))
    }
}

/// The digits of the signature, as many as the hash of its method has: by their number the key knows
/// which hash is meant.
#[inline]
fn signature<'r>(request: &Request<'r>) -> Result<&'r str, Error> {
    let location = || Location::Header(HeaderName::from_static(HEADER));
    let malformed = |fault| Error::malformed(Field::Signature, location(), fault);
    let header = request.header(HEADER)?;
    let (method, digits) = header
        .split_once('=')
        .ok_or_else(|| malformed(Malformation::Prefix))?;
    let taken = request.setting("methods").unwrap_or(METHODS);
    if !taken.split_ascii_whitespace().any(|name| name == method) {
        return Err(malformed(Malformation::NoEntry));
    }
    let wanted = match method {
        "sha1" => 40,
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ => return Err(malformed(Malformation::NoEntry)),
    };
    if digits.len() == wanted {
        Ok(digits)
    } else {
        Err(malformed(Malformation::Encoding))
    }
}

static HMAC: OneOf = OneOf {
    usual: HMAC_SHA256,
    others: &[HMAC_SHA1, HMAC_SHA384, HMAC_SHA512],
};

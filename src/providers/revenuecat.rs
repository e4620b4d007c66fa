use std::time::SystemTime;

use http::HeaderName;

use crate::{
    Error, Provider,
    algorithm::{
        Algorithm, Class, Computation, CustomKey, Finished, HMAC_SHA256, KeyError, PreparedKey,
        Running, TOKEN,
    },
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [RevenueCat](https://www.revenuecat.com/docs/integrations/webhooks).
///
/// # Signed content
/// hex(HMAC-SHA256(signing secret, timestamp + "." + body)), if signing is switched on for the webhook;
/// nothing otherwise: the authorization value of the dashboard in a header proves the sender only
///
/// # Example headers
/// ```text
/// x-revenuecat-webhook-signature: t=1767225600,v1=ad46c9c631d9196ddc9c5630c39a921f...
/// ```
///
/// # Quirks
/// - If there is a signature, it decides alone: with a wrong one, the right `authorization` does not count.
/// - A request without a signature is accepted only if a single secret is given, and is its
///   `authorization`. Of several secrets, one may be the signing secret, and a token must not go around
///   it. To rotate a token while signing is switched off, set `signing` to `off`.
/// - The authorization value is compared whole, a scheme in front included.
/// - Each attempt has a new signature. While the signing secret is rotated there is one `v1` for each.
pub const REVENUECAT: Provider = Provider::code(
    "revenuecat",
    "RevenueCat",
    "https://www.revenuecat.com/docs/integrations/webhooks",
    &RevenueCat,
)
.optional_settings(&[SIGNING])
.kind(&[At::Json("/event/type")])
.delivery_id(&[At::Json("/event/id")])
.occurred_at(
    &[At::Json("/event/event_timestamp_ms")],
    TimeFormat::Milliseconds,
)
.answer_within(60)
.retries_for(155 * 60)
.id_of_event("https://www.revenuecat.com/docs/integrations/webhooks/event-types-and-fields")
.time_of_attempt("https://www.revenuecat.com/docs/integrations/webhooks")
.source_read("2026-11");

#[derive(Debug)]
struct RevenueCat;

const SIGNATURE: &str = "x-revenuecat-webhook-signature";
const TOKEN_HEADER: &str = "authorization";
const SIGNING: &str = "signing";

/// What a request shows.
enum Shown<'r> {
    Signature(&'r str, SystemTime, Vec<&'r str>),
    Token(&'r str),
}

#[inline]
fn shown<'r>(request: &Request<'r>) -> Result<Shown<'r>, Error> {
    let location = || Location::Header(HeaderName::from_static(SIGNATURE));
    if !request.head().headers.contains_key(SIGNATURE) {
        if request.keys.iter().len() > 1 && request.setting(SIGNING) != Some("off") {
            return Err(Error::missing(Field::Signature, location()));
        }
        return request.header(TOKEN_HEADER).map(Shown::Token);
    }
    let (mut times, mut signatures) = (Vec::new(), Vec::new());
    let pairs = request.header(SIGNATURE)?.split(',');
    for (key, value) in pairs.filter_map(|pair| pair.trim().split_once('=')) {
        match key {
            "t" => times.push(value),
            "v1" => signatures.push(value),
            _ => {}
        }
    }
    if signatures.is_empty() {
        return Err(Error::malformed(
            Field::Signature,
            location(),
            Malformation::NoEntry,
        ));
    }
    let &[text] = times.as_slice() else {
        return Err(Error::malformed(
            Field::Timestamp,
            location(),
            Malformation::NoEntry,
        ));
    };
    let malformed = || Error::malformed(Field::Timestamp, location(), Malformation::Time);
    let time = TimeFormat::Seconds.parse(text).ok_or_else(malformed)?;
    request.check_fresh(time)?;
    Ok(Shown::Signature(text, time, signatures))
}

impl Authenticate for RevenueCat {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &EitherSecret
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match (name, value) {
            (SIGNING, "on" | "off") => Ok(()),
            _ => Err("`on` or `off`"),
        }
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        shown(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        match shown(request)? {
            Shown::Signature(text, time, signatures) => {
                let content: [&[u8]; 3] = [text.as_bytes(), b".", request.body()];
                let authentic = request.check(&content, Encoding::Hex, &signatures)?;
                Ok(authentic.signed_at(time))
            }
            Shown::Token(token) => request
                .check(&[], Encoding::Text, &[token])
                .map(|authentic| authentic.narrowed_to(Coverage::SENDER)),
        }
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Seconds.write(draft.now());
        let content: [&[u8]; 3] = [time.as_bytes(), b".", &draft.body];
        let signature = draft.sign(&content, Encoding::Hex)?;
        draft.set_header(SIGNATURE, &format!("t={time},v1={signature}"))
    }
}

/// HMAC-SHA256 over the content; without content, the secret itself.
#[derive(Debug)]
struct EitherSecret;

impl Algorithm for EitherSecret {
    #[inline]
    fn name(&self) -> &'static str {
        HMAC_SHA256.name()
    }

    #[inline]
    fn class(&self) -> Class {
        Class::Hmac
    }

    #[inline]
    fn signature_length(&self) -> Option<usize> {
        None
    }

    #[inline]
    fn prepare(&self, key: &[u8]) -> Result<PreparedKey, KeyError> {
        Ok(PreparedKey::custom(EitherKey {
            hmac: HMAC_SHA256.prepare(key)?,
            token: TOKEN.prepare(key)?,
        }))
    }
}

struct EitherKey {
    hmac: PreparedKey,
    token: PreparedKey,
}

impl CustomKey for EitherKey {
    #[inline]
    fn start(&self) -> Box<dyn Computation> {
        Box::new(Either {
            hmac: Some(self.hmac.start()),
            finished: None,
            token: self.token.start().finish(),
            fed: false,
        })
    }
}

struct Either {
    hmac: Option<Running>,
    finished: Option<Finished>,
    token: Finished,
    fed: bool,
}

impl Either {
    #[inline]
    fn tag(&mut self) -> Option<&mut Finished> {
        if let Some(running) = self.hmac.take() {
            self.finished = Some(running.finish());
        }
        self.finished.as_mut()
    }
}

impl Computation for Either {
    #[inline]
    fn update(&mut self, bytes: &[u8]) {
        self.fed = true;
        if let Some(running) = &mut self.hmac {
            running.update(bytes);
        }
    }

    #[inline]
    fn verify(&mut self, signature: &[u8]) -> bool {
        if !self.fed {
            return self.token.verify(signature).is_some();
        }
        self.tag().and_then(|tag| tag.verify(signature)).is_some()
    }

    #[inline]
    fn sign(&mut self) -> Option<Vec<u8>> {
        self.hmac.take()?.finish().sign()
    }
}

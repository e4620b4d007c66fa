use std::time::SystemTime;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::HeaderName;
use sha2::{Digest, Sha256};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::aes_cbc,
    engine::locate,
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Feishu](https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case)
/// and Lark events.
///
/// # Signed content
/// hex(SHA-256(timestamp + nonce + Encrypt Key + body))
///
/// # Example headers
/// ```text
/// x-lark-request-timestamp: 1767225600
/// x-lark-request-nonce: 1320562132
/// x-lark-signature: e318a9772926345a...
/// ```
///
/// # Quirks
/// - The secret is the Encrypt Key. Without one, Feishu signs nothing, and is not served.
/// - With one, the body is encrypted under it (AES-256-CBC, the key its SHA-256); a delivery has the
///   event as it was before. Needs the feature `aes`.
/// - `url_verification` is not signed. It is answered if its `token` is the setting
///   `verification_token`.
/// - A plain hash with the secret before the body: a body that is not UTF-8 is rejected, as one that was
///   made longer without the secret is not.
/// - Events of version 2 have a `header`, those of version 1 a `uuid`.
/// - [`FEISHU_CARD`](super::FEISHU_CARD) has the older callbacks of cards, which are signed differently.
pub const FEISHU: Provider = Provider::code(
    "feishu",
    "Feishu",
    "https://open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/encrypt-key-encryption-configuration-case",
    &Feishu,
)
.handshakes(&[URL_VERIFICATION])
.kind(&[At::Json("/header/event_type"), At::Json("/event/type")])
.delivery_id(&[At::Json("/header/event_id"), At::Json("/uuid")])
// <https://docs.rs/crate/open-lark/latest/source/src/event/context.rs>
.occurred_at(&[At::Json("/header/create_time")], TimeFormat::Milliseconds)
// One report says that each delivery is signed when it is sent:
// <https://github.com/openclaw/openclaw/issues/143484>.
.source_read("2026-11");

pub(super) const URL_VERIFICATION: Handshake = Handshake {
    name: "url_verification",
    method: "POST",
    when: &[
        Condition::Equals(At::Json("/type"), "url_verification"),
        Condition::OnlyMembers("", &["challenge", "token", "type"]),
    ],
    proof: Proof::Listed(At::Json("/token"), "verification_token"),
    answer: Answer::Json(&[("challenge", Member::Echo(At::Json("/challenge")))]),
};

#[derive(Debug)]
struct Feishu;

const SIGNATURE: &str = "x-lark-signature";
const TIMESTAMP: &str = "x-lark-request-timestamp";
const NONCE: &str = "x-lark-request-nonce";
const SEALED: &str = "/encrypt";

impl Authenticate for Feishu {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        KEYED_SHA256
    }

    #[inline]
    fn signs_secret(&self) -> bool {
        true
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        checked(request)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        verified(request)
    }

    #[inline]
    fn open(&self, request: &Request<'_>, key: usize) -> Result<Option<Bytes>, Error> {
        opened(request, request.secret(key).unwrap_or_default())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let key: [u8; 32] = Sha256::digest(draft.token()?).into();
        let iv = b"1320562132132056";
        let sealed = aes_cbc::seal(&key, iv, &draft.body, 16).ok_or(SignError::Body)?;
        let sealed = STANDARD.encode([&iv[..], &sealed].concat());
        draft.body = format!(r#"{{"encrypt":"{sealed}"}}"#).into();
        signed(draft)
    }
}

/// Rejects a request whose head has no signature, fresh time or nonce.
#[inline]
pub(super) fn checked(request: &Request<'_>) -> Result<(), Error> {
    request.header(SIGNATURE)?;
    front(request).map(drop)
}

/// Verifies a request that is signed with the secret between the nonce and the body.
#[inline]
pub(super) fn verified(request: &Request<'_>) -> Result<Authentic, Error> {
    let signature = request.header(SIGNATURE)?;
    let (text, time, nonce) = front(request)?;
    let authentic = request.check_with_secret(
        |secret| [text.as_bytes(), nonce.as_bytes(), secret, request.body()].concat(),
        Encoding::Hex,
        &[signature],
    )?;
    Ok(authentic.signed_at(time))
}

/// Signs a request in the same way.
#[cfg(feature = "testing")]
#[inline]
pub(super) fn signed(draft: &mut Draft<'_>) -> Result<(), SignError> {
    const TEXT: &str = "1320562132";
    let time = TimeFormat::Seconds.write(draft.now());
    let signature = draft.sign_with_secret(
        |secret| [time.as_bytes(), TEXT.as_bytes(), secret, &draft.body].concat(),
        Encoding::Hex,
    )?;
    draft.set_header(TIMESTAMP, &time)?;
    draft.set_header(NONCE, TEXT)?;
    draft.set_header(SIGNATURE, &signature)
}

/// The body as it was before it was encrypted under this Encrypt Key, if it was.
#[inline]
pub(super) fn opened(request: &Request<'_>, key: &[u8]) -> Result<Option<Bytes>, Error> {
    // What is not JSON, or has none, is not encrypted.
    let sealed = locate::json_field(Field::Content, request.body(), SEALED);
    let Ok(Some(sealed)) = sealed else {
        return Ok(None);
    };
    let opened = STANDARD.decode(&*sealed).ok().and_then(|sealed| {
        let (iv, sealed) = sealed.split_first_chunk()?;
        aes_cbc::open(&Sha256::digest(key).into(), iv, sealed)
    });
    let location = Location::Json(SEALED);
    let opened = opened.ok_or(Error::malformed(
        Field::Content,
        location,
        Malformation::Encoding,
    ))?;
    Ok(Some(opened.into()))
}

/// The time, which must be fresh, and the nonce.
#[inline]
fn front<'r>(request: &Request<'r>) -> Result<(&'r str, SystemTime, &'r str), Error> {
    let head = request.head();
    let timestamp = HeaderName::from_static(TIMESTAMP);
    let text = head.required(Field::Timestamp, &timestamp)?;
    let malformed = || {
        Error::malformed(
            Field::Timestamp,
            Location::Header(timestamp),
            Malformation::Time,
        )
    };
    // The nonce follows at once: no digit of it may count as one of the time.
    let time = TimeFormat::Seconds.parse(text).filter(|_| text.len() == 10);
    let time = time.ok_or_else(malformed)?;
    request.check_fresh(time)?;
    let nonce = head.required(Field::Content, &HeaderName::from_static(NONCE))?;
    Ok((text, time, nonce))
}

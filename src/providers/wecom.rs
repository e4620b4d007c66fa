use std::borrow::Cow;

use base64::{
    Engine,
    alphabet::STANDARD as ALPHABET,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig, general_purpose::STANDARD},
};
use bytes::Bytes;
use http::Method;
#[cfg(feature = "testing")]
use sha2::{Digest, Sha256};

use super::wechat::{ECHO, ID, sorted_hash};
#[cfg(feature = "testing")]
use super::wechat::{NONCE, sorted};
use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    codec::aes_cbc,
    error::{Field, Location, Malformation},
    handshake::{Answer, Handshake, Member},
    scheme::{At, Coverage},
};
#[cfg(feature = "testing")]
use crate::{
    authenticate::Draft,
    error::SignError,
    scheme::{Encoding, TimeFormat},
};

/// [WeCom](https://developer.work.weixin.qq.com/document/path/90968), `WeChat` for work.
///
/// # Signed content
/// hex(SHA-1(token, timestamp, nonce and the encrypted text, sorted as texts and joined))
///
/// # Example URL
/// ```text
/// https://app.example/wecom?msg_signature=0928b1148d4d82998eaa318234f317bfb7909579&timestamp=1767225600&nonce=1372623149
/// ```
///
/// # Quirks
/// - The secret is the token. The settings `encoding_aes_key` and `receive_id`, which is the id of
///   the company or suite, open the message: AES-256-CBC, after the signature was checked. A
///   message that was encrypted for another id is rejected.
/// - A delivery has the message as it was before, as XML. Whatever else the request holds
///   is not signed.
/// - Saving the server's settings sends a GET with an encrypted `echostr`, which is sent back
///   decrypted.
/// - The kind is that of an event (`Event`), else the type of a message (`MsgType`), else what a
///   notification to a suite (`InfoType`). Only messages have an id (`MsgId`).
/// - Needs the features `aes`, `sha1` and `xml`.
///
/// # Security
/// As the texts are sorted before they are signed, time and nonce can change places: a nonce that reads
/// as a later time makes the message fresh at that time. Remember the ids of messages.
pub const WECOM: Provider = Provider::code(
    "wecom",
    "WeCom",
    "https://developer.work.weixin.qq.com/document/path/90968",
    &WeCom,
)
.settings(&["encoding_aes_key", "receive_id"])
.handshakes(&[Handshake {
    answer: Answer::Text(Member::Body),
    ..ECHO
}])
.kind(&[
    At::Xml("/xml/Event"),
    At::Xml("/xml/MsgType"),
    At::Xml("/xml/InfoType"),
])
.delivery_id(ID)
.id_of_event("https://developer.work.weixin.qq.com/document/path/90238")
.answer_within(5)
.retries_for(15)
.source_read("2026-11");

#[derive(Debug)]
pub(super) struct WeCom;

/// The keys that are handed out end in bits that mean nothing, and are not always zero.
const KEY: GeneralPurpose = GeneralPurpose::new(
    &ALPHABET,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

impl Authenticate for WeCom {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        KEYED_SHA1
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            "encoding_aes_key" if key(Some(value)).is_none() => {
                Err("the key as the console shows it, 43 characters of base64")
            }
            _ => Ok(()),
        }
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
        request.query(Field::Signature, "msg_signature").map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.query(Field::Signature, "msg_signature")?;
        sorted_hash(request, &signature, &[&sealed_text(request)?])
    }

    #[inline]
    fn open(&self, request: &Request<'_>, _key: usize) -> Result<Option<Bytes>, Error> {
        let malformed = || Error::malformed(Field::Content, Location::Body, Malformation::Encoding);
        let text = sealed_text(request)?;
        let sealed = STANDARD.decode(&*text).map_err(|_| malformed())?;
        let key = key(request.setting("encoding_aes_key")).ok_or_else(malformed)?;
        let iv = key.first_chunk().ok_or_else(malformed)?;
        let opened = aes_cbc::open(&key, iv, &sealed).ok_or_else(malformed)?;
        let (message, receiver) = split(&opened).ok_or_else(malformed)?;
        if request.setting("receive_id").map(str::as_bytes) != Some(receiver) {
            return Err(Error::AudienceMismatch {
                location: Location::Body,
            });
        }
        Ok(Some(Bytes::copy_from_slice(message)))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let key = key(Some(draft.required_setting("encoding_aes_key")?)).ok_or(SignError::Form)?;
        // The random bytes are derived from the body, so that signing is deterministic. They are not checked.
        let hash = Sha256::digest(&draft.body);
        let mut message = hash.get(..16).ok_or(SignError::Body)?.to_vec();
        message.extend(
            u32::try_from(draft.body.len())
                .map_err(|_| SignError::Body)?
                .to_be_bytes(),
        );
        message.extend_from_slice(&draft.body);
        message.extend(draft.required_setting("receive_id")?.bytes());
        let sealed = aes_cbc::seal(
            &key,
            key.first_chunk().ok_or(SignError::Body)?,
            &message,
            32,
        )
        .ok_or(SignError::Body)?;
        let sealed = STANDARD.encode(sealed);
        let time = TimeFormat::Seconds.write(draft.now());
        let signature = draft.sign_with_secret(
            |secret| sorted(&[secret, time.as_bytes(), NONCE.as_bytes(), sealed.as_bytes()]),
            Encoding::Hex,
        )?;
        draft.add_query("msg_signature", &signature)?;
        draft.add_query("timestamp", &time)?;
        draft.add_query("nonce", NONCE)?;
        if draft.head.method == Method::GET {
            return draft.add_query("echostr", &sealed);
        }
        draft.body = format!("<xml><Encrypt><![CDATA[{sealed}]]></Encrypt></xml>").into();
        draft.set_header("content-type", "text/xml")
    }
}

/// The encrypted text: of a GET, in its query; of a POST, in the one element `Encrypt`.
#[inline]
fn sealed_text<'r>(request: &Request<'r>) -> Result<Cow<'r, str>, Error> {
    if request.head().method == Method::GET {
        return request.query(Field::Content, "echostr");
    }
    let malformed = |fault| Error::malformed(Field::Body, Location::Body, fault);
    let body: &'r [u8] = request.body();
    let body = std::str::from_utf8(body).map_err(|_| malformed(Malformation::NotText))?;
    let mut elements = body.split("<Encrypt>").skip(1);
    let element = elements
        .next()
        .and_then(|rest| rest.split_once("</Encrypt>"));
    let (text, _) = element.ok_or(Error::missing(Field::Content, Location::Body))?;
    if elements.next().is_some() {
        return Err(Error::duplicate(Field::Content, Location::Body));
    }
    let text = text
        .strip_prefix("<![CDATA[")
        .and_then(|text| text.strip_suffix("]]>"))
        .unwrap_or(text);
    Ok(Cow::Borrowed(text))
}

#[inline]
fn key(setting: Option<&str>) -> Option<[u8; 32]> {
    KEY.decode(setting?).ok()?.try_into().ok()
}

/// The message and for whom it is: behind 16 random bytes and the message's length.
#[inline]
fn split(opened: &[u8]) -> Option<(&[u8], &[u8])> {
    let (_, rest) = opened.split_first_chunk::<16>()?;
    let (length, rest) = rest.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}

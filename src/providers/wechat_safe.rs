use bytes::Bytes;
use http::Method;

use super::{
    wechat::{ECHO, ID, KIND, WeChat},
    wecom::WeCom,
};
use crate::{
    Error, Provider,
    algorithm::Algorithm,
    authenticate::{Authentic, Authenticate, Request},
    scheme::Coverage,
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [WeChat](https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Message_encryption_and_decryption_instructions.html)
/// official accounts, in safe or compatible mode.
///
/// # Signed content
/// hex(SHA-1(token, timestamp, nonce and the encrypted text, sorted as texts and joined)); of a GET,
/// as in plain mode
///
/// # Example URL
/// ```text
/// https://app.example/wechat?signature=16120ec1...&timestamp=1409735669&nonce=1320562132&encrypt_type=aes&msg_signature=5d197aaf...
/// ```
///
/// # Quirks
/// - The secret is the token. The settings `encoding_aes_key` and `receive_id`, which is the
///   account's app id, open the message, after the signature was checked. A message that was
///   encrypted for another account is rejected.
/// - A delivery has the message as it was before, as XML. What compatible mode sends beside it is
///   not signed, and is not handed over.
/// - Saving the server's settings sends a GET with `echostr`, signed as in plain mode and sent back
///   as inert text.
/// - The kind is that of an event (`Event`), or else the type of a message (`MsgType`). Only
///   messages have an id (`MsgId`).
/// - Needs the features `aes`, `sha1` and `xml`.
///
/// # Security
/// As the texts are sorted before they are signed, time and nonce can change places: a nonce that reads
/// as a later time makes the message fresh at that time. Remember the ids of messages.
pub const WECHAT_SAFE: Provider = Provider::code(
    "wechat-safe",
    "WeChat official accounts, safe mode",
    "https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Message_encryption_and_decryption_instructions.html",
    &Safe,
)
.settings(&["encoding_aes_key", "receive_id"])
.handshakes(&[ECHO])
.kind(KIND)
.delivery_id(ID)
.id_of_event(
    "https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html",
)
.answer_within(5)
.retries_for(15)
.source_read("2026-11");

/// Messages as WeCom sends them, and the GET of plain mode.
#[derive(Debug)]
struct Safe;

#[inline]
fn of(method: &Method) -> &'static dyn Authenticate {
    match *method {
        Method::GET => &WeChat,
        _ => &WeCom,
    }
}

impl Authenticate for Safe {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        WeCom.algorithm()
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        WeCom.check_setting(name, value)
    }

    #[inline]
    fn signs_secret(&self) -> bool {
        WeCom.signs_secret()
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        WeCom.coverage()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        of(&request.head().method).check_head(request)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        of(&request.head().method).authenticate(request)
    }

    #[inline]
    fn open(&self, request: &Request<'_>, key: usize) -> Result<Option<Bytes>, Error> {
        of(&request.head().method).open(request, key)
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let way = of(&draft.head.method);
        way.sign(draft)
    }
}

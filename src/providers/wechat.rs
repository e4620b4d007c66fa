use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [WeChat](https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html)
/// official accounts, in plain mode.
///
/// # Signed content
/// hex(SHA-1(token, timestamp and nonce, sorted as texts and joined))
///
/// # Example URL
/// ```text
/// https://app.example/wechat?signature=51b658dc285147622b578319149f0c153295f2f3&timestamp=1767225600&nonce=1320562132
/// ```
///
/// # Quirks
/// - Saving the server's settings sends a GET with `echostr`, signed alike, which is sent back as
///   inert text.
/// - Bodies are XML. The kind is that of an event (`Event`), or else the type of a message
///   (`MsgType`). Only messages have an id (`MsgId`).
/// - A plain SHA-1 is all that the provider offers; needs the features `sha1` and `xml`.
///
/// # Security
/// Nothing of the body is signed: an attacker who saw one URL can send any message with it, until its time is
/// too old. As the texts are sorted before they are signed, time and nonce can change places: a nonce
/// that reads as a later time makes the URL fresh at that time. Use safe mode, which signs the message,
/// and remember the ids of messages.
pub const WECHAT: Provider = Provider::code(
    "wechat",
    "WeChat official accounts",
    "https://developers.weixin.qq.com/doc/offiaccount/Basic_Information/Access_Overview.html",
    &WeChat,
)
.handshakes(&[ECHO])
.kind(KIND)
.delivery_id(ID)
.id_of_event(
    "https://developers.weixin.qq.com/doc/offiaccount/Message_Management/Receiving_standard_messages.html",
)
.answer_within(5)
.retries_for(15)
.source_read("2026-11");

/// What an event is, or of what type a message.
pub(super) const KIND: &[At] = &[At::Xml("/xml/Event"), At::Xml("/xml/MsgType")];

/// Messages have an id, and events have none.
pub(super) const ID: &[At] = &[At::Xml("/xml/MsgId")];

/// Saving the server's settings sends a text, signed as in plain mode.
pub(super) const ECHO: Handshake = Handshake {
    name: "echostr",
    method: "GET",
    when: &[Condition::Present(At::Query("echostr"))],
    proof: Proof::Signed,
    answer: Answer::Echo(At::Query("echostr")),
};

#[derive(Debug)]
pub(super) struct WeChat;

impl Authenticate for WeChat {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        KEYED_SHA1
    }

    #[inline]
    fn signs_secret(&self) -> bool {
        true
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::SENDER.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        self.authenticate(request).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.query(Field::Signature, "signature")?;
        sorted_hash(request, &signature, &[])
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Seconds.write(draft.now());
        let content = |secret: &[u8]| sorted(&[secret, time.as_bytes(), NONCE.as_bytes()]);
        let signature = draft.sign_with_secret(content, Encoding::Hex)?;
        draft.add_query("signature", &signature)?;
        draft.add_query("timestamp", &time)?;
        draft.add_query("nonce", NONCE)
    }
}

/// A number that WeChat makes up, which is not checked.
#[cfg(feature = "testing")]
pub(super) const NONCE: &str = "1320562132";

/// Checks the SHA-1 of the token, the query's time and nonce, and these, sorted and joined; and
/// that the time is fresh.
#[inline]
pub(super) fn sorted_hash(
    request: &Request<'_>,
    signature: &str,
    more: &[&str],
) -> Result<Authentic, Error> {
    let timestamp = request.query(Field::Timestamp, "timestamp")?;
    let nonce = request.query(Field::Content, "nonce")?;
    let time = TimeFormat::Seconds.parse(&timestamp).ok_or_else(|| {
        let location = Location::Query(crate::error::ParameterName::new("timestamp"));
        Error::malformed(Field::Timestamp, location, Malformation::Time)
    })?;
    request.check_fresh(time)?;
    let content = |secret: &[u8]| {
        let mut texts = vec![secret, timestamp.as_bytes(), nonce.as_bytes()];
        texts.extend(more.iter().map(|text| text.as_bytes()));
        sorted(&texts)
    };
    let authentic = request.check_with_secret(content, Encoding::Hex, &[signature])?;
    Ok(authentic.signed_at(time))
}

#[inline]
pub(super) fn sorted(texts: &[&[u8]]) -> Vec<u8> {
    let mut texts = texts.to_vec();
    texts.sort_unstable();
    texts.concat()
}

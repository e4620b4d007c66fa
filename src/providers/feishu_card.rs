use bytes::Bytes;

use super::feishu;
use crate::{
    Error, Provider,
    algorithm::{Algorithm, KEYED_SHA1},
    authenticate::{Authentic, Authenticate, Request},
    scheme::{At, Coverage},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Feishu](https://github.com/larksuite/oapi-sdk-go/blob/v3_main/card/card.go) and Lark message cards:
/// the older callbacks of their buttons and menus.
///
/// # Signed content
/// hex(SHA-1(timestamp + nonce + Verification Token + body))
///
/// # Example headers
/// ```text
/// x-lark-request-timestamp: 1767225600
/// x-lark-request-nonce: 1320562132
/// x-lark-signature: 8e2e1f4d70a7c0ae9f25...
/// ```
///
/// # Quirks
/// - The secret is the Verification Token. Events, and the newer callback `card.action.trigger`, are
///   signed with the Encrypt Key: see [`FEISHU`](super::FEISHU).
/// - With an Encrypt Key the body comes encrypted, and the setting `encrypt_key` decrypts it. A delivery
///   then has the body as it was before.
/// - `url_verification` is not signed. It is answered if its `token` is the setting
///   `verification_token`.
/// - There is no id. The kind is the tag of the element that was used, such as `button`.
/// - The signature is a plain hash with the secret before the body. A body that is not UTF-8 is rejected,
///   as one that was made longer without the secret is not.
/// - Needs the features `aes` and `sha1`.
///
/// # Security
/// The Verification Token is not a separate key: `url_verification` and events of version 1 carry it in
/// their body. An attacker who saw one that was not encrypted can sign card callbacks.
pub const FEISHU_CARD: Provider = Provider::code(
    "feishu-card",
    "Feishu cards, older callbacks",
    "https://github.com/larksuite/oapi-sdk-go/blob/v3_main/card/card.go",
    &FeishuCard,
)
.optional_settings(&[ENCRYPT_KEY])
.handshakes(&[feishu::URL_VERIFICATION])
.kind(&[At::Json("/action/tag")])
.source_read("2026-11");

#[derive(Debug)]
struct FeishuCard;

const ENCRYPT_KEY: &str = "encrypt_key";

impl Authenticate for FeishuCard {
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
        Coverage::BODY.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        feishu::checked(request)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        feishu::verified(request)
    }

    #[inline]
    fn open(&self, request: &Request<'_>, _key: usize) -> Result<Option<Bytes>, Error> {
        let key = request.setting(ENCRYPT_KEY);
        key.map_or(Ok(None), |key| feishu::opened(request, key.as_bytes()))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        feishu::signed(draft)
    }
}

use serde::Deserialize;
use serde_json::value::RawValue;
#[cfg(feature = "testing")]
use serde_json::{Map, Value};

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    codec::json::Items,
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding, KeyFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Adyen](https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures)
/// standard webhooks.
///
/// # Signed content
/// Of each item: base64(HMAC-SHA256(key, `pspReference:originalReference:merchantAccountCode:`
/// `merchantReference:amount.value:amount.currency:eventCode:success`)), the key hexadecimal
///
/// # Quirks
/// - A body has several items, and each must be authentic; a body without items proves nothing.
/// - A colon in a field is not escaped, so only `merchantReference` may have one.
///
/// # Security
/// Only these eight fields are signed: not the date, the reason or anything else of an item. Each item
/// is signed by itself, so an attacker who saw a batch can leave items out, repeat them, or send those of
/// several batches together. Ask the API for what is missing.
pub const ADYEN: Provider = Provider::code(
    "adyen",
    "Adyen",
    "https://docs.adyen.com/development-resources/webhooks/secure-webhooks/verify-hmac-signatures",
    &Adyen,
)
.kind(&[At::Json(
    "/notificationItems/0/NotificationRequestItem/eventCode",
)])
.source_read("2026-11");

#[derive(Debug)]
struct Adyen;

#[derive(Deserialize)]
struct Batch<'a> {
    #[serde(rename = "notificationItems", borrow)]
    items: Items<Wrapper<'a>>,
}

#[derive(Deserialize)]
struct Wrapper<'a> {
    #[serde(rename = "NotificationRequestItem", borrow)]
    item: Item<'a>,
}

/// Raw, so that a number is signed as it was written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item<'a> {
    #[serde(borrow)]
    psp_reference: Option<&'a RawValue>,
    #[serde(borrow)]
    original_reference: Option<&'a RawValue>,
    #[serde(borrow)]
    merchant_account_code: Option<&'a RawValue>,
    #[serde(borrow)]
    merchant_reference: Option<&'a RawValue>,
    #[serde(borrow)]
    amount: Option<Amount<'a>>,
    #[serde(borrow)]
    event_code: Option<&'a RawValue>,
    #[serde(borrow)]
    success: Option<&'a RawValue>,
    #[serde(borrow)]
    additional_data: Option<Additional<'a>>,
}

#[derive(Deserialize)]
struct Amount<'a> {
    #[serde(borrow)]
    value: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Additional<'a> {
    #[serde(borrow)]
    hmac_signature: Option<&'a RawValue>,
}

impl Authenticate for Adyen {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    #[inline]
    fn key_format(&self) -> KeyFormat {
        KeyFormat::Hex
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(
            at,
            At::Json("/notificationItems/0/NotificationRequestItem/eventCode")
        )
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let batch = read(request.body())?;
        let mut verdict = Err(Error::missing(Field::Signature, Location::Body));
        for Wrapper { item } in batch.items.all()? {
            verdict = Ok(item.check(request)?);
        }
        verdict
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let batch = read(request.body())?;
        let items = batch.items.all()?;
        let contents = items.iter().map(|wrapper| wrapper.item.content());
        let mut contents = contents.collect::<Result<Vec<_>, _>>()?;
        // Their order is not signed.
        contents.sort();
        contents.dedup();
        for content in contents {
            feed(content.as_bytes());
        }
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let body = draft.body.clone();
        let batch: Batch<'_> = serde_json::from_slice(&body).map_err(|_| SignError::Body)?;
        let mut signed: Value = serde_json::from_slice(&body).map_err(|_| SignError::Body)?;
        for (index, Wrapper { item }) in batch.items.all()?.iter().enumerate() {
            let signature = draft.sign(&[item.content()?.as_bytes()], Encoding::Base64)?;
            let item = format!("/notificationItems/{index}/NotificationRequestItem");
            let item = signed
                .pointer_mut(&item)
                .ok_or(SignError::Body)?
                .as_object_mut()
                .ok_or(SignError::Body)?;
            let data = item
                .entry("additionalData")
                .or_insert_with(|| Map::new().into());
            data.as_object_mut()
                .ok_or(SignError::Body)?
                .insert("hmacSignature".to_owned(), signature.into());
        }
        draft.body = serde_json::to_vec(&signed)
            .map_err(|_| SignError::Body)?
            .into();
        Ok(())
    }
}

#[inline]
fn read(body: &[u8]) -> Result<Batch<'_>, Error> {
    serde_json::from_slice(body)
        .map_err(|_| Error::malformed(Field::Body, Location::Body, Malformation::NotJson))
}

impl Item<'_> {
    #[inline]
    fn check(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let missing = || Error::missing(Field::Signature, Location::Body);
        let signature = self
            .additional_data
            .as_ref()
            .and_then(|data| data.hmac_signature);
        let signature = text(Some(signature.ok_or_else(missing)?))?;
        request.check(
            &[self.content()?.as_bytes()],
            Encoding::Base64,
            &[&signature],
        )
    }

    /// What is signed of it.
    #[inline]
    fn content(&self) -> Result<String, Error> {
        let amount = self.amount.as_ref();
        let fields = [
            self.psp_reference,
            self.original_reference,
            self.merchant_account_code,
            self.merchant_reference,
            amount.and_then(|amount| amount.value),
            amount.and_then(|amount| amount.currency),
            self.event_code,
            self.success,
        ];
        let fields: Vec<String> = fields.into_iter().map(text).collect::<Result<_, _>>()?;
        // Only a reference of the merchant's choice may have colons, so its ends are certain.
        let mut others = fields.iter().enumerate().filter(|(at, _)| *at != REFERENCE);
        if others.any(|(_, field)| field.contains(':')) {
            let fault = Malformation::Ambiguous;
            return Err(Error::malformed(Field::Content, Location::Body, fault));
        }
        Ok(fields.join(":"))
    }
}

/// The place of `merchantReference` among the signed fields.
const REFERENCE: usize = 3;

/// The length of the longest field that is signed, as it is written.
const LONGEST: usize = 4096;

/// A scalar's text; absent and null are empty.
#[inline]
fn text(value: Option<&RawValue>) -> Result<String, Error> {
    let Some(raw) = value.map(RawValue::get) else {
        return Ok(String::new());
    };
    if raw.len() > LONGEST {
        return Err(Error::malformed(
            Field::Content,
            Location::Body,
            Malformation::TooLong,
        ));
    }
    let malformed = || Error::malformed(Field::Content, Location::Body, Malformation::Form);
    match raw.as_bytes().first() {
        Some(b'"') => serde_json::from_slice(raw.as_bytes()).map_err(|_| malformed()),
        Some(b'{' | b'[') | None => Err(malformed()),
        Some(b'n') => Ok(String::new()),
        Some(_) => Ok(raw.to_owned()),
    }
}

//! iyzico: <https://docs.iyzico.com/en/advanced/webhook>

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::Request,
    error::Role,
    head::Head,
    scheme::{At, Coverage, Encoding, plan, sign::Draft},
};

/// [iyzico](https://docs.iyzico.com/en/advanced/webhook), signatures of version 3.
///
/// # Signed content
/// hex(HMAC-SHA256(secret key, secret key + `iyziEventType` + `iyziPaymentId` + `token` +
/// `paymentConversationId` + `status`)), and without the token, `paymentId` in place of
/// `iyziPaymentId`
///
/// # Example headers
/// ```text
/// x-iyz-signature-v3: 6eacec4e28399bb2...
/// ```
///
/// # Quirks
/// - A subscription's notification, which has a `subscriptionReferenceCode`, signs merchant id +
///   secret key + `iyziEventType` + that code + `orderReferenceCode` +
///   `customerReferenceCode`: it needs the setting `merchant_id`.
/// - Nothing stands between the fields; the others are not signed.
/// - The signature must be switched on for the merchant.
pub const IYZICO: Provider = Provider::code(
    "iyzico",
    "iyzico",
    "https://docs.iyzico.com/en/advanced/webhook",
    &Iyzico,
)
.optional_settings(&["merchant_id"])
.kind(&[At::Json("/iyziEventType")])
.delivery_id(&[At::Json("/iyziReferenceCode")])
.source_read("2026-10");

#[derive(Debug)]
struct Iyzico;

const HEADER: &str = "x-iyz-signature-v3";
const SUBSCRIPTION: &str = "/subscriptionReferenceCode";
const TOKEN: &str = "/token";

/// The fields of the three kinds of notifications.
const OF_SUBSCRIPTION: &[&str] = &[
    "/iyziEventType",
    SUBSCRIPTION,
    "/orderReferenceCode",
    "/customerReferenceCode",
];
const OF_FORM: &[&str] = &[
    "/iyziEventType",
    "/iyziPaymentId",
    TOKEN,
    "/paymentConversationId",
    "/status",
];
const DIRECT: &[&str] = &[
    "/iyziEventType",
    "/paymentId",
    "/paymentConversationId",
    "/status",
];

impl Authenticate for Iyzico {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn signs_secret(&self) -> bool {
        true
    }

    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Json("/iyziEventType"))
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let (merchant, fields) = signed(request.body(), request.setting("merchant_id"))?;
        request.check_with_secret(
            |secret| [merchant.as_bytes(), secret, fields.as_bytes()].concat(),
            Encoding::Hex,
            &[signature],
        )
    }

    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let (_, fields) = signed(request.body(), None)?;
        feed(fields.as_bytes());
        Ok(())
    }

    fn has_identity(&self) -> bool {
        true
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        let (merchant, fields) = signed(&draft.body, draft.setting("merchant_id")).ok()?;
        let signature = draft.sign_with_secret(
            |secret| [merchant.as_bytes(), secret, fields.as_bytes()].concat(),
            Encoding::Hex,
        )?;
        draft.set_header(HEADER, &signature)
    }
}

/// What is signed before the secret and behind it.
fn signed<'s>(body: &[u8], merchant: Option<&'s str>) -> Result<(&'s str, String), Error> {
    let field = |pointer| plan::json_field(Role::Content, body, pointer);
    let (merchant, names) = if field(SUBSCRIPTION)?.is_some() {
        (merchant.unwrap_or_default(), OF_SUBSCRIPTION)
    } else if field(TOKEN)?.is_some() {
        ("", OF_FORM)
    } else {
        ("", DIRECT)
    };
    let mut text = String::new();
    for name in names {
        text.push_str(&field(name)?.unwrap_or_default());
    }
    Ok((merchant, text))
}

use std::time::SystemTime;

use http::HeaderName;

use crate::{
    Error, Head, KeyDocument, KeyHint, Provider,
    algorithm::{Algorithm, RSA_PKCS1_SHA256},
    authenticate::{Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    key::source::AllowedUrl,
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [PayPal](https://developer.paypal.com/api/rest/webhooks/rest/).
///
/// # Signed content
/// base64(RSA-PKCS1-SHA256(private key of PayPal, transmission id + "|" + time + "|" + webhook id +
/// "|" + CRC-32(body) in decimal))
///
/// # Example headers
/// ```text
/// paypal-auth-algo: SHA256withRSA
/// paypal-cert-url: https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77
/// paypal-transmission-id: 69cd13f0-d67a-11e5-baa3-778b53f4ae55
/// paypal-transmission-sig: ZTDgSXWYYCYmJ8ZmxAvFyLmzvw0vOkh1...
/// paypal-transmission-time: 2016-02-18T20:01:35Z
/// ```
///
/// # Quirks
/// - **The body is bound by a CRC-32 alone, which an attacker can match with another body**: an attacker who saw
///   one delivery can send a forged one until its time is over. For anything of value, ask PayPal for
///   the resource.
/// - The webhook's id, from the dashboard, is the setting `webhook_id`: it says for whom a delivery
///   is, as one key signs for all.
/// - The key is the certificate behind `paypal-cert-url`, which must be one of PayPal's. Fetched by a
///   source, it must lead to one of the roots in the setting `root_certificates` (PEM: the DigiCert
///   ones, at the time of writing), be in its time, and issued for a name of PayPal's. Or paste one
///   that you trust.
/// - `paypal-auth-algo` is not signed. It must say `SHA256withRSA`, or the request is rejected.
/// - The simulator signs with the webhook id `WEBHOOK_ID`.
pub const PAYPAL: Provider = Provider::code(
    "paypal",
    "PayPal",
    "https://developer.paypal.com/api/rest/webhooks/rest/",
    &PayPal,
)
.key_document(KeyDocument::Chain(".paypal.com"))
.shares_key()
.settings(&["webhook_id"])
.optional_settings(&["root_certificates"])
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/create_time")], TimeFormat::Rfc3339)
.retries_for(3 * 24 * 3600)
.id_of_event("https://developer.paypal.com/docs/api/webhooks/v1/")
// By its wording: the time of the transmission.
.time_of_attempt("https://developer.paypal.com/docs/api/webhooks/v1/")
.source_read("2026-11");

const ALGORITHM: HeaderName = HeaderName::from_static("paypal-auth-algo");
const CERTIFICATE: HeaderName = HeaderName::from_static("paypal-cert-url");
const ID: HeaderName = HeaderName::from_static("paypal-transmission-id");
const TIME: HeaderName = HeaderName::from_static("paypal-transmission-time");
const SIGNATURE: &str = "paypal-transmission-sig";

const CERTIFICATES: &[AllowedUrl] = &[
    AllowedUrl::new("api.paypal.com", "/v1/notifications/certs/CERT-{name}"),
    AllowedUrl::new(
        "api.sandbox.paypal.com",
        "/v1/notifications/certs/CERT-{name}",
    ),
];

#[derive(Debug)]
struct PayPal;

impl Authenticate for PayPal {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_SHA256
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match name {
            #[cfg(feature = "x509-chain")]
            crate::key::certificate::ROOTS
                if crate::key::certificate::Roots::read(value).is_none() =>
            {
                Err(crate::key::certificate::ROOTS_FORM)
            }
            "webhook_id"
                if !value.bytes().all(|byte| byte.is_ascii_graphic()) || value.contains('|') =>
            {
                Err("the webhook's id as the dashboard shows it")
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn class(&self) -> &'static str {
        "asymmetric"
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::SENDER.and_time()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(SIGNATURE)?;
        self.key_hint(request)?;
        if request.head().required(Field::Signature, &ALGORITHM)? != "SHA256withRSA" {
            return Err(Error::AlgorithmMismatch);
        }
        request.check_fresh(time(request.head())?)
    }

    #[inline]
    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        let url = request.head().required(Field::KeyId, &CERTIFICATE)?;
        KeyHint::NONE.at_allowed_url(url, CERTIFICATES, Location::Header(CERTIFICATE))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        self.check_head(request)?;
        let head = request.head();
        let id = head.required(Field::Content, &ID)?;
        if id.contains('|') {
            let location = Location::Header(ID);
            return Err(Error::malformed(
                Field::Content,
                location,
                Malformation::Ambiguous,
            ));
        }
        let content = content(
            id,
            head.required(Field::Timestamp, &TIME)?,
            request.setting("webhook_id").unwrap_or_default(),
            request.body(),
        );
        let authentic = request.check_named(
            &[content.as_bytes()],
            Encoding::Base64,
            request.header(SIGNATURE)?,
            self.key_hint(request)?.url(),
        )?;
        Ok(authentic.signed_at(time(head)?))
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let time = TimeFormat::Rfc3339.write(draft.now());
        let id = "69cd13f0-d67a-11e5-baa3-778b53f4ae55";
        let content = content(
            id,
            &time,
            draft.required_setting("webhook_id")?,
            &draft.body,
        );
        let signature = draft.sign(&[content.as_bytes()], Encoding::Base64)?;
        draft.set_header(ALGORITHM.as_str(), "SHA256withRSA")?;
        draft.set_header(
            CERTIFICATE.as_str(),
            "https://api.paypal.com/v1/notifications/certs/CERT-test",
        )?;
        draft.set_header(ID.as_str(), id)?;
        draft.set_header(TIME.as_str(), &time)?;
        draft.set_header(SIGNATURE, &signature)
    }
}

#[inline]
fn time(head: &Head) -> Result<SystemTime, Error> {
    let time = TimeFormat::Rfc3339.parse(head.required(Field::Timestamp, &TIME)?);
    time.ok_or(Error::malformed(
        Field::Timestamp,
        Location::Header(TIME),
        Malformation::Time,
    ))
}

#[inline]
fn content(id: &str, time: &str, webhook: &str, body: &[u8]) -> String {
    format!("{id}|{time}|{webhook}|{}", crc32(body))
}

/// CRC-32 (IEEE 802.3), bit by bit.
#[inline]
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::crc32;

    /// The check value of the catalogue of CRC algorithms, and RFC 3720's 32 zeros.
    #[test]
    fn computes_the_crc32_of_ieee() {
        assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
        assert_eq!(crc32(b""), 0);
        assert_eq!(crc32(&[0; 32]), 0x190a_55ad);
    }
}

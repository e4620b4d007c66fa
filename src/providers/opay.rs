use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA3_512},
    authenticate::{self, Authentic, Authenticate, Request},
    error::{Field, Location, Malformation},
    request::head::Head,
    scheme::{At, Coverage, Encoding},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [OPay](https://documentation.opaycheckout.com/callback-signature) payment callbacks.
///
/// # Signed content
/// hex(HMAC-SHA3-512(private key, `{Amount:"…",Currency:"…",Reference:"…",Refunded:t|f,Status:"…",`
/// `Timestamp:"…",Token:"…",TransactionID:"…"}`)), of the members of `payload`
///
/// # Example body
/// ```text
/// {"payload":{"amount":"49160","currency":"NGN","refunded":false,...},"sha512":"9f605d69f04e9417...","type":"transaction-status"}
/// ```
///
/// # Quirks
/// - The signature is in the member `sha512` and is SHA-3; needs the feature `sha3`.
/// - Nothing is escaped in the signed text: a value with a quotation mark could be read as two
///   members, and is rejected.
///
/// # Security
/// The other members, such as `type`, `fee` and `country`, are not signed: an attacker who saw one callback can
/// send it with others. Take the order's state from the signed members, or from the API.
pub const OPAY: Provider = Provider::code(
    "opay",
    "OPay",
    "https://documentation.opaycheckout.com/callback-signature",
    &Opay,
)
.kind(&[At::Json("/payload/status")])
.delivery_id(&[At::Json("/payload/transactionId")])
.id_of_object("")
.source_read("2026-10");

#[derive(Debug)]
struct Opay;

const SIGNATURE: &str = "/sha512";
const REFUNDED: &str = "/payload/refunded";

/// The signed members, under the names that they have in the signed text.
const SIGNED: &[(&str, &str)] = &[
    ("Amount", "/payload/amount"),
    ("Currency", "/payload/currency"),
    ("Reference", "/payload/reference"),
    ("Refunded", REFUNDED),
    ("Status", "/payload/status"),
    ("Timestamp", "/payload/timestamp"),
    ("Token", "/payload/token"),
    ("TransactionID", "/payload/transactionId"),
];

impl Authenticate for Opay {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA3_512
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(at, At::Json(pointer) if SIGNED.iter().any(|(_, signed)| *signed == pointer))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.json_field(Field::Signature, SIGNATURE)?;
        let content = content(request.body())?;
        request.check(&[content.as_bytes()], Encoding::Hex, &[&signature])
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        feed(content(request.body())?.as_bytes());
        Ok(())
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let content = content(&draft.body)?;
        let signature = draft.sign(&[content.as_bytes()], Encoding::Hex)?;
        draft.set_json(SIGNATURE, &signature)
    }
}

#[inline]
fn content(body: &[u8]) -> Result<String, Error> {
    let mut members = Vec::with_capacity(SIGNED.len());
    for (name, pointer) in SIGNED {
        let location = || Location::Json(pointer);
        let value = authenticate::json_field(Field::Content, body, pointer)?;
        members.push(match (*pointer, &*value) {
            (REFUNDED, "true") => format!("{name}:t"),
            (REFUNDED, "false") => format!("{name}:f"),
            (REFUNDED, _) => {
                return Err(Error::malformed(
                    Field::Content,
                    location(),
                    Malformation::Form,
                ));
            }
            (_, value) if value.contains('"') => {
                return Err(Error::malformed(
                    Field::Content,
                    location(),
                    Malformation::Ambiguous,
                ));
            }
            (_, value) => format!("{name}:\"{value}\""),
        });
    }
    Ok(format!("{{{}}}", members.join(",")))
}

//! Hook0: <https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json>

use http::HeaderName;

use crate::{
    Authentic, Authenticate, Error, Provider,
    algorithm::{Algorithm, HMAC_SHA256},
    authentic::Request,
    error::{Fault, Place, Role},
    scheme::{At, Coverage, Encoding, Unit, sign::Draft},
};

/// [Hook0](https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json).
///
/// # Signed content
/// `v1=` hex(HMAC-SHA256(secret, timestamp + "." + names of headers, with blanks between + "." +
/// their values, with dots between + "." + body))
///
/// # Example headers
/// ```text
/// x-event-id: evt-1
/// x-hook0-signature: t=1800000000,h=x-event-id x-delivery-id,v1=19a6fb8f6581715b...
/// ```
///
/// # Quirks
/// - Where there is no `v1`, `v0` is taken, over timestamp + "." + body. A right `v0` does not
///   save a wrong `v1`.
/// - Whether the event's name and id are signed depends on the list, so they count as unsigned.
pub const HOOK0: Provider = Provider::code(
    "hook0",
    "Hook0",
    "https://github.com/hook0/hook0/blob/master/clients/conformance/signature.json",
    &Hook0,
)
.kind(&[At::Header("x-event-type")])
.delivery_id(&[At::Header("x-event-id")])
// <https://github.com/hook0/hook0/blob/master/documentation/explanation/webhook-retry-logic.md>
.retries_for(8 * 24 * 3600)
.id_of_event("https://github.com/hook0/hook0/blob/master/output-worker/src/work.rs")
.source_read("2026-11");

/// The scheme, which others use, too.
#[derive(Debug)]
pub(super) struct Hook0;

const HEADER: &str = "x-hook0-signature";

/// The most headers that a request may list.
const MOST: usize = 32;

/// What stands in the signature's header.
struct Signature<'r> {
    time: &'r str,
    /// The names as they are signed, and the header of each.
    headers: Option<(&'r str, Vec<HeaderName>)>,
    code: &'r str,
}

impl Authenticate for Hook0 {
    fn algorithm(&self) -> &'static dyn Algorithm {
        HMAC_SHA256
    }

    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_time()
    }

    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        Signature::read(request).map(drop)
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = Signature::read(request)?;
        let mut content = vec![signature.time.as_bytes()];
        if let Some((names, headers)) = &signature.headers {
            content.extend([b".", names.as_bytes()]);
            for name in headers {
                let value = request.head().required(Role::Content, name)?;
                content.extend([b".", value.as_bytes()]);
            }
        }
        content.extend([b".", &**request.body()]);
        request.check(&content, Encoding::Hex, &[signature.code])
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Option<()> {
        const ID: &str = "x-event-id";
        let time = Unit::Seconds.write(draft.now());
        if !draft.head.headers.contains_key(ID) {
            draft.set_header(ID, "00000000-0000-4000-8000-000000000000")?;
        }
        let id = draft.head.headers.get(ID)?.to_str().ok()?.to_owned();
        let front = format!("{time}.{ID}.{id}.");
        let code = draft.sign(&[front.as_bytes(), &draft.body], Encoding::Hex)?;
        draft.set_header(HEADER, &format!("t={time},h={ID},v1={code}"))
    }
}

impl<'r> Signature<'r> {
    fn read(request: &Request<'r>) -> Result<Self, Error> {
        let malformed = |role, fault| {
            let place = Place::Header(HeaderName::from_static(HEADER));
            Error::Malformed(role, place, fault)
        };
        let [time, names, weak, strong] = request.pairs(HEADER, ',', ["t", "h", "v0", "v1"])?;
        let time = time.ok_or_else(|| malformed(Role::Timestamp, Fault::NoEntry))?;
        let moment = Unit::Seconds.parse(time);
        let moment = moment.ok_or_else(|| malformed(Role::Timestamp, Fault::Time))?;
        request.check_fresh(moment)?;
        if let Some(code) = strong {
            let names = names.ok_or_else(|| malformed(Role::Content, Fault::NoEntry))?;
            let mut headers = Vec::new();
            for name in names.split(' ') {
                let name = HeaderName::from_bytes(name.as_bytes());
                headers.push(name.map_err(|_| malformed(Role::Content, Fault::Form))?);
            }
            if headers.len() > MOST {
                return Err(malformed(Role::Content, Fault::TooLong));
            }
            for name in &headers {
                request.head().required(Role::Content, name)?;
            }
            return Ok(Self {
                time,
                headers: Some((names, headers)),
                code,
            });
        }
        Ok(Self {
            time,
            headers: None,
            code: weak.ok_or_else(|| malformed(Role::Signature, Fault::NoEntry))?,
        })
    }
}

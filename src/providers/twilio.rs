use std::borrow::Cow;

use http::Method;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::{
    Error, Provider,
    algorithm::{Algorithm, HMAC_SHA1, HMAC_SHA256, OneOf},
    authenticate::{Authentic, Authenticate, Request},
    codec::{
        encoding::to_hex,
        form::{self, Form},
    },
    error::{Field, Location, Malformation, ParameterName},
    scheme::{At, Coverage, Encoding, PercentDecode},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Twilio](https://www.twilio.com/docs/usage/webhooks/webhooks-security) messages, calls and
/// status callbacks.
///
/// # Signed content
/// base64(HMAC-SHA1(auth token, URL + each distinct form field, sorted: name + value))
///
/// # Example headers
/// ```text
/// x-twilio-signature: RSOYDt4T1cUTdK1PDd93/VVr8B8=
/// ```
///
/// # Quirks
/// - The URL is the public one with its query. Twilio signs it with or without the port, so both are
///   accepted. So is an apostrophe that a proxy escapes, and the `:` and `@` of a SIP address, which
///   Twilio signs as they are and sends escaped.
/// - Give the URL as `callback_url` if it has a user name and a password.
/// - A body that is not a form is bound by `bodySHA256`, which is a part of the URL. If the URL has
///   it, the body must have that hash, whatever the method and the content type are. If a proxy took
///   the hash away, the URL does not count as covered.
/// - Requests by GET have no body: the URL alone is signed.
/// - Shared keys sign with SHA-256, as `twilio-python` 9.13 has it. The length of the signature
///   shows which hash it is; the header that names an algorithm is ignored. Needs the feature
///   `sha1`.
/// - The id is a header, which is not signed.
/// - The kind is `EventType` or `StatusCallbackEvent`, in callbacks that have one; messages and calls
///   have none, and the typed events tell them apart.
///
/// # Security
/// Nothing separates the names and values of a form, nor the URL and the first name: an attacker who saw one
/// request can move characters from one to the next, and so drop a field or make one of the end of a
/// value, such as a message's text. Before anything depends on a field, compare it with what Twilio's
/// API says of the message or call.
pub const TWILIO: Provider = Provider::code(
    "twilio",
    "Twilio",
    "https://www.twilio.com/docs/usage/webhooks/webhooks-security",
    &Twilio,
)
.methods(&["GET", "POST"])
.needs_url()
.body_limit(1024 * 1024)
.delivery_id(&[At::Header("i-twilio-idempotency-token")])
.stored_parameters(PARAMETERS)
.id_of_event("https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides")
.kind(&[
    At::Form("EventType"),
    At::Form("StatusCallbackEvent"),
    At::Json("/0/type"),
])
.source_read("2026-11");

/// What Twilio sends in the query of a callback by GET.
const PARAMETERS: &[&str] = &[
    "AccountSid",
    "AnsweredBy",
    "Body",
    "ButtonPayload",
    "ButtonText",
    "CallDuration",
    "CallSid",
    "CallStatus",
    "CallerName",
    "ChannelPrefix",
    "ChannelStatusMessage",
    "Coaching",
    "ConferenceSid",
    "Confidence",
    "ConversationSid",
    "DialCallSid",
    "DialCallStatus",
    "Digits",
    "Direction",
    "Duration",
    "ErrorCode",
    "ErrorMessage",
    "EventType",
    "ForwardedFrom",
    "FriendlyName",
    "From",
    "FromCity",
    "FromCountry",
    "FromState",
    "FromZip",
    "Hold",
    "Latitude",
    "Longitude",
    "MediaContentType0",
    "MediaContentType1",
    "MediaContentType2",
    "MediaContentType3",
    "MediaContentType4",
    "MediaContentType5",
    "MediaContentType6",
    "MediaContentType7",
    "MediaContentType8",
    "MediaContentType9",
    "MediaUrl0",
    "MediaUrl1",
    "MediaUrl2",
    "MediaUrl3",
    "MediaUrl4",
    "MediaUrl5",
    "MediaUrl6",
    "MediaUrl7",
    "MediaUrl8",
    "MediaUrl9",
    "MessageSid",
    "MessageStatus",
    "MessageType",
    "MessagingServiceSid",
    "Muted",
    "NumMedia",
    "NumSegments",
    "OptOutType",
    "OriginalRepliedMessageSid",
    "ParentCallSid",
    "ProfileName",
    "RawDlrDoneDate",
    "ReasonConferenceEnded",
    "RecordingChannels",
    "RecordingDuration",
    "RecordingSid",
    "RecordingSource",
    "RecordingStartTime",
    "RecordingStatus",
    "RecordingTrack",
    "RecordingUrl",
    "SequenceId",
    "SequenceNumber",
    "SipResponseCode",
    "SmsStatus",
    "SpeechResult",
    "StatusCallbackEvent",
    "StirVerstat",
    "Timestamp",
    "To",
    "ToCountry",
    "TranscriptionData",
    "TranscriptionEvent",
    "TranscriptionSid",
    "TranscriptionStatus",
    "TranscriptionText",
    "TranscriptionUrl",
    "WaId",
];

#[derive(Debug)]
struct Twilio;

const HEADER: &str = "x-twilio-signature";
const HASH: &str = "bodySHA256";

static HASHES: OneOf = OneOf {
    usual: HMAC_SHA1,
    others: &[HMAC_SHA256],
};

impl Authenticate for Twilio {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        &HASHES
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::BODY.and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        request.header(HEADER).map(drop)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let signature = request.header(HEADER)?;
        let url = signed_url(request)?;
        let fields = fields(request)?;
        let mut verdict = Err(Error::SignatureMismatch);
        for url in spellings(&url) {
            let feed = |sink: &mut dyn FnMut(&[u8])| content_of(&url, &fields, sink);
            verdict = request.check_fed(feed, Encoding::Base64, &[signature]);
            if verdict != Err(Error::SignatureMismatch) {
                break;
            }
        }
        let (head, body) = (request.head(), request.body());
        let hashed = !body.is_empty() && !head.is_form();
        Ok(if hashed && head.query(Field::Content, HASH)?.is_none() {
            // Its hash was added here: the request came to another URL than was signed.
            verdict?.narrowed_to(Coverage::BODY)
        } else {
            verdict?
        })
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let (head, body) = (request.head(), request.body());
        let mut target = request.signed_target().to_owned();
        let is_hashed = !body.is_empty() && head.method != Method::GET && !head.is_form();
        if is_hashed && hash_in(&target)?.is_none() {
            target = with_hash(&target, &to_hex(&Sha256::digest(body)));
        }
        let mut content = Vec::new();
        let mut sink = |bytes: &[u8]| content.extend_from_slice(bytes);
        // In one of the spellings that are accepted.
        PercentDecode::Only("':@").feed(&target, &mut sink);
        content_of("", &fields(request)?, &mut sink);
        feed(&content);
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let mut url = draft.public_url()?;
        let is_form = draft.head.is_form();
        let empty = draft.body.is_empty() || draft.head.method == Method::GET;
        if !is_form && !empty && hash_in(&url)?.is_none() {
            let hash = to_hex(&Sha256::digest(&draft.body));
            draft.add_query(HASH, &hash)?;
            url = with_hash(&url, &hash);
        }
        let mut content = Vec::new();
        let mut sink = |bytes: &[u8]| content.extend_from_slice(bytes);
        if is_form {
            content_of(&url, &distinct(&draft.body)?, &mut sink);
        } else {
            content_of(&url, &Form::empty(), &mut sink);
        }
        let signature = draft.sign(&[&content], Encoding::Base64)?;
        draft.set_header(HEADER, &signature)
    }
}

#[inline]
fn content_of(url: &str, fields: &Form<'_>, sink: &mut dyn FnMut(&[u8])) {
    sink(url.as_bytes());
    for (name, value) in fields.pairs() {
        sink(name.as_bytes());
        sink(value.as_bytes());
    }
}

/// The public URL, after it was checked that a hash in it is the body's. A body that neither the
/// URL nor a form binds is bound here, by the hash that Twilio would have added.
#[inline]
fn signed_url<'r>(request: &Request<'r>) -> Result<Cow<'r, str>, Error> {
    let (head, body) = (request.head(), request.body());
    let url = request.public_url()?;
    let named = hash_in(&url)?.map(Cow::into_owned);
    let called = head.query(Field::Content, HASH)?;
    // If the URL is fixed, the hash of each request follows it.
    let (url, stated) = match (named, called) {
        (Some(hash), _) => (url, Some(hash)),
        (None, Some(hash)) => (with_hash(&url, &hash).into(), Some(hash.into_owned())),
        (None, None) if body.is_empty() || head.method == Method::GET || head.is_form() => {
            (url, None)
        }
        (None, None) => {
            let hash = to_hex(&Sha256::digest(body));
            (with_hash(&url, &hash).into(), None)
        }
    };
    let holds = |stated: String| {
        let found = to_hex(&Sha256::digest(body));
        let stated = stated.to_ascii_lowercase();
        bool::from(found.as_bytes().ct_eq(stated.as_bytes()))
    };
    if stated.is_none_or(holds) {
        Ok(url)
    } else {
        let location = Location::Query(ParameterName::new(HASH));
        Err(Error::malformed(
            Field::Content,
            location,
            Malformation::Form,
        ))
    }
}

/// The hash in the URL's query.
#[inline]
fn hash_in(url: &str) -> Result<Option<Cow<'_, str>>, Error> {
    let query = url.split_once('?').map_or("", |(_, query)| query);
    form::field(query.as_bytes(), HASH)
        .map_err(|fault| fault.at(Field::Content, Location::Query(ParameterName::new(HASH))))
}

#[inline]
fn with_hash(url: &str, hash: &str) -> String {
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{HASH}={hash}")
}

/// The form fields that are signed.
#[inline]
fn fields<'r>(request: &Request<'r>) -> Result<Form<'r>, Error> {
    let (head, body) = (request.head(), request.body());
    if body.is_empty() {
        return Ok(Form::empty());
    }
    match head.method {
        Method::GET => Err(Error::BodyNotBound),
        _ if head.is_form() => distinct(body),
        _ => Ok(Form::empty()),
    }
}

/// The distinct fields of a form, sorted by name and then by value. A field without a name would
/// not change what is signed.
#[inline]
fn distinct(body: &[u8]) -> Result<Form<'_>, Error> {
    let fields = Form::parse(body)?.sorted().distinct();
    if fields.pairs().any(|(name, _)| name.is_empty()) {
        return Err(Error::malformed(
            Field::Content,
            Location::Body,
            Malformation::Empty,
        ));
    }
    Ok(fields)
}

/// The spellings in which Twilio signs a URL, the likeliest first.
#[inline]
fn spellings(url: &str) -> Vec<String> {
    let (base, query) = url.split_at(url.find('?').unwrap_or(url.len()));
    let mut spellings = Vec::new();
    for query in queries(query) {
        for base in ports(base) {
            let spelling = format!("{base}{query}");
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
    }
    spellings
}

/// A query as it is, with its apostrophes escaped or not, and with SIP addresses as they are.
#[inline]
fn queries(query: &str) -> [Cow<'_, str>; 4] {
    let unescaped = |set| {
        let mut bytes = Vec::with_capacity(query.len());
        PercentDecode::Only(set).feed(query, &mut |piece| bytes.extend_from_slice(piece));
        String::from_utf8(bytes).map_or(query.into(), Cow::Owned)
    };
    [
        query.into(),
        unescaped(":@"),
        unescaped("'"),
        query.replace('\'', "%27").into(),
    ]
}

/// A URL without its query as it is, without its port, and with the default one if it has none.
#[inline]
fn ports(base: &str) -> Vec<Cow<'_, str>> {
    let mut spellings = vec![base.into()];
    let Some((scheme, rest)) = base.split_once("://") else {
        return spellings;
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    // A colon can stand in the user info, and in the brackets of an IPv6 address.
    let host_at = authority.rfind('@').map_or(0, |at| at.saturating_add(1));
    let host = authority.get(host_at..).unwrap_or_default();
    let port = host
        .rfind(':')
        .and_then(|at| host.get(at..))
        .filter(|port| !port.contains(']'));
    match port {
        Some(port) => {
            let bare = authority.strip_suffix(port).unwrap_or(authority);
            spellings.push(format!("{scheme}://{bare}{path}").into());
        }
        None => {
            let port = if scheme == "https" { ":443" } else { ":80" };
            spellings.push(format!("{scheme}://{authority}{port}{path}").into());
        }
    }
    spellings
}

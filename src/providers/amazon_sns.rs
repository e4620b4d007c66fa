use crate::{
    Error, KeyDocument, KeyHint, Provider,
    algorithm::{Algorithm, RSA_PKCS1_BY_VERSION},
    authenticate::{self, Authentic, Authenticate, Request},
    engine::locate,
    error::{Field, Location, Malformation},
    event::{self, DecodeError, Event, Payload},
    key::source::AllowedUrl,
    request::head::Head,
    scheme::{At, Coverage, Encoding, TimeFormat},
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Amazon SNS](https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html)
/// notifications over HTTPS, and what arrives through it: SES, CloudWatch, S3.
///
/// # Signed content
/// base64(RSA-PKCS1-SHA256(private key of AWS, for each of `Message`, `MessageId`, `Subject` where
/// there is one, `Timestamp`, `TopicArn`, `Type`: name + "\n" + value + "\n")), with SHA-1 where
/// `SignatureVersion` is 1; a confirmation has `SubscribeURL` and `Token`, and no `Subject`
///
/// # Example headers
/// ```text
/// x-amz-sns-message-type: Notification
/// ```
///
/// # Quirks
/// - The key is the certificate at `SigningCertURL`: a source must bring it, such as a
///   [`KeyCache`](crate::KeyCache). The URL is one of SNS's own, or the request is rejected: the label
///   behind `sns` must be a region, as `sns.s3.amazonaws.com` is a bucket that anyone can own.
/// - **Any customer of AWS can have a message signed**: give the ARN of your topic as the setting
///   `topic_arn`.
/// - AWS still signs with SHA-1, unless the topic selects another hash. With the setting
///   `signature_version` at 2, version 1 is rejected.
/// - A subscription begins with a `SubscriptionConfirmation`: [`SnsMessage`] has its URL, which is
///   signed and checked, and which you fetch to confirm. Nothing here does.
/// - The body is JSON, though its content type says text. `UnsubscribeURL` and the message's
///   attributes are not signed. With raw message delivery nothing is: it is rejected.
pub const AMAZON_SNS: Provider = Provider::code(
    "amazon-sns",
    "Amazon SNS",
    "https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html",
    &AmazonSns,
)
.key_document(KeyDocument::Certificate)
.shares_key()
.audience_at(At::Json("/TopicArn"), "topic_arn")
.optional_settings(&["signature_version"])
.kind(&[At::Json("/Type")])
.delivery_id(&[At::Json("/MessageId")])
.body_limit(1024 * 1024)
// <https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html>
.retries_for(60 * 60)
.id_of_event("https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html")
// The time of publishing, from which a retry policy may delay a delivery by an hour.
.time_of_event("https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html")
.source_read("2026-11");

/// The kinds of messages of SNS, by their `Type`.
///
/// ```
/// use webhook_receiver::{Provider, providers::{AMAZON_SNS, SnsMessage}};
///
/// const SNS: Provider<SnsMessage> = AMAZON_SNS.with_events();
///
/// fn on_sns(message: SnsMessage) {
///     match message {
///         SnsMessage::Notification { message, .. } => println!("{message}"),
///         // Fetch it, with a client of yours, to confirm.
///         SnsMessage::SubscriptionConfirmation { subscribe_url, .. } => println!("{subscribe_url}"),
///         other => println!("{other:?}"),
///     }
/// }
/// # let _ = (SNS, on_sns);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(tag = "Type")]
#[non_exhaustive]
pub enum SnsMessage {
    /// What was published to the topic.
    #[serde(rename_all = "PascalCase")]
    Notification {
        /// The same when SNS tries again.
        message_id: String,
        /// The subject, if the publisher gave one.
        subject: Option<String>,
        /// The message itself, a text; often JSON.
        message: String,
        /// When it was published.
        timestamp: String,
    },
    /// Somebody subscribed this endpoint to the topic. Fetching the URL confirms it.
    #[serde(rename_all = "PascalCase")]
    SubscriptionConfirmation {
        /// The topic: the one that the endpoint expects.
        topic_arn: String,
        /// For `ConfirmSubscription`, by which the subscription can be confirmed as well.
        token: String,
        /// One of SNS's own.
        #[serde(rename = "SubscribeURL")]
        subscribe_url: String,
    },
    /// The subscription was deleted. Fetching the URL takes that back.
    #[serde(rename_all = "PascalCase")]
    UnsubscribeConfirmation {
        /// The topic: the one that the endpoint expects.
        topic_arn: String,
        /// For `ConfirmSubscription`, with which the subscription can be made again.
        token: String,
        /// One of SNS's own.
        #[serde(rename = "SubscribeURL")]
        subscribe_url: String,
    },
}

impl Event for SnsMessage {
    #[inline]
    fn decode(payload: &Payload<'_>) -> Result<Self, DecodeError> {
        event::from_json(payload.body())
    }
}

/// Where certificates are.
const CERTIFICATES: &[AllowedUrl] = &[
    AllowedUrl::new("sns.{region}.amazonaws.com", CERTIFICATE),
    AllowedUrl::new("sns.{cn-region}.amazonaws.com.cn", CERTIFICATE),
    AllowedUrl::new("sns.{eusc-region}.amazonaws.eu", CERTIFICATE),
];
const CERTIFICATE: &str = "/SimpleNotificationService-{hex}.pem";

/// Where subscriptions are confirmed.
const CONFIRMATIONS: &[AllowedUrl] = &[
    AllowedUrl::new("sns.{region}.amazonaws.com", "/"),
    AllowedUrl::new("sns.{cn-region}.amazonaws.com.cn", "/"),
    AllowedUrl::new("sns.{eusc-region}.amazonaws.eu", "/"),
];

const NOTIFICATION: &[&str] = &[
    "/Message",
    "/MessageId",
    "/Subject",
    "/Timestamp",
    "/TopicArn",
    "/Type",
];

const CONFIRMATION: &[&str] = &[
    "/Message",
    "/MessageId",
    "/SubscribeURL",
    "/Timestamp",
    "/Token",
    "/TopicArn",
    "/Type",
];

#[derive(Debug)]
struct AmazonSns;

impl Authenticate for AmazonSns {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        RSA_PKCS1_BY_VERSION
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match (name, value) {
            ("signature_version", "1" | "2") => Ok(()),
            _ => Err("`1` or `2`"),
        }
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        Coverage::FIELDS.and_time()
    }

    #[inline]
    fn covers(&self, _: &Head, _: Coverage, at: At) -> bool {
        matches!(
            at,
            At::Json("/Type" | "/MessageId" | "/Message") | At::Within(At::Json("/Message"), _)
        )
    }

    #[inline]
    fn key_hint(&self, request: &Request<'_>) -> Result<KeyHint, Error> {
        let pointer = "/SigningCertURL";
        let url = authenticate::json_field(Field::KeyId, request.body(), pointer)?;
        KeyHint::NONE.at_allowed_url(&url, CERTIFICATES, Location::Json(pointer))
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let body = request.body();
        let hint = self.key_hint(request)?;
        let signature = authenticate::json_field(Field::Signature, body, "/Signature")?;
        let version = authenticate::json_field(Field::Signature, body, "/SignatureVersion")?;
        let demanded = request.setting("signature_version");
        if demanded.is_some_and(|demanded| demanded != version) {
            return Err(Error::AlgorithmMismatch);
        }
        let time = authenticate::json_field(Field::Timestamp, body, "/Timestamp")?;
        let time = TimeFormat::Rfc3339.parse(&time);
        let time = time.ok_or(malformed(
            Field::Timestamp,
            "/Timestamp",
            Malformation::Time,
        ))?;
        request.check_fresh(time)?;
        let content = content(body)?;
        let content = [version.as_bytes(), content.as_bytes()];
        let authentic = request.check_named(&content, Encoding::Base64, &signature, hint.url())?;
        // Genuine, but it will be fetched.
        let pointer = "/SubscribeURL";
        if let Some(url) = locate::json_field(Field::Content, body, pointer)? {
            let base = url.split('?').next().unwrap_or_default();
            KeyHint::NONE.at_allowed_url(base, CONFIRMATIONS, Location::Json(pointer))?;
        }
        Ok(authentic.signed_at(time))
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
        let mut body: serde_json::Map<_, _> = draft.json()?;
        let mut say = |name: &str, value: String| {
            body.entry(name).or_insert(value.into());
        };
        say("Type", "Notification".to_owned());
        say("Timestamp", TimeFormat::Rfc3339.write(draft.now()));
        say("SignatureVersion", "2".to_owned());
        say(
            "SigningCertURL",
            "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0a1b2c3d.pem".to_owned(),
        );
        let unsigned = serde_json::to_vec(&body).map_err(|_| SignError::Body)?;
        let content = content(&unsigned)?;
        let version = body
            .get("SignatureVersion")
            .and_then(serde_json::Value::as_str);
        let version = version.ok_or(SignError::Body)?;
        let signature = draft.sign(&[version.as_bytes(), content.as_bytes()], Encoding::Base64)?;
        body.insert("Signature".to_owned(), signature.into());
        draft.body = serde_json::to_vec(&body)
            .map_err(|_| SignError::Body)?
            .into();
        Ok(())
    }
}

#[inline]
fn malformed(field: Field, pointer: &'static str, fault: Malformation) -> Error {
    Error::malformed(field, Location::Json(pointer), fault)
}

/// The text that is signed.
#[inline]
fn content(body: &[u8]) -> Result<String, Error> {
    let kind = authenticate::json_field(Field::Content, body, "/Type")?;
    let pointers = match &*kind {
        "Notification" => NOTIFICATION,
        "SubscriptionConfirmation" | "UnsubscribeConfirmation" => CONFIRMATION,
        _ => return Err(malformed(Field::Content, "/Type", Malformation::Form)),
    };
    let mut content = String::new();
    for &pointer in pointers {
        let value = match locate::json_field(Field::Content, body, pointer)? {
            None if pointer == "/Subject" => continue,
            None => return Err(Error::missing(Field::Content, Location::Json(pointer))),
            Some(value) => value,
        };
        // Each field is a line, so of two readings of the signed text only one has none in its
        // fields but the message, which is the first.
        if value.contains('\n') && pointer != "/Message" {
            return Err(malformed(Field::Content, pointer, Malformation::Ambiguous));
        }
        content.extend([pointer.trim_start_matches('/'), "\n", &value, "\n"]);
    }
    Ok(content)
}

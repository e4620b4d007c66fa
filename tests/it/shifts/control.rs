//! The control: rows that join their parts without a rule for the boundaries, or leave a part of a request
//! out. The suite must catch each.

use std::time::{Duration, SystemTime};

use webhook_receiver::{
    Error, Provider, Receiver, Secret,
    algorithm::{Algorithm, HMAC_SHA256, KEYED_SHA256},
    authenticate::{Authentic, Authenticate, Draft, Request},
    error::{Field, Location, Malformation, SignError},
    scheme::{Coverage, Encoding},
    testing::Signer,
};

use super::genuine::{Genuine, NOW, SECRET, URL, at};

const TIME: &str = "x-time";
const ID: &str = "x-id";
const SIGNATURE: &str = "x-signature";

/// A scheme that breaks one rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    /// Id, time and body with nothing between.
    Flows,
    /// Id and body with a dot between, which an id may contain.
    Dot,
    /// URL and id with nothing between.
    Url,
    /// By GET, a query parameter in place of the body.
    Payload,
    /// The fields of a form, joined; any other body as it is.
    Form,
    /// The body, or nothing if the request has another header.
    Variant,
    /// A plain hash of the secret and the body.
    Extension,
}

impl Broken {
    fn content(
        self,
        header: impl Fn(&'static str) -> Option<Vec<u8>>,
        head: &webhook_receiver::Head,
        url: &str,
        body: &[u8],
    ) -> Option<Vec<u8>> {
        let query = head.uri.query().unwrap_or_default();
        let is_form = head
            .headers
            .get("content-type")
            .is_some_and(|text| text.as_bytes().ends_with(b"urlencoded"));
        Some(match self {
            Self::Flows => [&*header(ID)?, &header(TIME)?, body].concat(),
            Self::Dot => [&*header(ID)?, b".", body].concat(),
            Self::Url => [url.as_bytes(), &header(ID)?, body].concat(),
            Self::Payload if head.method == http::Method::GET => {
                let mut fields = super::message::fields(query.as_bytes()).into_iter();
                fields.find(|(name, _)| name == b"payload")?.1
            }
            Self::Form if is_form => {
                let fields = super::message::fields(body).into_iter();
                fields
                    .flat_map(|(name, value)| [name, value].concat())
                    .collect()
            }
            Self::Variant if head.headers.contains_key("x-id-2") => header(ID)?,
            Self::Variant => [&*header(ID)?, body].concat(),
            Self::Payload | Self::Form | Self::Extension => body.to_vec(),
        })
    }
}

impl Authenticate for Broken {
    fn algorithm(&self) -> &'static dyn Algorithm {
        if *self == Self::Extension {
            KEYED_SHA256
        } else {
            HMAC_SHA256
        }
    }

    fn signs_secret(&self) -> bool {
        *self == Self::Extension
    }

    fn coverage(&self) -> Coverage {
        match self {
            Self::Flows => Coverage::BODY.and_time(),
            Self::Url => Coverage::BODY.and_url(),
            _ => Coverage::BODY,
        }
    }

    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        if *self == Self::Flows {
            let seconds = request.header(TIME)?.parse().ok();
            let time = seconds.and_then(|seconds| {
                SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
            });
            let fault = Error::malformed(Field::Timestamp, Location::Body, Malformation::Time);
            request.check_fresh(time.ok_or(fault)?)?;
        }
        let header = |name| {
            request
                .header(name)
                .ok()
                .map(|text| text.as_bytes().to_vec())
        };
        let url = request.public_url()?;
        let content = self.content(header, request.head(), &url, request.body());
        let content = content.ok_or(Error::BodyNotBound)?;
        let signature = [request.header(SIGNATURE)?];
        if *self == Self::Extension {
            let content = |secret: &[u8]| [secret, &content].concat();
            return request.check_with_secret(content, Encoding::Hex, &signature);
        }
        request.check(&[&content], Encoding::Hex, &signature)
    }

    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        draft.set_header(ID, "msg-1")?;
        let seconds = draft
            .now()
            .duration_since(SystemTime::UNIX_EPOCH)
            .map_err(|_| SignError::Form)?
            .as_secs();
        draft.set_header(TIME, &seconds.to_string())?;
        let head = draft.head.clone();
        let header = |name| head.headers.get(name).map(|text| text.as_bytes().to_vec());
        let content = self.content(header, &draft.head, &draft.public_url()?, &draft.body);
        let content = content.ok_or(SignError::Body)?;
        let signature = if *self == Self::Extension {
            draft.sign_with_secret(|secret| [secret, &content].concat(), Encoding::Hex)?
        } else {
            draft.sign(&[&content], Encoding::Hex)?
        };
        draft.set_header(SIGNATURE, &signature)
    }
}

const fn row(id: &'static str, broken: &'static Broken) -> Provider {
    Provider::code(id, "Broken", "https://docs.example", broken)
        .methods(&["GET", "POST"])
        .needs_url()
}

const ROWS: &[Provider] = &[
    row("flows", &Broken::Flows),
    row("dot", &Broken::Dot),
    row("url", &Broken::Url),
    row("payload", &Broken::Payload),
    row("form", &Broken::Form),
    row("variant", &Broken::Variant),
    row("extension", &Broken::Extension),
];

/// A request of each, whose body has what an attacker needs.
pub(crate) fn all() -> Vec<Genuine> {
    ROWS.iter()
        .map(|row| {
            let secret = || Secret::new(SECRET).unwrap();
            let signer = Signer::new(*row, secret()).at(at(NOW));
            let (signer, body) = if row.id() == "form" {
                (signer.form(), "ab=c&d=e.f")
            } else {
                (signer, r#"{"at":"1798640000","a":"b.c"}"#)
            };
            let receiver = Receiver::builder(*row)
                .secret(secret())
                .public_url("https://app.example");
            let request = signer.sign(URL, body).unwrap();
            let what = "control".to_owned();
            let receiver = receiver.build().unwrap();
            Genuine::new(*row, what, receiver, at(NOW), request, &[]).unwrap()
        })
        .collect()
}

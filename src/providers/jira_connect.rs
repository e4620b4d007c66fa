use std::collections::BTreeMap;

use http::Uri;
use percent_encoding::utf8_percent_encode;
#[cfg(feature = "testing")]
use serde_json::Map;
use sha2::{Digest, Sha256};

use crate::{
    Error, Provider,
    algorithm::Algorithm,
    authenticate::{Authentic, Authenticate, Request},
    codec::{encoding::to_hex, form::Form, percent::UNRESERVED},
    scheme::{
        At, Coverage, TimeFormat,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};
#[cfg(feature = "testing")]
use crate::{authenticate::Draft, error::SignError};

/// [Atlassian Connect](https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/):
/// webhooks of Jira and Confluence to apps.
///
/// # Signed content
/// HS256(shared secret of the installation, token), and the token's `qsh` is
/// hex(SHA256(method + "&" + path + "&" + query, sorted))
///
/// # Example headers
/// ```text
/// authorization: JWT eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJjbGllbnQta2V5LTEiLCJpYXQiOjE3...
/// ```
///
/// # Quirks
/// - The path is signed without that of the app's base URL: give it as the setting `base_url` where
///   it has one. If a request comes without that path, as a proxy took it away, its URL does not count
///   as covered.
/// - Each installation has a secret of its own, which its `installed` callback contains; a tenant is
///   found by the token's `iss`. It is text, though it looks like base64.
/// - `installed` and `uninstalled` themselves are signed in another way, with a key of Atlassian's.
/// - A token of a page in a browser has `context-qsh` in place of the hash, and is rejected.
///
/// # Security
/// Nothing of the body is signed: an attacker who sees a token can send any body to the same URL until it
/// expires, after three minutes. Ask Jira for what the handler acts on. A slash at the end of the path
/// is not signed either: let `/hooks` and `/hooks/` do the same.
pub const JIRA_CONNECT: Provider = Provider::code(
    "jira-connect",
    "Atlassian Connect",
    "https://developer.atlassian.com/cloud/jira/platform/understanding-jwt-for-connect-apps/",
    &JiraConnect,
)
.optional_settings(&["base_url"])
.kind(&[At::Json("/webhookEvent")])
.delivery_id(&[At::Header("x-atlassian-webhook-identifier")])
// <https://mrrefactoring.github.io/jira.js/api/interfaces/webhooks.WebhookPayloadBase>
.occurred_at(&[At::Json("/timestamp")], TimeFormat::Milliseconds)
.id_of_event("https://developer.atlassian.com/cloud/jira/platform/webhooks/")
.source_read("2026-11");

#[derive(Debug)]
struct JiraConnect;

const TOKEN: Jwt = Jwt::new(
    JwtAlgorithm::HS256,
    TokenAt::Header("authorization", "JWT "),
    Binding::Nothing,
)
.expires();

const HASH: &str = "qsh";

impl Authenticate for JiraConnect {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        TOKEN.algorithm()
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        // A path alone says as much as the URL.
        let is_url = ["https://", "http://", "/"]
            .iter()
            .any(|start| value.starts_with(start));
        match name {
            "base_url"
                if !is_url || value.contains(['?', '#']) || value.parse::<Uri>().is_err() =>
            {
                Err("the app's base URL, without query and fragment")
            }
            _ => Ok(()),
        }
    }

    #[inline]
    fn class(&self) -> &'static str {
        TOKEN.class()
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        TOKEN.coverage().and_method().and_url()
    }

    #[inline]
    fn check_head(&self, request: &Request<'_>) -> Result<(), Error> {
        TOKEN.check_head(request)
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let (authentic, claims) = TOKEN.verify_claims(request)?;
        let stated = claims.get(HASH).and_then(|hash| hash.as_str());
        let base = request.setting("base_url").unwrap_or_default();
        let head = request.head();
        let found = hash(head.method.as_str(), &head.uri, base)?;
        match stated {
            None => Err(Error::ClaimMissing { claim: HASH }),
            Some(stated) if stated != found => Err(Error::ClaimMismatch { claim: HASH }),
            Some(_) if under(base, &head.uri).is_some() => Ok(authentic),
            // If a proxy removed the path of the base URL, it is missing.
            Some(_) => Ok(authentic.narrowed_to(Coverage::SENDER.and_time().and_method())),
        }
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        let base = request.setting("base_url").unwrap_or_default();
        let head = request.head();
        feed(request.body());
        feed(hash(head.method.as_str(), &head.uri, base)?.as_bytes());
        Ok(())
    }

    #[cfg(feature = "testing")]
    #[inline]
    fn sign(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        let base = draft.setting("base_url").unwrap_or_default();
        let hash = hash(draft.head.method.as_str(), &draft.head.uri, base)?;
        TOKEN.sign_saying(draft, Map::from_iter([(HASH.to_owned(), hash.into())]))
    }
}

/// The path behind that of the base URL, if it is under it.
#[inline]
fn under<'u>(base: &str, uri: &'u Uri) -> Option<&'u str> {
    let base: Uri = base.parse().unwrap_or_default();
    let rest = uri.path().strip_prefix(base.path().trim_end_matches('/'));
    rest.filter(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The hash of a request's method, path and query, in Atlassian's canonical form.
#[inline]
fn hash(method: &str, uri: &Uri, base: &str) -> Result<String, Error> {
    let path = under(base, uri).unwrap_or(uri.path());
    let path = path.strip_suffix('/').unwrap_or(path).replace('&', "%26");
    let path = if path.is_empty() { "/" } else { &path };
    let mut fields = BTreeMap::<_, Vec<&str>>::new();
    let query = Form::parse(uri.query().unwrap_or_default().as_bytes())?;
    for (name, value) in query.pairs() {
        if name != "jwt" {
            fields.entry(name).or_default().push(value);
        }
    }
    let encoded = |text: &str| utf8_percent_encode(text, UNRESERVED).to_string();
    let fields: Vec<_> = fields
        .into_iter()
        .map(|(name, mut values)| {
            values.sort();
            let values: Vec<_> = values.iter().map(|value| encoded(value)).collect();
            format!("{}={}", encoded(name), values.join(","))
        })
        .collect();
    let text = format!("{method}&{path}&{}", fields.join("&"));
    Ok(to_hex(&Sha256::digest(text)))
}

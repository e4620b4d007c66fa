use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    Error, Keys, Provider,
    algorithm::Algorithm,
    authenticate::{Authentic, Authenticate, Request},
    error::CertificateFault as Fault,
    key::{
        certificate::{ROOTS, ROOTS_FORM, Roots, has_extension, leaf_of},
        keys::KeySpec,
    },
    scheme::{
        At, Coverage, Encoding, KeyFormat,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Apple App Store](https://developer.apple.com/documentation/appstoreservernotifications/responsebodyv2)
/// server notifications of version 2.
///
/// # Signed content
/// ES256(private key of Apple, token), and the body's `signedPayload` is the token
///
/// # Quirks
/// - There is no secret. The token contains the certificate of its key (`x5c`), which must lead to one
///   of the roots in the setting `root_certificates` (Apple Root CA - G3, as PEM, or the base64 of its
///   DER), be in its time, and be marked by Apple for this purpose, it and the one above it.
/// - A notification is for the app in the settings `bundle_id` and `environment` (`Production` or
///   `Sandbox`), and `app_apple_id` if that is given, as it should be in production. In the sandbox
///   it may be missing in the notification.
/// - The id of an `EXTERNAL_PURCHASE_TOKEN` shows its environment: it begins with `SANDBOX`
///   in the sandbox.
/// - Apple signs transactions and renewals with the same key: they are not notifications, and are
///   rejected.
/// - What the event is about is in tokens inside the token; they are read by
///   [`jwt::claims`](crate::scheme::jwt::claims). Other members than `signedPayload` are not signed.
/// - A time is signed, but Apple sends for three days: remember the delivery's id.
/// - Notifications of version 1 are not signed.
pub const APPLE_APP_STORE: Provider = Provider::code(
    "apple-app-store",
    "Apple App Store",
    "https://developer.apple.com/documentation/appstoreservernotifications/responsebodyv2",
    &AppleAppStore,
)
.embeds_key()
.shares_key()
.settings(&["root_certificates", "bundle_id", "environment"])
.optional_settings(&["app_apple_id"])
.kind(&[At::Token("/signedPayload", "/notificationType")])
.delivery_id(&[At::Token("/signedPayload", "/notificationUUID")])
// <https://developer.apple.com/documentation/appstoreservernotifications/responding-to-app-store-server-notifications>
.retries_for(157 * 3600)
.id_of_event(
    "https://developer.apple.com/documentation/appstoreservernotifications/notificationuuid",
)
.source_read("2026-11");

#[derive(Debug)]
struct AppleAppStore;

const TOKEN: Jwt = Jwt::new(
    JwtAlgorithm::ES256,
    TokenAt::Json("/signedPayload"),
    Binding::IsBody,
);

/// Apple's marks, as extensions: of the certificate that signs, and of the one above it.
const SIGNS: &str = "1.2.840.113635.100.6.11.1";
const ISSUES: &str = "1.2.840.113635.100.6.2.1";

#[derive(Deserialize)]
struct Header {
    #[serde(default)]
    x5c: Vec<String>,
}

impl Authenticate for AppleAppStore {
    #[inline]
    fn algorithm(&self) -> &'static dyn Algorithm {
        TOKEN.algorithm()
    }

    #[inline]
    fn check_setting(&self, name: &str, value: &str) -> Result<(), &'static str> {
        match (name, value) {
            (ROOTS, value) if Roots::read(value).is_none() => Err(ROOTS_FORM),
            ("environment", "Production" | SANDBOX) | (ROOTS | "bundle_id", _) => Ok(()),
            ("environment", _) => Err("`Production` or `Sandbox`"),
            (_, id) if id.bytes().all(|byte| byte.is_ascii_digit()) => Ok(()),
            _ => Err("the app's id, in digits"),
        }
    }

    #[inline]
    fn class(&self) -> &'static str {
        TOKEN.class()
    }

    #[inline]
    fn coverage(&self) -> Coverage {
        TOKEN.coverage()
    }

    #[inline]
    fn identity(&self, request: &Request<'_>, feed: &mut dyn FnMut(&[u8])) -> Result<(), Error> {
        TOKEN.identity(request, feed)
    }

    #[inline]
    fn has_identity(&self) -> bool {
        true
    }

    #[inline]
    fn authenticate(&self, request: &Request<'_>) -> Result<Authentic, Error> {
        let token = TOKEN.token(request)?;
        let header: Header = token.header(&TOKEN)?;
        let keys = key(&header.x5c, request)?;
        let (signed, signature) = token.parts();
        let authentic = request.with_keys(&keys).check(
            &[signed.as_bytes()],
            Encoding::Base64Url,
            &[signature],
        )?;
        let claims = TOKEN.said_by(&token)?;
        // Whichever of them the notification is about.
        let about = ["data", "summary", "externalPurchaseToken", "appData"];
        let about = about.iter().find_map(|name| claims.get(*name));
        let about = about.ok_or(Error::ClaimMissing { claim: "data" })?;
        // Transactions and renewals are signed with the same key, and have none.
        if !claims.get("notificationType").is_some_and(Value::is_string) {
            return Err(Error::ClaimMissing {
                claim: "notificationType",
            });
        }
        let text = |name| match about.get(name) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => None,
        };
        let environment = || text("environment").or_else(|| environment_of(about));
        let in_sandbox = || environment().is_some_and(|name| name == SANDBOX);
        for (name, setting, found) in [
            ("bundleId", "bundle_id", text("bundleId")),
            ("environment", "environment", environment()),
            ("appAppleId", "app_apple_id", text("appAppleId")),
        ] {
            match (request.setting(setting), found) {
                (None, _) => {}
                // An app that is not in the store yet has no id.
                (Some(_), None) if name == "appAppleId" && in_sandbox() => {}
                (Some(_), None) => return Err(Error::ClaimMissing { claim: name }),
                (Some(wanted), Some(found)) if found != wanted => {
                    return Err(Error::ClaimMismatch { claim: name });
                }
                (Some(_), Some(_)) => {}
            }
        }
        Ok(authentic)
    }
}

/// The environment of an external purchase, which does not state it: the purchase's id does.
#[inline]
fn environment_of(about: &Value) -> Option<String> {
    let id = about.get("externalPurchaseId")?.as_str()?;
    let name = if id.starts_with("SANDBOX") {
        SANDBOX
    } else {
        "Production"
    };
    Some(name.to_owned())
}

const SANDBOX: &str = "Sandbox";

/// The key of a chain of certificates that is Apple's. The third is the root, of which it says
/// nothing that a chain brings its own.
#[inline]
fn key(x5c: &[String], request: &Request<'_>) -> Result<Keys, Error> {
    let fault = |reason| Error::Certificate { reason };
    let [leaf, above, _root] = x5c else {
        return Err(fault(Fault::Form));
    };
    let decode = |text: &String| STANDARD.decode(text).map_err(|_| fault(Fault::Form));
    let chain = [decode(leaf)?, decode(above)?];
    let roots = request.setting(ROOTS).and_then(Roots::read);
    let leaf = leaf_of(&chain, &roots.ok_or(fault(Fault::Chain))?, request.now())?;
    let marked = chain
        .iter()
        .zip([SIGNS, ISSUES])
        .all(|(certificate, mark)| has_extension(certificate, mark));
    if !marked {
        return Err(fault(Fault::Purpose));
    }
    let recipe = KeySpec {
        provider: APPLE_APP_STORE.name(),
        algorithm: TOKEN.algorithm(),
        format: KeyFormat::Text,
        keep_raw: false,
        signs: false,
        sent_in: None,
        names_keys: false,
        kinds: &[],
    };
    Keys::new(&recipe, &[leaf.key]).map_err(|_| fault(Fault::Form))
}

//! What of a request is a secret, and therefore not recorded.

use http::HeaderName;
use percent_encoding::percent_decode_str;
use webhook_receiver::{Provider, providers, scheme::At};

/// What is recorded in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Headers that contain a credential, for any provider.
const CREDENTIALS: [&str; 12] = [
    "api-key",
    "apikey",
    "cookie",
    "private-token",
    "proxy-authorization",
    "set-cookie",
    "x-goog-iap-jwt-assertion",
    "x-access-token",
    "x-amz-security-token",
    "x-api-key",
    "x-api-token",
    "x-auth-token",
];

/// What the names of other headers with a credential contain, but for the ids of deliveries.
const CREDENTIAL_WORDS: [&str; 3] = ["password", "secret", "token"];
const NO_CREDENTIAL: &str = "idempotency";

/// Query parameters that contain a credential, for any provider.
const PARAMETERS: [&str; 8] = [
    "auth",
    "key",
    "access_token",
    "api_key",
    "apikey",
    "password",
    "secret",
    "token",
];

/// The names of the headers and query parameters whose values are secrets.
#[derive(Debug)]
pub(crate) struct Secrets {
    headers: Vec<String>,
    parameters: Vec<String>,
    /// The headers in which the provider signs, whatever they are called.
    signs_in: Vec<String>,
    /// What the provider signs, and where, which names other headers.
    formula: String,
}

impl Secrets {
    /// Returns those of all providers, as a recorder gets whatever is sent to it, but for those in which
    /// this provider signs.
    pub(crate) fn of(provider: Option<Provider>, settings: &[(String, String)]) -> Self {
        let mut headers: Vec<String> = CREDENTIALS.map(str::to_owned).into();
        let mut parameters = Vec::new();
        let setting = |name: &str| {
            let mut settings = settings.iter();
            let found = settings.find(|(found, _)| found == name);
            found.map(|(_, value)| value.to_lowercase())
        };
        let own = provider
            .map(|provider| provider.secret_at())
            .unwrap_or_default();
        let signature = provider.as_ref().and_then(Provider::scheme);
        let signature = signature.map(|scheme| scheme.signature_at());
        let signature = signature.filter(|at| !own.contains(at));
        for place in providers::ALL.iter().flat_map(Provider::secret_at) {
            if Some(place) == signature {
                continue;
            }
            match place {
                At::Header(name) => headers.push(name.to_owned()),
                At::HeaderSetting(name) => headers.extend(setting(name)),
                At::HeaderSettingOr(name, usual) => {
                    headers.push(setting(name).unwrap_or_else(|| usual.to_owned()));
                }
                At::AnyHeader(names) => headers.extend(names.iter().map(|&name| name.to_owned())),
                At::Query(name) => parameters.push(name.to_owned()),
                At::QuerySetting(name) => parameters.extend(setting(name)),
                // A body is recorded as it is: a part of it cannot be left out.
                _ => {}
            }
        }
        parameters.extend(PARAMETERS.map(str::to_owned));
        if let Some(At::Query(name)) = signature {
            parameters.retain(|parameter| !parameter.eq_ignore_ascii_case(name));
        }
        if !provider.is_some_and(|provider| has_signature_in_authorization(&provider)) {
            headers.push("authorization".to_owned());
        }
        let signs_in = match signature {
            Some(At::Header(name)) => vec![name.to_owned()],
            Some(At::AnyHeader(names)) => names.iter().map(|&name| name.to_owned()).collect(),
            _ => Vec::new(),
        };
        Self {
            headers,
            parameters,
            signs_in,
            formula: provider
                .and_then(|provider| provider.formula())
                .unwrap_or_default(),
        }
    }

    /// Whether the value of this header is a secret.
    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        let name = name.as_str();
        let is_named = || CREDENTIAL_WORDS.iter().any(|word| name.contains(word));
        if self.signs_in.iter().any(|signature| name == signature) {
            return false;
        }
        self.headers.iter().any(|secret| name == secret)
            || (is_named() && !name.contains(NO_CREDENTIAL) && !self.formula.contains(name))
    }

    /// Returns a path and query without the values that are secrets.
    pub(crate) fn redact(&self, target: &str) -> String {
        let Some((path, query)) = target.split_once('?') else {
            return target.to_owned();
        };
        let parameters = query
            .split('&')
            .map(|parameter| match parameter.split_once('=') {
                Some((name, _)) if self.has_parameter(name) => format!("{name}={REDACTED}"),
                _ => parameter.to_owned(),
            });
        format!("{path}?{}", parameters.collect::<Vec<_>>().join("&"))
    }

    fn has_parameter(&self, name: &str) -> bool {
        // Names can be escaped.
        let name = percent_decode_str(name).decode_utf8_lossy();
        let mut secrets = self.parameters.iter();
        secrets.any(|secret| secret.eq_ignore_ascii_case(&name))
    }
}

/// Whether a provider signs in the header `authorization`: that is then needed, and proves one request only. A
/// token that signs no body would prove others.
fn has_signature_in_authorization(provider: &Provider) -> bool {
    if !provider.coverage().binds_body() {
        return false;
    }
    let at = At::Header("authorization");
    match (provider.scheme(), provider.formula()) {
        (Some(scheme), _) => scheme.signature_at() == at && !provider.secret_at().contains(&at),
        (None, Some(formula)) => formula.contains("authorization: "),
        // A token that signs the request. Others may send a password besides the signature.
        (None, None) => provider.class() == "jwt",
    }
}

#[cfg(test)]
mod tests {
    use webhook_receiver::{providers, scheme::At};

    use super::{Secrets, has_signature_in_authorization};

    #[test]
    fn leaves_out_the_verification_tokens_of_every_provider() {
        let of_all = Secrets::of(None, &[]);
        let mut count = 0;
        for provider in providers::ALL {
            let own = Secrets::of(Some(*provider), &[]);
            for place in provider.secret_at() {
                if let At::Query(name) = place {
                    let target = format!("/hooks?{name}=a-token&challenge=1");
                    let redacted = format!("/hooks?{name}=[redacted]&challenge=1");
                    assert_eq!(own.redact(&target), redacted, "{}", provider.id());
                    assert_eq!(of_all.redact(&target), redacted, "{}", provider.id());
                    count += 1;
                }
            }
        }
        assert!(count >= 4, "{count}");
    }

    #[test]
    fn leaves_out_credentials_of_others_beside_a_known_provider() {
        let github = Secrets::of(providers::by_id("github"), &[]);
        for (name, is_secret) in [
            ("x-gitlab-token", true),
            ("x-password", true),
            ("x-acme-secret", true),
            ("cookie", true),
            ("x-hub-signature-256", false),
            ("x-github-delivery", false),
            ("i-twilio-idempotency-token", false),
        ] {
            let name = http::HeaderName::from_static(name);
            assert_eq!(github.has_header(&name), is_secret, "{name}");
        }
        assert_eq!(
            github.redact("/h?tok%65n=x&a=b"),
            "/h?tok%65n=[redacted]&a=b"
        );
    }

    #[test]
    fn keeps_the_signature_of_every_provider() {
        for provider in providers::ALL {
            let secrets = Secrets::of(Some(*provider), &[]);
            let Some(scheme) = provider.scheme() else {
                continue;
            };
            let at = scheme.signature_at();
            if let At::Header(name) = at {
                let is_secret = provider.secret_at().contains(&at)
                    || (name == "authorization" && !provider.coverage().binds_body());
                let name = http::HeaderName::from_static(name);
                assert_eq!(secrets.has_header(&name), is_secret, "{}", provider.id());
            }
        }
    }

    #[test]
    fn keeps_authorization_only_if_it_signs() {
        for (id, keeps) in [
            ("ms-teams", true),
            ("dlocal", true),
            ("vonage", true),
            ("livekit", true),
            ("jira-connect", false),
            ("google-pubsub", false),
            ("monday", false),
            ("twilio", false),
            ("adyen", false),
            ("plaid", false),
            ("brevo", false),
            ("postmark", false),
            ("github", false),
        ] {
            let provider = providers::by_id(id);
            let found = provider.map(|provider| has_signature_in_authorization(&provider));
            assert_eq!(found, Some(keeps), "{id}");
        }
    }
}

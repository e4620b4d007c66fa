//! What of a request is a secret, and therefore not recorded.

use http::HeaderName;
use webhook_receiver::{Provider, providers, scheme::At};

/// What is recorded in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// Headers that hold a credential, whoever sends them.
const CREDENTIALS: [&str; 10] = [
    "api-key",
    "cookie",
    "private-token",
    "proxy-authorization",
    "set-cookie",
    "x-access-token",
    "x-amz-security-token",
    "x-api-key",
    "x-api-token",
    "x-auth-token",
];

/// Query parameters of handshakes that hold a token.
const VERIFY_TOKENS: [&str; 2] = ["hub.verify_token", "verify_token"];

/// Query parameters that hold a credential, unless the provider is known.
const PARAMETERS: [&str; 6] = [
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
}

impl Secrets {
    /// Returns those of a provider with these settings; those of all providers if it is not known.
    pub(crate) fn of(provider: Option<Provider>, settings: &[(String, String)]) -> Self {
        let mut headers: Vec<String> = CREDENTIALS.map(str::to_owned).into();
        let mut parameters: Vec<String> = VERIFY_TOKENS.map(str::to_owned).into();
        let setting = |name: &str| {
            let mut settings = settings.iter();
            let found = settings.find(|(found, _)| found == name);
            found.map(|(_, value)| value.to_lowercase())
        };
        let places = match provider {
            Some(provider) => provider.secret_at(),
            None => providers::ALL
                .iter()
                .flat_map(Provider::secret_at)
                .collect(),
        };
        for place in places {
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
        if provider.is_none() {
            parameters.extend(PARAMETERS.map(str::to_owned));
        }
        if !provider.is_some_and(|provider| has_signature_in_authorization(&provider)) {
            headers.push("authorization".to_owned());
        }
        Self {
            headers,
            parameters,
        }
    }

    /// Whether the value of this header is a secret.
    pub(crate) fn has_header(&self, name: &HeaderName) -> bool {
        self.headers.iter().any(|secret| name == secret.as_str())
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
        let mut secrets = self.parameters.iter();
        secrets.any(|secret| secret.eq_ignore_ascii_case(name))
    }
}

/// Whether a provider signs in the header `authorization`: that is then needed, and proves one request only.
fn has_signature_in_authorization(provider: &Provider) -> bool {
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
    use webhook_receiver::providers;

    use super::has_signature_in_authorization;

    #[test]
    fn keeps_authorization_only_if_it_signs() {
        for (id, keeps) in [
            ("ms-teams", true),
            ("dlocal", true),
            ("vonage", true),
            ("livekit", true),
            ("jira-connect", true),
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

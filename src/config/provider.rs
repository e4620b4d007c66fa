//! Providers.

use std::{any::Any, time::Duration};

use serde::{Deserialize, Deserializer, Serialize};

use super::{
    error::{ConfigError, ConfigErrorKind, Locate},
    handshake::{AnswerConfig, HandshakeConfig},
    intern::{self, each},
    place::{Places, header_name, place_table},
    scheme::SchemeConfig,
    signature::{HttpSignatureConfig, MessageSignatureConfig},
    token::JwtConfig,
    words::{TimeFormatConfig, words},
};
use crate::{
    Provider,
    authenticate::Authenticate,
    key::source::{AllowedUrl, check_pattern},
    provider::{
        Authentication, IdKind, KeyDocument, KeysAt, Retry, Row, TimeKind, When, check_headers,
        check_id, check_key_host, check_max_age, check_methods, check_month, check_retries,
        check_tolerance,
    },
    providers,
    scheme::{
        At, Scheme, check_header,
        http_signature::HttpSignature,
        jwt::{Claim, Jwt},
        message_signature::MessageSignature,
    },
};

/// A provider as it is written in a configuration.
///
/// The format of the file is yours: whatever [serde](https://serde.rs) reads, such as TOML, JSON or
/// YAML. The [manual](crate::manual::configuration) describes the usual fields, and the JSON Schema all
/// of them. A field that is unknown is an error, and whatever a [`Provider`] would not compile with, [`build`](Self::build) rejects.
///
/// ```
/// use webhook_receiver::{Receiver, Secret, config::ProviderConfig};
///
/// let text = r#"{
///     "id": "our-ci",
///     "scheme": {
///         "algorithm": "hmac-sha256",
///         "signature": { "header": "X-CI-Signature", "prefix": "sha256=" },
///         "timestamp": { "header": "X-CI-Time", "format": "seconds" },
///         "signed": "{timestamp}.{body}"
///     },
///     "kind": { "header": "X-CI-Event" }
/// }"#;
/// let provider = ProviderConfig::read(&mut serde_json::Deserializer::from_str(text))?.build()?;
///
/// assert_eq!(
///     provider.formula().unwrap(),
///     "x-ci-signature: sha256=hex(HMAC-SHA256(secret, timestamp + \".\" + body))\n\
///      timestamp = header(x-ci-time) in seconds",
/// );
/// let receiver = Receiver::new(provider, Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?)?;
/// # drop(receiver);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "config-schema", schemars(extend("required" = ["id"])))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct ProviderConfig {
    /// The short name of the provider: lower-case letters, digits, `-`, `_` and `.`.
    id: String,
    /// The provider's own name. Defaults to the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// The page on which the provider documents how it signs.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    /// The id of a built-in provider. What this configuration does not state is that provider's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = ids())))]
    extends: Option<String>,
    /// How requests are signed, if a concatenation of parts is signed, or the secret itself is sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    scheme: Option<SchemeConfig>,
    /// The JSON Web Tokens that are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    jwt: Option<JwtConfig>,
    /// The HTTP Message Signatures that are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    message_signature: Option<MessageSignatureConfig>,
    /// The HTTP Signatures by the draft that are sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    http_signature: Option<HttpSignatureConfig>,
    /// Other schemes, and the conditions under which they apply. The first whose condition holds is
    /// used.
    #[serde(skip_serializing_if = "Option::is_none")]
    variants: Option<Vec<VariantConfig>>,
    /// Other schemes for keys that begin with a prefix.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_kinds: Option<Vec<KeyKindConfig>>,
    /// Other schemes for endpoints with a setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    by_setting: Option<Vec<BySettingConfig>>,
    /// The requests by which the provider tests the endpoint.
    #[serde(skip_serializing_if = "Option::is_none")]
    handshakes: Option<Vec<HandshakeConfig>>,
    /// The response to a delivery, if not every success will do.
    #[serde(skip_serializing_if = "Option::is_none")]
    requires_reply: Option<AnswerConfig>,
    /// The places of the event type.
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<Places>,
    /// The places of the delivery id, which must be the same in each retry.
    #[serde(skip_serializing_if = "Option::is_none")]
    delivery_id: Option<Places>,
    /// What the delivery id identifies. Without it, idempotency keys are made from the signed content.
    #[serde(skip_serializing_if = "Option::is_none")]
    id_of: Option<IdKindConfig>,
    /// The page that shows what the delivery id identifies.
    #[serde(skip_serializing_if = "Option::is_none")]
    id_source: Option<String>,
    /// The time at which the event occurred.
    #[serde(skip_serializing_if = "Option::is_none")]
    occurred_at: Option<OccurredAt>,
    /// What the signed timestamp is the time of.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_of: Option<TimeKindConfig>,
    /// The page that shows what the timestamp is the time of.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_source: Option<String>,
    /// The tolerance in seconds. Defaults to 300.
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance: Option<u64>,
    /// The age in seconds beyond which a request is rejected if its timestamp is not the attempt's.
    #[serde(skip_serializing_if = "Option::is_none")]
    max_age: Option<u64>,
    /// The retry period in seconds, from the first attempt to the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    retries_for: Option<u64>,
    /// Whether the provider never retries.
    #[serde(skip_serializing_if = "Option::is_none")]
    never_retries: Option<bool>,
    /// The time, in seconds, for which the provider waits for a response.
    #[serde(skip_serializing_if = "Option::is_none")]
    answer_within: Option<u64>,
    /// Whether two events can have the same values in all signed fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    without_identity: Option<bool>,
    /// The month in which this was last compared with its source, such as `2026-11`.
    #[serde(skip_serializing_if = "Option::is_none")]
    source_read: Option<String>,
    /// The largest body that the provider sends, in bytes. Defaults to 5 MiB.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_limit: Option<usize>,
    /// The methods of deliveries. Defaults to `POST`.
    #[serde(skip_serializing_if = "Option::is_none")]
    methods: Option<Vec<String>>,
    /// The settings that are required, besides those that schemes, handshakes and the provider that is
    /// extended name.
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<Vec<String>>,
    /// The settings that are read if they are given.
    #[serde(skip_serializing_if = "Option::is_none")]
    optional_settings: Option<Vec<String>>,
    /// Whether the public URL is required. That of schemes and signatures is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    needs_url: Option<bool>,
    /// The signed place of the audience, for providers that sign with one key for all customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    audience: Option<AudienceConfig>,
    /// Whether the provider signs with one key for all of its customers.
    #[serde(skip_serializing_if = "Option::is_none")]
    shares_key: Option<bool>,
    /// Whether bodies may be compressed, and the uncompressed body is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    signs_decompressed: Option<bool>,
    /// Whether bodies may be compressed, and the compressed body is signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    signs_compressed: Option<bool>,
    /// The format of the document in which the provider serves its keys. Defaults to `set`.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_document: Option<KeyDocumentConfig>,
    /// The URL at which the provider serves its keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_url: Option<String>,
    /// The header that holds the path of the key's URL, and the URLs that are allowed.
    #[serde(skip_serializing_if = "Option::is_none")]
    keys_at_path: Option<KeysAtPath>,
    /// Whether each request has its key, in a certificate that code checks.
    #[serde(skip_serializing_if = "Option::is_none")]
    embeds_key: Option<bool>,
    /// The headers that a stored delivery keeps, besides those of the event type and the delivery id.
    #[serde(skip_serializing_if = "Option::is_none")]
    stored_headers: Option<Vec<String>>,
    /// The query parameters that a stored delivery keeps.
    #[serde(skip_serializing_if = "Option::is_none")]
    stored_parameters: Option<Vec<String>>,
    /// Whether code reads the secret from the body.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_holds_secret: Option<bool>,
}

/// Another scheme, and its condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct VariantConfig {
    /// The condition.
    when: WhenConfig,
    /// The scheme.
    scheme: SchemeConfig,
}

/// The condition under which another scheme applies.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum WhenConfig {
    /// The body is an `application/x-www-form-urlencoded` form.
    Form,
    /// The request has this method.
    Method(String),
    /// The request has this header.
    Header(String),
}

/// Another scheme for keys that begin with a prefix.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct KeyKindConfig {
    /// The prefix.
    prefix: String,
    /// The scheme.
    scheme: SchemeConfig,
}

/// Another scheme for endpoints with a setting.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct BySettingConfig {
    /// The name of the setting.
    setting: String,
    /// The scheme.
    scheme: SchemeConfig,
}

/// The places and the format of a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct OccurredAt {
    /// The places.
    at: Places,
    /// The format.
    format: TimeFormatConfig,
}

place_table! {
    /// The signed place of the audience, and the setting that it must equal.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["setting"])))]
    AudienceConfig {
        /// The name of the setting.
        setting: String,
        /// Whether the setting is required. Defaults to true.
        #[serde(skip_serializing_if = "Option::is_none")]
        required: Option<bool>,
        /// Another place, which some deliveries have instead.
        #[serde(skip_serializing_if = "Option::is_none")]
        or: Option<crate::config::place::Place>,
    }
}

/// The format of the document in which a provider serves its keys.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum KeyDocumentConfig {
    /// All keys: a JSON Web Key Set, or a single key.
    Set,
    /// The key with the requested id, at this JSON Pointer. An empty pointer is the whole document.
    Key(String),
    /// A certificate in PEM.
    Certificate,
    /// A certificate chain in PEM. The name of the leaf must end with this suffix.
    Chain(String),
}

/// A header that holds the path of a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct KeysAtPath {
    /// The name of the header.
    header: String,
    /// The host, without placeholders.
    host: String,
    /// The path, which may have placeholders such as `{name}`.
    path: String,
}

words! {
    /// What a delivery id identifies.
    IdKindConfig for IdKind {
        /// One event. The id is the same in each retry.
        Event = IdKind::Event => Ok(IdKind::Event),
        /// An object. Several events can have the same id.
        Object = IdKind::Object => Ok(IdKind::Object),
        /// The first item of a batch.
        BatchItem = IdKind::BatchItem => Ok(IdKind::BatchItem),
        /// It is not documented.
        Unknown = IdKind::Unknown => Ok(IdKind::Unknown),
    }
}

words! {
    /// What a signed timestamp is the time of.
    TimeKindConfig for TimeKind {
        /// The attempt. Each retry has a new timestamp.
        Attempt = TimeKind::Attempt => Ok(TimeKind::Attempt),
        /// The event. Retries repeat the timestamp.
        Event = TimeKind::Event => Ok(TimeKind::Event),
        /// It is not documented.
        Unknown = TimeKind::Unknown => Ok(TimeKind::Unknown),
    }
}

impl WhenConfig {
    fn to_when(&self) -> Result<When, ConfigError> {
        Ok(match self {
            Self::Form => When::Form,
            Self::Method(method) => {
                let method = intern::text(method).under("method")?;
                check_methods(&[method]).under("method")?;
                When::Method(method)
            }
            Self::Header(name) => {
                let name = header_name(name).under("header")?;
                check_header(name).under("header")?;
                When::Header(name)
            }
        })
    }

    fn of(when: When) -> Self {
        match when {
            When::Form => Self::Form,
            When::Method(method) => Self::Method(method.to_owned()),
            When::Header(name) => Self::Header(name.to_owned()),
        }
    }
}

impl KeyDocumentConfig {
    fn to_document(&self) -> Result<KeyDocument, ConfigError> {
        Ok(match self {
            Self::Set => KeyDocument::Set,
            Self::Key(pointer) => KeyDocument::Key(intern::text(pointer).under("key")?),
            #[cfg(feature = "x509")]
            Self::Certificate => KeyDocument::Certificate,
            #[cfg(not(feature = "x509"))]
            Self::Certificate => return Err(ConfigError::feature("x509")),
            #[cfg(feature = "x509-chain")]
            Self::Chain(suffix) => KeyDocument::Chain(intern::text(suffix).under("chain")?),
            #[cfg(not(feature = "x509-chain"))]
            Self::Chain(_) => return Err(ConfigError::feature("x509-chain")),
        })
    }

    fn of(document: KeyDocument) -> Option<Self> {
        Some(match document {
            KeyDocument::Set => return None,
            KeyDocument::Key(pointer) => Self::Key(pointer.to_owned()),
            #[cfg(feature = "x509")]
            KeyDocument::Certificate => Self::Certificate,
            #[cfg(feature = "x509-chain")]
            KeyDocument::Chain(suffix) => Self::Chain(suffix.to_owned()),
        })
    }
}

/// Sets a flag if it is stated. One that is set already stays: a stricter rule is not taken back.
fn raise(flag: &mut bool, stated: Option<bool>) -> Result<(), ConfigError> {
    if *flag && stated == Some(false) {
        return Err(ConfigError::invalid(
            "it cannot be `false`: it follows from another field, or from the provider that is extended",
        ));
    }
    *flag |= stated.unwrap_or_default();
    Ok(())
}

/// Adds names to a list.
fn add(
    known: &mut &'static [&'static str],
    stated: Option<&'static [&'static str]>,
) -> Result<(), ConfigError> {
    let mut all = known.to_vec();
    for name in stated.unwrap_or_default() {
        if !all.contains(name) {
            all.push(name);
        }
    }
    if all.len() > known.len() {
        *known = intern::list(all)?;
    }
    Ok(())
}

/// Whether two parts of rows are the same.
fn same(one: &impl std::fmt::Debug, other: &impl std::fmt::Debug) -> bool {
    format!("{one:?}") == format!("{other:?}")
}

/// Sets a fact if it is stated.
fn set<T: Copy>(slot: &mut T, stated: Option<T>) {
    if let Some(stated) = stated {
        *slot = stated;
    }
}

fn optional_text(text: &Option<String>) -> Result<Option<&'static str>, ConfigError> {
    text.as_deref().map(intern::text).transpose()
}

fn texts(
    list: &Option<Vec<String>>,
    convert: impl Fn(&str) -> Result<&'static str, ConfigError>,
) -> Result<Option<&'static [&'static str]>, ConfigError> {
    let Some(list) = list else {
        return Ok(None);
    };
    intern::list(each(list, |text| convert(text))?).map(Some)
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

impl ProviderConfig {
    /// Reads a configuration. Unlike that of `Deserialize`, the error has the path of the field.
    ///
    /// # Errors
    ///
    /// Returns an error if a field is unknown, or if a value has another type.
    ///
    /// ```
    /// use webhook_receiver::config::ProviderConfig;
    ///
    /// let text = r#"{ "id": "our-ci", "scheme": { "algoritm": "hmac-sha256" } }"#;
    /// let error = ProviderConfig::read(&mut serde_json::Deserializer::from_str(text)).unwrap_err();
    /// assert_eq!(error.path(), "scheme.algoritm");
    /// assert!(error.to_string().contains("unknown field `algoritm`, expected one of `algorithm`"));
    /// ```
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, ConfigError> {
        super::read(deserializer)
    }

    /// Returns the id of the provider.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Builds the provider.
    ///
    /// Its parts are allocated once and **never freed**, as those of a constant: some kilobytes for each
    /// provider. The same parts are found again, so building the same configuration a second time
    /// allocates nothing that stays. A part that changes, such as a name or a list, stays in addition. A
    /// configuration that is rejected can leave parts, too, up to the bounds on texts and lists.
    ///
    /// # Errors
    ///
    /// Returns an error that names the field if the configuration contradicts itself, or needs a feature
    /// of this crate that is off.
    pub fn build(&self) -> Result<Provider, ConfigError> {
        self.to_row().map(Provider::of_row)
    }

    /// Returns the configuration of a provider: the same as data.
    ///
    /// What is code is written as the id of the built-in provider that it [extends](crate::manual::configuration).
    ///
    /// # Errors
    ///
    /// Returns an error if the provider is authenticated by code of your own, or by an algorithm of your
    /// own.
    ///
    /// ```
    /// use webhook_receiver::{config::ProviderConfig, providers};
    ///
    /// let config = ProviderConfig::of(&providers::GITHUB)?;
    /// let text = serde_json::to_string(&config)?;
    /// assert!(text.contains(r#""signature":{"header":"x-hub-signature-256","encoding":"hex","prefix":"sha256="}"#));
    /// assert_eq!(config.build()?.formula(), providers::GITHUB.formula());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of<E>(provider: &Provider<E>) -> Result<Self, ConfigError> {
        Self::of_row(&provider.row)
    }

    fn to_row(&self) -> Result<Row, ConfigError> {
        let id = intern::required(&self.id, "a short name of the provider").under("id")?;
        check_id(id).under("id")?;
        let base = self.base().under("extends")?;
        let name = optional_text(&self.name).under("name")?;
        let source = optional_text(&self.source).under("source")?;
        let authentication = match (self.authentication()?, base) {
            (Some((field, _)), Some(_)) => {
                return Err(ConfigError::invalid(format!(
                    "`{field}` and `extends` are two ways to authenticate, but there must be one"
                ))
                .under(field));
            }
            (Some((_, stated)), None) => stated,
            (None, Some(base)) => base.authentication,
            (None, None) => {
                return Err(ConfigError::missing(
                    "how the provider authenticates is missing: it must have one of `scheme`, `jwt`, \
                     `message_signature`, `http_signature` and `extends`",
                ));
            }
        };
        let mut row = match base {
            Some(base) => Row {
                id,
                authentication,
                ..base
            },
            None => Provider::with(id, id, "", authentication).row,
        };
        set(&mut row.name, name);
        set(&mut row.source, source);
        self.set_schemes(&mut row)?;
        self.set_labels(&mut row)?;
        self.set_times(&mut row)?;
        self.set_requests(&mut row)?;
        self.set_keys(&mut row)?;
        if let Some(base) = &base {
            self.check_extension(&row, base)?;
        }
        Ok(row)
    }

    /// Checks that a row is at least as strict as the one that it extends. The flags and the lists of
    /// settings are, as they can only grow. The body limit, methods and responses are facts of the sender:
    /// they do not decide what is authentic.
    fn check_extension(&self, row: &Row, base: &Row) -> Result<(), ConfigError> {
        let unlike = |field: &str| {
            let id = base.id;
            let message = format!("it must be that of `{id}`, which is extended; leave it out");
            Err(ConfigError::invalid(message).under(field))
        };
        if !same(&row.variants, &base.variants) {
            return unlike("variants");
        }
        if !same(&row.key_kinds, &base.key_kinds) {
            return unlike("key_kinds");
        }
        if !same(&row.by_setting, &base.by_setting) {
            return unlike("by_setting");
        }
        if base.audience.is_some() {
            let audience = |row: &Row| (row.audience, row.other_audience);
            if !same(&audience(row), &audience(base)) {
                return unlike("audience");
            }
            if base.audience_needed && !row.audience_needed {
                return unlike("audience.required");
            }
        }
        if base.key_document != KeyDocument::Set && row.key_document != base.key_document {
            return unlike("key_document");
        }
        if row.embeds_key != base.embeds_key {
            return unlike("embeds_key");
        }
        let past = |row: &Row| row.window(None, None).past.unwrap_or(Duration::MAX);
        let future = |row: &Row| row.window(None, None).future;
        if past(row) > past(base) || future(row) > future(base) {
            let stated = [
                ("time_of", self.time_of.is_some()),
                ("tolerance", self.tolerance.is_some()),
                ("max_age", self.max_age.is_some()),
                ("retries_for", self.retries_for.is_some()),
            ];
            let mut stated = stated.into_iter().filter(|(_, stated)| *stated);
            let (field, _) = stated.next().unwrap_or(("extends", true));
            return Err(ConfigError::invalid(format!(
                "signed times would be accepted for longer than those of `{}`, which is extended; a \
                 receiver can set `tolerance` and `accept_age`",
                base.id
            ))
            .under(field));
        }
        Ok(())
    }

    fn base(&self) -> Result<Option<Row>, ConfigError> {
        let Some(id) = &self.extends else {
            return Ok(None);
        };
        match providers::by_id(id) {
            Some(provider) => Ok(Some(provider.row)),
            None => Err(ConfigError::unknown(
                "provider",
                id,
                providers::ALL.iter().map(Provider::id),
            )),
        }
    }

    fn authentication(&self) -> Result<Option<(&'static str, Authentication)>, ConfigError> {
        let mut found = Vec::new();
        if let Some(scheme) = &self.scheme {
            let scheme = scheme.to_scheme().under("scheme")?;
            found.push(("scheme", Authentication::Scheme(scheme)));
        }
        if let Some(jwt) = &self.jwt {
            let jwt = intern::value(jwt.to_jwt().under("jwt")?);
            found.push(("jwt", Authentication::Code(jwt)));
        }
        if let Some(signature) = &self.message_signature {
            let signature = intern::value(signature.to_signature().under("message_signature")?);
            found.push(("message_signature", Authentication::Code(signature)));
        }
        if let Some(signature) = &self.http_signature {
            let signature = intern::value(signature.to_signature().under("http_signature")?);
            found.push(("http_signature", Authentication::Code(signature)));
        }
        match *found {
            [] => Ok(None),
            [one] => Ok(Some(one)),
            [(first, _), (second, _), ..] => Err(ConfigError::invalid(format!(
                "`{first}` and `{second}` are two ways to authenticate, but there must be one"
            ))),
        }
    }

    fn set_schemes(&self, row: &mut Row) -> Result<(), ConfigError> {
        if let Some(variants) = &self.variants {
            let variants = each(variants, |variant| {
                let when = variant.when.to_when().under("when")?;
                Ok((when, variant.scheme.to_scheme().under("scheme")?))
            });
            row.variants = intern::list(variants.under("variants")?).under("variants")?;
        }
        if let Some(kinds) = &self.key_kinds {
            let kinds = each(kinds, |kind| {
                if kind.prefix.is_empty() {
                    return Err(ConfigError::invalid("an empty prefix").under("prefix"));
                }
                let prefix = intern::text(&kind.prefix).under("prefix")?;
                Ok((prefix, kind.scheme.to_scheme().under("scheme")?))
            });
            row.key_kinds = intern::list(kinds.under("key_kinds")?).under("key_kinds")?;
        }
        if let Some(schemes) = &self.by_setting {
            let schemes = each(schemes, |scheme| {
                let setting = intern::text(&scheme.setting).under("setting")?;
                Ok((setting, scheme.scheme.to_scheme().under("scheme")?))
            });
            row.by_setting = intern::list(schemes.under("by_setting")?).under("by_setting")?;
        }
        Ok(())
    }

    fn set_labels(&self, row: &mut Row) -> Result<(), ConfigError> {
        let places = |places: &Option<Places>| places.as_ref().map(Places::to_list).transpose();
        set(&mut row.kind, places(&self.kind).under("kind")?);
        let ids = places(&self.delivery_id).under("delivery_id")?;
        if let Some(ids) = ids
            && !same(&ids, &row.delivery_id)
        {
            // What the id at another place identifies is not known from the provider that is extended.
            row.delivery_id = ids;
            (row.delivery_id_kind, row.delivery_id_source) = (IdKind::Unknown, "");
        }
        if let Some(kind) = self.id_of {
            row.delivery_id_kind = kind.value().under("id_of")?;
        }
        let source = optional_text(&self.id_source).under("id_source")?;
        set(&mut row.delivery_id_source, source);
        if let Some(OccurredAt { at, format }) = &self.occurred_at {
            row.occurred_at = at.to_list().under("occurred_at.at")?;
            row.occurred_unit = format.value().under("occurred_at.format")?;
        }
        raise(&mut row.without_identity, self.without_identity).under("without_identity")?;
        let headers = texts(&self.stored_headers, header_name).under("stored_headers")?;
        check_headers(headers.unwrap_or_default()).under("stored_headers")?;
        set(&mut row.stored_headers, headers);
        let parameters = texts(&self.stored_parameters, intern::text);
        set(
            &mut row.stored_parameters,
            parameters.under("stored_parameters")?,
        );
        raise(&mut row.body_holds_secret, self.body_holds_secret).under("body_holds_secret")?;
        Ok(())
    }

    fn set_times(&self, row: &mut Row) -> Result<(), ConfigError> {
        if let Some(kind) = self.time_of {
            row.time_kind = kind.value().under("time_of")?;
        }
        let source = optional_text(&self.time_source).under("time_source")?;
        set(&mut row.time_source, source);
        if let Some(seconds) = self.tolerance {
            check_tolerance(seconds).under("tolerance")?;
            row.tolerance = Some(Duration::from_secs(seconds));
        }
        if let Some(seconds) = self.max_age {
            check_max_age(seconds).under("max_age")?;
            row.max_age = Some(Duration::from_secs(seconds));
        }
        match (self.never_retries, self.retries_for) {
            (Some(true), Some(_)) => {
                let message = "a provider that never retries has no retry period";
                return Err(ConfigError::invalid(message).under("never_retries"));
            }
            (Some(true), None) => row.retry = Retry::Never,
            (_, Some(seconds)) => {
                check_retries(seconds).under("retries_for")?;
                row.retry = Retry::For(Duration::from_secs(seconds));
            }
            (Some(false) | None, None) => {}
        }
        if let Some(seconds) = self.answer_within {
            row.response_timeout = Some(Duration::from_secs(seconds));
        }
        let month = optional_text(&self.source_read).under("source_read")?;
        if let Some(month) = month {
            check_month(month).under("source_read")?;
        }
        set(&mut row.source_read, month);
        Ok(())
    }

    fn set_requests(&self, row: &mut Row) -> Result<(), ConfigError> {
        if let Some(handshakes) = &self.handshakes {
            let handshakes = each(handshakes, HandshakeConfig::to_handshake);
            row.handshakes = intern::list(handshakes.under("handshakes")?).under("handshakes")?;
        }
        if let Some(reply) = &self.requires_reply {
            row.acknowledgement = Some(reply.to_answer().under("requires_reply")?);
        }
        set(&mut row.body_limit, self.body_limit);
        let methods = texts(&self.methods, intern::text).under("methods")?;
        if let Some(methods) = methods {
            check_methods(methods).under("methods")?;
        }
        set(&mut row.methods, methods);
        let settings = texts(&self.settings, intern::text).under("settings")?;
        add(&mut row.settings, settings).under("settings")?;
        let settings = texts(&self.optional_settings, intern::text).under("optional_settings")?;
        add(&mut row.optional_settings, settings).under("optional_settings")?;
        raise(&mut row.needs_url, self.needs_url).under("needs_url")?;
        row.needs_url |= reads_url(&row.authentication);
        check_claims(row).under("jwt.claims")?;
        set(&mut row.signs_decompressed, self.signs_decompressed);
        set(&mut row.signs_compressed, self.signs_compressed);
        if row.signs_compressed && row.signs_decompressed {
            let message = "a provider signs a body before or after it is compressed, not both";
            return Err(ConfigError::invalid(message).under("signs_compressed"));
        }
        Ok(())
    }

    fn set_keys(&self, row: &mut Row) -> Result<(), ConfigError> {
        if let Some(audience) = &self.audience {
            let at = audience.place().to_at().under("audience")?;
            let setting = intern::required(&audience.setting, "the name of a setting");
            let setting = setting.under("audience.setting")?;
            row.audience = Some((at, setting));
            row.audience_needed = audience.required.unwrap_or(true);
            let other = audience.or.as_ref().map(|place| place.to_at());
            if let Some(other) = other.transpose().under("audience.or")? {
                row.other_audience = Some(other);
            }
            row.shares_key |= !row.audience_needed;
        }
        raise(&mut row.shares_key, self.shares_key).under("shares_key")?;
        if let Some(document) = &self.key_document {
            row.key_document = document.to_document().under("key_document")?;
        }
        match (&self.key_url, &self.keys_at_path) {
            (Some(_), Some(_)) => {
                return Err(ConfigError::invalid(
                    "`key_url` and `keys_at_path` are two places of the keys, but there must be one",
                ));
            }
            (Some(url), None) => {
                if !url.starts_with("https://") {
                    let message = "the URL of keys must begin with `https://`";
                    return Err(ConfigError::invalid(message).under("key_url"));
                }
                row.key_url = KeysAt::Url(intern::text(url).under("key_url")?);
            }
            (None, Some(config)) => {
                let keys = config.to_keys().under("keys_at_path")?;
                row.key_url = keys;
            }
            (None, None) => {}
        }
        set(&mut row.embeds_key, self.embeds_key);
        Ok(())
    }

    fn of_row(row: &Row) -> Result<Self, ConfigError> {
        let mut config = Self {
            id: row.id.to_owned(),
            name: Some(row.name.to_owned()),
            source: unless(row.source.to_owned(), String::new()),
            ..Self::default()
        };
        config.state_authentication(row)?;
        let schemes = |schemes: &[(&'static str, Scheme)]| {
            let of = |(name, scheme): &(&str, Scheme)| {
                Ok((String::from(*name), SchemeConfig::of(scheme)?))
            };
            each(schemes, of)
        };
        let variants = each(row.variants, |(when, scheme)| {
            Ok(VariantConfig {
                when: WhenConfig::of(*when),
                scheme: SchemeConfig::of(scheme)?,
            })
        });
        config.variants = listed(variants.under("variants")?);
        let kinds = schemes(row.key_kinds).under("key_kinds")?.into_iter();
        let kinds = kinds.map(|(prefix, scheme)| KeyKindConfig { prefix, scheme });
        config.key_kinds = listed(kinds.collect());
        let settings = schemes(row.by_setting).under("by_setting")?.into_iter();
        let settings = settings.map(|(setting, scheme)| BySettingConfig { setting, scheme });
        config.by_setting = listed(settings.collect());
        config.handshakes = listed(row.handshakes.iter().map(HandshakeConfig::of).collect());
        config.requires_reply = row.acknowledgement.map(AnswerConfig::of);
        let places = |places: &[At]| (!places.is_empty()).then(|| Places::of(places));
        config.kind = places(row.kind);
        config.delivery_id = places(row.delivery_id);
        config.id_of = unless(
            IdKindConfig::of(row.delivery_id_kind),
            IdKindConfig::Unknown,
        );
        let text = |text: &str| unless(text.to_owned(), String::new());
        config.id_source = text(row.delivery_id_source);
        config.occurred_at = places(row.occurred_at).map(|at| OccurredAt {
            at,
            format: TimeFormatConfig::of(row.occurred_unit),
        });
        config.time_of = unless(TimeKindConfig::of(row.time_kind), TimeKindConfig::Unknown);
        config.time_source = text(row.time_source);
        config.tolerance = row.tolerance.map(|time| time.as_secs());
        config.max_age = row.max_age.map(|time| time.as_secs());
        match row.retry {
            Retry::For(period) => config.retries_for = Some(period.as_secs()),
            Retry::Never => config.never_retries = Some(true),
            Retry::Undocumented => {}
        }
        config.answer_within = row.response_timeout.map(|time| time.as_secs());
        let flag = |flag: bool| flag.then_some(true);
        config.without_identity = flag(row.without_identity);
        config.source_read = text(row.source_read);
        config.body_limit = unless(row.body_limit, Provider::DEFAULT_BODY_LIMIT);
        config.methods = unless(owned(row.methods), vec!["POST".to_owned()]);
        config.settings = listed(owned(row.settings));
        config.optional_settings = listed(owned(row.optional_settings));
        config.needs_url = flag(row.needs_url);
        config.audience = row.audience.map(|(at, setting)| AudienceConfig {
            setting: setting.to_owned(),
            required: (!row.audience_needed).then_some(false),
            or: row.other_audience.map(super::place::Place::of),
            ..AudienceConfig::at(at)
        });
        config.shares_key = flag(row.shares_key);
        config.signs_decompressed = flag(row.signs_decompressed);
        config.signs_compressed = flag(row.signs_compressed);
        config.key_document = KeyDocumentConfig::of(row.key_document);
        match row.key_url {
            KeysAt::Elsewhere => {}
            KeysAt::Url(url) => config.key_url = Some(url.to_owned()),
            KeysAt::Path(header, allowed) => {
                config.keys_at_path = Some(KeysAtPath {
                    header: header.to_owned(),
                    host: allowed.host().to_owned(),
                    path: allowed.path().to_owned(),
                });
            }
        }
        config.embeds_key = flag(row.embeds_key);
        config.stored_headers = listed(owned(row.stored_headers));
        config.stored_parameters = listed(owned(row.stored_parameters));
        config.body_holds_secret = flag(row.body_holds_secret);
        Ok(config)
    }

    /// Writes how the provider authenticates: as data, or as the built-in provider whose code it is.
    fn state_authentication(&mut self, row: &Row) -> Result<(), ConfigError> {
        let fault = match row.authentication {
            Authentication::Scheme(scheme) => match SchemeConfig::of(&scheme) {
                Ok(scheme) => {
                    self.scheme = Some(scheme);
                    return Ok(());
                }
                Err(fault) => fault.under("scheme"),
            },
            Authentication::Code(code) => {
                let any: &dyn Any = code;
                if let Some(jwt) = any.downcast_ref::<Jwt>() {
                    self.jwt = Some(JwtConfig::of(jwt).under("jwt")?);
                    return Ok(());
                }
                if let Some(signature) = any.downcast_ref::<MessageSignature>() {
                    let signature = MessageSignatureConfig::of(signature);
                    self.message_signature = Some(signature.under("message_signature")?);
                    return Ok(());
                }
                if let Some(signature) = any.downcast_ref::<HttpSignature>() {
                    let signature = HttpSignatureConfig::of(signature);
                    self.http_signature = Some(signature.under("http_signature")?);
                    return Ok(());
                }
                ConfigError::new(
                    ConfigErrorKind::Code,
                    "the provider is authenticated by code",
                )
            }
        };
        let mut all = providers::ALL.iter();
        let own = providers::by_id(row.id).filter(|own| is_same(&own.row, row));
        let known = own.or_else(|| all.find(|other| is_same(&other.row, row)).copied());
        self.extends = Some(known.ok_or(fault)?.id().to_owned());
        Ok(())
    }
}

impl KeysAtPath {
    fn to_keys(&self) -> Result<KeysAt, ConfigError> {
        let header = header_name(&self.header).under("header")?;
        check_header(header).under("header")?;
        let host = intern::text(&self.host).under("host")?;
        let path = intern::text(&self.path).under("path")?;
        check_key_host(host).under("host")?;
        check_pattern(host).under("host")?;
        check_pattern(path).under("path")?;
        Ok(KeysAt::Path(header, AllowedUrl::new(host, path)))
    }
}

/// The ids of the built-in providers.
#[cfg(feature = "config-schema")]
fn ids() -> Vec<&'static str> {
    providers::ALL.iter().map(Provider::id).collect()
}

/// Whether two rows authenticate by the same code, or by the same scheme.
fn is_same(one: &Row, other: &Row) -> bool {
    let kind = |code: &'static dyn Authenticate| {
        let any: &dyn Any = code;
        any.type_id()
    };
    match (one.authentication, other.authentication) {
        (Authentication::Code(one), Authentication::Code(other)) => {
            kind(one) == kind(other) && format!("{one:?}") == format!("{other:?}")
        }
        (Authentication::Scheme(one), Authentication::Scheme(other)) => {
            format!("{one:?}") == format!("{other:?}")
        }
        _ => false,
    }
}

/// Whether the public URL is read.
fn reads_url(authentication: &Authentication) -> bool {
    let Authentication::Code(code) = authentication else {
        return false;
    };
    let any: &dyn Any = *code;
    if let Some(signature) = any.downcast_ref::<MessageSignature>() {
        return MessageSignatureConfig::reads_url(signature);
    }
    if let Some(signature) = any.downcast_ref::<HttpSignature>() {
        return HttpSignatureConfig::reads_url(signature);
    }
    any.downcast_ref::<Jwt>().is_some_and(|jwt| {
        let mut claims = jwt.claims.iter();
        claims.any(|claim| matches!(claim, Claim::UrlHash(_)))
    })
}

/// Checks that the settings that claims must equal are declared.
fn check_claims(row: &Row) -> Result<(), ConfigError> {
    let Authentication::Code(code) = row.authentication else {
        return Ok(());
    };
    let any: &dyn Any = code;
    let Some(jwt) = any.downcast_ref::<Jwt>() else {
        return Ok(());
    };
    for (index, claim) in jwt.claims.iter().enumerate() {
        if let Claim::Setting(_, setting) = claim
            && !row.settings.contains(setting)
            && !row.optional_settings.contains(setting)
        {
            return Err(ConfigError::invalid(format!(
                "the setting `{setting}` must also be in `settings`"
            ))
            .item(index));
        }
    }
    Ok(())
}

/// Returns the value unless it is the usual one.
fn unless<T: PartialEq>(value: T, usual: T) -> Option<T> {
    (value != usual).then_some(value)
}

fn listed<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_the_same_as_its_configuration() {
        for provider in providers::ALL {
            let config = ProviderConfig::of(provider).unwrap();
            let json = serde_json::to_string(&config).unwrap();
            let read = ProviderConfig::read(&mut serde_json::Deserializer::from_str(&json));
            let read = read.unwrap_or_else(|error| panic!("{}: {error}\n{json}", provider.id()));
            assert_eq!(read, config);
            let row = read.to_row();
            let row = row.unwrap_or_else(|error| panic!("{}: {error}\n{json}", provider.id()));
            assert_eq!(
                format!("{row:#?}"),
                format!("{:#?}", provider.row),
                "{json}"
            );
        }
    }

    #[test]
    fn only_code_extends_a_row() {
        for provider in providers::ALL {
            let config = ProviderConfig::of(provider).unwrap();
            let data = config.extends.is_none();
            let code = provider.scheme().is_none();
            assert!(
                data || code || ["fitbit", "phonepe"].contains(&provider.id()),
                "{}",
                provider.id()
            );
        }
    }

    #[test]
    fn the_same_configuration_is_allocated_once() {
        let build = || {
            let config = ProviderConfig::of(&providers::STRIPE).unwrap();
            config.to_row().unwrap()
        };
        let (one, other) = (build(), build());
        assert!(std::ptr::eq(one.id, other.id));
        assert!(std::ptr::eq(one.kind, other.kind));
        let content = |row: &Row| match row.authentication {
            Authentication::Scheme(scheme) => scheme.content,
            Authentication::Code(_) => panic!("a scheme"),
        };
        assert!(std::ptr::eq(content(&one), content(&other)));
    }
}

//! Receivers: a provider, where its secrets are, and limits.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    time::Duration,
};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{self, Visitor, value::MapAccessDeserializer},
};

use zeroize::Zeroizing;

use super::{
    error::{ConfigError, Locate},
    provider::ProviderConfig,
};
use crate::{Builder, Provider, Receiver, Secret, SetupError, providers};

/// Receivers, and providers of your own, as they are written in one file.
///
/// A secret is not part of it: `env` names an environment variable, and `file` a file that holds it.
///
/// ```no_run
/// use webhook_receiver::config::Config;
///
/// let text = r#"{
///     "receivers": {
///         "acme": { "provider": "github", "secrets": [{ "env": "ACME_GITHUB_SECRET" }] },
///         "globex": { "provider": "our-ci", "secrets": [{ "file": "/run/secrets/globex" }] }
///     },
///     "providers": [{
///         "id": "our-ci",
///         "scheme": { "algorithm": "hmac-sha256", "signature": { "header": "x-ci-signature" } }
///     }]
/// }"#;
/// let config = Config::read(&mut serde_json::Deserializer::from_str(text))?;
/// let receivers = config.build()?;
/// let globex = &receivers["globex"];
/// # let _ = globex;
/// # Ok::<(), webhook_receiver::config::ConfigError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub struct Config {
    /// The receivers by their names: one per endpoint or tenant.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    receivers: BTreeMap<String, ReceiverConfig>,
    /// Providers of your own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    providers: Vec<ProviderConfig>,
}

/// A receiver as it is written in a configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "config-schema", schemars(extend("required" = ["provider"])))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
struct ReceiverConfig {
    /// The id of a built-in provider, or of one in `providers`.
    provider: String,
    /// Where the secrets are. Deliveries signed with any of them are accepted.
    #[serde(deserialize_with = "secrets", skip_serializing_if = "Vec::is_empty")]
    secrets: Vec<SecretConfig>,
    /// The origin at which the provider reaches the service, such as `https://app.example`.
    #[serde(skip_serializing_if = "Option::is_none")]
    public_url: Option<String>,
    /// The settings that the provider needs: each a text, or the place of one that is secret.
    #[serde(
        deserialize_with = "settings",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    settings: BTreeMap<String, SettingConfig>,
    /// How far the signed time may be from now, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance: Option<u64>,
    /// How old the signed time may be, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    accept_age: Option<u64>,
    /// The largest body that is accepted, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_limit: Option<usize>,
    /// Within what time the whole body must arrive, in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    body_deadline: Option<u64>,
    /// Whether the provider must sign the whole body.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    require_body: bool,
    /// Whether deliveries must be bound to this customer.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    require_audience: bool,
}

/// Where a secret is: in an environment variable, or in a file.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
struct SecretConfig(SecretPlace);

/// Where a secret is: one of `env` and `file`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
struct SecretPlace {
    /// The name of an environment variable that holds the secret.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    env: Option<String>,
    /// The path of a file that holds the secret.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    /// The id by which requests name the key.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

/// The message about a secret that is written into a configuration. It must not show the value.
const WRITTEN: &str = "a secret is not written here: name its place, as in `{ env = \"NAME\" }` or \
                       `{ file = \"/path\" }`";

/// Rejects values that are not tables, without showing them. The other defaults call one of these or
/// `visit_str`, or show only the type.
macro_rules! reject_values {
    ($message:expr) => {
        fn visit_bytes<E: de::Error>(self, _: &[u8]) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_bool<E: de::Error>(self, _: bool) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_u64<E: de::Error>(self, _: u64) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_i64<E: de::Error>(self, _: i64) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_u128<E: de::Error>(self, _: u128) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_i128<E: de::Error>(self, _: i128) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }

        fn visit_f64<E: de::Error>(self, _: f64) -> Result<Self::Value, E> {
            Err(E::custom($message))
        }
    };
}

impl<'de> Deserialize<'de> for SecretConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NoValue;

        impl<'de> Visitor<'de> for NoValue {
            type Value = SecretPlace;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the place of a secret")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<SecretPlace, A::Error> {
                SecretPlace::deserialize(MapAccessDeserializer::new(map))
            }

            fn visit_str<E: de::Error>(self, _: &str) -> Result<SecretPlace, E> {
                Err(E::custom(WRITTEN))
            }

            reject_values!(WRITTEN);
        }

        deserializer.deserialize_any(NoValue).map(Self)
    }
}

/// Reads the list of secrets.
fn secrets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<SecretConfig>, D::Error> {
    struct NoValue;

    impl<'de> Visitor<'de> for NoValue {
        type Value = Vec<SecretConfig>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of the places of secrets, such as `[{ env = \"NAME\" }]`")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
            let mut secrets = Vec::new();
            while let Some(secret) = list.next_element()? {
                secrets.push(secret);
            }
            Ok(secrets)
        }

        fn visit_str<E: de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(E::custom(WRITTEN))
        }

        reject_values!(WRITTEN);
    }

    deserializer.deserialize_any(NoValue)
}

/// The value of a setting: a text, or the place of one that is secret. It is not shown.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
enum SettingConfig {
    /// The value.
    Text(String),
    /// The place of the value.
    Place(SettingPlace),
}

/// Reads the settings.
fn settings<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, SettingConfig>, D::Error> {
    const TABLE: &str = "settings are a table, such as `{ name = \"value\" }`";
    struct NoValue;

    impl<'de> Visitor<'de> for NoValue {
        type Value = BTreeMap<String, SettingConfig>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table of settings")
        }

        fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut settings = BTreeMap::new();
            while let Some((name, value)) = map.next_entry()? {
                settings.insert(name, value);
            }
            Ok(settings)
        }

        fn visit_str<E: de::Error>(self, _: &str) -> Result<Self::Value, E> {
            Err(E::custom(TABLE))
        }

        reject_values!(TABLE);
    }

    deserializer.deserialize_any(NoValue)
}

/// Reads the text of a place. A value of another type could be the secret, and is not shown.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    const TEXT: &str = "it must be a text";
    struct NoValue;

    impl<'de> Visitor<'de> for NoValue {
        type Value = Option<String>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a text")
        }

        fn visit_none<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_unit<E: de::Error>(self) -> Result<Self::Value, E> {
            Ok(None)
        }

        fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<Self::Value, D::Error> {
            inner.deserialize_any(self)
        }

        fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
            Ok(Some(text.to_owned()))
        }

        reject_values!(TEXT);
    }

    deserializer.deserialize_any(NoValue)
}

/// Where the value of a setting is: one of `env` and `file`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
struct SettingPlace {
    /// The name of an environment variable that holds the value.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    env: Option<String>,
    /// The path of a file that holds the value.
    #[serde(deserialize_with = "text", skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

/// Does not show the value.
impl fmt::Debug for SettingConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(_) => f.write_str("Text(redacted)"),
            Self::Place(place) => place.fmt(f),
        }
    }
}

impl<'de> Deserialize<'de> for SettingConfig {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const TEXT: &str = "a setting is a text, or the place of one, such as `{ env = \"NAME\" }`";
        struct TextOrPlace;

        impl<'de> Visitor<'de> for TextOrPlace {
            type Value = SettingConfig;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, or the place of one")
            }

            fn visit_map<A: de::MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                let place = SettingPlace::deserialize(MapAccessDeserializer::new(map));
                place.map(SettingConfig::Place)
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(SettingConfig::Text(text.to_owned()))
            }

            reject_values!(TEXT);
        }

        deserializer.deserialize_any(TextOrPlace)
    }
}

impl SettingConfig {
    fn value(&self) -> Result<Zeroizing<String>, ConfigError> {
        let place = match self {
            Self::Text(text) => return Ok(Zeroizing::new(text.clone())),
            Self::Place(place) => place,
        };
        match (&place.env, &place.file) {
            (Some(variable), None) => {
                check_variable(variable).under("env")?;
                let value = std::env::var(variable).map_err(|_| {
                    let variable = variable.clone();
                    discreet(SetupError::SecretVariable { variable }).under("env")
                })?;
                Ok(Zeroizing::new(value))
            }
            (None, Some(path)) => {
                let text = std::fs::read_to_string(path).map_err(|error| {
                    let (path, kind) = (path.clone(), error.kind());
                    discreet(SetupError::SecretFile { path, kind }).under("file")
                })?;
                let text = Zeroizing::new(text);
                let line = text.strip_suffix('\n').unwrap_or(&text);
                let line = line.strip_suffix('\r').unwrap_or(line);
                Ok(Zeroizing::new(line.to_owned()))
            }
            _ => Err(ConfigError::invalid("it must have one of `env` and `file`")),
        }
    }
}

impl Config {
    /// Reads a configuration. Unlike that of `Deserialize`, the error has the path of the field.
    ///
    /// # Errors
    ///
    /// Returns an error if a field is unknown, or if a value has another type.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, ConfigError> {
        super::read(deserializer)
    }

    /// Builds the receivers, by their names.
    ///
    /// # Errors
    ///
    /// Returns an error that names the field if a provider is unknown, a secret cannot be read, or a
    /// receiver [cannot be built](Builder::build).
    pub fn build(&self) -> Result<BTreeMap<String, Receiver>, ConfigError> {
        let build = |(name, builder): (String, Builder)| {
            let built = builder.build().map_err(ConfigError::from);
            let receiver = built.under(&name).under("receivers")?;
            Ok((name, receiver))
        };
        self.builders()?.into_iter().map(build).collect()
    }

    /// Begins to build the receivers, by their names: for what a file cannot say, such as an
    /// [observer](Builder::observer). The secrets are read now.
    ///
    /// # Errors
    ///
    /// Returns an error that names the field if a provider is unknown, or if a secret cannot be read.
    pub fn builders(&self) -> Result<BTreeMap<String, Builder>, ConfigError> {
        let own = self.own().under("providers")?;
        let build = |(name, receiver): (&String, &ReceiverConfig)| {
            let builder = receiver.builder(&own).under(name).under("receivers")?;
            Ok((name.clone(), builder))
        };
        self.receivers.iter().map(build).collect()
    }

    /// Builds the providers of `providers`.
    fn own(&self) -> Result<Vec<Provider>, ConfigError> {
        let mut ids = BTreeSet::new();
        let mut own = Vec::new();
        for (index, config) in self.providers.iter().enumerate() {
            let provider = config.build().item(index)?;
            let id = provider.id();
            if !ids.insert(id) || providers::by_id(id).is_some() {
                let message = format!("there is another provider `{id}`");
                return Err(ConfigError::invalid(message).under("id").item(index));
            }
            own.push(provider);
        }
        Ok(own)
    }
}

impl ReceiverConfig {
    fn builder(&self, own: &[Provider]) -> Result<Builder, ConfigError> {
        let id = &*self.provider;
        if id.is_empty() {
            let message = "required: the id of a provider, such as `github`";
            return Err(ConfigError::missing(message).under("provider"));
        }
        let ours = own.iter().find(|provider| provider.id() == id).copied();
        let provider = ours.or_else(|| providers::by_id(id)).ok_or_else(|| {
            let known = own.iter().chain(providers::ALL).map(Provider::id);
            ConfigError::unknown("provider", id, known).under("provider")
        })?;
        let mut builder = Receiver::builder(provider);
        for (index, SecretConfig(place)) in self.secrets.iter().enumerate() {
            let secret = place.read().item(index).under("secrets")?;
            builder = builder.secret(secret);
        }
        if let Some(url) = &self.public_url {
            builder = builder.public_url(url);
        }
        for (name, value) in &self.settings {
            let value = value.value().under(name).under("settings")?;
            builder = builder.setting(name, &value);
        }
        if let Some(seconds) = self.tolerance {
            builder = builder.tolerance(Duration::from_secs(seconds));
        }
        if let Some(seconds) = self.accept_age {
            builder = builder.accept_age(Duration::from_secs(seconds));
        }
        if let Some(bytes) = self.body_limit {
            builder = builder.body_limit(bytes);
        }
        if let Some(seconds) = self.body_deadline {
            builder = builder.body_deadline(Duration::from_secs(seconds));
        }
        if self.require_body {
            builder = builder.require_body();
        }
        if self.require_audience {
            builder = builder.require_audience();
        }
        Ok(builder)
    }
}

impl SecretPlace {
    fn read(&self) -> Result<Secret, ConfigError> {
        let secret = match (&self.env, &self.file) {
            (Some(variable), None) => {
                check_variable(variable).under("env")?;
                Secret::from_env(variable).map_err(discreet).under("env")?
            }
            (None, Some(path)) => Secret::from_file(path).map_err(discreet).under("file")?,
            _ => {
                return Err(ConfigError::invalid("it must have one of `env` and `file`"));
            }
        };
        Ok(match &self.id {
            Some(id) => secret.with_id(id.as_str()),
            None => secret,
        })
    }
}

/// Returns the error, without a name or a path that does not look like one: it could be the secret itself.
fn discreet(error: SetupError) -> ConfigError {
    match &error {
        SetupError::SecretVariable { variable } if !variable.contains('_') => ConfigError::invalid(
            "the environment variable is not set (or not Unicode); its name has no `_`, so it is not shown",
        ),
        SetupError::SecretFile { path, kind } if !is_path(path) => ConfigError::invalid(format!(
            "the file cannot be read: {kind}; the value does not begin like a path, so it is not shown"
        )),
        _ => error.into(),
    }
}

/// Whether a text begins like a path.
fn is_path(text: &str) -> bool {
    let drive = matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', ..]);
    drive
        || ["/", "./", "../", "~/", "\\", ".\\", "..\\"]
            .iter()
            .any(|start| text.starts_with(start))
}

/// Checks the name of an environment variable (POSIX), in upper case. A text that is not such a name could be
/// the secret itself, which an error would show.
fn check_variable(name: &str) -> Result<(), ConfigError> {
    let letter = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
    let first = name.starts_with(|first: char| !first.is_ascii_digit());
    if first && name.len() <= 128 && name.bytes().all(letter) {
        return Ok(());
    }
    Err(ConfigError::invalid(
        "it must be the name of an environment variable: upper-case letters, digits and `_`",
    ))
}

//! Schemes.

use serde::{Deserialize, Serialize};

use super::{
    algorithm,
    content::{Content, PartConfig},
    error::{ConfigError, Locate},
    intern::{self, each},
    place::{Place, place_table},
    words::{EncodingConfig, TimeFormatConfig},
};
use crate::{
    algorithm::{Algorithm, Class, OneOf},
    scheme::{
        Choice, Encoding, Format, KeyFormat, Part, Scheme, SchemePart, Timestamp, check_bodyless,
        covers_body,
    },
};

/// How requests are signed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "config-schema", schemars(extend("required" = ["algorithm"])))]
#[serde(deny_unknown_fields, default, expecting = "a table")]
pub(super) struct SchemeConfig {
    /// The name of the algorithm, such as `hmac-sha256`. `token` if the sender sends the secret itself,
    /// `basic` for HTTP Basic authentication.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = algorithm::names())))]
    algorithm: Option<String>,
    /// The hashes of which a setting selects one. Any of them is accepted unless the setting is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    choice: Option<ChoiceConfig>,
    /// How a pasted secret is decoded into a key. Defaults to `text`.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<KeyFormatConfig>,
    /// The place of the signature, and how it is written.
    #[serde(skip_serializing_if = "Option::is_none")]
    signature: Option<SignatureConfig>,
    /// The place at which a request names its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    key_id: Option<Place>,
    /// The place of the timestamp, and its format. It must be signed.
    #[serde(skip_serializing_if = "Option::is_none")]
    timestamp: Option<TimestampConfig>,
    /// The signed content: a template such as `{timestamp}.{body}`, or a list of parts. Defaults to the
    /// body.
    #[serde(skip_serializing_if = "Option::is_none")]
    signed: Option<Content>,
    /// Whether the signed content covers the body. Defaults to `signed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyConfig>,
    /// Whether the token is a public id, which authenticates nothing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    public_id: bool,
}

/// Whether the signed content covers the body.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum BodyConfig {
    /// It does.
    #[default]
    Signed,
    /// It does not: an attacker who saw one request can send any other body with its signature.
    Unsigned,
    /// Requests have no body. One that has a body is rejected.
    Absent,
}

place_table! {
    /// The place of a signature, and how it is written. By default it is written alone, in hexadecimal.
    SignatureConfig {
        /// The encoding of the signature. Defaults to `hex`, and for tokens to `text`.
        #[serde(skip_serializing_if = "Option::is_none")]
        encoding: Option<EncodingConfig>,
        /// The text before the signature, such as `sha256=`.
        #[serde(skip_serializing_if = "Option::is_none")]
        prefix: Option<String>,
        /// The signature is in a list of `key=value` pairs.
        #[serde(skip_serializing_if = "Option::is_none")]
        pairs: Option<PairsConfig>,
        /// The signature is in a list of items.
        #[serde(skip_serializing_if = "Option::is_none")]
        list: Option<ListConfig>,
        /// The signature is in a list whose first item is the timestamp.
        #[serde(skip_serializing_if = "Option::is_none")]
        time_first: Option<TimeFirstConfig>,
        /// Whether the provider writes a space after each separator of the list. Receivers skip white space
        /// there, so this is for signers.
        #[serde(skip_serializing_if = "Option::is_none")]
        spaced: Option<bool>,
    }
}

/// Pairs such as `t=1700000000,v1=...`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct PairsConfig {
    /// The separator of two pairs.
    separator: char,
    /// The key of a signature.
    key: String,
}

/// A list such as `v1,... v1a,...`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct ListConfig {
    /// The separator of two items.
    separator: char,
    /// The prefix of a signature; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    tag: String,
}

/// A list of the timestamp and signatures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct TimeFirstConfig {
    /// The separator of two items.
    separator: char,
}

place_table! {
    /// The place of a timestamp, and its format.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["format"])))]
    TimestampConfig {
        /// The format of the timestamp.
        #[serde(skip_serializing_if = "Option::is_none")]
        format: Option<TimeFormatConfig>,
    }
}

/// How a pasted secret is decoded into a key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum KeyFormatConfig {
    /// The text itself, in UTF-8.
    Text,
    /// The text in UTF-8 and Unicode's normal form NFKD.
    Nfkd,
    /// Hexadecimal.
    Hex,
    /// Base64, with or without padding.
    Base64,
    /// Base64 after this prefix, which may be missing.
    PrefixedBase64(String),
    /// Two keys: the text itself, and its base64 after this prefix, which may be missing.
    TextOrBase64(String),
    /// The text after this separator.
    After(char),
}

impl KeyFormatConfig {
    pub(super) fn value(&self) -> Result<KeyFormat, ConfigError> {
        Ok(match self {
            Self::Text => KeyFormat::Text,
            Self::Nfkd => KeyFormat::Nfkd,
            Self::Hex => KeyFormat::Hex,
            Self::Base64 => KeyFormat::Base64,
            Self::PrefixedBase64(prefix) => {
                KeyFormat::PrefixedBase64(intern::text(prefix).under("prefixed_base64")?)
            }
            Self::TextOrBase64(prefix) => {
                KeyFormat::TextOrBase64(intern::text(prefix).under("text_or_base64")?)
            }
            Self::After(separator) => KeyFormat::After(*separator),
        })
    }

    pub(super) fn of(format: KeyFormat) -> Self {
        match format {
            KeyFormat::Text => Self::Text,
            KeyFormat::Nfkd => Self::Nfkd,
            KeyFormat::Hex => Self::Hex,
            KeyFormat::Base64 => Self::Base64,
            KeyFormat::PrefixedBase64(prefix) => Self::PrefixedBase64(prefix.to_owned()),
            KeyFormat::TextOrBase64(prefix) => Self::TextOrBase64(prefix.to_owned()),
            KeyFormat::After(separator) => Self::After(separator),
        }
    }
}

/// A setting that selects one of several hashes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct ChoiceConfig {
    /// The name of the setting.
    setting: String,
    /// The values of the setting.
    values: Vec<ChoiceValue>,
}

/// A value of a setting that selects a hash.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct ChoiceValue {
    /// The value.
    value: String,
    /// The name of the algorithm that it selects.
    #[cfg_attr(feature = "config-schema", schemars(extend("enum" = algorithm::names())))]
    algorithm: String,
    /// Whether the algorithm is accepted only if the setting selects it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    on_demand: bool,
}

impl ChoiceConfig {
    /// Returns the algorithm that stands for all of them, and the choice. `usual` is the one that signs.
    fn to_choice(
        &self,
        usual: &'static dyn Algorithm,
        usual_name: &str,
    ) -> Result<(&'static dyn Algorithm, Choice), ConfigError> {
        let hash = |algorithm: &'static dyn Algorithm| {
            let length = algorithm.signature_length();
            length
                .filter(|_| algorithm.class() == Class::Hmac)
                .ok_or_else(|| ConfigError::invalid("it must be a hash, such as `hmac-sha256`"))
        };
        hash(usual).under("algorithm")?;
        intern::check_length(self.values.len()).under("choice.values")?;
        let mut lengths: Vec<(&'static str, usize)> = Vec::new();
        let (mut others, mut on_demand) = (Vec::new(), Vec::new());
        for (index, value) in self.values.iter().enumerate() {
            let add = || {
                let algorithm = algorithm::named(&value.algorithm).under("algorithm")?;
                let length = hash(algorithm).under("algorithm")?;
                if lengths.iter().any(|(_, known)| *known == length) {
                    let message = "the signatures of two hashes have the same length";
                    return Err(ConfigError::invalid(message).under("algorithm"));
                }
                let text = intern::text(&value.value).under("value")?;
                Ok((text, algorithm, length))
            };
            let (text, algorithm, length) = add().item(index).under("choice.values")?;
            lengths.push((text, length));
            if value.algorithm != usual_name {
                others.push(algorithm);
            }
            if value.on_demand {
                on_demand.push(length);
            }
        }
        if !self
            .values
            .iter()
            .any(|value| value.algorithm == usual_name)
        {
            return Err(ConfigError::invalid(
                "one of the values must select the scheme's `algorithm`",
            )
            .under("choice.values"));
        }
        let expected = expected(lengths.iter().map(|(name, _)| *name));
        let choice = Choice {
            setting: intern::text(&self.setting).under("choice.setting")?,
            lengths: intern::list(lengths).under("choice.values")?,
            on_demand: intern::list(on_demand).under("choice.values")?,
            expected: intern::text(&expected).under("choice.values")?,
        };
        let others = intern::list(others).under("choice.values")?;
        Ok((intern::value(OneOf { usual, others }), choice))
    }

    fn of(choice: Choice, hashes: &OneOf) -> Result<Self, ConfigError> {
        let value = |(value, length): &(&'static str, usize)| {
            let mut all = std::iter::once(&hashes.usual).chain(hashes.others);
            let selected = all.find(|algorithm| algorithm.signature_length() == Some(*length));
            let selected = selected.ok_or_else(|| ConfigError::code("the choice is code"))?;
            Ok(ChoiceValue {
                value: (*value).to_owned(),
                algorithm: algorithm::name(*selected)?.to_owned(),
                on_demand: choice.on_demand.contains(length),
            })
        };
        Ok(Self {
            setting: choice.setting.to_owned(),
            values: each(choice.lengths, value)?,
        })
    }
}

/// Lists the values of a setting: "`a`, `b` or `c`".
fn expected<'v>(values: impl Iterator<Item = &'v str>) -> String {
    let values: Vec<_> = values.map(|value| format!("`{value}`")).collect();
    match values.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} or {last}", rest.join(", ")),
        None => String::new(),
    }
}

impl SignatureConfig {
    fn format(&self) -> Result<Format, ConfigError> {
        let mut formats = Vec::new();
        if let Some(prefix) = &self.prefix {
            let prefix = intern::text(prefix).under("prefix")?;
            formats.push(("prefix", Format::Prefixed(prefix)));
        }
        if let Some(PairsConfig { separator, key }) = &self.pairs {
            let signature = intern::text(key).under("pairs.key")?;
            let separator = *separator;
            let pairs = Format::Pairs {
                separator,
                signature,
            };
            formats.push(("pairs", pairs));
        }
        if let Some(ListConfig { separator, tag }) = &self.list {
            let tag = intern::text(tag).under("list.tag")?;
            let separator = *separator;
            formats.push(("list", Format::List { separator, tag }));
        }
        if let Some(TimeFirstConfig { separator }) = self.time_first {
            formats.push(("time_first", Format::TimeFirst { separator }));
        }
        match *formats {
            [] => Ok(Format::Bare),
            [(field, format)] => {
                format.check().under(field)?;
                Ok(format)
            }
            [(first, _), (second, _), ..] => Err(ConfigError::invalid(format!(
                "`{first}` and `{second}` are two formats, but there must be one"
            ))),
        }
    }

    fn of(scheme: &Scheme) -> Self {
        let mut config = Self {
            encoding: Some(EncodingConfig::of(scheme.encoding)),
            spaced: scheme.spaced.then_some(true),
            ..Self::at(scheme.signature)
        };
        match scheme.format {
            Format::Bare => {}
            Format::Prefixed(prefix) => config.prefix = Some(prefix.to_owned()),
            Format::Pairs {
                separator,
                signature,
            } => {
                config.pairs = Some(PairsConfig {
                    separator,
                    key: signature.to_owned(),
                });
            }
            Format::List { separator, tag } => {
                config.list = Some(ListConfig {
                    separator,
                    tag: tag.to_owned(),
                });
            }
            Format::TimeFirst { separator } => {
                config.time_first = Some(TimeFirstConfig { separator });
            }
        }
        config
    }
}

impl SchemeConfig {
    pub(super) fn to_scheme(&self) -> Result<Scheme, ConfigError> {
        let name = self.algorithm.as_deref().ok_or_else(|| {
            ConfigError::missing("required: the name of the algorithm, such as `hmac-sha256`")
                .under("algorithm")
        })?;
        let mut algorithm = algorithm::named(name).under("algorithm")?;
        let sends_secret = matches!(algorithm.class(), Class::Token | Class::Basic);
        if self.public_id && algorithm.class() != Class::Token {
            let message = "a public id needs the algorithm `token`";
            return Err(ConfigError::invalid(message).under("public_id"));
        }
        let mut choice = None;
        if let Some(config) = &self.choice {
            let (hashes, chosen) = config.to_choice(algorithm, name)?;
            (algorithm, choice) = (hashes, Some(chosen));
        }
        let (signature, format, encoding) = match &self.signature {
            Some(config) => {
                let at = config.place().to_at().under("signature")?;
                let format = config.format().under("signature")?;
                let encoding = config.encoding.map(EncodingConfig::value).transpose();
                let usual = match algorithm.class() {
                    Class::Token => Encoding::Text,
                    Class::Basic => Encoding::Base64,
                    Class::Hmac | Class::Asymmetric => Encoding::Hex,
                };
                (
                    at,
                    format,
                    encoding.under("signature.encoding")?.unwrap_or(usual),
                )
            }
            None if algorithm.class() == Class::Basic => {
                let Scheme {
                    signature,
                    format,
                    encoding,
                    ..
                } = Scheme::basic();
                (signature, format, encoding)
            }
            None => {
                let message =
                    "required: the place of the signature, such as `{ header = \"x-signature\" }`";
                return Err(ConfigError::missing(message).under("signature"));
            }
        };
        let timestamp = match &self.timestamp {
            None => None,
            Some(config) => {
                let at = config.place().to_at().under("timestamp")?;
                let format = config.format.ok_or_else(|| {
                    ConfigError::missing(
                        "required: one of `seconds`, `milliseconds`, `rfc3339`, `iso8601`, \
                         `http_date`, `unchecked`",
                    )
                });
                let unit = format
                    .and_then(TimeFormatConfig::value)
                    .under("timestamp.format")?;
                Some(Timestamp { at, unit })
            }
        };
        let key_id = self.key_id.as_ref().map(Place::to_at).transpose();
        let key = self.key.as_ref().map(KeyFormatConfig::value).transpose();
        let scheme = Scheme {
            algorithm,
            key: key.under("key")?.unwrap_or(KeyFormat::Text),
            key_id: key_id.under("key_id")?,
            signature,
            format,
            encoding,
            timestamp,
            content: self.content(sends_secret)?,
            public: self.public_id,
            choice,
            bodyless: self.body == Some(BodyConfig::Absent),
            spaced: self
                .signature
                .as_ref()
                .is_some_and(|place| place.spaced == Some(true)),
        };
        scheme.check().map_err(|(part, message)| {
            ConfigError::invalid(message).under(match part {
                SchemePart::Signature => "signature",
                SchemePart::Timestamp => "timestamp",
                SchemePart::Content => "signed",
            })
        })?;
        Ok(scheme)
    }

    fn content(&self, sends_secret: bool) -> Result<&'static [Part], ConfigError> {
        if sends_secret {
            let stated = [
                ("signed", self.signed.is_some()),
                ("body", self.body.is_some()),
                ("timestamp", self.timestamp.is_some()),
            ];
            if let Some((field, _)) = stated.into_iter().find(|(_, stated)| *stated) {
                let message = "a sender that sends the secret itself signs nothing; leave it out";
                return Err(ConfigError::invalid(message).under(field));
            }
            return Ok(&[]);
        }
        let content = match &self.signed {
            None => &[Part::Body],
            Some(content) => {
                let parts = each(content.parts(), PartConfig::to_checked);
                intern::list(parts.under("signed")?).under("signed")?
            }
        };
        let covers = covers_body(content);
        match self.body.unwrap_or_default() {
            BodyConfig::Signed if !covers => Err(ConfigError::invalid(
                "a content that does not cover the body authenticates nothing of it; say \
                 `body = \"unsigned\"` if the sender really signs this",
            )
            .under("signed")),
            BodyConfig::Unsigned | BodyConfig::Absent if covers => Err(ConfigError::invalid(
                "the content covers the body, so it must be `signed`",
            )
            .under("body")),
            BodyConfig::Absent => check_bodyless(content).under("signed").map(|()| content),
            _ => Ok(content),
        }
    }

    pub(super) fn of(scheme: &Scheme) -> Result<Self, ConfigError> {
        let any: &dyn std::any::Any = scheme.algorithm;
        let (algorithm, choice) = match (any.downcast_ref::<OneOf>(), scheme.choice) {
            (Some(hashes), Some(choice)) => (hashes.usual, Some(ChoiceConfig::of(choice, hashes)?)),
            (None, None) => (scheme.algorithm, None),
            _ => return Err(ConfigError::code("the choice of the algorithm is code")),
        };
        let sends_secret = matches!(algorithm.class(), Class::Token | Class::Basic);
        let body = match (sends_secret, covers_body(scheme.content)) {
            (true, _) | (_, true) => None,
            (false, false) if scheme.bodyless => Some(BodyConfig::Absent),
            (false, false) => Some(BodyConfig::Unsigned),
        };
        Ok(Self {
            algorithm: Some(algorithm::name(algorithm)?.to_owned()),
            choice,
            key: Some(KeyFormatConfig::of(scheme.key)).filter(|key| *key != KeyFormatConfig::Text),
            signature: Some(SignatureConfig::of(scheme)),
            key_id: scheme.key_id.map(Place::of),
            timestamp: scheme
                .timestamp
                .map(|Timestamp { at, unit }| TimestampConfig {
                    format: Some(TimeFormatConfig::of(unit)),
                    ..TimestampConfig::at(at)
                }),
            signed: (!sends_secret)
                .then(|| Content::new(scheme.content.iter().map(PartConfig::of).collect())),
            body,
            public_id: scheme.public,
        })
    }
}

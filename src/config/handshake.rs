//! Handshakes and answers.

use serde::{Deserialize, Serialize};

use super::{
    error::{ConfigError, Locate},
    intern::{self, each},
    place::{Place, header_name, place_table},
};
use crate::handshake::{Answer, Condition, Handshake, Member, Proof};

/// A request by which the provider tests the endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct HandshakeConfig {
    /// The provider's name of the handshake.
    name: String,
    /// The method of the request. Defaults to `POST`.
    #[serde(default = "post", skip_serializing_if = "is_post")]
    method: String,
    /// The conditions that distinguish it from a delivery. All of them must hold.
    when: Vec<ConditionConfig>,
    /// What proves that the provider sent it.
    proof: ProofConfig,
    /// The answer.
    answer: AnswerConfig,
}

fn post() -> String {
    "POST".to_owned()
}

fn is_post(method: &str) -> bool {
    method == "POST"
}

/// A condition that distinguishes a handshake from a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum ConditionConfig {
    /// The place is present.
    Present(Place),
    /// The place has this text, or a number that is written like this.
    Equals(EqualsConfig),
    /// The place has lower-case hexadecimal digits.
    Hex(HexConfig),
    /// The place has a UUID.
    Uuid(Place),
    /// The place has decimal digits.
    Digits(Place),
    /// The place is absent.
    Absent(Place),
    /// The JSON array at this pointer is empty.
    EmptyList(String),
    /// The body is empty.
    EmptyBody,
    /// A JSON object has no other members than these and no duplicates.
    OnlyMembers(OnlyMembersConfig),
    /// The form body has no other fields than these and no duplicates.
    OnlyFields(Vec<String>),
}

place_table! {
    /// A place, and its text.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["text"])))]
    EqualsConfig {
        /// The text.
        text: String,
    }
}

place_table! {
    /// A place, and the number of its hexadecimal digits.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["min", "max"])))]
    HexConfig {
        /// The minimum number.
        min: usize,
        /// The maximum number.
        max: usize,
    }
}

/// The members of a JSON object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
struct OnlyMembersConfig {
    /// The JSON Pointer of the object. Without it, the body.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    of: String,
    /// The names of the members. Without names, the object or the body is empty.
    names: Vec<String>,
}

/// What proves that the provider sent a handshake.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
enum ProofConfig {
    /// A signature, as of a delivery.
    Signed,
    /// A token at this place, which must equal the setting `verify_token`.
    VerifyToken(Place),
    /// A text that must be one of the words in a setting.
    Listed(ListedConfig),
    /// Nothing. The answer must reveal nothing.
    Nothing,
}

place_table! {
    /// A place, and the setting that lists its texts.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["setting"])))]
    ListedConfig {
        /// The name of the setting.
        setting: String,
    }
}

/// The answer to a handshake or to a delivery.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum AnswerConfig {
    /// A status without a body.
    Empty(u16),
    /// The challenge at this place, as plain text.
    Echo(Place),
    /// A value as plain text.
    Text(MemberConfig),
    /// A fixed JSON text.
    Fixed(String),
    /// A JSON object with these members.
    Json(Vec<NamedConfig>),
    /// Headers, and a JSON object with members.
    Headers(HeadersConfig),
    /// An answer that also hands texts of the request to the application.
    Offer(OfferConfig),
}

/// Headers, and a JSON object.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct HeadersConfig {
    /// The headers. One whose challenge was not sent is left out.
    headers: Vec<NamedConfig>,
    /// The members of the JSON object. Without members there is no body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    json: Vec<NamedConfig>,
}

/// A value with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct NamedConfig {
    /// The name.
    name: String,
    /// The value.
    value: MemberConfig,
}

/// Texts for the application, and the answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, expecting = "a table")]
pub(super) struct OfferConfig {
    /// The texts.
    texts: Vec<OfferedConfig>,
    /// The answer.
    answer: Box<AnswerConfig>,
}

place_table! {
    /// A place, and the name of its text.
    #[cfg_attr(feature = "config-schema", schemars(extend("required" = ["name"])))]
    OfferedConfig {
        /// The name.
        name: String,
    }
}

/// A value in an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "config-schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(super) enum MemberConfig {
    /// The challenge at this place.
    Echo(Place),
    /// The signature of the challenge at this place with the endpoint's key.
    Signature(Place),
    /// The SHA-256 of the concatenated values in hexadecimal.
    Hash(Vec<Self>),
    /// A fixed text.
    Text(String),
    /// The body, decrypted if it was encrypted.
    Body,
    /// The value of this setting.
    Setting(String),
    /// The concatenated values.
    Joined(Vec<Self>),
}

fn texts(list: &[String]) -> Result<&'static [&'static str], ConfigError> {
    intern::list(each(list, |text| intern::text(text))?)
}

fn owned(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

impl HandshakeConfig {
    pub(super) fn to_handshake(&self) -> Result<Handshake, ConfigError> {
        let when = each(&self.when, ConditionConfig::to_condition).under("when")?;
        let handshake = Handshake {
            name: intern::text(&self.name).under("name")?,
            method: intern::text(&self.method).under("method")?,
            when: intern::list(when).under("when")?,
            proof: self.proof.to_proof().under("proof")?,
            answer: self.answer.to_answer().under("answer")?,
        };
        crate::provider::check_methods(&[handshake.method]).under("method")?;
        handshake.check().map_err(ConfigError::invalid)?;
        Ok(handshake)
    }

    pub(super) fn of(handshake: &Handshake) -> Self {
        Self {
            name: handshake.name.to_owned(),
            method: handshake.method.to_owned(),
            when: handshake.when.iter().map(ConditionConfig::of).collect(),
            proof: ProofConfig::of(handshake.proof),
            answer: AnswerConfig::of(handshake.answer),
        }
    }
}

impl ConditionConfig {
    fn to_condition(&self) -> Result<Condition, ConfigError> {
        Ok(match self {
            Self::Present(place) => Condition::Present(place.to_at().under("present")?),
            Self::Equals(config) => Condition::Equals(
                config.place().to_at().under("equals")?,
                intern::required(&config.text, "the text that the place must have")
                    .under("equals.text")?,
            ),
            Self::Hex(config) => {
                let at = config.place().to_at().under("hex")?;
                if config.min == 0 || config.max < config.min {
                    let message = "`min` must be positive, and `max` not less than it";
                    return Err(ConfigError::invalid(message).under("hex"));
                }
                Condition::Hex(at, config.min, config.max)
            }
            Self::Uuid(place) => Condition::Uuid(place.to_at().under("uuid")?),
            Self::Digits(place) => Condition::Digits(place.to_at().under("digits")?),
            Self::Absent(place) => Condition::Absent(place.to_at().under("absent")?),
            Self::EmptyList(pointer) => {
                Condition::EmptyList(intern::text(pointer).under("empty_list")?)
            }
            Self::EmptyBody => Condition::EmptyBody,
            Self::OnlyMembers(OnlyMembersConfig { of, names }) => Condition::OnlyMembers(
                intern::text(of).under("only_members.of")?,
                texts(names).under("only_members.names")?,
            ),
            Self::OnlyFields(names) => Condition::OnlyFields(texts(names).under("only_fields")?),
        })
    }

    fn of(condition: &Condition) -> Self {
        match *condition {
            Condition::Present(at) => Self::Present(Place::of(at)),
            Condition::Equals(at, text) => Self::Equals(EqualsConfig {
                text: text.to_owned(),
                ..EqualsConfig::at(at)
            }),
            Condition::Hex(at, min, max) => Self::Hex(HexConfig {
                min,
                max,
                ..HexConfig::at(at)
            }),
            Condition::Uuid(at) => Self::Uuid(Place::of(at)),
            Condition::Digits(at) => Self::Digits(Place::of(at)),
            Condition::Absent(at) => Self::Absent(Place::of(at)),
            Condition::EmptyList(pointer) => Self::EmptyList(pointer.to_owned()),
            Condition::EmptyBody => Self::EmptyBody,
            Condition::OnlyMembers(of, names) => Self::OnlyMembers(OnlyMembersConfig {
                of: of.to_owned(),
                names: owned(names),
            }),
            Condition::OnlyFields(names) => Self::OnlyFields(owned(names)),
        }
    }
}

impl ProofConfig {
    fn to_proof(&self) -> Result<Proof, ConfigError> {
        Ok(match self {
            Self::Signed => Proof::Signed,
            Self::VerifyToken(place) => Proof::VerifyToken(place.to_at().under("verify_token")?),
            Self::Listed(config) => Proof::Listed(
                config.place().to_at().under("listed")?,
                intern::required(&config.setting, "the name of a setting")
                    .under("listed.setting")?,
            ),
            Self::Nothing => Proof::Nothing,
        })
    }

    fn of(proof: Proof) -> Self {
        match proof {
            Proof::Signed => Self::Signed,
            Proof::VerifyToken(at) => Self::VerifyToken(Place::of(at)),
            Proof::Listed(at, setting) => Self::Listed(ListedConfig {
                setting: setting.to_owned(),
                ..ListedConfig::at(at)
            }),
            Proof::Nothing => Self::Nothing,
        }
    }
}

impl AnswerConfig {
    pub(super) fn to_answer(&self) -> Result<Answer, ConfigError> {
        let answer = match self {
            Self::Empty(status) => {
                if !(200..=599).contains(status) {
                    let message = "a status must be between 200 and 599";
                    return Err(ConfigError::invalid(message).under("empty"));
                }
                Answer::Empty(*status)
            }
            Self::Echo(place) => Answer::Echo(place.to_at().under("echo")?),
            Self::Text(member) => Answer::Text(member.to_member().under("text")?),
            Self::Fixed(text) => Answer::Fixed(intern::text(text).under("fixed")?),
            Self::Json(members) => Answer::Json(named(members).under("json")?),
            Self::Headers(HeadersConfig { headers, json }) => {
                let headers = each(headers, |header| {
                    let name = header_name(&header.name).under("name")?;
                    Ok((name, header.value.to_member().under("value")?))
                });
                Answer::Headers(
                    intern::list(headers.under("headers.headers")?).under("headers.headers")?,
                    named(json).under("headers.json")?,
                )
            }
            Self::Offer(OfferConfig { texts, answer }) => {
                let texts = each(texts, |text| {
                    let name =
                        intern::required(&text.name, "the name of the text").under("name")?;
                    Ok((name, text.place().to_at()?))
                });
                let then = answer.to_answer().under("offer.answer")?;
                Answer::Offer(
                    intern::list(texts.under("offer.texts")?).under("offer.texts")?,
                    intern::value(then),
                )
            }
        };
        answer.check().map_err(ConfigError::invalid)?;
        Ok(answer)
    }

    pub(super) fn of(answer: Answer) -> Self {
        let named = |members: &[(&str, Member)]| members.iter().map(NamedConfig::of).collect();
        match answer {
            Answer::Empty(status) => Self::Empty(status),
            Answer::Echo(at) => Self::Echo(Place::of(at)),
            Answer::Text(member) => Self::Text(MemberConfig::of(&member)),
            Answer::Fixed(text) => Self::Fixed(text.to_owned()),
            Answer::Json(members) => Self::Json(named(members)),
            Answer::Headers(headers, members) => Self::Headers(HeadersConfig {
                headers: named(headers),
                json: named(members),
            }),
            Answer::Offer(texts, then) => {
                let text = |(name, at): &(&str, _)| OfferedConfig {
                    name: (*name).to_owned(),
                    ..OfferedConfig::at(*at)
                };
                Self::Offer(OfferConfig {
                    texts: texts.iter().map(text).collect(),
                    answer: Box::new(Self::of(*then)),
                })
            }
        }
    }
}

fn named(members: &[NamedConfig]) -> Result<&'static [(&'static str, Member)], ConfigError> {
    let members = each(members, |member| {
        let name = intern::text(&member.name).under("name")?;
        Ok((name, member.value.to_member().under("value")?))
    });
    intern::list(members?)
}

impl NamedConfig {
    fn of((name, member): &(&str, Member)) -> Self {
        Self {
            name: (*name).to_owned(),
            value: MemberConfig::of(member),
        }
    }
}

impl MemberConfig {
    fn to_member(&self) -> Result<Member, ConfigError> {
        let list = |members: &[Self]| intern::list(each(members, Self::to_member)?);
        Ok(match self {
            Self::Echo(place) => Member::Echo(place.to_at().under("echo")?),
            Self::Signature(place) => Member::Signature(place.to_at().under("signature")?),
            Self::Hash(members) => Member::Hash(list(members).under("hash")?),
            Self::Text(text) => Member::Text(intern::text(text).under("text")?),
            Self::Body => Member::Body,
            Self::Setting(name) => Member::Setting(intern::text(name).under("setting")?),
            Self::Joined(members) => Member::Joined(list(members).under("joined")?),
        })
    }

    fn of(member: &Member) -> Self {
        match *member {
            Member::Echo(at) => Self::Echo(Place::of(at)),
            Member::Signature(at) => Self::Signature(Place::of(at)),
            Member::Hash(members) => Self::Hash(members.iter().map(Self::of).collect()),
            Member::Text(text) => Self::Text(text.to_owned()),
            Member::Body => Self::Body,
            Member::Setting(name) => Self::Setting(name.to_owned()),
            Member::Joined(members) => Self::Joined(members.iter().map(Self::of).collect()),
        }
    }
}

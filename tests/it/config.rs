//! Providers from configuration: each built-in row can be written as data, and a wrong configuration is
//! rejected with the field and the expected value.

mod alike;
mod data;
mod extended;
mod mutated;
mod receivers;
mod wrong;

use webhook_receiver::{
    Provider,
    config::{ConfigError, ProviderConfig},
};

/// Reads a configuration in TOML.
fn from_toml(text: &str) -> Result<ProviderConfig, ConfigError> {
    ProviderConfig::read(toml::Deserializer::parse(text).unwrap())
}

/// Returns the same provider, written to TOML and read again.
fn through_toml(provider: &Provider) -> Provider {
    let config = ProviderConfig::of(provider).unwrap();
    let text = toml::to_string(&config).unwrap();
    let read = from_toml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, config);
    read.build().unwrap()
}

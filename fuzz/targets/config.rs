#![no_main]
//! Configurations: of any TOML or JSON, a provider is built or the error names the field; one that is
//! built verifies without a panic, and is the same when it is written and read again.

use std::{sync::LazyLock, time::SystemTime};

use arbitrary::Unstructured;
use bytes::Bytes;
use http::Request;
use libfuzzer_sys::fuzz_target;
use webhook_receiver::{
    Receiver, Secret,
    config::{Config, ConfigError, ProviderConfig},
    providers,
    testing::Signer,
};
use webhook_receiver_fuzz::{genuine::URL, now, seeds};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

static NOW: LazyLock<SystemTime> = LazyLock::new(now);

const EXAMPLE: &str = r#"id = "our-ci"
kind = { header = "X-CI-Event" }
[scheme]
algorithm = "hmac-sha256"
signature = { header = "X-CI-Signature", prefix = "sha256=" }
timestamp = { header = "X-CI-Time", format = "seconds" }
signed = "{timestamp}.{body}"
"#;

const FILE: &str = r#"[receivers.github]
provider = "github"
secrets = [{ env = "GITHUB_SECRET" }]
[[providers]]
id = "our-ci"
scheme = { algorithm = "hmac-sha256", signature = { header = "X-CI-Signature" } }
[receivers.ci]
provider = "our-ci"
secrets = [{ file = "/run/secrets/ci" }]
"#;

fn check(config: &ProviderConfig) -> Result<(), ConfigError> {
    let provider = config.build()?;
    let again = ProviderConfig::of(&provider)?.build()?;
    assert_eq!(again.formula(), provider.formula());
    let secret = || Secret::new(SECRET).expect("a secret");
    let builder = Receiver::builder(provider).secret(secret());
    let Ok(receiver) = builder.public_url("https://app.example").build() else {
        return Ok(());
    };
    let unsigned = Request::new(Bytes::from_static(b"{\"id\":1}"));
    assert!(receiver.receive(unsigned.clone(), *NOW).is_err() || !provider.needs_secret());
    if let Ok(signed) = Signer::new(provider, secret())
        .at(*NOW)
        .sign(URL, r#"{"id":"1"}"#)
    {
        drop(receiver.receive(signed, *NOW));
    }
    Ok(())
}

fn checked(read: Result<ProviderConfig, ConfigError>) {
    if let Err(error) = read.and_then(|config| check(&config)) {
        assert!(!error.to_string().is_empty());
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let mut all = vec![
        [b"\x00", EXAMPLE.as_bytes()].concat(),
        [b"\x02", FILE.as_bytes()].concat(),
    ];
    for provider in providers::ALL {
        let Ok(config) = ProviderConfig::of(provider) else {
            continue;
        };
        // Another id, as that of a built-in provider is taken.
        let text = serde_json::to_string(&config).expect("it is data");
        let text = text.replacen(provider.id(), "our-ci", 1);
        all.push([b"\x01", text.as_bytes()].concat());
    }
    all
}

fuzz_target!(
    init: seeds::write(seeds),
    |data: &[u8]| {
        let mut input = Unstructured::new(data);
        let format = input.arbitrary::<u8>().unwrap_or(0) % 4;
        let Ok(text) = std::str::from_utf8(input.take_rest()) else { return };
        let json = || serde_json::Deserializer::from_str(text);
        match format {
            0 => {
                if let Ok(toml) = toml::Deserializer::parse(text) {
                    checked(ProviderConfig::read(toml));
                }
            }
            1 => checked(ProviderConfig::read(&mut json())),
            // Only read: to build it would read the files and variables that it names.
            2 => {
                if let Ok(toml) = toml::Deserializer::parse(text) {
                    drop(Config::read(toml));
                }
            }
            _ => drop(Config::read(&mut json())),
        }
    }
);

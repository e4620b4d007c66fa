//! Receivers from one file.

use std::time::{Duration, SystemTime};

use webhook_receiver::{
    Received, Secret,
    config::{Config, ConfigError, ConfigErrorKind},
    testing::Signer,
};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn read(text: &str) -> Result<Config, ConfigError> {
    Config::read(toml::Deserializer::parse(text).unwrap())
}

/// Returns the path of a new file with the secret.
fn secret_file(name: &str) -> String {
    let path = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    std::fs::write(&path, format!("{SECRET}\n")).unwrap();
    path.display().to_string()
}

#[test]
fn builds_receivers_of_tenants_and_of_own_providers() {
    let file = secret_file("config-receivers");
    let mut text = String::from(
        "[[providers]]\nid = \"our-ci\"\nkind = { json = \"/event\" }\n\n[providers.scheme]\n\
         algorithm = \"hmac-sha256\"\nsignature = { header = \"X-CI-Signature\" }\n",
    );
    for tenant in 0..20 {
        let provider = ["github", "our-ci"][tenant % 2];
        text.push_str(&format!(
            "\n[receivers.tenant-{tenant}]\nprovider = \"{provider}\"\nsecrets = [{{ file = {file:?} }}]\n\
             body_limit = 1024\n"
        ));
    }
    let receivers = read(&text).unwrap().build().unwrap();
    assert_eq!(receivers.len(), 20);
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000);
    for (name, receiver) in &receivers {
        let signer = Signer::new(
            receiver.endpoint().to_provider(),
            Secret::new(SECRET).unwrap(),
        )
        .at(now);
        let request = signer
            .sign("https://app.example/", r#"{"event":"built"}"#)
            .unwrap();
        let received = receiver.receive(request, now).unwrap();
        assert!(matches!(received, Received::Delivery(_)), "{name}");
    }
}

#[test]
fn names_the_field_of_a_wrong_receiver() {
    let file = secret_file("config-wrong-receiver");
    let of = |receiver: &str| {
        let text = format!("[receivers.acme]\n{receiver}");
        let built = read(&text).and_then(|config| config.build());
        built.map(drop).unwrap_err()
    };
    let secret = format!("secrets = [{{ file = {file:?} }}]");
    for (receiver, kind, expected) in [
        (
            "providr = \"github\"".to_owned(),
            ConfigErrorKind::Form,
            "`receivers.acme.providr`: ",
        ),
        (
            secret.clone(),
            ConfigErrorKind::Missing,
            "`receivers.acme.provider`: required: the id of a provider, such as `github`",
        ),
        (
            "provider = \"githb\"".to_owned(),
            ConfigErrorKind::Unknown,
            "`receivers.acme.provider`: unknown provider `githb`; did you mean `github`?",
        ),
        (
            "provider = \"github\"\nsecrets = [{}]".to_owned(),
            ConfigErrorKind::Invalid,
            "`receivers.acme.secrets[0]`: it must have one of `env` and `file`",
        ),
        (
            "provider = \"github\"\nsecrets = [{ file = \"/no/such/file\" }]".to_owned(),
            ConfigErrorKind::Setup,
            "`receivers.acme.secrets[0].file`: ",
        ),
        (
            "provider = \"github\"\nsecrets = [{ env = \"NO_SUCH_VARIABLE\" }]".to_owned(),
            ConfigErrorKind::Setup,
            "`receivers.acme.secrets[0].env`: ",
        ),
        (
            "provider = \"meta\"\nsettings = { verify_token = { env = \"NO_SUCH_VARIABLE\" } }"
                .to_owned(),
            ConfigErrorKind::Setup,
            "`receivers.acme.settings.verify_token.env`: ",
        ),
        (
            "provider = \"meta\"\nsettings = { verify_token = 5 }".to_owned(),
            ConfigErrorKind::Form,
            "`receivers.acme.settings.verify_token`: ",
        ),
        (
            format!("provider = \"square\"\n{secret}"),
            ConfigErrorKind::Setup,
            "`receivers.acme`: Square signs the public URL",
        ),
        (
            format!("provider = \"github\"\ntolerance = 86400\n{secret}"),
            ConfigErrorKind::Setup,
            "`receivers.acme`: ",
        ),
        (
            format!("provider = \"github\"\nsettings = {{ hsh = \"SHA1\" }}\n{secret}"),
            ConfigErrorKind::Setup,
            "`receivers.acme`: ",
        ),
    ] {
        let error = of(&receiver);
        assert!(
            error.to_string().starts_with(expected),
            "{receiver}\n{error}"
        );
        assert_eq!(error.kind(), kind, "{receiver}");
        let setup = std::error::Error::source(&error).is_some();
        assert_eq!(setup, kind == ConfigErrorKind::Setup, "{receiver}");
    }
}

#[test]
fn reads_a_setting_from_a_file_and_does_not_show_one() {
    let file = secret_file("config-setting");
    let of = |token: &str| {
        format!(
            "[receivers.acme]\nprovider = \"meta\"\nsecrets = [{{ file = {file:?} }}]\n\
             settings = {{ verify_token = {token} }}"
        )
    };
    let asked = |config: &Config| {
        let receivers = config.build().unwrap();
        let uri =
            format!("/?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token={SECRET}");
        let request = http::Request::get(uri).body(bytes::Bytes::new()).unwrap();
        receivers["acme"].receive(request, SystemTime::now())
    };
    for token in [format!("{{ file = {file:?} }}"), format!("\"{SECRET}\"")] {
        let config = read(&of(&token)).unwrap();
        assert!(
            matches!(asked(&config), Ok(Received::Handshake(_))),
            "{token}"
        );
        assert!(!format!("{config:?}").contains(SECRET));
    }
}

#[test]
fn rejects_another_provider_of_the_same_id() {
    let scheme = "scheme = { algorithm = \"hmac-sha256\", signature = { header = \"x-s\" } }";
    for (text, expected) in [
        (
            format!("[[providers]]\nid = \"github\"\n{scheme}"),
            "`providers[0].id`: there is another provider `github`",
        ),
        (
            format!("[[providers]]\nid = \"ci\"\n{scheme}\n[[providers]]\nid = \"ci\"\n{scheme}"),
            "`providers[1].id`: there is another provider `ci`",
        ),
        (
            "[[providers]]\nid = \"ci\"\nextends = \"svx\"".to_owned(),
            "`providers[0].extends`: unknown provider `svx`; did you mean `svix`?",
        ),
    ] {
        let error = read(&text).unwrap().build().unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn shows_no_secret_that_is_written_into_the_file() {
    for secrets in [
        format!("[\"{SECRET}\"]"),
        format!("\"{SECRET}\""),
        format!("[{{ env = \"{SECRET}\" }}]"),
        format!("[{{ value = \"{SECRET}\" }}]"),
        format!("{{ value = \"{SECRET}\" }}"),
        format!("[[\"{SECRET}\"]]"),
        "[1234567890123456]".to_owned(),
        "[99123456789012345699]".to_owned(),
        "99123456789012345699".to_owned(),
        "[-99123456789012345699]".to_owned(),
        "[12345678.90123456]".to_owned(),
        "[true]".to_owned(),
        "[2026-11-30T12:34:56Z]".to_owned(),
        "[{ env = 99123456789012345699 }]".to_owned(),
        "[{ file = 1234567890123456 }]".to_owned(),
        "[{ env = \"JBSWY3DPEHPK3PXP\" }]".to_owned(),
        format!("[{{ file = \"{SECRET}\" }}]"),
    ] {
        let text = format!("[receivers.acme]\nprovider = \"github\"\nsecrets = {secrets}\n");
        let error = read(&text).and_then(|config| config.build()).unwrap_err();
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains(SECRET), "{shown}");
        for secret in ["123456", "12345678.9", "34:56", "JBSWY3DPEHPK3PXP"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
    for settings in [
        format!("\"{SECRET}\""),
        format!("[\"{SECRET}\"]"),
        "99123456789012345699".to_owned(),
        "{ verify_token = 99123456789012345699 }".to_owned(),
        "{ verify_token = { env = 99123456789012345699 } }".to_owned(),
        "{ verify_token = { env = \"JBSWY3DPEHPK3PXP\" } }".to_owned(),
        format!("{{ verify_token = {{ file = \"{SECRET}\" }} }}"),
    ] {
        let text = format!("[receivers.acme]\nprovider = \"meta\"\nsettings = {settings}\n");
        let error = read(&text).and_then(|config| config.build()).unwrap_err();
        let shown = format!("{error} {error:?}");
        for secret in [SECRET, "123456", "JBSWY3DPEHPK3PXP"] {
            assert!(!shown.contains(secret), "{shown}");
        }
        assert!(
            error.path().starts_with("receivers.acme.settings"),
            "{shown}"
        );
    }
    let text = format!("[receivers.acme]\nprovider = \"github\"\nsecrets = [\"{SECRET}\"]\n");
    assert_eq!(read(&text).unwrap_err().path(), "receivers.acme.secrets[0]");
}

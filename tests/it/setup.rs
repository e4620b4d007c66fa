//! Wrong configurations: none builds, and each error says what to do without repeating the value.

use crate::common::rows;

use std::time::Duration;

use webhook_receiver::{
    Budget, Builder, Keys, Provider, Receiver, Secret, SetupError,
    algorithm::{Class, HMAC_SHA256, HMAC_SHA512},
    danger,
    error::SignError,
    provider::When,
    providers,
    scheme::{At, Scheme},
    testing::Signer,
};

const GOOD: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

fn good() -> Secret {
    Secret::new(GOOD).unwrap()
}

/// Secrets that can be guessed, or that were truncated or pasted wrongly.
const BAD_SECRETS: &[(&str, &str)] = &[
    ("", "empty"),
    (" ", "blank"),
    ("\n", "blank"),
    ("\t \r\n", "blank"),
    ("                ", "blank"),
    ("0f9b6c3e71d24a58b2c7e6d1a4f80935\n", "blank"),
    ("0f9b6c3e71d24a58b2c7e6d1a4f80935\r\n", "blank"),
    (" 0f9b6c3e71d24a58b2c7e6d1a4f80935", "blank"),
    ("\t0f9b6c3e71d24a58b2c7e6d1a4f80935", "blank"),
    ("x", "short"),
    ("hunter2", "short"),
    ("0f9b6c3e71d24a5", "short"),
    ("aaaaaaaaaaaaaaaa", "repeated"),
    ("0000000000000000000000000000000000000000", "repeated"),
    ("----------------------", "repeated"),
    ("changeme", "placeholder"),
    ("CHANGEME", "placeholder"),
    ("ChangeMe1234567890", "placeholder"),
    ("change_me_before_production", "placeholder"),
    ("please-change-me-please", "placeholder"),
    ("whsec_", "placeholder"),
    ("whsec_...", "placeholder"),
    ("whsec_xxxxxxxxxxxxxxxxxxxxxxxx", "placeholder"),
    ("your_webhook_secret_here", "placeholder"),
    ("your-webhook-secret-here", "placeholder"),
    ("YOUR_WEBHOOK_SECRET", "placeholder"),
    ("<your signing secret>", "placeholder"),
    ("<secret from the dashboard>", "placeholder"),
    ("replace_me_with_a_secret", "placeholder"),
    ("replaceme-replaceme", "placeholder"),
    ("insert_secret_value_1", "placeholder"),
    ("my_secret_my_secret", "placeholder"),
    ("supersecretsupersecret", "placeholder"),
    ("test_secret_test_secret", "placeholder"),
    ("example_secret_0123456789", "placeholder"),
    ("placeholder-placeholder", "placeholder"),
    ("put-the-secret-here", "placeholder"),
    ("secret", "placeholder"),
    ("password", "placeholder"),
    ("test", "placeholder"),
    ("none", "placeholder"),
    ("null", "placeholder"),
    ("undefined", "placeholder"),
    ("todo", "placeholder"),
];

fn class(error: &SetupError) -> &'static str {
    match error {
        SetupError::SecretEmpty => "empty",
        SetupError::SecretBlank => "blank",
        SetupError::SecretShort => "short",
        SetupError::SecretRepeated => "repeated",
        SetupError::SecretPlaceholder => "placeholder",
        SetupError::SecretVariable { .. } => "variable",
        SetupError::SecretForm { .. } => "form",
        SetupError::SecretUnsendable { .. } => "unsendable",
        SetupError::NoSecret => "none",
        SetupError::TooManySecrets => "many",
        SetupError::Tolerance => "tolerance",
        SetupError::AcceptedAge => "accepted age",
        SetupError::BodyLimit => "limit",
        SetupError::BodyDeadline => "deadline",
        SetupError::Budget { .. } => "budget",
        SetupError::VariantKey { .. } => "variant",
        SetupError::BodyNotBound { .. } => "unbound",
        SetupError::PublicUrlNeeded { .. } => "url needed",
        SetupError::PublicUrl => "url",
        SetupError::SettingNeeded { .. } => "setting needed",
        SetupError::SettingUnknown { .. } => "setting unknown",
        SetupError::SettingForm { .. } => "setting",
        SetupError::SecretFrom { error, .. } | SetupError::SecretAt { error, .. } => class(error),
        SetupError::SecretFile { .. } => "file",
        SetupError::KeyNotShared { .. } => "not shared",
        _ => "new",
    }
}

/// The message says what to do, and does not contain the value.
fn says_enough(error: &SetupError, value: &str) {
    let text = error.to_string();
    assert!(text.len() > 30, "{text}");
    let shown = format!("{text} {error:?}");
    assert!(
        value.trim().len() < 8 || !shown.contains(value.trim()),
        "{shown}"
    );
}

#[test]
fn rejects_weak_secrets() {
    for (text, expected) in BAD_SECRETS {
        let ways = [
            Secret::new(*text),
            Secret::new((*text).to_owned()),
            Secret::new(text.as_bytes().to_vec()),
        ];
        for way in ways {
            let error = way.err().unwrap();
            assert_eq!(class(&error), *expected, "{text:?}");
            says_enough(&error, text);
        }
        // Even `danger` does not accept what is not a secret at all.
        let danger = danger::short_secret(*text).map(drop);
        match *expected {
            "empty" | "blank" => assert_eq!(class(&danger.unwrap_err()), *expected, "{text:?}"),
            _ => assert!(danger.is_ok(), "{text:?}"),
        }
    }
    println!("{} bad secrets, each by three ways", BAD_SECRETS.len());
}

#[test]
fn rejects_weak_secrets_from_the_environment() {
    let error = Secret::from_env("WEBHOOK_RECEIVER_TESTS_NO_SUCH_VARIABLE").unwrap_err();
    assert_eq!(class(&error), "variable");
    // Cargo sets this variable for tests; its value is shorter than a secret may be.
    let error = Secret::from_env("CARGO_PKG_VERSION_MAJOR").unwrap_err();
    assert_eq!(class(&error), "short");
    assert!(
        error.to_string().contains("`CARGO_PKG_VERSION_MAJOR`"),
        "{error}"
    );
}

#[test]
fn rejects_secrets_below_16_bytes() {
    let mut random = 1_u64;
    let mut count = 0;
    for length in 0..16 {
        for _ in 0..640 {
            let text: Vec<u8> = (0..length)
                .map(|_| {
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1);
                    (random >> 33) as u8
                })
                .collect();
            assert!(Secret::new(text).is_err(), "{length} bytes");
            count += 1;
        }
    }
    assert!(count >= 10_000);
    println!("{count} short secrets refused");
}

struct Case {
    what: &'static str,
    provider: Provider,
    build: fn(Builder) -> Builder,
    error: &'static str,
}

/// Faults of an endpoint other than the form of its secret.
fn cases() -> Vec<Case> {
    use providers::*;
    let mut cases = Vec::new();
    let mut case = |what, provider, build, error| {
        cases.push(Case {
            what,
            provider,
            build,
            error,
        })
    };
    for provider in [GITHUB, STRIPE, SLACK, SHOPIFY, GITLAB] {
        case("no secret", provider, |builder| builder, "none");
        case(
            "nine secrets",
            provider,
            |builder| (0..9).fold(builder, |builder, _| builder.secret(good())),
            "many",
        );
        case(
            "no tolerance",
            provider,
            |builder| builder.secret(good()).tolerance(Duration::ZERO),
            "tolerance",
        );
        case(
            "a tolerance below a second",
            provider,
            |builder| builder.secret(good()).tolerance(Duration::from_millis(999)),
            "tolerance",
        );
        case(
            "a tolerance above an hour",
            provider,
            |builder| builder.secret(good()).tolerance(Duration::from_secs(3601)),
            "tolerance",
        );
        case(
            "a tolerance for ever",
            provider,
            |builder| builder.secret(good()).tolerance(Duration::MAX),
            "tolerance",
        );
        case(
            "no body",
            provider,
            |builder| builder.secret(good()).body_limit(0),
            "limit",
        );
        case(
            "a body without limit",
            provider,
            |builder| builder.secret(good()).body_limit(usize::MAX),
            "limit",
        );
        case(
            "a body above a gigabyte",
            provider,
            |builder| builder.secret(good()).body_limit((1 << 30) + 1),
            "limit",
        );
        case(
            "no time for the body",
            provider,
            |builder| builder.secret(good()).body_deadline(Duration::ZERO),
            "deadline",
        );
        case(
            "a deadline that never comes",
            provider,
            |builder| builder.secret(good()).body_deadline(Duration::MAX),
            "deadline",
        );
        case(
            "a budget below the body limit",
            provider,
            |builder| {
                builder
                    .secret(good())
                    .body_limit(1001)
                    .budget(&Budget::new(1000))
            },
            "budget",
        );
        case(
            "an unknown setting",
            provider,
            |builder| builder.secret(good()).setting("color", "red"),
            "setting unknown",
        );
        case(
            "a setting with a typing error",
            provider,
            |builder| builder.secret(good()).setting("callback-url", "x"),
            "setting unknown",
        );
    }
    for provider in [SQUARE, HUBSPOT] {
        case(
            "no public URL",
            provider,
            |builder| builder.secret(good()),
            "url needed",
        );
    }
    for (what, build) in [
        (
            "no scheme",
            (|builder: Builder| builder.public_url("app.example")) as fn(Builder) -> Builder,
        ),
        ("a path", |builder| builder.public_url("/hooks")),
        ("nothing", |builder| builder.public_url("")),
        ("another scheme", |builder| {
            builder.public_url("ftp://app.example")
        }),
        ("a script", |builder| {
            builder.public_url("javascript:alert(1)")
        }),
        ("no host", |builder| builder.public_url("https://")),
        ("user info", |builder| {
            builder.public_url("https://user:pass@app.example")
        }),
        ("user info and a port", |builder| {
            builder.public_url("https://user@app.example:443")
        }),
        ("a fragment", |builder| {
            builder.public_url("https://app.example/#x")
        }),
        ("a query", |builder| {
            builder.public_url("https://app.example/?a=1")
        }),
        ("a blank", |builder| {
            builder.public_url("https://app example")
        }),
        ("a line end", |builder| {
            builder.public_url("https://app.example\n")
        }),
        ("a port that is none", |builder| {
            builder.public_url("https://app.example:port")
        }),
    ] {
        case(what, SQUARE, build, "url");
    }
    case(
        "a callback URL without a host",
        SQUARE,
        |builder| builder.setting("callback_url", "/hooks"),
        "url",
    );
    for provider in [STANDARD_WEBHOOKS, SVIX, CLERK, RESEND, OPENAI] {
        case(
            "base64 that is none",
            provider,
            |builder| builder.secret(Secret::new("whsec_!!!!!!!!!!!!!!!!!!!!!!!!").unwrap()),
            "form",
        );
        case(
            "base64 of fewer than 24 bytes",
            provider,
            |builder| {
                builder.secret(Secret::new("whsec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhc=").unwrap())
            },
            "short",
        );
    }
    case(
        "a key that is not hexadecimal",
        ADYEN,
        |builder| builder.secret(Secret::new("not hexadecimal digits").unwrap()),
        "form",
    );
    case(
        "an odd number of hexadecimal digits",
        ADYEN,
        |builder| builder.secret(Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f8093").unwrap()),
        "form",
    );
    case(
        "hexadecimal digits of fewer than 16 bytes",
        ADYEN,
        |builder| builder.secret(Secret::new("0f9b6c3e71d24a58b2c7e6d1").unwrap()),
        "short",
    );
    case(
        "a password without a user",
        AZURE_DEVOPS,
        |builder| builder.secret(good()),
        "form",
    );
    for provider in [META, XERO, ZOOM] {
        case(
            "an unknown setting",
            provider,
            |builder| builder.secret(good()).setting("token", "x"),
            "setting unknown",
        );
    }
    cases
}

#[test]
fn rejects_bad_configurations() {
    let cases = cases();
    for Case {
        what,
        provider,
        build,
        error,
    } in &cases
    {
        let built = build(Receiver::builder(*provider));
        let built = match (built.build(), *error) {
            // A URL is checked before the secrets, which are not tested here.
            (Err(found), _) => found,
            (Ok(_), _) => panic!("{}: {what}: built", provider.id()),
        };
        assert_eq!(class(&built), *error, "{}: {what}: {built}", provider.id());
        says_enough(&built, GOOD);
    }
    let count = cases.len() + 3 * BAD_SECRETS.len();
    println!("{count} bad configurations refused");
    assert!(count >= 120);
}

/// The control: correct configurations build, so the table above fails for the stated reasons.
#[test]
fn accepts_good_configurations() {
    let mut count = 0;
    for provider in providers::ALL {
        if provider.algorithm().class() == Class::Asymmetric {
            continue; // Each needs a key of its own form.
        }
        let secret = rows::pasted(*provider, "0f9b6c3e71d24a58b2c7e6d1a4f80935");
        let builder = Receiver::builder(*provider)
            .secret(Secret::new(secret).unwrap())
            .tolerance(Duration::from_secs(3600))
            .body_limit(1 << 30)
            .public_url("https://app.example/base");
        let built = rows::configured(builder, *provider).build();
        built.unwrap_or_else(|error| panic!("{}: {error}", provider.id()));
        count += 1;
    }
    assert!(count > 40, "{count}");
}

/// The key is prepared by the scheme's algorithm, so the variant would be verified with another algorithm
/// than its own.
#[test]
fn rejects_variants_with_another_algorithm() {
    const SOURCE: &str = "https://ci.example/docs";
    const AT: At = At::Header("x-signature");
    const V2: When = When::Header("x-v2");
    const SAME: Provider = Provider::new("ci", "CI", SOURCE, Scheme::new(HMAC_SHA256, AT))
        .variants(&[(V2, Scheme::new(HMAC_SHA256, At::Header("x-v2")))]);
    const OTHER: Provider = Provider::new("ci", "CI", SOURCE, Scheme::new(HMAC_SHA256, AT))
        .variants(&[(V2, Scheme::new(HMAC_SHA512, At::Header("x-v2")))]);
    assert!(Receiver::new(SAME, good()).is_ok());
    let error = Receiver::new(OTHER, good()).unwrap_err();
    assert_eq!(error, SetupError::VariantKey { provider: "CI" });
}

#[test]
fn rejects_weak_keys_of_tenants() {
    let endpoint = Receiver::builder(providers::GITHUB)
        .build_endpoint()
        .unwrap();
    assert_eq!(
        endpoint.prepare_keys(&[]).unwrap_err(),
        SetupError::NoSecret
    );
    // GitHub's requests name no key, so an id has no use.
    for with_id in [false, true] {
        let secret = |number| match with_id {
            true => good().with_id(format!("k{number}")),
            false => good(),
        };
        let nine: Vec<_> = (0..=Keys::MAX).map(secret).collect();
        assert_eq!(
            endpoint.prepare_keys(&nine).unwrap_err(),
            SetupError::TooManySecrets
        );
    }
}

#[test]
fn rejects_sender_only_schemes_on_demand() {
    for provider in providers::ALL {
        let built = Receiver::builder(*provider)
            .public_url("https://app.example")
            .require_body();
        let built = danger::any_audience(built).build_endpoint();
        let whole = provider.coverage().binds_body();
        if !whole {
            assert_eq!(class(&built.unwrap_err()), "unbound", "{}", provider.id());
        } else if let Err(SetupError::BodyNotBound { .. }) = built {
            // A variant of the row binds less than its usual scheme.
            println!(
                "{} has a variant that does not bind the body",
                provider.id()
            );
        }
    }
}

#[test]
fn rejects_bad_urls_and_short_secrets_in_a_signer() {
    let signer = Signer::new(providers::ADYEN, good());
    assert!(signer.sign("no url at all\n", "{}").is_err());
    let short = danger::short_secret("abc").unwrap();
    assert!(
        Signer::new(providers::ADYEN, short)
            .sign("https://app.example/", "{}")
            .is_err()
    );
}

/// A misspelled setting would be signed as if it had not been given.
#[test]
fn rejects_an_unknown_setting_in_a_signer() {
    let signed = Signer::new(providers::GITHUB, good())
        .setting("webhok_id", "1")
        .sign("https://app.example/hooks", "{}");
    let unknown = SetupError::SettingUnknown {
        provider: "GitHub",
        name: "webhok_id".to_owned(),
    };
    assert!(matches!(signed, Err(SignError::Setup(error)) if error == unknown));
}

/// Public and private keys of providers in every form in which they are pasted. Ed25519 from RFC 8410, the
/// others from `tests/keys`.
fn keys_of_another_kind() -> Vec<(&'static str, String)> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    const ED25519: &str = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";
    const ED25519_PRIVATE: &str =
        "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
    let pem = [
        ("EC public", include_str!("../keys/ec-public.pem")),
        ("EC private", include_str!("../keys/ec-private.pem")),
        ("P-384 public", include_str!("../keys/p384-public.pem")),
        ("RSA public", include_str!("../keys/rsa-public.pem")),
        ("RSA private", include_str!("../keys/rsa-private.pem")),
        ("certificate", include_str!("../keys/rsa-certificate.pem")),
    ];
    let mut keys =
        vec![
        ("Ed25519 SPKI", ED25519.to_owned()),
        ("Ed25519 PKCS #8", ED25519_PRIVATE.to_owned()),
        ("whsec_ SPKI", format!("whsec_{ED25519}")),
        ("whpk_", "whpk_Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=".to_owned()),
        (
            "JWK",
            include_str!("../keys/rsa-public.jwk.json").trim().to_owned(),
        ),
        (
            "JWK of Ed25519",
            r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#
                .to_owned(),
        ),
    ];
    for (name, pem) in pem {
        let pem = pem.trim();
        let lines: String = pem.lines().filter(|line| !line.starts_with("--")).collect();
        let der = STANDARD.decode(&lines).unwrap();
        keys.push((name, pem.to_owned()));
        keys.push((name, pem.replace('\n', "\\n")));
        keys.push((name, pem.replace('\n', " ")));
        keys.push((name, STANDARD.encode(pem)));
        keys.push((name, lines));
        keys.push((name, der.iter().map(|byte| format!("{byte:02x}")).collect()));
    }
    keys
}

#[test]
fn rejects_keys_of_another_kind_as_shared_secrets() {
    let keys = keys_of_another_kind();
    let mut tried = 0;
    for provider in providers::ALL {
        if provider.class() == "asymmetric"
            || !provider.needs_secret()
            || provider.algorithm().class() == Class::Asymmetric
        {
            continue;
        }
        for (name, key) in &keys {
            // Standard Webhooks has public keys, which are recognized by their prefix.
            if provider.id() == "standard-webhooks" && key.starts_with("whpk_") {
                continue;
            }
            let Ok(secret) = danger::short_secret(key.as_str()) else {
                continue;
            };
            let builder = rows::configured(
                Receiver::builder(*provider).public_url("https://app.example/"),
                *provider,
            );
            let rejected = builder.secret(secret).build().map(drop);
            assert!(rejected.is_err(), "{}: {name}: {key}", provider.id());
            tried += 1;
        }
    }
    assert!(tried > 10_000, "{tried}");
}

#[test]
fn accepts_random_secrets_that_start_like_a_key() {
    use base64::{Engine, engine::general_purpose::STANDARD};
    // A SEQUENCE of the right length, but without the beginning of a key.
    let mut bytes = [0x5a_u8; 32];
    (bytes[0], bytes[1]) = (0x30, 30);
    let endpoint = Receiver::builder(providers::STANDARD_WEBHOOKS)
        .build_endpoint()
        .unwrap();
    for text in [
        STANDARD.encode(bytes),
        format!("whsec_{}", STANDARD.encode(bytes)),
    ] {
        endpoint
            .prepare_keys(&[Secret::new(text).unwrap()])
            .unwrap();
    }
}

/// A secret that is sent as it is, but that no request can contain, would never match.
#[test]
fn rejects_tokens_that_no_request_can_hold() {
    let keys = |provider: Provider, secret: &[u8]| {
        let builder = Receiver::builder(provider);
        let endpoint = rows::configured(builder, provider).build_endpoint();
        endpoint
            .unwrap()
            .prepare_keys(&[Secret::new(secret).unwrap()])
    };
    let (mut in_headers, mut elsewhere) = (0, 0);
    let long = "0f9b6c3e".repeat(513);
    let umlaut = "gr\u{fc}\u{df}e-0f9b6c3e71d24a58";
    for provider in providers::ALL {
        if provider.class() != "token" {
            continue;
        }
        let error = keys(*provider, umlaut.as_bytes()).err();
        let Some(error) = error else {
            elsewhere += 1;
            // Bytes that are not text cannot be in a text.
            let error = keys(*provider, b"\xff\xfe-0f9b6c3e71d24a58").err();
            let is_typed = matches!(error, Some(SetupError::SecretUnsendable { .. }));
            assert!(is_typed, "{}: {error:?}", provider.id());
            continue;
        };
        in_headers += 1;
        for text in [
            umlaut,
            "line\r\nfeed-0f9b6c3e71d24a58",
            "a\0b-0f9b6c3e71d24a58",
            &long,
        ] {
            let error = keys(*provider, text.as_bytes()).unwrap_err();
            let is_typed = matches!(error, SetupError::SecretUnsendable { .. });
            assert!(is_typed, "{}: {error}", provider.id());
            says_enough(&error, text);
        }
        keys(*provider, b"with a blank-0f9b6c3e71d24a58").unwrap();
        assert!(error.to_string().contains("header"), "{error}");
    }
    println!("{in_headers} rows with a token in a header, {elsewhere} with one elsewhere");
    assert!(in_headers > 10 && elsewhere > 4);
    // Base64 can encode any bytes.
    keys(
        providers::CHARGEBEE,
        "user:gr\u{fc}\u{df}e-0f9b6c3e71d24a58".as_bytes(),
    )
    .unwrap();
}

#[test]
fn names_the_secret_that_is_not_usable() {
    let endpoint = Receiver::builder(providers::STANDARD_WEBHOOKS)
        .build_endpoint()
        .unwrap();
    let live = || Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    let error = endpoint
        .prepare_keys(&[live(), Secret::new("whsec_not base64, not at all").unwrap()])
        .unwrap_err();
    assert!(matches!(
        error,
        SetupError::SecretAt {
            index: 1,
            count: 2,
            ..
        }
    ));
    assert!(error.to_string().starts_with("secret 2 of 2"), "{error}");
}

#[test]
fn reads_secrets_from_files() {
    let folder = std::env::temp_dir();
    let path = folder.join(format!("webhook-secret-{}", std::process::id()));
    for (content, good) in [
        (GOOD.to_owned(), true),
        (format!("{GOOD}\n"), true),
        (format!("{GOOD}\r\n"), true),
        (format!("{GOOD}\n\n"), false),
        (format!(" {GOOD}\n"), false),
        ("\n".to_owned(), false),
        (String::new(), false),
    ] {
        std::fs::write(&path, &content).unwrap();
        let secret = Secret::from_file(&path);
        assert_eq!(secret.is_ok(), good, "{content:?}");
        if let Err(error) = secret {
            assert!(error.to_string().contains("webhook-secret-"), "{error}");
        }
    }
    std::fs::remove_file(&path).unwrap();
    assert!(matches!(
        Secret::from_file(&path).unwrap_err(),
        SetupError::SecretFile { .. }
    ));
}

/// The hash states of an HMAC are derived from the secret.
#[test]
fn wipes_keys_when_they_are_dropped() {
    fn wiped<T: zeroize::ZeroizeOnDrop>() {}
    wiped::<sha2::Sha256>();
    wiped::<sha2::Sha512>();
    wiped::<sha1::Sha1>();
    wiped::<md5::Md5>();
}

/// The settings that a provider lists are those that an endpoint requires.
#[test]
fn returns_the_settings_without_which_no_endpoint_is_built() {
    let mut asked = 0;
    for provider in providers::ALL {
        let required = provider.required_settings();
        let known = |name: &str| {
            let mut settings = rows::settings(*provider);
            let found = settings.find(|(known, _)| *known == name);
            found.map_or("a-value".to_owned(), |(_, value)| value.to_owned())
        };
        let mut settings: Vec<(String, String)> = Vec::new();
        let mut missing = Vec::new();
        loop {
            let start = Receiver::builder(*provider).public_url("https://app.example");
            let builder = settings
                .iter()
                .fold(start, |builder, (name, value)| builder.setting(name, value));
            match builder.build_endpoint() {
                Err(SetupError::SettingNeeded { name, .. }) => {
                    assert!(required.contains(&name), "{}: {name}", provider.id());
                    assert!(!missing.contains(&name), "{}: {name}", provider.id());
                    missing.push(name);
                    settings.push((name.to_owned(), known(name)));
                }
                // The value has the wrong form, so all required settings have been checked.
                Err(SetupError::SettingForm { .. }) => break,
                Err(other) => panic!("{}: {other}", provider.id()),
                Ok(_) => {
                    assert_eq!(
                        missing.len(),
                        required.len(),
                        "{}: {required:?}",
                        provider.id()
                    );
                    break;
                }
            }
        }
        asked += missing.len();
    }
    assert!(asked > 20, "{asked}");
}

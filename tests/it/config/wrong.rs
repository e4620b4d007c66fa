//! Wrong configurations with their errors. `UPDATE_CONFIG_ERRORS=1` writes the errors into the file.

use std::fmt::Write;

use serde::Deserialize;

use super::from_toml;

#[derive(Deserialize)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    config: String,
    error: String,
}

#[test]
fn names_the_field_and_what_would_be_right() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("config/wrong.toml");
    let file: File = toml::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
    let mut written = String::from("# Wrong configurations, and what is said of each.\n");
    let mut wrong = Vec::new();
    for case in &file.case {
        let built = from_toml(&case.config).and_then(|config| config.build());
        let error = built.map(|provider| format!("built {provider:?}"));
        let error = error.unwrap_or_else(|error| error.to_string());
        write!(
            written,
            "\n[[case]]\nerror = '''{error}'''\nconfig = '''\n{}'''\n",
            case.config
        )
        .unwrap();
        if error != case.error {
            wrong.push(format!(
                "{}\nexpected {}\nfound    {error}",
                case.config, case.error
            ));
        }
    }
    if std::env::var_os("UPDATE_CONFIG_ERRORS").is_some() {
        std::fs::write(&path, written).unwrap();
        return;
    }
    assert!(file.case.len() >= 40);
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn shows_no_value_of_a_wrong_type_that_could_be_a_secret() {
    // A secret could be pasted there by mistake.
    let error = from_toml("id = \"x\"\nsecret = \"hunter2hunter2hunter2\"").unwrap_err();
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

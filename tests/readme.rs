//! The README's table of providers is the list of the crate.

use std::{fmt::Write, fs, path::Path};

use webhook_receiver::providers;

#[test]
fn table_of_providers_is_true() -> Result<(), Box<dyn std::error::Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path)?;
    let mut table = String::from(
        "\n| provider | id | class | algorithm | proves | handshake |\n|---|---|---|---|---|---|\n",
    );
    for provider in providers::ALL {
        writeln!(
            table,
            "| [{}]({}) | `{}` | {} | {} | {} | {} |",
            provider.name(),
            provider.source(),
            provider.id(),
            provider.class(),
            provider.algorithm().name(),
            provider.coverage(),
            if provider.has_handshake() {
                "answered"
            } else {
                ""
            },
        )?;
    }
    let (before, rest) = readme.split_once("<!-- providers -->").ok_or("no table")?;
    let (found, after) = rest
        .split_once("<!-- /providers -->")
        .ok_or("no end of the table")?;
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(
            path,
            format!("{before}<!-- providers -->\n{table}\n<!-- /providers -->{after}"),
        )?;
    } else {
        assert_eq!(
            found.trim(),
            table.trim(),
            "run this test with UPDATE_README=1"
        );
    }
    Ok(())
}

#[test]
fn providers_are_sorted() {
    assert!(providers::ALL.is_sorted_by_key(|provider| provider.id()));
}

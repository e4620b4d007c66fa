//! Prints the public API, one item per line, without what is derived or blanket, and without the typed events of
//! the ten providers, which have 38,000 items.

use std::{env, error::Error};

use public_api::Builder;

const MODELS: [&str; 10] = [
    "discord", "github", "gitlab", "linear", "meta", "shopify", "slack", "stripe", "telegram",
    "twilio",
];

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("usage: api FILE.json")?;
    let api = Builder::from_rustdoc_json(path)
        .omit_blanket_impls(true)
        .omit_auto_trait_impls(true)
        .omit_auto_derived_impls(true)
        .build()?;
    for item in api.items() {
        let item = item.to_string();
        if !MODELS
            .iter()
            .any(|model| item.contains(&format!("webhook_receiver::events::{model}")))
        {
            println!("{}", item.replace("webhook_receiver::", "crate::"));
        }
    }
    Ok(())
}

//! Writes all vectors to one file, which the library embeds: not every platform has files.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=vectors");
    let mut files: Vec<_> = fs::read_dir("vectors")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let texts: Vec<_> = files
        .iter()
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let folder = env::var("OUT_DIR").unwrap();
    fs::write(
        Path::new(&folder).join("vectors.json"),
        format!("[{}]", texts.join(",")),
    )
    .unwrap();
}

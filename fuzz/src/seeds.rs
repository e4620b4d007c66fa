//! Seeds: a target writes them when it starts with the folder of an empty corpus.

use std::{fs, path::Path};

use crate::{edit, genuine::Genuine};

/// Writes seeds into the empty folders among the arguments of the process.
pub fn write(seeds: impl FnOnce() -> Vec<Vec<u8>>) {
    let folders = std::env::args().skip(1).filter(|argument| {
        !argument.starts_with('-')
            && fs::read_dir(argument).is_ok_and(|mut entries| entries.next().is_none())
    });
    let Some(folder) = folders.into_iter().next() else {
        return;
    };
    for (number, seed) in seeds().iter().enumerate() {
        let path = Path::new(&folder).join(format!("seed-{number:05}"));
        fs::write(path, seed).expect("the corpus can be written");
    }
}

/// Returns inputs that set each place of each request to what it is.
pub fn of_edits(all: &[Genuine]) -> Vec<Vec<u8>> {
    let numbered = all.iter().enumerate();
    numbered
        .flat_map(|(number, genuine)| {
            let places = 0..edit::places(&genuine.request);
            places.map(move |place| edit::seed(number, place, genuine))
        })
        .collect()
}

/// Returns inputs for [`edit::either`].
pub fn of_either(all: &[Genuine]) -> Vec<Vec<u8>> {
    let changed = of_edits(all)
        .into_iter()
        .map(|seed| [vec![0], seed].concat());
    let numbered = all
        .iter()
        .enumerate()
        .filter(|(_, genuine)| genuine.signer.is_some());
    let signed = numbered
        .map(|(number, genuine)| [vec![1], edit::seed_signed_anew(number, genuine)].concat());
    changed.chain(signed).collect()
}

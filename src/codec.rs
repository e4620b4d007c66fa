//! Strict parsers of the formats of requests, one per format, and what they share.

#[cfg(feature = "aes")]
pub(crate) mod aes_cbc;
pub(crate) mod date_time;
pub(crate) mod encoding;
pub(crate) mod form;
pub(crate) mod json;
pub(crate) mod percent;
#[cfg(feature = "xml")]
pub(crate) mod xml;

/// Returns a predicate for names that are read one after the other: whether a name is one of `names`, and is not
/// a duplicate.
pub(crate) fn each_once(names: &[&str]) -> impl FnMut(&str) -> bool {
    let mut seen = Vec::with_capacity(names.len());
    move |name| {
        let Some(place) = names.iter().position(|known| *known == name) else {
            return false;
        };
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    }
}

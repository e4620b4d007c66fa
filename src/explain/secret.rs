//! The keys that a secret may be, if it was pasted in another form.

use zeroize::Zeroizing;

use crate::{
    error::SetupError,
    explain::change::SecretChange,
    key::format::KeyFormat,
    key::keys::{KeySpec, Keys},
    key::secret::Secret,
};

/// Prefixes that secrets have, or that stand in front of signatures and are pasted with them.
const PREFIXES: [&str; 6] = ["whsec_", "v1,whsec_", "sha256=", "Bearer ", "Basic ", "0x"];

/// The keys of a secret as it is, under the row's own format.
pub(crate) fn as_given(recipe: &KeySpec, secret: &Secret) -> Result<Keys, SetupError> {
    Keys::new(recipe, std::slice::from_ref(secret))
}

/// The keys that a shared secret may be in another form.
pub(crate) fn changed(recipe: &KeySpec, secret: &Secret) -> Vec<(SecretChange, Keys)> {
    use SecretChange as Change;
    let mut found = Vec::new();
    let mut add = |change, format, text: &[u8]| {
        let recipe = KeySpec { format, ..*recipe };
        let secret = Secret::candidate(text);
        if let Ok(keys) = Keys::new(&recipe, std::slice::from_ref(&secret)) {
            found.push((change, keys));
        }
    };
    let text = secret.expose();
    add(Change::WithoutId, recipe.format, text);
    for (change, format) in [
        (Change::AsText, KeyFormat::Text),
        (Change::AsHex, KeyFormat::Hex),
        (Change::AsBase64, KeyFormat::Base64),
    ] {
        if format != recipe.format {
            add(change, format, text);
        }
    }
    for prefix in PREFIXES {
        if let Some(rest) = text.strip_prefix(prefix.as_bytes()) {
            add(Change::WithoutPrefix(prefix), recipe.format, rest);
            add(Change::WithoutPrefix(prefix), KeyFormat::Base64, rest);
        } else {
            let longer = Zeroizing::new([prefix.as_bytes(), text].concat());
            add(Change::WithPrefix(prefix), recipe.format, &longer);
        }
    }
    for quote in [b"\"", b"'", b"`"] {
        if let Some(inner) = text
            .strip_prefix(quote)
            .and_then(|text| text.strip_suffix(quote))
        {
            add(Change::WithoutQuotes, recipe.format, inner);
        }
    }
    let lower = Zeroizing::new(text.to_ascii_lowercase());
    let upper = Zeroizing::new(text.to_ascii_uppercase());
    for (change, other) in [(Change::LowerCase, lower), (Change::UpperCase, upper)] {
        if *other != *text {
            add(change, recipe.format, &other);
        }
    }
    if recipe.format == KeyFormat::Text {
        for end in ["\n", "\r\n", " "] {
            let longer = Zeroizing::new([text, end.as_bytes()].concat());
            add(Change::WithWhiteSpace, recipe.format, &longer);
        }
    }
    found
}

//! What is wrong with a configuration, and where.

use std::{error, fmt};

use crate::{error::SetupError, scheme::Checked};

/// A configuration is wrong. It names the field, says what is wrong with it, and what would be right.
///
/// A secret does not belong in a configuration. One that is written in place of `secrets` or `settings`, or
/// as a value of theirs, is not shown. The values of other fields are shown, and so are the names of fields.
/// An error of the format's own parser, such as a syntax error, may quote the text.
///
/// ```
/// use webhook_receiver::config::{ConfigErrorKind, ProviderConfig};
///
/// let text = r#"{
///     "id": "our-ci",
///     "scheme": { "algorithm": "hmac-sha265", "signature": { "header": "x-signature" } }
/// }"#;
/// let config = ProviderConfig::read(&mut serde_json::Deserializer::from_str(text))?;
/// let error = config.build().unwrap_err();
/// assert_eq!(error.path(), "scheme.algorithm");
/// assert_eq!(error.kind(), ConfigErrorKind::Unknown);
/// let shown = error.to_string();
/// assert!(shown.starts_with("`scheme.algorithm`: unknown algorithm `hmac-sha265`, expected one of "));
/// assert!(shown.ends_with("; did you mean `hmac-sha256`?"));
/// # Ok::<(), webhook_receiver::config::ConfigError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigError {
    path: String,
    kind: ConfigErrorKind,
    message: String,
    setup: Option<Box<SetupError>>,
}

/// The kind of a [`ConfigError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ConfigErrorKind {
    /// The text is not of the form: a field is unknown, or a value has another type.
    Form,
    /// A name that should be one of a list is not: of an algorithm, or of a provider.
    Unknown,
    /// A field that is required is missing.
    Missing,
    /// A value is not allowed, or fields contradict each other.
    Invalid,
    /// The value needs a feature of this crate that is off.
    Feature,
    /// It cannot be written as a configuration, because it is code.
    Code,
    /// The receiver cannot be built: the source of the error is a [`SetupError`].
    Setup,
}

impl ConfigError {
    pub(super) fn new(kind: ConfigErrorKind, message: impl Into<String>) -> Self {
        Self {
            path: String::new(),
            kind,
            message: message.into(),
            setup: None,
        }
    }

    pub(super) fn invalid(message: impl Into<String>) -> Self {
        Self::new(ConfigErrorKind::Invalid, message)
    }

    pub(super) fn missing(message: impl Into<String>) -> Self {
        Self::new(ConfigErrorKind::Missing, message)
    }

    #[cfg_attr(
        feature = "full",
        allow(dead_code, reason = "with all features, none is missing")
    )]
    pub(super) fn feature(feature: &str) -> Self {
        Self::new(
            ConfigErrorKind::Feature,
            format!("needs the feature `{feature}` of webhook-receiver"),
        )
    }

    pub(super) fn code(message: impl Into<String>) -> Self {
        Self::new(ConfigErrorKind::Code, message)
    }

    /// A name that is not one of these.
    pub(super) fn unknown<'n>(
        what: &str,
        name: &str,
        known: impl Iterator<Item = &'n str> + Clone,
    ) -> Self {
        let near = nearest(name, known.clone());
        let known: Vec<_> = known.map(|name| format!("`{name}`")).collect();
        let mut message = format!("unknown {what} `{name}`");
        match &*known {
            all if all.len() <= MOST_LISTED => {
                message.push_str(&format!(", expected one of {}", all.join(", ")));
            }
            [first, ..] if near.is_none() => {
                let count = known.len();
                message.push_str(&format!(", expected one of {count}, such as {first}"));
            }
            _ => {}
        }
        if let Some(near) = near {
            message.push_str(&format!("; did you mean `{near}`?"));
        }
        Self::new(ConfigErrorKind::Unknown, message)
    }

    /// The error of a deserializer, at a path.
    pub(super) fn form(path: &serde_path_to_error::Path, message: &impl fmt::Display) -> Self {
        let path = path.to_string();
        Self {
            path: if path == "." { String::new() } else { path },
            ..Self::new(ConfigErrorKind::Form, without_excerpt(&message.to_string()))
        }
    }

    /// The same error, of a field.
    pub(super) fn under(mut self, field: &str) -> Self {
        self.path = match self.path.as_bytes() {
            [] => field.to_owned(),
            [b'[', ..] => format!("{field}{}", self.path),
            _ => format!("{field}.{}", self.path),
        };
        self
    }

    /// The same error, of an item of a list.
    pub(super) fn item(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    /// Returns the path of the field, such as `scheme.signed[2].header`. Empty for the whole
    /// configuration.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> ConfigErrorKind {
        self.kind
    }
}

/// The maximum number of names that an error lists.
const MOST_LISTED: usize = 40;

impl From<SetupError> for ConfigError {
    fn from(error: SetupError) -> Self {
        Self {
            setup: Some(Box::new(error.clone())),
            ..Self::new(ConfigErrorKind::Setup, error.to_string())
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.setup
            .as_deref()
            .map(|error| error as &(dyn error::Error + 'static))
    }
}

/// Adds the place of an error while it is returned.
pub(super) trait Locate<T> {
    fn under(self, field: &str) -> Result<T, ConfigError>;
    fn item(self, index: usize) -> Result<T, ConfigError>;
}

impl<T> Locate<T> for Result<T, ConfigError> {
    fn under(self, field: &str) -> Self {
        self.map_err(|error| error.under(field))
    }

    fn item(self, index: usize) -> Self {
        self.map_err(|error| error.item(index))
    }
}

impl<T> Locate<T> for Checked<T> {
    fn under(self, field: &str) -> Result<T, ConfigError> {
        self.map_err(|message| ConfigError::invalid(message).under(field))
    }

    fn item(self, index: usize) -> Result<T, ConfigError> {
        self.map_err(|message| ConfigError::invalid(message).item(index))
    }
}

/// Returns the message of a deserializer without the excerpt of the source, which may have anything in
/// it. `toml` draws one: lines of a number, if any, and a bar.
fn without_excerpt(message: &str) -> String {
    let is_excerpt = |line: &&str| {
        let line = line.trim_start_matches([' ', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        line.starts_with('|')
    };
    let lines: Vec<_> = message.lines().filter(|line| !is_excerpt(line)).collect();
    lines.join(": ")
}

/// Returns the known name that differs least, if it differs by two letters at most.
fn nearest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    if name.len() > 64 {
        return None;
    }
    known
        .map(|other| (distance(name.as_bytes(), other.as_bytes()), other))
        .filter(|(distance, other)| *distance <= 2 && *distance < other.len().div_ceil(2))
        .min()
        .map(|(_, other)| other)
}

/// The number of bytes to insert, delete, replace or swap (the restricted Damerau-Levenshtein
/// distance).
fn distance(a: &[u8], b: &[u8]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i.saturating_add(1)];
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], index: usize| row.get(index).copied().unwrap_or(usize::MAX);
            let next = j.saturating_add(1);
            let replaced = at(&last, j).saturating_add(usize::from(x != y));
            let one = at(&last, next).min(at(&row, j)).saturating_add(1);
            let mut best = replaced.min(one);
            let swapped = i > 0
                && j > 0
                && a.get(i.saturating_sub(1)) == Some(y)
                && b.get(j.saturating_sub(1)) == Some(x);
            if swapped {
                best = best.min(at(&before, j.saturating_sub(1)).saturating_add(1));
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().unwrap_or_default()
}

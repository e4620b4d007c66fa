//! The parts of configured providers, which live as long as the process: each distinct one once.
//!
//! A [`Provider`](crate::Provider) is made of `'static` parts, so that a row costs nothing to verify
//! with. Those of a configuration are allocated once and never freed. The same text, list or scheme is
//! found again, so loading a configuration a second time allocates nothing. A configuration that is rejected
//! can leave parts, too, up to the bounds on texts and lists.

use std::{
    any::{Any, TypeId},
    collections::HashMap,
    fmt::Debug,
    sync::{LazyLock, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};

use super::error::{ConfigError, Locate};

/// The maximum length of a text in a configuration, in bytes.
const LONGEST: usize = 4096;

/// The maximum number of items of a list in a configuration.
const MOST: usize = 256;

type Key = (TypeId, [u8; 32]);

static POOL: LazyLock<Mutex<HashMap<Key, Box<dyn Any + Send>>>> = LazyLock::new(Mutex::default);

/// Returns the part that is displayed like this, or makes it.
fn part<T: ?Sized + Sync + 'static>(shown: &str, make: impl FnOnce() -> &'static T) -> &'static T {
    let key = (
        TypeId::of::<&'static T>(),
        Sha256::digest(shown.as_bytes()).into(),
    );
    let mut pool = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = pool
        .get(&key)
        .and_then(|known| known.downcast_ref::<&'static T>())
    {
        return known;
    }
    let made = make();
    pool.insert(key, Box::new(made));
    made
}

pub(super) fn text(text: &str) -> Result<&'static str, ConfigError> {
    if text.is_empty() {
        return Ok("");
    }
    if text.len() > LONGEST {
        return Err(ConfigError::invalid(format!(
            "a text must not be longer than {LONGEST} bytes"
        )));
    }
    Ok(part(text, || Box::leak(text.into())))
}

/// Returns a text that must not be empty.
pub(super) fn required(text: &str, what: &str) -> Result<&'static str, ConfigError> {
    if text.is_empty() {
        return Err(ConfigError::missing(format!("required: {what}")));
    }
    self::text(text)
}

/// Checks the number of items of a list. It comes before the items are interned.
pub(super) fn check_length(items: usize) -> Result<(), ConfigError> {
    if items > MOST {
        return Err(ConfigError::invalid(format!(
            "a list must not have more than {MOST} items"
        )));
    }
    Ok(())
}

/// Converts each item of a list, unless there are too many.
pub(super) fn each<T, U>(
    items: &[T],
    convert: impl Fn(&T) -> Result<U, ConfigError>,
) -> Result<Vec<U>, ConfigError> {
    check_length(items.len())?;
    let items = items.iter().enumerate();
    items
        .map(|(index, item)| convert(item).item(index))
        .collect()
}

pub(super) fn list<T: Debug + Send + Sync + 'static>(
    items: Vec<T>,
) -> Result<&'static [T], ConfigError> {
    if items.is_empty() {
        return Ok(&[]);
    }
    check_length(items.len())?;
    Ok(part(&format!("{items:?}"), || Vec::leak(items)))
}

pub(super) fn value<T: Debug + Send + Sync + 'static>(value: T) -> &'static T {
    part(&format!("{value:?}"), || Box::leak(Box::new(value)))
}

//! The providers that the crate knows: one small file each, and this list.

mod github;
mod slack;
mod square;
mod stripe;

pub use self::{github::GITHUB, slack::SLACK, square::SQUARE, stripe::STRIPE};

use crate::Provider;

/// All providers, in alphabetical order of their ids.
pub const ALL: &[Provider] = &[GITHUB, SLACK, SQUARE, STRIPE];

/// The provider with this id.
///
/// ```
/// use webhook_receiver::providers;
///
/// assert_eq!(providers::by_id("github").map(|provider| provider.name()), Some("GitHub"));
/// assert!(providers::by_id("nobody").is_none());
/// ```
pub fn by_id(id: &str) -> Option<Provider> {
    ALL.iter().find(|provider| provider.id() == id).copied()
}

//! The providers that the crate knows: one small file each, and this list.

mod bitbucket;
mod calendly;
mod circleci;
mod clerk;
mod gitea;
mod github;
mod gitlab;
mod gitlab_signing_token;
mod line;
mod linear;
mod meta;
mod openai;
mod paddle;
mod pagerduty;
mod razorpay;
mod resend;
mod sentry;
mod shopify;
mod slack;
mod square;
mod standard_webhooks;
mod stripe;
mod svix;
#[cfg(feature = "sha1")]
mod vercel;
mod workos;
mod zoom;

pub use self::bitbucket::BITBUCKET;
pub use self::calendly::CALENDLY;
pub use self::circleci::CIRCLECI;
pub use self::clerk::CLERK;
pub use self::gitea::GITEA;
pub use self::github::GITHUB;
pub use self::gitlab::GITLAB;
pub use self::gitlab_signing_token::GITLAB_SIGNING_TOKEN;
pub use self::line::LINE;
pub use self::linear::LINEAR;
pub use self::meta::META;
pub use self::openai::OPENAI;
pub use self::paddle::PADDLE;
pub use self::pagerduty::PAGERDUTY;
pub use self::razorpay::RAZORPAY;
pub use self::resend::RESEND;
pub use self::sentry::SENTRY;
pub use self::shopify::SHOPIFY;
pub use self::slack::SLACK;
pub use self::square::SQUARE;
pub use self::standard_webhooks::STANDARD_WEBHOOKS;
pub use self::stripe::STRIPE;
pub use self::svix::SVIX;
#[cfg(feature = "sha1")]
pub use self::vercel::VERCEL;
pub use self::workos::WORKOS;
pub use self::zoom::ZOOM;

use crate::Provider;

/// All providers, in alphabetical order of their ids.
pub const ALL: &[Provider] = &[
    BITBUCKET,
    CALENDLY,
    CIRCLECI,
    CLERK,
    GITEA,
    GITHUB,
    GITLAB,
    GITLAB_SIGNING_TOKEN,
    LINE,
    LINEAR,
    META,
    OPENAI,
    PADDLE,
    PAGERDUTY,
    RAZORPAY,
    RESEND,
    SENTRY,
    SHOPIFY,
    SLACK,
    SQUARE,
    STANDARD_WEBHOOKS,
    STRIPE,
    SVIX,
    #[cfg(feature = "sha1")]
    VERCEL,
    WORKOS,
    ZOOM,
];

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

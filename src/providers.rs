//! The providers that the crate knows: one small file each, and this list.

mod adyen;
mod azure_devops;
mod bitbucket;
mod calendly;
mod circleci;
mod clerk;
mod configcat;
mod contentful;
mod docusign;
mod dropbox;
mod figma;
mod getstream;
mod gitea;
mod github;
mod gitlab;
mod gitlab_signing_token;
mod hubspot;
#[cfg(feature = "sha1")]
mod intercom;
mod lemon_squeezy;
mod line;
mod linear;
mod mailgun;
mod meta;
mod openai;
mod paddle;
mod pagerduty;
mod postmark;
mod razorpay;
mod resend;
mod sanity;
mod sentry;
mod shopify;
mod slack;
mod square;
mod standard_webhooks;
mod stripe;
mod svix;
mod tailscale;
mod telegram;
mod terraform_cloud;
#[cfg(feature = "sha1")]
mod trello;
#[cfg(feature = "sha1")]
mod twilio;
mod twitch;
mod typeform;
#[cfg(feature = "sha1")]
mod vercel;
mod woocommerce;
mod workos;
mod xero;
mod zendesk;
mod zoom;

pub use self::adyen::ADYEN;
pub use self::azure_devops::AZURE_DEVOPS;
pub use self::bitbucket::BITBUCKET;
pub use self::calendly::CALENDLY;
pub use self::circleci::CIRCLECI;
pub use self::clerk::CLERK;
pub use self::configcat::CONFIGCAT;
pub use self::contentful::CONTENTFUL;
pub use self::docusign::DOCUSIGN;
pub use self::dropbox::DROPBOX;
pub use self::figma::FIGMA;
pub use self::getstream::GETSTREAM;
pub use self::gitea::GITEA;
pub use self::github::GITHUB;
pub use self::gitlab::GITLAB;
pub use self::gitlab_signing_token::GITLAB_SIGNING_TOKEN;
pub use self::hubspot::HUBSPOT;
#[cfg(feature = "sha1")]
pub use self::intercom::INTERCOM;
pub use self::lemon_squeezy::LEMON_SQUEEZY;
pub use self::line::LINE;
pub use self::linear::LINEAR;
pub use self::mailgun::MAILGUN;
pub use self::meta::META;
pub use self::openai::OPENAI;
pub use self::paddle::PADDLE;
pub use self::pagerduty::PAGERDUTY;
pub use self::postmark::POSTMARK;
pub use self::razorpay::RAZORPAY;
pub use self::resend::RESEND;
pub use self::sanity::SANITY;
pub use self::sentry::SENTRY;
pub use self::shopify::SHOPIFY;
pub use self::slack::SLACK;
pub use self::square::SQUARE;
pub use self::standard_webhooks::STANDARD_WEBHOOKS;
pub use self::stripe::STRIPE;
pub use self::svix::SVIX;
pub use self::tailscale::TAILSCALE;
pub use self::telegram::TELEGRAM;
pub use self::terraform_cloud::TERRAFORM_CLOUD;
#[cfg(feature = "sha1")]
pub use self::trello::TRELLO;
#[cfg(feature = "sha1")]
pub use self::twilio::TWILIO;
pub use self::twitch::TWITCH;
pub use self::typeform::TYPEFORM;
#[cfg(feature = "sha1")]
pub use self::vercel::VERCEL;
pub use self::woocommerce::WOOCOMMERCE;
pub use self::workos::WORKOS;
pub use self::xero::XERO;
pub use self::zendesk::ZENDESK;
pub use self::zoom::ZOOM;

use crate::Provider;

/// All providers, in alphabetical order of their ids.
pub const ALL: &[Provider] = &[
    ADYEN,
    AZURE_DEVOPS,
    BITBUCKET,
    CALENDLY,
    CIRCLECI,
    CLERK,
    CONFIGCAT,
    CONTENTFUL,
    DOCUSIGN,
    DROPBOX,
    FIGMA,
    GETSTREAM,
    GITEA,
    GITHUB,
    GITLAB,
    GITLAB_SIGNING_TOKEN,
    HUBSPOT,
    #[cfg(feature = "sha1")]
    INTERCOM,
    LEMON_SQUEEZY,
    LINE,
    LINEAR,
    MAILGUN,
    META,
    OPENAI,
    PADDLE,
    PAGERDUTY,
    POSTMARK,
    RAZORPAY,
    RESEND,
    SANITY,
    SENTRY,
    SHOPIFY,
    SLACK,
    SQUARE,
    STANDARD_WEBHOOKS,
    STRIPE,
    SVIX,
    TAILSCALE,
    TELEGRAM,
    TERRAFORM_CLOUD,
    #[cfg(feature = "sha1")]
    TRELLO,
    #[cfg(feature = "sha1")]
    TWILIO,
    TWITCH,
    TYPEFORM,
    #[cfg(feature = "sha1")]
    VERCEL,
    WOOCOMMERCE,
    WORKOS,
    XERO,
    ZENDESK,
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

//! The providers that the crate knows: one small file each, and this list.

mod ably;
mod adobe_acrobat_sign;
#[cfg(feature = "rsa")]
mod adobe_io_events;
mod adyen;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
mod amazon_ses;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
mod amazon_sns;
#[cfg(all(feature = "jwt", feature = "x509-chain"))]
mod apple_app_store;
mod asana;
mod azure_devops;
mod azure_event_grid;
mod bitbucket;
mod box_;
#[cfg(feature = "sha1")]
mod braintree;
mod calendly;
#[cfg(feature = "ecdsa")]
mod circle;
mod circleci;
mod clerk;
mod cloudevents_http;
#[cfg(feature = "sha1")]
mod cloudinary;
mod clover;
mod coinbase_cdp;
mod configcat;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod constant_contact;
mod contentful;
#[cfg(feature = "jwt")]
mod dialpad;
#[cfg(feature = "ed25519")]
mod discord;
mod docusign;
#[cfg(feature = "message-signatures")]
mod drone;
mod dropbox;
mod dropbox_sign;
#[cfg(all(feature = "ecdsa", feature = "sha1"))]
mod ebay;
#[cfg(feature = "ed25519")]
mod fal;
mod figma;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod fireblocks;
#[cfg(feature = "rsa")]
mod fireblocks_legacy;
#[cfg(feature = "sha1")]
mod fitbit;
mod freshbooks;
#[cfg(feature = "rsa")]
mod freshchat;
mod getstream;
mod gitea;
mod github;
mod gitlab;
mod gitlab_signing_token;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod google_pubsub;
mod gusto;
mod hook0;
mod hubspot;
mod hygraph;
#[cfg(feature = "sha1")]
mod intercom;
mod iyzico;
#[cfg(feature = "jwt")]
mod jira_connect;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
mod keygen;
#[cfg(feature = "rsa")]
mod kick;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod kinde;
mod ko_fi;
mod lemon_squeezy;
mod line;
mod linear;
mod linkedin;
#[cfg(feature = "jwt")]
mod livekit;
mod mailchimp;
mod mailgun;
#[cfg(feature = "sha1")]
mod mandrill;
mod mattermost;
mod mercado_pago;
#[cfg(feature = "jwt")]
mod messagebird;
mod meta;
mod microsoft_graph;
mod midtrans;
#[cfg(feature = "jwt")]
mod monday;
#[cfg(feature = "jwt")]
mod netlify;
mod notion;
mod nowpayments;
mod nuvei;
mod nylas;
mod okta;
mod onfleet;
mod openai;
mod opennode;
mod orb;
mod oura;
mod paddle;
mod pagerduty;
#[cfg(feature = "x509-chain")]
mod paypal;
#[cfg(all(feature = "ecdsa", feature = "jwt"))]
mod plaid;
mod plivo;
#[cfg(all(feature = "rsa", feature = "sha1"))]
mod postal;
#[cfg(feature = "jwt")]
mod postgrid_jwt;
mod postmark;
mod pusher;
mod razorpay;
mod resend;
mod ringcentral;
mod sanity;
#[cfg(feature = "ecdsa")]
mod sendgrid;
mod sentry;
#[cfg(feature = "rsa")]
mod shipstation;
mod shopify;
mod slack;
mod smartcar;
mod smartsheet;
mod square;
mod standard_webhooks;
mod strava;
mod stripe;
#[cfg(feature = "sha1")]
mod surveymonkey;
mod svix;
mod tailscale;
mod tebex;
mod telegram;
#[cfg(feature = "ed25519")]
mod telnyx;
mod terraform_cloud;
mod terraform_run_tasks;
mod toast;
#[cfg(all(feature = "rsa", feature = "sha1"))]
mod travis_ci;
mod treezor;
#[cfg(feature = "sha1")]
mod trello;
#[cfg(all(feature = "jwt", feature = "p521"))]
mod truelayer;
#[cfg(feature = "sha1")]
mod twilio;
mod twitch;
mod typeform;
#[cfg(feature = "sha1")]
mod vercel;
#[cfg(feature = "sha1")]
mod vercel_log_drains;
#[cfg(feature = "jwt")]
mod vonage;
#[cfg(feature = "sha1")]
mod wechat;
#[cfg(feature = "rsa")]
mod wechat_pay;
#[cfg(feature = "rsa")]
mod wise;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod wix;
mod woocommerce;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
mod woodpecker;
mod workos;
mod x;
mod xero;
mod zendesk;
mod zoom;

pub use self::ably::ABLY;
pub use self::adobe_acrobat_sign::ADOBE_ACROBAT_SIGN;
#[cfg(feature = "rsa")]
pub use self::adobe_io_events::ADOBE_IO_EVENTS;
pub use self::adyen::ADYEN;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
pub use self::amazon_ses::AMAZON_SES;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
pub use self::amazon_sns::{AMAZON_SNS, SnsMessage};
#[cfg(all(feature = "jwt", feature = "x509-chain"))]
pub use self::apple_app_store::APPLE_APP_STORE;
pub use self::asana::ASANA;
pub use self::azure_devops::AZURE_DEVOPS;
pub use self::azure_event_grid::AZURE_EVENT_GRID;
pub use self::bitbucket::BITBUCKET;
pub use self::box_::BOX;
#[cfg(feature = "sha1")]
pub use self::braintree::BRAINTREE;
pub use self::calendly::CALENDLY;
#[cfg(feature = "ecdsa")]
pub use self::circle::CIRCLE;
pub use self::circleci::CIRCLECI;
pub use self::clerk::CLERK;
pub use self::cloudevents_http::CLOUDEVENTS_HTTP;
#[cfg(feature = "sha1")]
pub use self::cloudinary::CLOUDINARY;
pub use self::clover::CLOVER;
pub use self::coinbase_cdp::COINBASE_CDP;
pub use self::configcat::CONFIGCAT;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::constant_contact::CONSTANT_CONTACT;
pub use self::contentful::CONTENTFUL;
#[cfg(feature = "jwt")]
pub use self::dialpad::DIALPAD;
#[cfg(feature = "ed25519")]
pub use self::discord::DISCORD;
pub use self::docusign::DOCUSIGN;
#[cfg(feature = "message-signatures")]
pub use self::drone::DRONE;
pub use self::dropbox::DROPBOX;
pub use self::dropbox_sign::DROPBOX_SIGN;
#[cfg(all(feature = "ecdsa", feature = "sha1"))]
pub use self::ebay::EBAY;
#[cfg(feature = "ed25519")]
pub use self::fal::FAL;
pub use self::figma::FIGMA;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::fireblocks::FIREBLOCKS;
#[cfg(feature = "rsa")]
pub use self::fireblocks_legacy::FIREBLOCKS_LEGACY;
#[cfg(feature = "sha1")]
pub use self::fitbit::FITBIT;
pub use self::freshbooks::FRESHBOOKS;
#[cfg(feature = "rsa")]
pub use self::freshchat::FRESHCHAT;
pub use self::getstream::GETSTREAM;
pub use self::gitea::GITEA;
pub use self::github::GITHUB;
pub use self::gitlab::GITLAB;
pub use self::gitlab_signing_token::GITLAB_SIGNING_TOKEN;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::google_pubsub::GOOGLE_PUBSUB;
pub use self::gusto::GUSTO;
pub use self::hook0::HOOK0;
pub use self::hubspot::HUBSPOT;
pub use self::hygraph::HYGRAPH;
#[cfg(feature = "sha1")]
pub use self::intercom::INTERCOM;
pub use self::iyzico::IYZICO;
#[cfg(feature = "jwt")]
pub use self::jira_connect::JIRA_CONNECT;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
pub use self::keygen::KEYGEN;
#[cfg(feature = "rsa")]
pub use self::kick::KICK;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::kinde::KINDE;
pub use self::ko_fi::KO_FI;
pub use self::lemon_squeezy::LEMON_SQUEEZY;
pub use self::line::LINE;
pub use self::linear::LINEAR;
pub use self::linkedin::LINKEDIN;
#[cfg(feature = "jwt")]
pub use self::livekit::LIVEKIT;
pub use self::mailchimp::MAILCHIMP;
pub use self::mailgun::MAILGUN;
#[cfg(feature = "sha1")]
pub use self::mandrill::MANDRILL;
pub use self::mattermost::MATTERMOST;
pub use self::mercado_pago::MERCADO_PAGO;
#[cfg(feature = "jwt")]
pub use self::messagebird::MESSAGEBIRD;
pub use self::meta::META;
pub use self::microsoft_graph::MICROSOFT_GRAPH;
pub use self::midtrans::MIDTRANS;
#[cfg(feature = "jwt")]
pub use self::monday::MONDAY;
#[cfg(feature = "jwt")]
pub use self::netlify::NETLIFY;
pub use self::notion::NOTION;
pub use self::nowpayments::NOWPAYMENTS;
pub use self::nuvei::NUVEI;
pub use self::nylas::NYLAS;
pub use self::okta::OKTA;
pub use self::onfleet::ONFLEET;
pub use self::openai::OPENAI;
pub use self::opennode::OPENNODE;
pub use self::orb::ORB;
pub use self::oura::OURA;
pub use self::paddle::PADDLE;
pub use self::pagerduty::PAGERDUTY;
#[cfg(feature = "x509-chain")]
pub use self::paypal::PAYPAL;
#[cfg(all(feature = "ecdsa", feature = "jwt"))]
pub use self::plaid::PLAID;
pub use self::plivo::PLIVO;
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub use self::postal::POSTAL;
#[cfg(feature = "jwt")]
pub use self::postgrid_jwt::POSTGRID_JWT;
pub use self::postmark::POSTMARK;
pub use self::pusher::PUSHER;
pub use self::razorpay::RAZORPAY;
pub use self::resend::RESEND;
pub use self::ringcentral::RINGCENTRAL;
pub use self::sanity::SANITY;
#[cfg(feature = "ecdsa")]
pub use self::sendgrid::SENDGRID;
pub use self::sentry::SENTRY;
#[cfg(feature = "rsa")]
pub use self::shipstation::SHIPSTATION;
pub use self::shopify::SHOPIFY;
pub use self::slack::SLACK;
pub use self::smartcar::SMARTCAR;
pub use self::smartsheet::SMARTSHEET;
pub use self::square::SQUARE;
pub use self::standard_webhooks::STANDARD_WEBHOOKS;
pub use self::strava::STRAVA;
pub use self::stripe::STRIPE;
#[cfg(feature = "sha1")]
pub use self::surveymonkey::SURVEYMONKEY;
pub use self::svix::SVIX;
pub use self::tailscale::TAILSCALE;
pub use self::tebex::TEBEX;
pub use self::telegram::TELEGRAM;
#[cfg(feature = "ed25519")]
pub use self::telnyx::TELNYX;
pub use self::terraform_cloud::TERRAFORM_CLOUD;
pub use self::terraform_run_tasks::TERRAFORM_RUN_TASKS;
pub use self::toast::TOAST;
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub use self::travis_ci::TRAVIS_CI;
pub use self::treezor::TREEZOR;
#[cfg(feature = "sha1")]
pub use self::trello::TRELLO;
#[cfg(all(feature = "jwt", feature = "p521"))]
pub use self::truelayer::TRUELAYER;
#[cfg(feature = "sha1")]
pub use self::twilio::TWILIO;
pub use self::twitch::TWITCH;
pub use self::typeform::TYPEFORM;
#[cfg(feature = "sha1")]
pub use self::vercel::VERCEL;
#[cfg(feature = "sha1")]
pub use self::vercel_log_drains::VERCEL_LOG_DRAINS;
#[cfg(feature = "jwt")]
pub use self::vonage::VONAGE;
#[cfg(feature = "sha1")]
pub use self::wechat::WECHAT;
#[cfg(feature = "rsa")]
pub use self::wechat_pay::WECHAT_PAY;
#[cfg(feature = "rsa")]
pub use self::wise::WISE;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::wix::WIX;
pub use self::woocommerce::WOOCOMMERCE;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
pub use self::woodpecker::WOODPECKER;
pub use self::workos::WORKOS;
pub use self::x::X;
pub use self::xero::XERO;
pub use self::zendesk::ZENDESK;
pub use self::zoom::ZOOM;

use crate::Provider;

/// All providers, in alphabetical order of their ids.
pub const ALL: &[Provider] = &[
    ABLY,
    ADOBE_ACROBAT_SIGN,
    #[cfg(feature = "rsa")]
    ADOBE_IO_EVENTS,
    ADYEN,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    AMAZON_SES,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    AMAZON_SNS,
    #[cfg(all(feature = "jwt", feature = "x509-chain"))]
    APPLE_APP_STORE,
    ASANA,
    AZURE_DEVOPS,
    AZURE_EVENT_GRID,
    BITBUCKET,
    BOX,
    #[cfg(feature = "sha1")]
    BRAINTREE,
    CALENDLY,
    #[cfg(feature = "ecdsa")]
    CIRCLE,
    CIRCLECI,
    CLERK,
    CLOUDEVENTS_HTTP,
    #[cfg(feature = "sha1")]
    CLOUDINARY,
    CLOVER,
    COINBASE_CDP,
    CONFIGCAT,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    CONSTANT_CONTACT,
    CONTENTFUL,
    #[cfg(feature = "jwt")]
    DIALPAD,
    #[cfg(feature = "ed25519")]
    DISCORD,
    DOCUSIGN,
    #[cfg(feature = "message-signatures")]
    DRONE,
    DROPBOX,
    DROPBOX_SIGN,
    #[cfg(all(feature = "ecdsa", feature = "sha1"))]
    EBAY,
    #[cfg(feature = "ed25519")]
    FAL,
    FIGMA,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    FIREBLOCKS,
    #[cfg(feature = "rsa")]
    FIREBLOCKS_LEGACY,
    #[cfg(feature = "sha1")]
    FITBIT,
    FRESHBOOKS,
    #[cfg(feature = "rsa")]
    FRESHCHAT,
    GETSTREAM,
    GITEA,
    GITHUB,
    GITLAB,
    GITLAB_SIGNING_TOKEN,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    GOOGLE_PUBSUB,
    GUSTO,
    HOOK0,
    HUBSPOT,
    HYGRAPH,
    #[cfg(feature = "sha1")]
    INTERCOM,
    IYZICO,
    #[cfg(feature = "jwt")]
    JIRA_CONNECT,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    KEYGEN,
    #[cfg(feature = "rsa")]
    KICK,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    KINDE,
    KO_FI,
    LEMON_SQUEEZY,
    LINE,
    LINEAR,
    LINKEDIN,
    #[cfg(feature = "jwt")]
    LIVEKIT,
    MAILCHIMP,
    MAILGUN,
    #[cfg(feature = "sha1")]
    MANDRILL,
    MATTERMOST,
    MERCADO_PAGO,
    #[cfg(feature = "jwt")]
    MESSAGEBIRD,
    META,
    MICROSOFT_GRAPH,
    MIDTRANS,
    #[cfg(feature = "jwt")]
    MONDAY,
    #[cfg(feature = "jwt")]
    NETLIFY,
    NOTION,
    NOWPAYMENTS,
    NUVEI,
    NYLAS,
    OKTA,
    ONFLEET,
    OPENAI,
    OPENNODE,
    ORB,
    OURA,
    PADDLE,
    PAGERDUTY,
    #[cfg(feature = "x509-chain")]
    PAYPAL,
    #[cfg(all(feature = "ecdsa", feature = "jwt"))]
    PLAID,
    PLIVO,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    POSTAL,
    #[cfg(feature = "jwt")]
    POSTGRID_JWT,
    POSTMARK,
    PUSHER,
    RAZORPAY,
    RESEND,
    RINGCENTRAL,
    SANITY,
    #[cfg(feature = "ecdsa")]
    SENDGRID,
    SENTRY,
    #[cfg(feature = "rsa")]
    SHIPSTATION,
    SHOPIFY,
    SLACK,
    SMARTCAR,
    SMARTSHEET,
    SQUARE,
    STANDARD_WEBHOOKS,
    STRAVA,
    STRIPE,
    #[cfg(feature = "sha1")]
    SURVEYMONKEY,
    SVIX,
    TAILSCALE,
    TEBEX,
    TELEGRAM,
    #[cfg(feature = "ed25519")]
    TELNYX,
    TERRAFORM_CLOUD,
    TERRAFORM_RUN_TASKS,
    TOAST,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    TRAVIS_CI,
    TREEZOR,
    #[cfg(feature = "sha1")]
    TRELLO,
    #[cfg(all(feature = "jwt", feature = "p521"))]
    TRUELAYER,
    #[cfg(feature = "sha1")]
    TWILIO,
    TWITCH,
    TYPEFORM,
    #[cfg(feature = "sha1")]
    VERCEL,
    #[cfg(feature = "sha1")]
    VERCEL_LOG_DRAINS,
    #[cfg(feature = "jwt")]
    VONAGE,
    #[cfg(feature = "sha1")]
    WECHAT,
    #[cfg(feature = "rsa")]
    WECHAT_PAY,
    #[cfg(feature = "rsa")]
    WISE,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    WIX,
    WOOCOMMERCE,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    WOODPECKER,
    WORKOS,
    X,
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

//! The providers that the crate knows: one small file each, and this list.

mod ably;
mod adobe_acrobat_sign;
#[cfg(feature = "rsa")]
mod adobe_io_events;
mod adyen;
mod adyen_balance_platform;
mod affirm;
mod agora;
mod airtable;
mod airwallex;
mod akeneo;
#[cfg(feature = "rsa")]
mod alipay;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
mod amazon_ses;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
mod amazon_sns;
mod anthropic;
#[cfg(all(feature = "jwt", feature = "x509-chain"))]
mod apple_app_store;
mod asaas;
mod asana;
mod ashby;
mod attio;
mod authorize_net;
mod azure_devops;
mod azure_event_grid;
mod bigcommerce;
mod bird;
mod bitbucket;
mod bitbucket_server;
mod bland;
mod bolt;
mod box_;
#[cfg(feature = "sha1")]
mod braintree;
mod brevo;
mod brex;
mod btcpay;
mod buildkite;
mod buildkite_token;
mod buy_me_a_coffee;
mod cal_com;
mod calendly;
mod cashfree;
mod chargebee;
mod chatwoot;
mod checkly;
mod checkout_com;
#[cfg(feature = "ecdsa")]
mod circle;
mod circleci;
mod clerk;
mod clickup;
mod cloudevents_http;
mod cloudflare_notifications;
mod cloudflare_stream;
#[cfg(feature = "sha1")]
mod cloudinary;
mod clover;
mod coinbase_cdp;
mod coinbase_commerce;
mod configcat;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod constant_contact;
mod contentful;
mod convoy;
mod convoy_simple;
mod crisp;
mod cronofy;
mod customer_io;
mod daily;
mod datadog;
#[cfg(feature = "jwt")]
mod dialpad;
mod dingtalk;
#[cfg(feature = "ed25519")]
mod discord;
mod discourse;
mod dlocal;
mod docusign;
mod dodo_payments;
mod doppler;
#[cfg(feature = "message-signatures")]
mod drone;
mod dropbox;
mod dropbox_sign;
mod dwolla;
mod e2b;
mod easypost;
#[cfg(all(feature = "ecdsa", feature = "sha1"))]
mod ebay;
mod ecwid;
mod elevenlabs;
#[cfg(feature = "sha1")]
mod enode;
mod exa;
#[cfg(feature = "sha1")]
mod expo;
#[cfg(feature = "ed25519")]
mod fal;
#[cfg(feature = "aes")]
mod feishu;
mod figma;
mod finch;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod fireblocks;
#[cfg(feature = "rsa")]
mod fireblocks_legacy;
mod fireflies;
#[cfg(feature = "sha1")]
mod fitbit;
mod flutterwave;
mod flutterwave_v4;
mod forgejo;
mod fourthwall;
mod freshbooks;
#[cfg(feature = "rsa")]
mod freshchat;
mod front;
mod gemini;
mod getstream;
mod ghost;
mod gitea;
mod github;
mod gitlab;
mod gitlab_signing_token;
mod gocardless;
mod gogs;
mod google_calendar;
mod google_drive;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod google_pubsub;
mod grafana;
mod grafana_timestamped;
mod greenhouse;
mod gusto;
mod helius;
#[cfg(feature = "sha1")]
mod help_scout;
mod heroku;
mod hook0;
mod hookdeck;
mod hubspot;
mod hubspot_v1;
mod hubspot_v2;
mod hugging_face;
mod hygraph;
mod incident_io;
mod increase;
mod infobip;
#[cfg(feature = "sha1")]
mod intercom;
mod iyzico;
mod jfrog_artifactory;
mod jfrog_artifactory_token;
mod jira;
#[cfg(feature = "jwt")]
mod jira_connect;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
mod keygen;
#[cfg(feature = "rsa")]
mod kick;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod kinde;
mod klaviyo;
mod ko_fi;
mod kushki;
mod lago;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod lago_jwt;
mod launchdarkly;
mod lemon_squeezy;
mod lever;
mod line;
mod linear;
mod linkedin;
mod lithic;
#[cfg(feature = "jwt")]
mod livekit;
mod lob;
mod loops;
mod mailchimp;
mod mailgun;
mod mailjet;
mod mailtrap;
#[cfg(feature = "sha1")]
mod mandrill;
mod mattermost;
mod mercado_pago;
#[cfg(feature = "jwt")]
mod messagebird;
mod meta;
#[cfg(feature = "http-date")]
mod metronome;
mod microsoft_graph;
mod middesk;
mod midtrans;
mod mixpanel;
mod modern_treasury;
mod mollie;
#[cfg(feature = "jwt")]
mod monday;
#[cfg(feature = "sha1")]
mod mongodb_atlas;
mod monnify;
mod moov;
#[cfg(feature = "sha3")]
mod moralis;
#[cfg(feature = "sha1")]
mod motive;
mod ms_teams;
mod mux;
#[cfg(feature = "jwt")]
mod netlify;
mod new_relic;
mod notion;
mod novu;
mod nowpayments;
mod npm;
mod nuvei;
mod nuvemshop;
mod nylas;
mod okta;
mod omise;
mod onfido;
mod onfleet;
#[cfg(feature = "sha3")]
mod opay;
mod openai;
mod opennode;
mod orb;
mod oura;
mod paddle;
#[cfg(all(feature = "rsa", feature = "sha1"))]
mod paddle_classic;
mod pagerduty;
mod pandadoc;
#[cfg(feature = "md5")]
mod patreon;
#[cfg(feature = "x509-chain")]
mod paypal;
mod paystack;
#[cfg(feature = "aes")]
mod paytm;
#[cfg(feature = "md5")]
mod payu;
mod phonepe;
mod phrase;
mod pipedrive;
#[cfg(all(feature = "ecdsa", feature = "jwt"))]
mod plaid;
mod planetscale;
mod plivo;
mod polar;
mod port_io;
#[cfg(all(feature = "rsa", feature = "sha1"))]
mod postal;
mod postgrid;
#[cfg(feature = "jwt")]
mod postgrid_jwt;
mod postmark;
mod prismic;
mod pusher;
mod quickbooks;
mod rapyd;
mod razorpay;
mod readme;
mod recharge;
mod recharge_legacy;
mod recurly;
mod render;
mod replicate;
mod resend;
mod retell;
mod revenuecat;
mod revolut;
mod ringcentral;
mod rocket_chat;
mod samsara;
mod sanity;
mod savvycal;
#[cfg(feature = "sha1")]
mod segment;
mod sendbird;
#[cfg(feature = "ecdsa")]
mod sendgrid;
mod sentry;
mod shippo;
#[cfg(feature = "rsa")]
mod shipstation;
mod shopify;
mod shopify_events;
mod sinch;
mod slack;
mod smartcar;
mod smartsheet;
mod snyk;
mod solidgate;
mod sonarqube;
mod sparkpost;
mod square;
mod squarespace;
mod standard_webhooks;
#[cfg(feature = "sha1")]
mod storyblok;
mod strava;
mod stripe;
mod stytch;
mod sumsub;
mod supabase_auth_hooks;
#[cfg(feature = "sha1")]
mod surveymonkey;
mod svix;
mod tailscale;
mod tally;
mod tebex;
mod telegram;
#[cfg(feature = "ed25519")]
mod telnyx;
mod terra;
mod terraform_cloud;
mod terraform_run_tasks;
mod ticket_tailor;
mod tiktok;
mod toast;
mod todoist;
#[cfg(all(feature = "http-date", feature = "md5"))]
mod transifex;
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
mod vapi_hmac;
#[cfg(feature = "sha1")]
mod vercel;
#[cfg(feature = "sha1")]
mod vercel_log_drains;
mod verkada;
mod viber;
#[cfg(feature = "jwt")]
mod vonage;
#[cfg(feature = "sha1")]
mod webex;
mod webflow;
#[cfg(feature = "sha1")]
mod websub;
#[cfg(feature = "sha1")]
mod wechat;
#[cfg(feature = "rsa")]
mod wechat_pay;
#[cfg(all(feature = "aes", feature = "sha1"))]
mod wechat_safe;
#[cfg(all(feature = "aes", feature = "sha1"))]
mod wecom;
mod whereby;
#[cfg(feature = "rsa")]
mod wise;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod wix;
mod woocommerce;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
mod woodpecker;
mod workable;
mod workos;
mod wp_webhooks;
mod x;
mod xendit;
mod xero;
mod zendesk;
mod zoho_sign;
mod zoom;
mod zulip;

pub use self::ably::ABLY;
pub use self::adobe_acrobat_sign::ADOBE_ACROBAT_SIGN;
#[cfg(feature = "rsa")]
pub use self::adobe_io_events::ADOBE_IO_EVENTS;
pub use self::adyen::ADYEN;
pub use self::adyen_balance_platform::ADYEN_BALANCE_PLATFORM;
pub use self::affirm::AFFIRM;
pub use self::agora::AGORA;
pub use self::airtable::AIRTABLE;
pub use self::airwallex::AIRWALLEX;
pub use self::akeneo::AKENEO;
#[cfg(feature = "rsa")]
pub use self::alipay::ALIPAY;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
pub use self::amazon_ses::AMAZON_SES;
#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
pub use self::amazon_sns::{AMAZON_SNS, SnsMessage};
pub use self::anthropic::ANTHROPIC;
#[cfg(all(feature = "jwt", feature = "x509-chain"))]
pub use self::apple_app_store::APPLE_APP_STORE;
pub use self::asaas::ASAAS;
pub use self::asana::ASANA;
pub use self::ashby::ASHBY;
pub use self::attio::ATTIO;
pub use self::authorize_net::AUTHORIZE_NET;
pub use self::azure_devops::AZURE_DEVOPS;
pub use self::azure_event_grid::AZURE_EVENT_GRID;
pub use self::bigcommerce::BIGCOMMERCE;
pub use self::bird::BIRD;
pub use self::bitbucket::BITBUCKET;
pub use self::bitbucket_server::BITBUCKET_SERVER;
pub use self::bland::BLAND;
pub use self::bolt::BOLT;
pub use self::box_::BOX;
#[cfg(feature = "sha1")]
pub use self::braintree::BRAINTREE;
pub use self::brevo::BREVO;
pub use self::brex::BREX;
pub use self::btcpay::BTCPAY;
pub use self::buildkite::BUILDKITE;
pub use self::buildkite_token::BUILDKITE_TOKEN;
pub use self::buy_me_a_coffee::BUY_ME_A_COFFEE;
pub use self::cal_com::CAL_COM;
pub use self::calendly::CALENDLY;
pub use self::cashfree::CASHFREE;
pub use self::chargebee::CHARGEBEE;
pub use self::chatwoot::CHATWOOT;
pub use self::checkly::CHECKLY;
pub use self::checkout_com::CHECKOUT_COM;
#[cfg(feature = "ecdsa")]
pub use self::circle::CIRCLE;
pub use self::circleci::CIRCLECI;
pub use self::clerk::CLERK;
pub use self::clickup::CLICKUP;
pub use self::cloudevents_http::CLOUDEVENTS_HTTP;
pub use self::cloudflare_notifications::CLOUDFLARE_NOTIFICATIONS;
pub use self::cloudflare_stream::CLOUDFLARE_STREAM;
#[cfg(feature = "sha1")]
pub use self::cloudinary::CLOUDINARY;
pub use self::clover::CLOVER;
pub use self::coinbase_cdp::COINBASE_CDP;
pub use self::coinbase_commerce::COINBASE_COMMERCE;
pub use self::configcat::CONFIGCAT;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::constant_contact::CONSTANT_CONTACT;
pub use self::contentful::CONTENTFUL;
pub use self::convoy::CONVOY;
pub use self::convoy_simple::CONVOY_SIMPLE;
pub use self::crisp::CRISP;
pub use self::cronofy::CRONOFY;
pub use self::customer_io::CUSTOMER_IO;
pub use self::daily::DAILY;
pub use self::datadog::DATADOG;
#[cfg(feature = "jwt")]
pub use self::dialpad::DIALPAD;
pub use self::dingtalk::DINGTALK;
#[cfg(feature = "ed25519")]
pub use self::discord::DISCORD;
pub use self::discourse::DISCOURSE;
pub use self::dlocal::DLOCAL;
pub use self::docusign::DOCUSIGN;
pub use self::dodo_payments::DODO_PAYMENTS;
pub use self::doppler::DOPPLER;
#[cfg(feature = "message-signatures")]
pub use self::drone::DRONE;
pub use self::dropbox::DROPBOX;
pub use self::dropbox_sign::DROPBOX_SIGN;
pub use self::dwolla::DWOLLA;
pub use self::e2b::E2B;
pub use self::easypost::EASYPOST;
#[cfg(all(feature = "ecdsa", feature = "sha1"))]
pub use self::ebay::EBAY;
pub use self::ecwid::ECWID;
pub use self::elevenlabs::ELEVENLABS;
#[cfg(feature = "sha1")]
pub use self::enode::ENODE;
pub use self::exa::EXA;
#[cfg(feature = "sha1")]
pub use self::expo::EXPO;
#[cfg(feature = "ed25519")]
pub use self::fal::FAL;
#[cfg(feature = "aes")]
pub use self::feishu::FEISHU;
pub use self::figma::FIGMA;
pub use self::finch::FINCH;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::fireblocks::FIREBLOCKS;
#[cfg(feature = "rsa")]
pub use self::fireblocks_legacy::FIREBLOCKS_LEGACY;
pub use self::fireflies::FIREFLIES;
#[cfg(feature = "sha1")]
pub use self::fitbit::FITBIT;
pub use self::flutterwave::FLUTTERWAVE;
pub use self::flutterwave_v4::FLUTTERWAVE_V4;
pub use self::forgejo::FORGEJO;
pub use self::fourthwall::FOURTHWALL;
pub use self::freshbooks::FRESHBOOKS;
#[cfg(feature = "rsa")]
pub use self::freshchat::FRESHCHAT;
pub use self::front::FRONT;
pub use self::gemini::GEMINI;
pub use self::getstream::GETSTREAM;
pub use self::ghost::GHOST;
pub use self::gitea::GITEA;
pub use self::github::GITHUB;
pub use self::gitlab::GITLAB;
pub use self::gitlab_signing_token::GITLAB_SIGNING_TOKEN;
pub use self::gocardless::GOCARDLESS;
pub use self::gogs::GOGS;
pub use self::google_calendar::GOOGLE_CALENDAR;
pub use self::google_drive::GOOGLE_DRIVE;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::google_pubsub::GOOGLE_PUBSUB;
pub use self::grafana::GRAFANA;
pub use self::grafana_timestamped::GRAFANA_TIMESTAMPED;
pub use self::greenhouse::GREENHOUSE;
pub use self::gusto::GUSTO;
pub use self::helius::HELIUS;
#[cfg(feature = "sha1")]
pub use self::help_scout::HELP_SCOUT;
pub use self::heroku::HEROKU;
pub use self::hook0::HOOK0;
pub use self::hookdeck::HOOKDECK;
pub use self::hubspot::HUBSPOT;
pub use self::hubspot_v1::HUBSPOT_V1;
pub use self::hubspot_v2::HUBSPOT_V2;
pub use self::hugging_face::HUGGING_FACE;
pub use self::hygraph::HYGRAPH;
pub use self::incident_io::INCIDENT_IO;
pub use self::increase::INCREASE;
pub use self::infobip::INFOBIP;
#[cfg(feature = "sha1")]
pub use self::intercom::INTERCOM;
pub use self::iyzico::IYZICO;
pub use self::jfrog_artifactory::JFROG_ARTIFACTORY;
pub use self::jfrog_artifactory_token::JFROG_ARTIFACTORY_TOKEN;
pub use self::jira::JIRA;
#[cfg(feature = "jwt")]
pub use self::jira_connect::JIRA_CONNECT;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
pub use self::keygen::KEYGEN;
#[cfg(feature = "rsa")]
pub use self::kick::KICK;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::kinde::KINDE;
pub use self::klaviyo::KLAVIYO;
pub use self::ko_fi::KO_FI;
pub use self::kushki::KUSHKI;
pub use self::lago::LAGO;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::lago_jwt::LAGO_JWT;
pub use self::launchdarkly::LAUNCHDARKLY;
pub use self::lemon_squeezy::LEMON_SQUEEZY;
pub use self::lever::LEVER;
pub use self::line::LINE;
pub use self::linear::LINEAR;
pub use self::linkedin::LINKEDIN;
pub use self::lithic::LITHIC;
#[cfg(feature = "jwt")]
pub use self::livekit::LIVEKIT;
pub use self::lob::LOB;
pub use self::loops::LOOPS;
pub use self::mailchimp::MAILCHIMP;
pub use self::mailgun::MAILGUN;
pub use self::mailjet::MAILJET;
pub use self::mailtrap::MAILTRAP;
#[cfg(feature = "sha1")]
pub use self::mandrill::MANDRILL;
pub use self::mattermost::MATTERMOST;
pub use self::mercado_pago::MERCADO_PAGO;
#[cfg(feature = "jwt")]
pub use self::messagebird::MESSAGEBIRD;
pub use self::meta::META;
#[cfg(feature = "http-date")]
pub use self::metronome::METRONOME;
pub use self::microsoft_graph::MICROSOFT_GRAPH;
pub use self::middesk::MIDDESK;
pub use self::midtrans::MIDTRANS;
pub use self::mixpanel::MIXPANEL;
pub use self::modern_treasury::MODERN_TREASURY;
pub use self::mollie::MOLLIE;
#[cfg(feature = "jwt")]
pub use self::monday::MONDAY;
#[cfg(feature = "sha1")]
pub use self::mongodb_atlas::MONGODB_ATLAS;
pub use self::monnify::MONNIFY;
pub use self::moov::MOOV;
#[cfg(feature = "sha3")]
pub use self::moralis::MORALIS;
#[cfg(feature = "sha1")]
pub use self::motive::MOTIVE;
pub use self::ms_teams::MS_TEAMS;
pub use self::mux::MUX;
#[cfg(feature = "jwt")]
pub use self::netlify::NETLIFY;
pub use self::new_relic::NEW_RELIC;
pub use self::notion::NOTION;
pub use self::novu::NOVU;
pub use self::nowpayments::NOWPAYMENTS;
pub use self::npm::NPM;
pub use self::nuvei::NUVEI;
pub use self::nuvemshop::NUVEMSHOP;
pub use self::nylas::NYLAS;
pub use self::okta::OKTA;
pub use self::omise::OMISE;
pub use self::onfido::ONFIDO;
pub use self::onfleet::ONFLEET;
#[cfg(feature = "sha3")]
pub use self::opay::OPAY;
pub use self::openai::OPENAI;
pub use self::opennode::OPENNODE;
pub use self::orb::ORB;
pub use self::oura::OURA;
pub use self::paddle::PADDLE;
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub use self::paddle_classic::PADDLE_CLASSIC;
pub use self::pagerduty::PAGERDUTY;
pub use self::pandadoc::PANDADOC;
#[cfg(feature = "md5")]
pub use self::patreon::PATREON;
#[cfg(feature = "x509-chain")]
pub use self::paypal::PAYPAL;
pub use self::paystack::PAYSTACK;
#[cfg(feature = "aes")]
pub use self::paytm::PAYTM;
#[cfg(feature = "md5")]
pub use self::payu::PAYU;
pub use self::phonepe::PHONEPE;
pub use self::phrase::PHRASE;
pub use self::pipedrive::PIPEDRIVE;
#[cfg(all(feature = "ecdsa", feature = "jwt"))]
pub use self::plaid::PLAID;
pub use self::planetscale::PLANETSCALE;
pub use self::plivo::PLIVO;
pub use self::polar::POLAR;
pub use self::port_io::PORT_IO;
#[cfg(all(feature = "rsa", feature = "sha1"))]
pub use self::postal::POSTAL;
pub use self::postgrid::POSTGRID;
#[cfg(feature = "jwt")]
pub use self::postgrid_jwt::POSTGRID_JWT;
pub use self::postmark::POSTMARK;
pub use self::prismic::PRISMIC;
pub use self::pusher::PUSHER;
pub use self::quickbooks::QUICKBOOKS;
pub use self::rapyd::RAPYD;
pub use self::razorpay::RAZORPAY;
pub use self::readme::README;
pub use self::recharge::RECHARGE;
pub use self::recharge_legacy::RECHARGE_LEGACY;
pub use self::recurly::RECURLY;
pub use self::render::RENDER;
pub use self::replicate::REPLICATE;
pub use self::resend::RESEND;
pub use self::retell::RETELL;
pub use self::revenuecat::REVENUECAT;
pub use self::revolut::REVOLUT;
pub use self::ringcentral::RINGCENTRAL;
pub use self::rocket_chat::ROCKET_CHAT;
pub use self::samsara::SAMSARA;
pub use self::sanity::SANITY;
pub use self::savvycal::SAVVYCAL;
#[cfg(feature = "sha1")]
pub use self::segment::SEGMENT;
pub use self::sendbird::SENDBIRD;
#[cfg(feature = "ecdsa")]
pub use self::sendgrid::SENDGRID;
pub use self::sentry::SENTRY;
pub use self::shippo::SHIPPO;
#[cfg(feature = "rsa")]
pub use self::shipstation::SHIPSTATION;
pub use self::shopify::SHOPIFY;
pub use self::shopify_events::SHOPIFY_EVENTS;
pub use self::sinch::SINCH;
pub use self::slack::SLACK;
pub use self::smartcar::SMARTCAR;
pub use self::smartsheet::SMARTSHEET;
pub use self::snyk::SNYK;
pub use self::solidgate::SOLIDGATE;
pub use self::sonarqube::SONARQUBE;
pub use self::sparkpost::SPARKPOST;
pub use self::square::SQUARE;
pub use self::squarespace::SQUARESPACE;
pub use self::standard_webhooks::STANDARD_WEBHOOKS;
#[cfg(feature = "sha1")]
pub use self::storyblok::STORYBLOK;
pub use self::strava::STRAVA;
pub use self::stripe::STRIPE;
pub use self::stytch::STYTCH;
pub use self::sumsub::SUMSUB;
pub use self::supabase_auth_hooks::SUPABASE_AUTH_HOOKS;
#[cfg(feature = "sha1")]
pub use self::surveymonkey::SURVEYMONKEY;
pub use self::svix::SVIX;
pub use self::tailscale::TAILSCALE;
pub use self::tally::TALLY;
pub use self::tebex::TEBEX;
pub use self::telegram::TELEGRAM;
#[cfg(feature = "ed25519")]
pub use self::telnyx::TELNYX;
pub use self::terra::TERRA;
pub use self::terraform_cloud::TERRAFORM_CLOUD;
pub use self::terraform_run_tasks::TERRAFORM_RUN_TASKS;
pub use self::ticket_tailor::TICKET_TAILOR;
pub use self::tiktok::TIKTOK;
pub use self::toast::TOAST;
pub use self::todoist::TODOIST;
#[cfg(all(feature = "http-date", feature = "md5"))]
pub use self::transifex::TRANSIFEX;
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
pub use self::vapi_hmac::VAPI_HMAC;
#[cfg(feature = "sha1")]
pub use self::vercel::VERCEL;
#[cfg(feature = "sha1")]
pub use self::vercel_log_drains::VERCEL_LOG_DRAINS;
pub use self::verkada::VERKADA;
pub use self::viber::VIBER;
#[cfg(feature = "jwt")]
pub use self::vonage::VONAGE;
#[cfg(feature = "sha1")]
pub use self::webex::WEBEX;
pub use self::webflow::WEBFLOW;
#[cfg(feature = "sha1")]
pub use self::websub::WEBSUB;
#[cfg(feature = "sha1")]
pub use self::wechat::WECHAT;
#[cfg(feature = "rsa")]
pub use self::wechat_pay::WECHAT_PAY;
#[cfg(all(feature = "aes", feature = "sha1"))]
pub use self::wechat_safe::WECHAT_SAFE;
#[cfg(all(feature = "aes", feature = "sha1"))]
pub use self::wecom::WECOM;
pub use self::whereby::WHEREBY;
#[cfg(feature = "rsa")]
pub use self::wise::WISE;
#[cfg(all(feature = "jwt", feature = "rsa"))]
pub use self::wix::WIX;
pub use self::woocommerce::WOOCOMMERCE;
#[cfg(all(feature = "ed25519", feature = "message-signatures"))]
pub use self::woodpecker::WOODPECKER;
pub use self::workable::WORKABLE;
pub use self::workos::WORKOS;
pub use self::wp_webhooks::WP_WEBHOOKS;
pub use self::x::X;
pub use self::xendit::XENDIT;
pub use self::xero::XERO;
pub use self::zendesk::ZENDESK;
pub use self::zoho_sign::ZOHO_SIGN;
pub use self::zoom::ZOOM;
pub use self::zulip::ZULIP;

use crate::Provider;

/// All providers, in alphabetical order of their ids.
pub const ALL: &[Provider] = &[
    ABLY,
    ADOBE_ACROBAT_SIGN,
    #[cfg(feature = "rsa")]
    ADOBE_IO_EVENTS,
    ADYEN,
    ADYEN_BALANCE_PLATFORM,
    AFFIRM,
    AGORA,
    AIRTABLE,
    AIRWALLEX,
    AKENEO,
    #[cfg(feature = "rsa")]
    ALIPAY,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    AMAZON_SES,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    AMAZON_SNS,
    ANTHROPIC,
    #[cfg(all(feature = "jwt", feature = "x509-chain"))]
    APPLE_APP_STORE,
    ASAAS,
    ASANA,
    ASHBY,
    ATTIO,
    AUTHORIZE_NET,
    AZURE_DEVOPS,
    AZURE_EVENT_GRID,
    BIGCOMMERCE,
    BIRD,
    BITBUCKET,
    BITBUCKET_SERVER,
    BLAND,
    BOLT,
    BOX,
    #[cfg(feature = "sha1")]
    BRAINTREE,
    BREVO,
    BREX,
    BTCPAY,
    BUILDKITE,
    BUILDKITE_TOKEN,
    BUY_ME_A_COFFEE,
    CAL_COM,
    CALENDLY,
    CASHFREE,
    CHARGEBEE,
    CHATWOOT,
    CHECKLY,
    CHECKOUT_COM,
    #[cfg(feature = "ecdsa")]
    CIRCLE,
    CIRCLECI,
    CLERK,
    CLICKUP,
    CLOUDEVENTS_HTTP,
    CLOUDFLARE_NOTIFICATIONS,
    CLOUDFLARE_STREAM,
    #[cfg(feature = "sha1")]
    CLOUDINARY,
    CLOVER,
    COINBASE_CDP,
    COINBASE_COMMERCE,
    CONFIGCAT,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    CONSTANT_CONTACT,
    CONTENTFUL,
    CONVOY,
    CONVOY_SIMPLE,
    CRISP,
    CRONOFY,
    CUSTOMER_IO,
    DAILY,
    DATADOG,
    #[cfg(feature = "jwt")]
    DIALPAD,
    DINGTALK,
    #[cfg(feature = "ed25519")]
    DISCORD,
    DISCOURSE,
    DLOCAL,
    DOCUSIGN,
    DODO_PAYMENTS,
    DOPPLER,
    #[cfg(feature = "message-signatures")]
    DRONE,
    DROPBOX,
    DROPBOX_SIGN,
    DWOLLA,
    E2B,
    EASYPOST,
    #[cfg(all(feature = "ecdsa", feature = "sha1"))]
    EBAY,
    ECWID,
    ELEVENLABS,
    #[cfg(feature = "sha1")]
    ENODE,
    EXA,
    #[cfg(feature = "sha1")]
    EXPO,
    #[cfg(feature = "ed25519")]
    FAL,
    #[cfg(feature = "aes")]
    FEISHU,
    FIGMA,
    FINCH,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    FIREBLOCKS,
    #[cfg(feature = "rsa")]
    FIREBLOCKS_LEGACY,
    FIREFLIES,
    #[cfg(feature = "sha1")]
    FITBIT,
    FLUTTERWAVE,
    FLUTTERWAVE_V4,
    FORGEJO,
    FOURTHWALL,
    FRESHBOOKS,
    #[cfg(feature = "rsa")]
    FRESHCHAT,
    FRONT,
    GEMINI,
    GETSTREAM,
    GHOST,
    GITEA,
    GITHUB,
    GITLAB,
    GITLAB_SIGNING_TOKEN,
    GOCARDLESS,
    GOGS,
    GOOGLE_CALENDAR,
    GOOGLE_DRIVE,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    GOOGLE_PUBSUB,
    GRAFANA,
    GRAFANA_TIMESTAMPED,
    GREENHOUSE,
    GUSTO,
    HELIUS,
    #[cfg(feature = "sha1")]
    HELP_SCOUT,
    HEROKU,
    HOOK0,
    HOOKDECK,
    HUBSPOT,
    HUBSPOT_V1,
    HUBSPOT_V2,
    HUGGING_FACE,
    HYGRAPH,
    INCIDENT_IO,
    INCREASE,
    INFOBIP,
    #[cfg(feature = "sha1")]
    INTERCOM,
    IYZICO,
    JFROG_ARTIFACTORY,
    JFROG_ARTIFACTORY_TOKEN,
    JIRA,
    #[cfg(feature = "jwt")]
    JIRA_CONNECT,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    KEYGEN,
    #[cfg(feature = "rsa")]
    KICK,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    KINDE,
    KLAVIYO,
    KO_FI,
    KUSHKI,
    LAGO,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    LAGO_JWT,
    LAUNCHDARKLY,
    LEMON_SQUEEZY,
    LEVER,
    LINE,
    LINEAR,
    LINKEDIN,
    LITHIC,
    #[cfg(feature = "jwt")]
    LIVEKIT,
    LOB,
    LOOPS,
    MAILCHIMP,
    MAILGUN,
    MAILJET,
    MAILTRAP,
    #[cfg(feature = "sha1")]
    MANDRILL,
    MATTERMOST,
    MERCADO_PAGO,
    #[cfg(feature = "jwt")]
    MESSAGEBIRD,
    META,
    #[cfg(feature = "http-date")]
    METRONOME,
    MICROSOFT_GRAPH,
    MIDDESK,
    MIDTRANS,
    MIXPANEL,
    MODERN_TREASURY,
    MOLLIE,
    #[cfg(feature = "jwt")]
    MONDAY,
    #[cfg(feature = "sha1")]
    MONGODB_ATLAS,
    MONNIFY,
    MOOV,
    #[cfg(feature = "sha3")]
    MORALIS,
    #[cfg(feature = "sha1")]
    MOTIVE,
    MS_TEAMS,
    MUX,
    #[cfg(feature = "jwt")]
    NETLIFY,
    NEW_RELIC,
    NOTION,
    NOVU,
    NOWPAYMENTS,
    NPM,
    NUVEI,
    NUVEMSHOP,
    NYLAS,
    OKTA,
    OMISE,
    ONFIDO,
    ONFLEET,
    #[cfg(feature = "sha3")]
    OPAY,
    OPENAI,
    OPENNODE,
    ORB,
    OURA,
    PADDLE,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    PADDLE_CLASSIC,
    PAGERDUTY,
    PANDADOC,
    #[cfg(feature = "md5")]
    PATREON,
    #[cfg(feature = "x509-chain")]
    PAYPAL,
    PAYSTACK,
    #[cfg(feature = "aes")]
    PAYTM,
    #[cfg(feature = "md5")]
    PAYU,
    PHONEPE,
    PHRASE,
    PIPEDRIVE,
    #[cfg(all(feature = "ecdsa", feature = "jwt"))]
    PLAID,
    PLANETSCALE,
    PLIVO,
    POLAR,
    PORT_IO,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    POSTAL,
    POSTGRID,
    #[cfg(feature = "jwt")]
    POSTGRID_JWT,
    POSTMARK,
    PRISMIC,
    PUSHER,
    QUICKBOOKS,
    RAPYD,
    RAZORPAY,
    README,
    RECHARGE,
    RECHARGE_LEGACY,
    RECURLY,
    RENDER,
    REPLICATE,
    RESEND,
    RETELL,
    REVENUECAT,
    REVOLUT,
    RINGCENTRAL,
    ROCKET_CHAT,
    SAMSARA,
    SANITY,
    SAVVYCAL,
    #[cfg(feature = "sha1")]
    SEGMENT,
    SENDBIRD,
    #[cfg(feature = "ecdsa")]
    SENDGRID,
    SENTRY,
    SHIPPO,
    #[cfg(feature = "rsa")]
    SHIPSTATION,
    SHOPIFY,
    SHOPIFY_EVENTS,
    SINCH,
    SLACK,
    SMARTCAR,
    SMARTSHEET,
    SNYK,
    SOLIDGATE,
    SONARQUBE,
    SPARKPOST,
    SQUARE,
    SQUARESPACE,
    STANDARD_WEBHOOKS,
    #[cfg(feature = "sha1")]
    STORYBLOK,
    STRAVA,
    STRIPE,
    STYTCH,
    SUMSUB,
    SUPABASE_AUTH_HOOKS,
    #[cfg(feature = "sha1")]
    SURVEYMONKEY,
    SVIX,
    TAILSCALE,
    TALLY,
    TEBEX,
    TELEGRAM,
    #[cfg(feature = "ed25519")]
    TELNYX,
    TERRA,
    TERRAFORM_CLOUD,
    TERRAFORM_RUN_TASKS,
    TICKET_TAILOR,
    TIKTOK,
    TOAST,
    TODOIST,
    #[cfg(all(feature = "http-date", feature = "md5"))]
    TRANSIFEX,
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
    VAPI_HMAC,
    #[cfg(feature = "sha1")]
    VERCEL,
    #[cfg(feature = "sha1")]
    VERCEL_LOG_DRAINS,
    VERKADA,
    VIBER,
    #[cfg(feature = "jwt")]
    VONAGE,
    #[cfg(feature = "sha1")]
    WEBEX,
    WEBFLOW,
    #[cfg(feature = "sha1")]
    WEBSUB,
    #[cfg(feature = "sha1")]
    WECHAT,
    #[cfg(feature = "rsa")]
    WECHAT_PAY,
    #[cfg(all(feature = "aes", feature = "sha1"))]
    WECHAT_SAFE,
    #[cfg(all(feature = "aes", feature = "sha1"))]
    WECOM,
    WHEREBY,
    #[cfg(feature = "rsa")]
    WISE,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    WIX,
    WOOCOMMERCE,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    WOODPECKER,
    WORKABLE,
    WORKOS,
    WP_WEBHOOKS,
    X,
    XENDIT,
    XERO,
    ZENDESK,
    ZOHO_SIGN,
    ZOOM,
    ZULIP,
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

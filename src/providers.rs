//! The providers, one constant each, for [`Receiver::new`](crate::Receiver::new).
//!
//! A provider that needs a feature exists only if the feature is on.
#![doc = include_str!("../PROVIDERS.md")]

mod ably;
mod acuity_scheduling;
mod adobe_acrobat_sign;
#[cfg(feature = "rsa")]
mod adobe_io_events;
mod adyen;
mod adyen_balance_platform;
mod affirm;
mod aftership;
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
mod bamboohr;
mod bigcommerce;
mod bird;
mod bitbucket;
mod bitbucket_server;
mod bland;
mod bolt;
mod box_;
#[cfg(all(feature = "sha1", feature = "xml"))]
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
mod checkr;
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
mod commercelayer;
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
mod deel;
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
#[cfg(all(feature = "aes", feature = "sha1"))]
mod feishu_card;
mod figma;
mod finch;
#[cfg(all(feature = "jwt", feature = "rsa"))]
mod fireblocks;
#[cfg(feature = "rsa")]
mod fireblocks_legacy;
mod firecrawl;
mod fireflies;
#[cfg(feature = "sha1")]
mod fitbit;
mod flexport;
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
mod midtrans_pay_account;
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
mod persona;
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
mod quicknode;
mod rapyd;
mod razorpay;
mod readme;
mod recall_ai;
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
mod veriff;
mod verkada;
mod viber;
#[cfg(feature = "jwt")]
mod vonage;
#[cfg(feature = "sha1")]
mod webex;
mod webflow;
#[cfg(feature = "sha1")]
mod websub;
#[cfg(all(feature = "sha1", feature = "xml"))]
mod wechat;
#[cfg(feature = "rsa")]
mod wechat_pay;
#[cfg(all(feature = "aes", feature = "sha1", feature = "xml"))]
mod wechat_safe;
#[cfg(all(feature = "aes", feature = "sha1", feature = "xml"))]
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

use crate::Provider;

/// Exports each row, and adds it to the list of all.
macro_rules! providers {
    ($($(#[$features:meta])? $file:ident::$provider:ident,)+) => {
        $(
            $(#[$features])?
            pub use self::$file::$provider;
        )+

        /// All providers, in alphabetical order of their ids.
        pub const ALL: &[Provider] = &[$($(#[$features])? $provider,)+];
    };
}

providers![
    ably::ABLY,
    acuity_scheduling::ACUITY_SCHEDULING,
    adobe_acrobat_sign::ADOBE_ACROBAT_SIGN,
    #[cfg(feature = "rsa")]
    adobe_io_events::ADOBE_IO_EVENTS,
    adyen::ADYEN,
    adyen_balance_platform::ADYEN_BALANCE_PLATFORM,
    affirm::AFFIRM,
    aftership::AFTERSHIP,
    agora::AGORA,
    airtable::AIRTABLE,
    airwallex::AIRWALLEX,
    akeneo::AKENEO,
    #[cfg(feature = "rsa")]
    alipay::ALIPAY,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    amazon_ses::AMAZON_SES,
    #[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
    amazon_sns::AMAZON_SNS,
    anthropic::ANTHROPIC,
    #[cfg(all(feature = "jwt", feature = "x509-chain"))]
    apple_app_store::APPLE_APP_STORE,
    asaas::ASAAS,
    asana::ASANA,
    ashby::ASHBY,
    attio::ATTIO,
    authorize_net::AUTHORIZE_NET,
    azure_devops::AZURE_DEVOPS,
    azure_event_grid::AZURE_EVENT_GRID,
    bamboohr::BAMBOOHR,
    bigcommerce::BIGCOMMERCE,
    bird::BIRD,
    bitbucket::BITBUCKET,
    bitbucket_server::BITBUCKET_SERVER,
    bland::BLAND,
    bolt::BOLT,
    box_::BOX,
    #[cfg(all(feature = "sha1", feature = "xml"))]
    braintree::BRAINTREE,
    brevo::BREVO,
    brex::BREX,
    btcpay::BTCPAY,
    buildkite::BUILDKITE,
    buildkite_token::BUILDKITE_TOKEN,
    buy_me_a_coffee::BUY_ME_A_COFFEE,
    cal_com::CAL_COM,
    calendly::CALENDLY,
    cashfree::CASHFREE,
    chargebee::CHARGEBEE,
    chatwoot::CHATWOOT,
    checkly::CHECKLY,
    checkout_com::CHECKOUT_COM,
    checkr::CHECKR,
    #[cfg(feature = "ecdsa")]
    circle::CIRCLE,
    circleci::CIRCLECI,
    clerk::CLERK,
    clickup::CLICKUP,
    cloudevents_http::CLOUDEVENTS_HTTP,
    cloudflare_notifications::CLOUDFLARE_NOTIFICATIONS,
    cloudflare_stream::CLOUDFLARE_STREAM,
    #[cfg(feature = "sha1")]
    cloudinary::CLOUDINARY,
    clover::CLOVER,
    coinbase_cdp::COINBASE_CDP,
    coinbase_commerce::COINBASE_COMMERCE,
    commercelayer::COMMERCELAYER,
    configcat::CONFIGCAT,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    constant_contact::CONSTANT_CONTACT,
    contentful::CONTENTFUL,
    convoy::CONVOY,
    convoy_simple::CONVOY_SIMPLE,
    crisp::CRISP,
    cronofy::CRONOFY,
    customer_io::CUSTOMER_IO,
    daily::DAILY,
    datadog::DATADOG,
    deel::DEEL,
    #[cfg(feature = "jwt")]
    dialpad::DIALPAD,
    dingtalk::DINGTALK,
    #[cfg(feature = "ed25519")]
    discord::DISCORD,
    discourse::DISCOURSE,
    dlocal::DLOCAL,
    docusign::DOCUSIGN,
    dodo_payments::DODO_PAYMENTS,
    doppler::DOPPLER,
    #[cfg(feature = "message-signatures")]
    drone::DRONE,
    dropbox::DROPBOX,
    dropbox_sign::DROPBOX_SIGN,
    dwolla::DWOLLA,
    e2b::E2B,
    easypost::EASYPOST,
    #[cfg(all(feature = "ecdsa", feature = "sha1"))]
    ebay::EBAY,
    ecwid::ECWID,
    elevenlabs::ELEVENLABS,
    #[cfg(feature = "sha1")]
    enode::ENODE,
    exa::EXA,
    #[cfg(feature = "sha1")]
    expo::EXPO,
    #[cfg(feature = "ed25519")]
    fal::FAL,
    #[cfg(feature = "aes")]
    feishu::FEISHU,
    #[cfg(all(feature = "aes", feature = "sha1"))]
    feishu_card::FEISHU_CARD,
    figma::FIGMA,
    finch::FINCH,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    fireblocks::FIREBLOCKS,
    #[cfg(feature = "rsa")]
    fireblocks_legacy::FIREBLOCKS_LEGACY,
    firecrawl::FIRECRAWL,
    fireflies::FIREFLIES,
    #[cfg(feature = "sha1")]
    fitbit::FITBIT,
    flexport::FLEXPORT,
    flutterwave::FLUTTERWAVE,
    flutterwave_v4::FLUTTERWAVE_V4,
    forgejo::FORGEJO,
    fourthwall::FOURTHWALL,
    freshbooks::FRESHBOOKS,
    #[cfg(feature = "rsa")]
    freshchat::FRESHCHAT,
    front::FRONT,
    gemini::GEMINI,
    getstream::GETSTREAM,
    ghost::GHOST,
    gitea::GITEA,
    github::GITHUB,
    gitlab::GITLAB,
    gitlab_signing_token::GITLAB_SIGNING_TOKEN,
    gocardless::GOCARDLESS,
    gogs::GOGS,
    google_calendar::GOOGLE_CALENDAR,
    google_drive::GOOGLE_DRIVE,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    google_pubsub::GOOGLE_PUBSUB,
    grafana::GRAFANA,
    grafana_timestamped::GRAFANA_TIMESTAMPED,
    greenhouse::GREENHOUSE,
    gusto::GUSTO,
    helius::HELIUS,
    #[cfg(feature = "sha1")]
    help_scout::HELP_SCOUT,
    heroku::HEROKU,
    hook0::HOOK0,
    hookdeck::HOOKDECK,
    hubspot::HUBSPOT,
    hubspot_v1::HUBSPOT_V1,
    hubspot_v2::HUBSPOT_V2,
    hugging_face::HUGGING_FACE,
    hygraph::HYGRAPH,
    incident_io::INCIDENT_IO,
    increase::INCREASE,
    infobip::INFOBIP,
    #[cfg(feature = "sha1")]
    intercom::INTERCOM,
    iyzico::IYZICO,
    jfrog_artifactory::JFROG_ARTIFACTORY,
    jfrog_artifactory_token::JFROG_ARTIFACTORY_TOKEN,
    jira::JIRA,
    #[cfg(feature = "jwt")]
    jira_connect::JIRA_CONNECT,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    keygen::KEYGEN,
    #[cfg(feature = "rsa")]
    kick::KICK,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    kinde::KINDE,
    klaviyo::KLAVIYO,
    ko_fi::KO_FI,
    kushki::KUSHKI,
    lago::LAGO,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    lago_jwt::LAGO_JWT,
    launchdarkly::LAUNCHDARKLY,
    lemon_squeezy::LEMON_SQUEEZY,
    lever::LEVER,
    line::LINE,
    linear::LINEAR,
    linkedin::LINKEDIN,
    lithic::LITHIC,
    #[cfg(feature = "jwt")]
    livekit::LIVEKIT,
    lob::LOB,
    loops::LOOPS,
    mailchimp::MAILCHIMP,
    mailgun::MAILGUN,
    mailjet::MAILJET,
    mailtrap::MAILTRAP,
    #[cfg(feature = "sha1")]
    mandrill::MANDRILL,
    mattermost::MATTERMOST,
    mercado_pago::MERCADO_PAGO,
    #[cfg(feature = "jwt")]
    messagebird::MESSAGEBIRD,
    meta::META,
    #[cfg(feature = "http-date")]
    metronome::METRONOME,
    microsoft_graph::MICROSOFT_GRAPH,
    middesk::MIDDESK,
    midtrans::MIDTRANS,
    midtrans_pay_account::MIDTRANS_PAY_ACCOUNT,
    mixpanel::MIXPANEL,
    modern_treasury::MODERN_TREASURY,
    mollie::MOLLIE,
    #[cfg(feature = "jwt")]
    monday::MONDAY,
    #[cfg(feature = "sha1")]
    mongodb_atlas::MONGODB_ATLAS,
    monnify::MONNIFY,
    moov::MOOV,
    #[cfg(feature = "sha3")]
    moralis::MORALIS,
    #[cfg(feature = "sha1")]
    motive::MOTIVE,
    ms_teams::MS_TEAMS,
    mux::MUX,
    #[cfg(feature = "jwt")]
    netlify::NETLIFY,
    new_relic::NEW_RELIC,
    notion::NOTION,
    novu::NOVU,
    nowpayments::NOWPAYMENTS,
    npm::NPM,
    nuvei::NUVEI,
    nuvemshop::NUVEMSHOP,
    nylas::NYLAS,
    okta::OKTA,
    omise::OMISE,
    onfido::ONFIDO,
    onfleet::ONFLEET,
    #[cfg(feature = "sha3")]
    opay::OPAY,
    openai::OPENAI,
    opennode::OPENNODE,
    orb::ORB,
    oura::OURA,
    paddle::PADDLE,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    paddle_classic::PADDLE_CLASSIC,
    pagerduty::PAGERDUTY,
    pandadoc::PANDADOC,
    #[cfg(feature = "md5")]
    patreon::PATREON,
    #[cfg(feature = "x509-chain")]
    paypal::PAYPAL,
    paystack::PAYSTACK,
    #[cfg(feature = "aes")]
    paytm::PAYTM,
    #[cfg(feature = "md5")]
    payu::PAYU,
    persona::PERSONA,
    phonepe::PHONEPE,
    phrase::PHRASE,
    pipedrive::PIPEDRIVE,
    #[cfg(all(feature = "ecdsa", feature = "jwt"))]
    plaid::PLAID,
    planetscale::PLANETSCALE,
    plivo::PLIVO,
    polar::POLAR,
    port_io::PORT_IO,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    postal::POSTAL,
    postgrid::POSTGRID,
    #[cfg(feature = "jwt")]
    postgrid_jwt::POSTGRID_JWT,
    postmark::POSTMARK,
    prismic::PRISMIC,
    pusher::PUSHER,
    quickbooks::QUICKBOOKS,
    quicknode::QUICKNODE,
    rapyd::RAPYD,
    razorpay::RAZORPAY,
    readme::README,
    recall_ai::RECALL_AI,
    recharge::RECHARGE,
    recharge_legacy::RECHARGE_LEGACY,
    recurly::RECURLY,
    render::RENDER,
    replicate::REPLICATE,
    resend::RESEND,
    retell::RETELL,
    revenuecat::REVENUECAT,
    revolut::REVOLUT,
    ringcentral::RINGCENTRAL,
    rocket_chat::ROCKET_CHAT,
    samsara::SAMSARA,
    sanity::SANITY,
    savvycal::SAVVYCAL,
    #[cfg(feature = "sha1")]
    segment::SEGMENT,
    sendbird::SENDBIRD,
    #[cfg(feature = "ecdsa")]
    sendgrid::SENDGRID,
    sentry::SENTRY,
    shippo::SHIPPO,
    #[cfg(feature = "rsa")]
    shipstation::SHIPSTATION,
    shopify::SHOPIFY,
    shopify_events::SHOPIFY_EVENTS,
    sinch::SINCH,
    slack::SLACK,
    smartcar::SMARTCAR,
    smartsheet::SMARTSHEET,
    snyk::SNYK,
    solidgate::SOLIDGATE,
    sonarqube::SONARQUBE,
    sparkpost::SPARKPOST,
    square::SQUARE,
    squarespace::SQUARESPACE,
    standard_webhooks::STANDARD_WEBHOOKS,
    #[cfg(feature = "sha1")]
    storyblok::STORYBLOK,
    strava::STRAVA,
    stripe::STRIPE,
    stytch::STYTCH,
    sumsub::SUMSUB,
    supabase_auth_hooks::SUPABASE_AUTH_HOOKS,
    #[cfg(feature = "sha1")]
    surveymonkey::SURVEYMONKEY,
    svix::SVIX,
    tailscale::TAILSCALE,
    tally::TALLY,
    tebex::TEBEX,
    telegram::TELEGRAM,
    #[cfg(feature = "ed25519")]
    telnyx::TELNYX,
    terra::TERRA,
    terraform_cloud::TERRAFORM_CLOUD,
    terraform_run_tasks::TERRAFORM_RUN_TASKS,
    ticket_tailor::TICKET_TAILOR,
    tiktok::TIKTOK,
    toast::TOAST,
    todoist::TODOIST,
    #[cfg(all(feature = "http-date", feature = "md5"))]
    transifex::TRANSIFEX,
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    travis_ci::TRAVIS_CI,
    treezor::TREEZOR,
    #[cfg(feature = "sha1")]
    trello::TRELLO,
    #[cfg(all(feature = "jwt", feature = "p521"))]
    truelayer::TRUELAYER,
    #[cfg(feature = "sha1")]
    twilio::TWILIO,
    twitch::TWITCH,
    typeform::TYPEFORM,
    vapi_hmac::VAPI_HMAC,
    #[cfg(feature = "sha1")]
    vercel::VERCEL,
    #[cfg(feature = "sha1")]
    vercel_log_drains::VERCEL_LOG_DRAINS,
    veriff::VERIFF,
    verkada::VERKADA,
    viber::VIBER,
    #[cfg(feature = "jwt")]
    vonage::VONAGE,
    #[cfg(feature = "sha1")]
    webex::WEBEX,
    webflow::WEBFLOW,
    #[cfg(feature = "sha1")]
    websub::WEBSUB,
    #[cfg(all(feature = "sha1", feature = "xml"))]
    wechat::WECHAT,
    #[cfg(feature = "rsa")]
    wechat_pay::WECHAT_PAY,
    #[cfg(all(feature = "aes", feature = "sha1", feature = "xml"))]
    wechat_safe::WECHAT_SAFE,
    #[cfg(all(feature = "aes", feature = "sha1", feature = "xml"))]
    wecom::WECOM,
    whereby::WHEREBY,
    #[cfg(feature = "rsa")]
    wise::WISE,
    #[cfg(all(feature = "jwt", feature = "rsa"))]
    wix::WIX,
    woocommerce::WOOCOMMERCE,
    #[cfg(all(feature = "ed25519", feature = "message-signatures"))]
    woodpecker::WOODPECKER,
    workable::WORKABLE,
    workos::WORKOS,
    wp_webhooks::WP_WEBHOOKS,
    x::X,
    xendit::XENDIT,
    xero::XERO,
    zendesk::ZENDESK,
    zoho_sign::ZOHO_SIGN,
    zoom::ZOOM,
    zulip::ZULIP,
];

#[cfg(all(feature = "rsa", feature = "sha1", feature = "x509"))]
pub use self::amazon_sns::SnsMessage;

#[cfg(feature = "explain")]
pub use crate::explain::head::detect;

/// Returns the provider with this id.
///
/// ```
/// use webhook_receiver::providers;
///
/// assert_eq!(providers::by_id("github").map(|provider| provider.name()), Some("GitHub"));
/// assert!(providers::by_id("unknown").is_none());
/// ```
#[inline]
pub fn by_id(id: &str) -> Option<Provider> {
    ALL.iter().find(|provider| provider.id() == id).copied()
}

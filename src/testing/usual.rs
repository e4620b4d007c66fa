//! Headers that providers send besides those by which a row verifies and names a delivery.

use std::time::SystemTime;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::scheme::TimeFormat;

/// A header's value.
enum Text {
    Is(&'static str),
    /// The event type.
    Kind,
    /// The time of the delivery.
    Time,
}

use Text::{Is, Kind, Time};

const USER_AGENT: &str = "user-agent";

/// User agents without a page are those of recorded deliveries.
const HEADERS: &[(&str, &[(&str, Text)])] = &[
    // <https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html>
    ("amazon-ses", SNS),
    ("amazon-sns", SNS),
    // <https://developer.box.com/guides/webhooks/v2/signatures-v2/>. Its SDKs reject a request without them.
    (
        "box",
        &[
            (
                "box-delivery-id",
                Is("f96bb54b-ee16-4fc5-aa65-8c2d9e5b546f"),
            ),
            ("box-signature-algorithm", Is("HmacSHA256")),
            ("box-signature-version", Is("1")),
        ],
    ),
    // <https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers>
    (
        "github",
        &[
            (USER_AGENT, Is("GitHub-Hookshot/044aadd")),
            ("x-github-hook-id", Is("292430182")),
            ("x-github-hook-installation-target-id", Is("79929171")),
            ("x-github-hook-installation-target-type", Is("repository")),
        ],
    ),
    // <https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers>
    ("gitlab", GITLAB),
    ("gitlab-signing-token", GITLAB),
    // <https://linear.app/developers/webhooks>
    ("linear", &[("linear-event", Kind)]),
    // <https://shopify.dev/docs/apps/build/webhooks/subscribe/https>
    (
        "shopify",
        &[
            (USER_AGENT, Is("Shopify-Captain-Hook")),
            ("x-shopify-api-version", Is("2025-10")),
            (
                "x-shopify-event-id",
                Is("98880550-7158-44d4-b7cd-2c97c8a091b5"),
            ),
            ("x-shopify-shop-domain", Is("rocket-example.myshopify.com")),
            ("x-shopify-triggered-at", Time),
        ],
    ),
    // <https://api.slack.com/robots>
    (
        "slack",
        &[(
            USER_AGENT,
            Is("Slackbot 1.0 (+https://api.slack.com/robots)"),
        )],
    ),
    (
        "stripe",
        &[(
            USER_AGENT,
            Is("Stripe/1.0 (+https://stripe.com/docs/webhooks)"),
        )],
    ),
    ("twilio", &[(USER_AGENT, Is("TwilioProxy/1.1"))]),
];

const SNS: &[(&str, Text)] = &[
    ("content-type", Is("text/plain; charset=UTF-8")),
    (USER_AGENT, Is("Amazon Simple Notification Service Agent")),
];

const GITLAB: &[(&str, Text)] = &[
    (
        "x-gitlab-event-uuid",
        Is("13792a34-cac6-4fda-95a8-c58e00a3954e"),
    ),
    ("x-gitlab-instance", Is("https://gitlab.com")),
    (
        "x-gitlab-webhook-uuid",
        Is("02affd2d-2cba-4033-917d-ec22d5dc4b38"),
    ),
];

/// Adds the provider's headers, unless they are set.
pub(super) fn add(
    provider: &str,
    kind: Option<&str>,
    time: Option<SystemTime>,
    headers: &mut HeaderMap,
) {
    let of_it = HEADERS.iter().filter(|(id, _)| *id == provider);
    for (name, text) in of_it.flat_map(|(_, headers)| *headers) {
        let value = match text {
            Is(text) => Some(HeaderValue::from_static(text)),
            Kind => kind.and_then(|kind| kind.parse().ok()),
            Time => time.and_then(|time| TimeFormat::Rfc3339.write(time).parse().ok()),
        };
        if let Some(value) = value {
            let name = HeaderName::from_static(name);
            headers.entry(name).or_insert(value);
        }
    }
}

/// Returns whether a body is an HTML form rather than JSON or XML.
pub(super) fn is_form(body: &[u8]) -> bool {
    body.first().is_some_and(u8::is_ascii_alphabetic)
        && body.contains(&b'=')
        && body.iter().all(u8::is_ascii_graphic)
}

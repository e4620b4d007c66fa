//! Signatures of common providers, by their documentation and the crates of the algorithms: nothing of
//! the code under test.

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use ed25519_dalek::{Signature, VerifyingKey, pkcs8::DecodePublicKey};
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha1::Sha1;
use sha2::{Sha256, Sha512};

/// Where a provider puts its signature, and what it signs.
struct Signing {
    row: &'static str,
    header: &'static str,
    hash: Hash,
    content: &'static [Part],
}

#[derive(Clone, Copy)]
enum Hash {
    Sha1,
    Sha256,
    Sha512,
    Ed25519,
    /// The header has the secret itself.
    None,
}

#[derive(Clone, Copy)]
enum Part {
    Body,
    Text(&'static str),
    Header(&'static str),
    /// What follows this key in the signature's header.
    Key(&'static str),
}

use Part::{Body, Header, Key, Text};

const BODY: &[Part] = &[Body];
const DOTTED: &[Part] = &[Key("t="), Text("."), Body];
const WEBHOOK: &[Part] = &[
    Header("webhook-id"),
    Text("."),
    Header("webhook-timestamp"),
    Text("."),
    Body,
];
const SVIX: &[Part] = &[
    Header("svix-id"),
    Text("."),
    Header("svix-timestamp"),
    Text("."),
    Body,
];

const fn of(
    row: &'static str,
    header: &'static str,
    hash: Hash,
    content: &'static [Part],
) -> Signing {
    Signing {
        row,
        header,
        hash,
        content,
    }
}

/// A row whose requests may have either of two headers is here twice.
const TABLE: &[Signing] = &[
    of("asana", "x-hook-signature", Hash::Sha256, BODY),
    of("bitbucket", "x-hub-signature", Hash::Sha256, BODY),
    of(
        "calendly",
        "calendly-webhook-signature",
        Hash::Sha256,
        DOTTED,
    ),
    of("circleci", "circleci-signature", Hash::Sha256, BODY),
    of("clerk", "svix-signature", Hash::Sha256, SVIX),
    of("clerk", "webhook-signature", Hash::Sha256, WEBHOOK),
    of(
        "coinbase-commerce",
        "x-cc-webhook-signature",
        Hash::Sha256,
        BODY,
    ),
    of(
        "discord",
        "x-signature-ed25519",
        Hash::Ed25519,
        &[Header("x-signature-timestamp"), Body],
    ),
    of("docusign", "x-docusign-signature-1", Hash::Sha256, BODY),
    of("docusign", "x-docusign-signature-2", Hash::Sha256, BODY),
    of("docusign", "x-docusign-signature-3", Hash::Sha256, BODY),
    of("dropbox", "x-dropbox-signature", Hash::Sha256, BODY),
    of("github", "x-hub-signature-256", Hash::Sha256, BODY),
    of("gitlab", "x-gitlab-token", Hash::None, &[]),
    of("gocardless", "webhook-signature", Hash::Sha256, BODY),
    of("intercom", "x-hub-signature", Hash::Sha1, BODY),
    of("lemon-squeezy", "x-signature", Hash::Sha256, BODY),
    of("line", "x-line-signature", Hash::Sha256, BODY),
    of("linear", "linear-signature", Hash::Sha256, BODY),
    of("meta", "x-hub-signature-256", Hash::Sha256, BODY),
    of(
        "paddle",
        "paddle-signature",
        Hash::Sha256,
        &[Key("ts="), Text(":"), Body],
    ),
    of("pagerduty", "x-pagerduty-signature", Hash::Sha256, BODY),
    of("paystack", "x-paystack-signature", Hash::Sha512, BODY),
    of("razorpay", "x-razorpay-signature", Hash::Sha256, BODY),
    of("resend", "svix-signature", Hash::Sha256, SVIX),
    of("resend", "webhook-signature", Hash::Sha256, WEBHOOK),
    of("sentry", "sentry-hook-signature", Hash::Sha256, BODY),
    of("shopify", "x-shopify-hmac-sha256", Hash::Sha256, BODY),
    of(
        "slack",
        "x-slack-signature",
        Hash::Sha256,
        &[
            Text("v0:"),
            Header("x-slack-request-timestamp"),
            Text(":"),
            Body,
        ],
    ),
    of(
        "standard-webhooks",
        "webhook-signature",
        Hash::Sha256,
        WEBHOOK,
    ),
    of("stripe", "stripe-signature", Hash::Sha256, DOTTED),
    of("svix", "svix-signature", Hash::Sha256, SVIX),
    of("svix", "webhook-signature", Hash::Sha256, WEBHOOK),
    of(
        "telegram",
        "x-telegram-bot-api-secret-token",
        Hash::None,
        &[],
    ),
    of(
        "twitch",
        "twitch-eventsub-message-signature",
        Hash::Sha256,
        &[
            Header("twitch-eventsub-message-id"),
            Header("twitch-eventsub-message-timestamp"),
            Body,
        ],
    ),
    of("typeform", "typeform-signature", Hash::Sha256, BODY),
    of("vercel", "x-vercel-signature", Hash::Sha1, BODY),
    of("woocommerce", "x-wc-webhook-signature", Hash::Sha256, BODY),
    of("workos", "workos-signature", Hash::Sha256, DOTTED),
    of("xero", "x-xero-signature", Hash::Sha256, BODY),
    of(
        "zendesk",
        "x-zendesk-webhook-signature",
        Hash::Sha256,
        &[Header("x-zendesk-webhook-signature-timestamp"), Body],
    ),
    of(
        "zoom",
        "x-zm-signature",
        Hash::Sha256,
        &[
            Text("v0:"),
            Header("x-zm-request-timestamp"),
            Text(":"),
            Body,
        ],
    ),
];

/// Returns the rows whose signatures are known here.
pub fn rows() -> impl Iterator<Item = &'static str> {
    TABLE.iter().map(|signing| signing.row)
}

/// Whether a request has a signature that was made with one of the secrets. `None` if the row is not known here.
pub fn is_signed(row: &str, request: &Request<Bytes>, secrets: &[String]) -> Option<bool> {
    let mut known = TABLE.iter().filter(|signing| signing.row == row).peekable();
    known.peek()?;
    // Standard Webhooks also have public keys, which are not known here.
    if secrets.iter().any(|secret| secret.starts_with("whpk_")) {
        return None;
    }
    let holds = |signing: &Signing| {
        let mut secrets = secrets.iter();
        secrets.any(|secret| signing.holds(request, secret.as_bytes()))
    };
    Some(known.any(holds))
}

/// The control: whether a signature of GitHub begins as the right one, as far as it goes.
/// <https://rustsec.org/advisories/RUSTSEC-2024-0010.html>
pub fn prefix_matches(row: &str, request: &Request<Bytes>, secret: &[u8]) -> bool {
    let Some(given) = request.headers().get("x-hub-signature-256") else {
        return false;
    };
    let right = mac::<Hmac<Sha256>>(secret, request.body());
    let right: String = right.iter().map(|byte| format!("{byte:02x}")).collect();
    let given = given.as_bytes().strip_prefix(b"sha256=");
    row == "github" && given.is_some_and(|given| right.as_bytes().starts_with(given))
}

impl Signing {
    fn holds(&self, request: &Request<Bytes>, secret: &[u8]) -> bool {
        let values = request.headers().get_all(self.header);
        values
            .iter()
            .any(|value| self.holds_in(value.as_bytes(), request, secret))
    }

    fn holds_in(&self, value: &[u8], request: &Request<Bytes>, secret: &[u8]) -> bool {
        let right: Vec<Vec<u8>> = match self.hash {
            Hash::None => return value.trim_ascii() == secret,
            Hash::Ed25519 => {
                let content = self.content(value, request);
                return candidates(value).any(|signature| ed25519(secret, &content, &signature));
            }
            hash => {
                let content = self.content(value, request);
                let keys = keys(secret).into_iter();
                keys.map(|key| match hash {
                    Hash::Sha1 => mac::<Hmac<Sha1>>(&key, &content),
                    Hash::Sha512 => mac::<Hmac<Sha512>>(&key, &content),
                    _ => mac::<Hmac<Sha256>>(&key, &content),
                })
                .collect()
            }
        };
        candidates(value).any(|signature| right.contains(&signature))
    }

    fn content(&self, value: &[u8], request: &Request<Bytes>) -> Vec<u8> {
        let mut content = Vec::new();
        for part in self.content {
            match part {
                Body => content.extend(request.body()),
                Text(text) => content.extend(text.as_bytes()),
                Header(name) => {
                    let value = request.headers().get(*name);
                    content.extend(value.map_or(&[][..], |value| value.as_bytes()));
                }
                Key(key) => {
                    let mut items = value.split(|byte| b",; ".contains(byte));
                    let found = items.find_map(|item| {
                        let item = item.trim_ascii();
                        let (start, rest) = item.split_at_checked(key.len())?;
                        start.eq_ignore_ascii_case(key.as_bytes()).then_some(rest)
                    });
                    content.extend(found.unwrap_or_default().trim_ascii());
                }
            }
        }
        content
    }
}

/// The secret is the key as it is, or its base64 is after a prefix.
fn keys(secret: &[u8]) -> Vec<Vec<u8>> {
    let text = secret.strip_prefix(b"whsec_").unwrap_or(secret);
    let decoded = STANDARD.decode(text).ok();
    [Some(secret.to_vec()), decoded]
        .into_iter()
        .flatten()
        .collect()
}

/// What of a header could be a signature, decoded.
fn candidates(value: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let items = value.split(|byte| b",; \t".contains(byte));
    items.flat_map(|item| {
        let after_equals = item.iter().position(|byte| *byte == b'=');
        let rest = after_equals.map(|at| &item[at + 1..]);
        [Some(item), rest]
            .into_iter()
            .flatten()
            .flat_map(|text| [hex(text), base64(text)])
            .flatten()
    })
}

fn base64(text: &[u8]) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

fn hex(text: &[u8]) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    let pair = |pair: &[u8]| Some((digit(pair[0])? * 16 + digit(*pair.get(1)?)?) as u8);
    text.chunks(2).map(pair).collect()
}

fn mac<M: Mac + KeyInit>(key: &[u8], content: &[u8]) -> Vec<u8> {
    let mac = <M as KeyInit>::new_from_slice(key).expect("a key of any length");
    mac.chain_update(content).finalize().into_bytes().to_vec()
}

/// `key` is the public key, or the private one, of `tests/keys`.
fn ed25519(key: &[u8], content: &[u8], signature: &[u8]) -> bool {
    let text = std::str::from_utf8(key).unwrap_or_default();
    let raw = hex(key).and_then(|raw| VerifyingKey::from_bytes(&raw.try_into().ok()?).ok());
    let ours = include_str!("../../tests/keys/ed25519-public.pem");
    let pem = if text.contains("PRIVATE") { ours } else { text };
    let key = raw.or_else(|| VerifyingKey::from_public_key_pem(pem).ok());
    let signature = Signature::from_slice(signature).ok();
    let pair = key.zip(signature);
    pair.is_some_and(|(key, signature)| key.verify_strict(content, &signature).is_ok())
}

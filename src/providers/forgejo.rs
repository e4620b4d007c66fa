use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    provider::When,
    scheme::{At, Part, Scheme},
};

const JSON: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-forgejo-signature"));

/// [Forgejo](https://forgejo.org/docs/latest/user/webhooks/) repositories.
///
/// # Signed content
/// ```text
/// x-forgejo-signature: hex(HMAC-SHA256(secret, body))
///
/// If the body is a form:
/// x-forgejo-signature: hex(HMAC-SHA256(secret, only_field(payload)))
///
/// If the method is GET:
/// x-forgejo-signature: hex(HMAC-SHA256(secret, query(payload)))
/// body = ""
/// ```
///
/// # Example headers
/// ```text
/// x-forgejo-event: push
/// x-forgejo-delivery: f6266f16-1bf3-46a5-9ea4-602e06ead473
/// x-forgejo-signature: 51dd6b52037f1e6b...
/// ```
///
/// # Quirks
/// - What is signed is the JSON: of a form the decoded field `payload`, of a GET the decoded query
///   parameter `payload`.
/// - The same values come under the names of Gitea, Gogs and GitHub; they are ignored.
/// - Without a secret the header comes empty, and is rejected.
///
/// # Security
/// The content type is not signed: an attacker who saw a delivery can send the same payload in another of its
/// shapes, as JSON or in a form or, by GET, in the query. Other text never passes. Headers, with the event's name and the
/// delivery's id, are not signed either.
pub const FORGEJO: Provider = Provider::new(
    "forgejo",
    "Forgejo",
    "https://forgejo.org/docs/latest/user/webhooks/",
    JSON,
)
.variants(&[
    (When::Form, JSON.content(&[Part::OnlyField("payload")])),
    (
        When::Method("GET"),
        JSON.content_of_bodyless(&[Part::Query("payload")]),
    ),
])
.kind(&[At::Header("x-forgejo-event")])
.delivery_id(&[At::Header("x-forgejo-delivery")])
.answer_within(5)
.never_retries()
.source_read("2026-10");

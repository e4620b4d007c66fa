use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    provider::When,
    scheme::{At, Part, Scheme},
};

const JSON: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-gitea-signature"));

/// [Gitea](https://docs.gitea.com/usage/webhooks) repositories.
///
/// # Signed content
/// ```text
/// x-gitea-signature: hex(HMAC-SHA256(secret, body))
///
/// If the body is a form:
/// x-gitea-signature: hex(HMAC-SHA256(secret, only_field(payload)))
///
/// If the method is GET:
/// x-gitea-signature: hex(HMAC-SHA256(secret, query(payload)))
/// body = ""
/// ```
///
/// # Example headers
/// ```text
/// x-gitea-event: push
/// x-gitea-delivery: f6266f16-1bf3-46a5-9ea4-602e06ead473
/// x-gitea-signature: 5f1d...
/// ```
///
/// # Quirks
/// - What is signed is the JSON: of a form the decoded field `payload`, of a GET the decoded query parameter `payload`.
/// - The same values come under the names of Gogs and GitHub; they are ignored.
/// - Without a secret the header comes empty, and is rejected.
///
/// # Security
/// The content type is not signed: an attacker who saw a delivery can send the same payload in another of its
/// shapes, as JSON or in a form or, by GET, in the query. Other text never passes. Headers, with the event's name and the
/// delivery's id, are not signed either.
pub const GITEA: Provider = Provider::new(
    "gitea",
    "Gitea",
    "https://docs.gitea.com/usage/webhooks",
    JSON,
)
.kind(&[At::Header("x-gitea-event")])
.delivery_id(&[At::Header("x-gitea-delivery")])
.variants(&[
    (When::Form, JSON.content(&[Part::OnlyField("payload")])),
    (
        When::Method("GET"),
        JSON.content_of_bodyless(&[Part::Query("payload")]),
    ),
])
.answer_within(5)
// <https://github.com/go-gitea/gitea/blob/main/services/webhook/deliver.go>
.never_retries()
.id_of_event("https://github.com/go-gitea/gitea/blob/main/models/webhook/hooktask.go")
.source_read("2026-11");

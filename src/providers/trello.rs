use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Encoding, Part, PercentDecode, Scheme},
};

/// [Trello](https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/).
///
/// # Signed content
/// ```text
/// x-trello-webhook: base64(HMAC-SHA1(secret, body + url))
/// ```
/// The secret is the OAuth secret. The URL is the callback URL.
///
/// # Example headers
/// ```text
/// x-trello-webhook: ...
/// ```
///
/// # Quirks
/// - The URL is the one registered: give it as `callback_url`.
/// - Creating a webhook sends a HEAD, which is answered.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const TRELLO: Provider = Provider::new(
    "trello",
    "Trello",
    "https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/",
    Scheme::new(HMAC_SHA1, At::Header("x-trello-webhook"))
        .encoding(Encoding::Base64)
        .content(&[Part::Body, Part::Url(PercentDecode::None)]),
)
.handshakes(&[Handshake {
    name: "creation",
    method: "HEAD",
    when: &[],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.kind(&[At::Json("/action/type")])
.delivery_id(&[At::Json("/action/id")])
.source_read("2026-10");

use crate::{
    KeyDocument, Provider,
    algorithm::RSA_PKCS1_SHA1,
    scheme::{At, Encoding, Inside, Part, Scheme},
};

/// [Travis CI](https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests)
/// notifications.
///
/// # Signed content
/// ```text
/// signature: base64(RSA-PKCS1-SHA1(private_key, only_field(payload)))
/// ```
///
/// # Example headers
/// ```text
/// signature: P/E2aUMq40HT...
/// ```
///
/// # Quirks
/// - The key is in the answer of `https://api.travis-ci.com/config`, as PEM.
/// - **One key signs for all customers**: give your repository's id as the setting
///   `repository_id`.
/// - The id of the payload is the build's and repeats with each of its states.
/// - SHA-1 is what the provider offers.
pub const TRAVIS_CI: Provider = Provider::new(
    "travis-ci",
    "Travis CI",
    "https://docs.travis-ci.com/user/notifications/#verifying-webhook-requests",
    Scheme::new(RSA_PKCS1_SHA1, At::Header("signature"))
        .encoding(Encoding::Base64)
        .content(&[Part::OnlyField("payload")]),
)
.shares_key()
.audience_at(
    At::Within(&At::Form("payload"), Inside::Json("/repository/id")),
    "repository_id",
)
.kind(&[At::Within(&At::Form("payload"), Inside::Json("/state"))])
.key_url("https://api.travis-ci.com/config")
.key_document(KeyDocument::Key("/config/notifications/webhook/public_key"))
.source_read("2026-10");

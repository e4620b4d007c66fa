use crate::{
    Provider,
    scheme::message_signature::{MessageAlgorithm, MessageSignature},
};

/// [Woodpecker CI](https://woodpecker-ci.org/docs/usage/extensions) extensions.
///
/// # Signed content
/// ```text
/// signature-input: woodpecker-ci-extensions=("@request-target" "content-digest" ...);created=timestamp
/// signature: woodpecker-ci-extensions=:base64(Ed25519(private_key, signature_base)):
/// content-digest: sha-256=:base64(SHA-256(body)):|sha-512=:base64(SHA-512(body)):
/// timestamp in seconds
/// ```
/// The private key is the server's.
///
/// # Example headers
/// ```text
/// content-digest: sha-256=:USbueLxynqqZRIzBkOSGe5UwtuOwprozZrXUMTK/Iq4=:
/// signature-input: woodpecker-ci-extensions=("@request-target" "content-digest");created=1767225600;alg="ed25519"
/// signature: woodpecker-ci-extensions=:DZFw9cM7MpQxDN5hcS4hVZVe2pSz8eFGX9NbwWfqKnsGKY1DgUnlagS3RsI5...:
/// ```
///
/// # Quirks
/// - The public key is at `/api/signature/public-key` of your server.
/// - The path is signed as the library in use decodes it: have none that needs escapes.
/// - These are calls that want an answer (a configuration, secrets), not notifications: answer what
///   the extension should.
pub const WOODPECKER: Provider = Provider::code(
    "woodpecker",
    "Woodpecker CI",
    "https://woodpecker-ci.org/docs/usage/extensions",
    &MessageSignature::new(
        MessageAlgorithm::ED25519,
        &["@request-target", "content-digest"],
    )
    .label("woodpecker-ci-extensions"),
)
.answer_within(10)
// <https://github.com/woodpecker-ci/woodpecker/blob/main/server/services/utils/http.go>
.retries_for(5)
.time_of_attempt(
    "https://github.com/woodpecker-ci/woodpecker/blob/main/server/services/utils/http.go",
)
.source_read("2026-11");

//! Woodpecker CI: <https://woodpecker-ci.org/docs/usage/extensions>

use crate::{
    Provider,
    scheme::message_signature::{MessageAlgorithm, MessageSignature},
};

/// [Woodpecker CI](https://woodpecker-ci.org/docs/usage/extensions) extensions.
///
/// # Signed content
/// Ed25519(private key of the server, the path with its query and the digest of the body, as RFC 9421
/// writes them); and `content-digest` holds base64(SHA256(body))
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

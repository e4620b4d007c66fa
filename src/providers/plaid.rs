use crate::{
    KeyDocument, Provider,
    scheme::{
        At, Encoding,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Plaid](https://plaid.com/docs/api/webhooks/webhook-verification/).
///
/// # Signed content
/// ```text
/// plaid-verification: jwt(ES256, private_key, {"request_body_sha256": hex(SHA-256(body)), "iat": timestamp})
/// timestamp in seconds
/// ```
///
/// # Example headers
/// ```text
/// plaid-verification: eyJhbGciOiJFUzI1NiIsImtpZCI6ImJmYmQ1MTExLThlMzMtNDY0My04Y2VkLWIyZTY0MmE3MmYz...
/// ```
///
/// # Quirks
/// - The key is fetched by its id from `/webhook_verification_key/get`, with your credentials.
/// - **One key signs for all customers, and nothing in a delivery says for whom it is**: an attacker who is a
///   customer too can have one signed for you. Take it only if its `item_id` is one of
///   yours.
/// - The token must have been issued within five minutes.
/// - `webhook_code` means little without `webhook_type` beside it. There is no id.
pub const PLAID: Provider = Provider::code(
    "plaid",
    "Plaid",
    "https://plaid.com/docs/api/webhooks/webhook-verification/",
    &Jwt::new(
        JwtAlgorithm::ES256,
        TokenAt::Header("plaid-verification", ""),
        Binding::Hash("request_body_sha256", Encoding::Hex),
    )
    .issued(),
)
.shares_key()
.kind(&[At::Json("/webhook_code")])
// <https://plaid.com/docs/api/webhooks/>
.retries_for(24 * 3600)
.answer_within(10)
.key_document(KeyDocument::Key("/key"))
.tolerance(300)
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{
        At,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Lago](https://getlago.com/docs/api-reference/webhooks/format---signature), with tokens, as it signs
/// unless HMAC is chosen.
///
/// # Signed content
/// ```text
/// x-lago-signature: jwt(RS256, private_key, {"data": body, "iss": <issuer>})
/// ```
/// The private key is the Lago installation's.
///
/// # Example headers
/// ```text
/// x-lago-signature-algorithm: jwt
/// x-lago-signature: eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJkYXRhIjoie1wid2ViaG9va190eXBlXCI6...
/// x-lago-unique-key: 1f41...
/// ```
///
/// # Quirks
/// - The issuer is the URL of the installation's API, such as `https://api.getlago.com`: the setting
///   `issuer`.
/// - **One key signs for all organizations of an installation**, such as Lago's own cloud: give the id
///   of yours as the setting `organization_id`, or a delivery for another one is accepted.
/// - The public key is at `/api/v1/webhooks/json_public_key`, as the base64 of its PEM.
/// - **The header is longer than the body**, and many servers and proxies stop at 8 KiB: for larger
///   events, choose HMAC in Lago.
/// - The delivery's id is not signed, and neither is a time.
pub const LAGO_JWT: Provider = Provider::code(
    "lago-jwt",
    "Lago (JWT)",
    "https://getlago.com/docs/api-reference/webhooks/format---signature",
    &Jwt::new(
        JwtAlgorithm::RS256,
        TokenAt::Header("x-lago-signature", ""),
        Binding::Text("data"),
    )
    .claims(&[Claim::Setting("iss", "issuer")]),
)
.settings(&["issuer"])
.may_be_addressed(At::Json("/organization_id"), "organization_id")
.kind(&[At::Json("/webhook_type")])
.delivery_id(&[At::Header("x-lago-unique-key")])
// <https://github.com/getlago/lago-api/blob/main/app/services/webhooks/send_http_service.rb>
.retries_for(24)
.answer_within(30)
.id_of_event("https://github.com/getlago/lago-api/blob/main/app/models/webhook.rb")
.source_read("2026-11");

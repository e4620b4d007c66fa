use crate::{
    Provider,
    scheme::{
        At, Encoding, TimeFormat,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [LiveKit](https://docs.livekit.io/home/server/webhooks/).
///
/// # Signed content
/// ```text
/// authorization: jwt(HS256, secret, {"sha256": base64(SHA-256(body)), "iss": <api_key>, "exp": ...})
/// ```
/// The secret is the API secret.
///
/// # Example headers
/// ```text
/// authorization: eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJBUElkZXZrZXkxMjMiLCJuYmYiOjE3NjcyMjU2...
/// ```
///
/// # Quirks
/// - The issuer is your API key: the setting `api_key`.
/// - The same secret signs the tokens with which users join rooms. Those have no hash, which is why
///   it is demanded.
/// - `authorization` has the token alone, without a scheme before it.
pub const LIVEKIT: Provider = Provider::code(
    "livekit",
    "LiveKit",
    "https://docs.livekit.io/home/server/webhooks/",
    &Jwt::new(
        JwtAlgorithm::HS256,
        TokenAt::Header("authorization", ""),
        Binding::Hash("sha256", Encoding::Base64),
    )
    .claims(&[Claim::Setting("iss", "api_key")])
    .expires(),
)
.settings(&["api_key"])
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/id")])
// <https://github.com/livekit/protocol/blob/main/protobufs/livekit_webhook.proto>
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Seconds)
.id_of_event("https://github.com/livekit/protocol/blob/main/webhook/notifier.go")
// The token is made once, before the HTTP client retries, and holds for five minutes.
.time_of_event("https://github.com/livekit/protocol/blob/main/webhook/resource_url_notifier.go")
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{
        At, Inside,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Wix](https://dev.wix.com/docs/build-apps/develop-your-app/api-integrations/events-and-webhooks/handle-events-with-webhooks)
/// app webhooks.
///
/// # Signed content
/// ```text
/// body = jwt(RS256, private_key, {"data": ...})
/// ```
///
/// # Quirks
/// - What the token says (`jwt::Claims<T>`) has one text, `data`, which is JSON with `eventType`,
///   `instanceId` and another text `data`, which is JSON again.
/// - The same key signs other requests to the app, such as those to its service plugins: `data` must
///   be a text, which it is in events alone.
/// - An expiry (`exp`) is checked if the token states one. Whether a retry, which may come two days later,
///   has a new token is not documented.
/// - The public key is pasted as PEM, or as the base64 of it.
pub const WIX: Provider = Provider::code(
    "wix",
    "Wix",
    "https://dev.wix.com/docs/build-apps/develop-your-app/api-integrations/events-and-webhooks/handle-events-with-webhooks",
    &Jwt::new(JwtAlgorithm::RS256, TokenAt::Body, Binding::IsBody)
        .claims(&[Claim::Present("data")]),
)
.kind(&[At::Within(DATA, Inside::Json("/eventType"))])
.delivery_id(&[At::Within(
    &At::Within(DATA, Inside::Json("/data")),
    Inside::Json("/id"),
)])
// <https://dev.wix.com/docs/rest/articles/getting-started/webhook-resend-policy>
.retries_for(2831 * 60)
.source_read("2026-11");

const DATA: &At = &At::Token("", "/data");

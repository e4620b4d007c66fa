use crate::{
    Provider,
    scheme::{
        At, TimeFormat,
        jwt::{Binding, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Fireblocks](https://developers.fireblocks.com/reference/validating-webhooks), webhooks of
/// version 2.
///
/// # Signed content
/// ```text
/// fireblocks-webhook-signature: jws(RS512, private_key, {}, body)
/// ```
///
/// # Example headers
/// ```text
/// fireblocks-webhook-signature: eyJhbGciOiJSUzUxMiIsImtpZCI6ImZiLTEifQ..OasIt50DVXpm63es...
/// ```
///
/// # Quirks
/// - The keys are the key set of your region, such as
///   <https://keys.fireblocks.io/.well-known/jwks.json>: `Secret::from_jwks`.
/// - **One key signs for all workspaces of a region**: give the id of yours as the setting
///   `workspace_id`, or a delivery for another workspace is accepted.
/// - No time is signed but `createdAt` in the body.
/// - The older `fireblocks-signature`, which may come along, is ignored: for endpoints that
///   have it alone, see `FIREBLOCKS_LEGACY`.
pub const FIREBLOCKS: Provider = Provider::code(
    "fireblocks",
    "Fireblocks",
    "https://developers.fireblocks.com/reference/validating-webhooks",
    &Jwt::new(
        JwtAlgorithm::RS512,
        TokenAt::Header("fireblocks-webhook-signature", ""),
        Binding::Detached,
    ),
)
.may_be_addressed(At::Json("/workspaceId"), "workspace_id")
.kind(&[At::Json("/eventType")])
.delivery_id(&[At::Json("/id")])
// <https://developers.fireblocks.com/reference/webhook-notification-structure>
.occurred_at(&[At::Json("/createdAt")], TimeFormat::Milliseconds)
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{
        At, TimeFormat,
        jwt::{Binding, Claim, Jwt, JwtAlgorithm, TokenAt},
    },
};

/// [Google Cloud Pub/Sub](https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions)
/// push, and what arrives through it: Gmail, Google Play.
///
/// # Signed content
/// ```text
/// authorization: Bearer jwt(RS256, private_key, {"iss": "https://accounts.google.com"|"accounts.google.com", "aud": <audience>, "email": <email>, "email_verified": true, "exp": ...})
/// ```
/// Nothing of the body is signed: the OIDC token proves only the sender.
///
/// # Example headers
/// ```text
/// authorization: Bearer eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImcxIn0.eyJpc3MiOiJodHRwczovL...
/// ```
///
/// # Quirks
/// - **Nothing of the body is signed**: an attacker who sees a token can send any body until it expires, an
///   hour at most.
/// - Anybody can have Google make a token for any audience: the setting `email` names the service
///   account of the subscription, the setting `audience` its audience (the push URL, if nothing else
///   was chosen). Both must be given.
/// - The keys are Google's key set, at <https://www.googleapis.com/oauth2/v3/certs>.
/// - A subscription signs only if authentication was switched on for it.
pub const GOOGLE_PUBSUB: Provider = Provider::code(
    "google-pubsub",
    "Google Cloud Pub/Sub",
    "https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions",
    &Jwt::new(
        JwtAlgorithm::RS256,
        TokenAt::Header("authorization", "Bearer "),
        Binding::Nothing,
    )
    .claims(&[
        Claim::Is(
            "iss",
            &["https://accounts.google.com", "accounts.google.com"],
        ),
        Claim::Setting("aud", "audience"),
        Claim::Setting("email", "email"),
        Claim::True("email_verified"),
    ])
    .expires(),
)
.shares_key()
.settings(&["audience", "email"])
.key_url("https://www.googleapis.com/oauth2/v3/certs")
.delivery_id(&[At::Json("/message/messageId")])
// <https://cloud.google.com/pubsub/docs/reference/rest/v1/PubsubMessage>
.occurred_at(&[At::Json("/message/publishTime")], TimeFormat::Rfc3339)
.retries_for(7 * 24 * 3600)
// <https://github.com/googleapis/googleapis/blob/master/google/pubsub/v1/pubsub.proto>
.answer_within(10)
.body_limit(16 * 1024 * 1024)
.id_of_event("https://github.com/googleapis/googleapis/blob/master/google/pubsub/v1/pubsub.proto")
.source_read("2026-11");

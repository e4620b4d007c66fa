use crate::{
    Provider,
    algorithm::ED25519,
    scheme::{At, HashEncoding, Part, Scheme, TimeFormat},
};

/// [fal](https://docs.fal.ai/model-endpoints/webhooks).
///
/// # Signed content
/// ```text
/// x-fal-webhook-signature: hex(Ed25519(private_key, header(x-fal-webhook-request-id) + "\n" + header(x-fal-webhook-user-id) + "\n" + timestamp + "\n" + hex(SHA-256(body))))
/// timestamp = header(x-fal-webhook-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-fal-webhook-request-id: 80e732af-660e-45cd-bd63-580e4f2a94c1
/// x-fal-webhook-user-id: user|1
/// x-fal-webhook-timestamp: 1767225600
/// x-fal-webhook-signature: d876c00d7270...
/// ```
///
/// # Quirks
/// - The keys are a key set, at <https://rest.fal.ai/.well-known/jwks.json>; the request names none, so each is tried.
/// - **One key set signs for all customers**: give your own id as the setting `user_id`.
pub const FAL: Provider = Provider::new(
    "fal",
    "fal",
    "https://docs.fal.ai/model-endpoints/webhooks",
    Scheme::new(ED25519, At::Header("x-fal-webhook-signature"))
        .timestamp(At::Header("x-fal-webhook-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Header("x-fal-webhook-request-id"),
            Part::Literal("\n"),
            Part::Header("x-fal-webhook-user-id"),
            Part::Literal("\n"),
            Part::Timestamp,
            Part::Literal("\n"),
            Part::BodyHash(HashEncoding::Hex),
        ]),
)
.shares_key()
.audience_at(At::Header("x-fal-webhook-user-id"), "user_id")
.kind(&[At::Json("/status")])
.delivery_id(&[At::Header("x-fal-webhook-request-id")])
.key_url("https://rest.fal.ai/.well-known/jwks.json")
.id_of_event("https://docs.fal.ai/model-endpoints/webhooks")
.answer_within(15)
.source_read("2026-11");

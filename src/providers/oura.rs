use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Oura](https://cloud.ouraring.com/v2/docs#tag/Webhook-Subscription-Routes).
///
/// # Signed content
/// ```text
/// x-oura-signature: hex(HMAC-SHA256(secret, timestamp + body))
/// timestamp = header(x-oura-timestamp) unchecked
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-oura-timestamp: 1767225600
/// x-oura-signature: 5678517065623209A73A...
/// ```
///
/// # Quirks
/// - The provider does not state the unit of the time, so it is signed but not checked for
///   freshness.
/// - Subscribing sends a GET with `challenge`, answered if its `verification_token` is the setting
///   `verify_token`.
pub const OURA: Provider = Provider::new(
    "oura",
    "Oura",
    "https://cloud.ouraring.com/v2/docs#tag/Webhook-Subscription-Routes",
    Scheme::new(HMAC_SHA256, At::Header("x-oura-signature"))
        .timestamp(At::Header("x-oura-timestamp"), TimeFormat::Unchecked)
        .content(&[Part::Timestamp, Part::Body]),
)
.handshakes(&[Handshake {
    name: "subscription",
    method: "GET",
    when: &[Condition::Present(At::Query("challenge"))],
    proof: Proof::VerifyToken(At::Query("verification_token")),
    answer: Answer::Json(&[("challenge", Member::Echo(At::Query("challenge")))]),
}])
.kind(&[At::Json("/event_type")])
.occurred_at(&[At::Json("/event_time")], TimeFormat::Rfc3339)
.answer_within(10)
.source_read("2026-10");

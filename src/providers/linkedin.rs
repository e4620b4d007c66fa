use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Part, Scheme},
};

/// [LinkedIn](https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation).
///
/// # Signed content
/// ```text
/// x-li-signature: hex(HMAC-SHA256(secret, "hmacsha256=" + body))
/// ```
/// The secret is the client secret.
///
/// # Example headers
/// ```text
/// x-li-signature: 1d735116683dfe1c...
/// ```
///
/// # Quirks
/// - `hmacsha256=` is in the signed text, not in the header.
/// - A GET about every two hours asks for a signature of its `challengeCode`, which is not signed
///   itself. Only UUIDs are answered.
pub const LINKEDIN: Provider = Provider::new(
    "linkedin",
    "LinkedIn",
    "https://learn.microsoft.com/en-us/linkedin/shared/api-guide/webhook-validation",
    Scheme::new(HMAC_SHA256, At::Header("x-li-signature"))
        .content(&[Part::Literal("hmacsha256="), Part::Body]),
)
.handshakes(&[Handshake {
    name: "challengeCode",
    method: "GET",
    when: &[Condition::Uuid(At::Query("challengeCode"))],
    proof: Proof::Nothing,
    answer: Answer::Json(&[
        ("challengeCode", Member::Echo(At::Query("challengeCode"))),
        (
            "challengeResponse",
            Member::Signature(At::Query("challengeCode")),
        ),
    ]),
}])
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/notifications/0/notificationId")])
.id_of_batch_item("https://learn.microsoft.com/en-us/linkedin/marketing/community-management/organizations/organization-social-action-notifications")
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Smartcar](https://smartcar.com/docs/integrations/webhooks/payload-verification).
///
/// # Signed content
/// ```text
/// sc-signature: hex(HMAC-SHA256(secret, body))
/// ```
/// The secret is the application management token.
///
/// # Example headers
/// ```text
/// sc-signature: 72514c20e925abde...
/// ```
///
/// # Quirks
/// - Verifying a webhook asks, unsigned, for a signature of its `challenge` with the very key that
///   signs bodies. So only short tokens are answered, and no delivery is accepted that is one.
/// - Bodies of version 2 say `eventName` and `payload`, later ones `eventType` and `data`.
pub const SMARTCAR: Provider = Provider::new(
    "smartcar",
    "Smartcar",
    "https://smartcar.com/docs/integrations/webhooks/payload-verification",
    Scheme::new(HMAC_SHA256, At::Header("sc-signature")),
)
.handshakes(&[
    Handshake {
        name: "verify",
        method: "POST",
        when: &[
            Condition::Equals(At::Json("/eventName"), "verify"),
            Condition::OnlyMembers("", &["version", "webhookId", "eventName", "payload"]),
            Condition::OnlyMembers("/payload", &["challenge"]),
        ],
        proof: Proof::Nothing,
        answer: Answer::Json(&[(
            "challenge",
            Member::Signature(At::Json("/payload/challenge")),
        )]),
    },
    Handshake {
        name: "VERIFY",
        method: "POST",
        when: &[
            Condition::Equals(At::Json("/eventType"), "VERIFY"),
            Condition::OnlyMembers("", &["eventId", "eventType", "data", "meta"]),
            Condition::OnlyMembers("/data", &["challenge"]),
        ],
        proof: Proof::Nothing,
        answer: Answer::Json(&[("challenge", Member::Signature(At::Json("/data/challenge")))]),
    },
])
.kind(&[At::Json("/eventType"), At::Json("/eventName")])
.delivery_id(&[At::Json("/eventId")])
.source_read("2026-10");

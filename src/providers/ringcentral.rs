use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [RingCentral](https://developers.ringcentral.com/guide/notifications/webhooks/creating-webhooks).
///
/// # Signed content
/// ```text
/// verification-token: secret
/// ```
/// Nothing is signed: the subscription's verification token proves only the sender.
///
/// # Example headers
/// ```text
/// verification-token: daca4d5648a60becafe1ff3fa91d0e8649a859b9
/// ```
///
/// # Quirks
/// - Subscribing, and renewing, sends `Validation-Token` and no body; the header is sent back.
pub const RINGCENTRAL: Provider = Provider::new(
    "ringcentral",
    "RingCentral",
    "https://developers.ringcentral.com/guide/notifications/webhooks/creating-webhooks",
    Scheme::token(At::Header("verification-token")),
)
.handshakes(&[Handshake {
    name: "Validation-Token",
    method: "POST",
    // The header may come with deliveries, too.
    when: &[
        Condition::Present(At::Header("validation-token")),
        Condition::EmptyBody,
    ],
    proof: Proof::Nothing,
    answer: Answer::Headers(
        &[(
            "validation-token",
            Member::Echo(At::Header("validation-token")),
        )],
        &[],
    ),
}])
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/uuid")])
.answer_within(3)
.source_read("2026-10");

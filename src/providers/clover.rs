use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Scheme},
};

/// [Clover](https://docs.clover.com/dev/docs/webhooks).
///
/// # Signed content
/// ```text
/// x-clover-auth: secret
/// ```
/// Nothing is signed: the app's own code proves only the sender.
///
/// # Example headers
/// ```text
/// x-clover-auth: 0f9b6c3e-71d2-4a58-b2c7-e6d1a4f80935
/// ```
///
/// # Quirks
/// - Saving the URL sends a `verificationCode`, not signed, to be entered in the dashboard:
///   it is handed over as [`HandshakeData`](crate::handshake::HandshakeData).
/// - The body says which objects of which merchants changed, not what.
pub const CLOVER: Provider = Provider::new(
    "clover",
    "Clover",
    "https://docs.clover.com/dev/docs/webhooks",
    Scheme::token(At::Header("x-clover-auth")),
)
.handshakes(&[Handshake {
    name: "verificationCode",
    method: "POST",
    when: &[
        Condition::Present(At::Json("/verificationCode")),
        Condition::OnlyMembers("", &["verificationCode"]),
    ],
    proof: Proof::Nothing,
    answer: Answer::Offer(
        &[("verificationCode", At::Json("/verificationCode"))],
        &Answer::Empty(200),
    ),
}])
.source_read("2026-11");

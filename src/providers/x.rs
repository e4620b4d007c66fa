use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Encoding, Format, Scheme},
};

/// [X](https://docs.x.com/x-api/webhooks/introduction), formerly Twitter: account activity.
///
/// # Signed content
/// ```text
/// x-twitter-webhooks-signature: sha256=base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the API secret.
///
/// # Example headers
/// ```text
/// x-twitter-webhooks-signature: sha256=mSrGPpOxQeUrvR5Z...
/// ```
///
/// # Quirks
/// - The challenge-response check, a GET every hour, asks for a signature of its `crc_token` with
///   the very key that signs bodies. So only short tokens are answered, and no delivery is accepted
///   that is one.
/// - `for_user_id` of the body names the account.
/// - Events of the Activity API are named by `data.event_type`; those of the Account Activity API by
///   the lists that are there, and have no kind.
pub const X: Provider = Provider::new(
    "x",
    "X",
    "https://docs.x.com/x-api/webhooks/introduction",
    Scheme::new(HMAC_SHA256, At::Header("x-twitter-webhooks-signature"))
        .format(Format::Prefixed("sha256="))
        .encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "challenge-response check",
    method: "GET",
    when: &[Condition::Present(At::Query("crc_token"))],
    proof: Proof::Nothing,
    answer: Answer::Json(&[(
        "response_token",
        Member::Joined(&[
            Member::Text("sha256="),
            Member::Signature(At::Query("crc_token")),
        ]),
    )]),
}])
.answer_within(10)
.kind(&[At::Json("/data/event_type")])
.source_read("2026-11");

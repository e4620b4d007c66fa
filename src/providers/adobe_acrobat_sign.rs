use crate::{
    Provider,
    handshake::{Answer, Condition, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Adobe Acrobat Sign](https://helpx.adobe.com/sign/developer/webhook/verify-intent.html).
///
/// # Signed content
/// ```text
/// x-adobesign-clientid: public_id
/// ```
/// Nothing is signed: the application's client id is not a secret and proves nothing.
///
/// # Example headers
/// ```text
/// x-adobesign-clientid: UB7E5BXCXY
/// ```
///
/// # Quirks
/// - The secret to give is the client id, by [`danger::short_secret`](crate::danger::short_secret).
///   Ask the API for the agreement before you trust a delivery, or demand Adobe's client
///   certificate in front of the service.
/// - The id must be sent back, for a registration by GET and for every delivery: answer with
///   [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
pub const ADOBE_ACROBAT_SIGN: Provider = Provider::new(
    "adobe-acrobat-sign",
    "Adobe Acrobat Sign",
    "https://helpx.adobe.com/sign/developer/webhook/verify-intent.html",
    Scheme::public_id(At::Header("x-adobesign-clientid")),
)
.handshakes(&[Handshake {
    name: "registration",
    method: "GET",
    when: &[Condition::Present(At::Header("x-adobesign-clientid"))],
    proof: Proof::Signed,
    answer: CLIENT_ID,
}])
.requires_reply(CLIENT_ID)
.kind(&[At::Json("/event")])
.delivery_id(&[At::Json("/webhookNotificationId")])
.source_read("2026-10");

const CLIENT_ID: Answer = Answer::Headers(
    &[(
        "x-adobesign-clientid",
        Member::Echo(At::Header("x-adobesign-clientid")),
    )],
    &[(
        "xAdobeSignClientId",
        Member::Echo(At::Header("x-adobesign-clientid")),
    )],
);

use crate::{
    KeyDocument, Provider,
    algorithm::RSA_PKCS1_SHA256,
    handshake::{Answer, Condition, Handshake, Proof},
    key::source::AllowedUrl,
    scheme::{At, Encoding, Scheme},
};

/// [Adobe I/O Events](https://developer.adobe.com/events/docs/guides/).
///
/// # Signed content
/// ```text
/// x-adobe-digital-signature-1|x-adobe-digital-signature-2: base64(RSA-PKCS1-SHA256(private_key, body))
/// ```
/// Two keys of Adobe sign, each in its own header.
///
/// # Example headers
/// ```text
/// x-adobe-digital-signature-1: lHCqh3bQRF1a...
/// x-adobe-digital-signature-2: eDFMl/hTRA6C...
/// ```
///
/// # Quirks
/// - Either signature suffices. The paths of the two keys at static.adobeioevents.com are in
///   headers: give both keys, or a source, which is asked for the first.
/// - **The keys sign for all customers**: give the project's client id as the setting
///   `client_id`. Of a batch, which is a list of events, each must name it, as `recipientclientid` or
///   `recipient_client_id`.
/// - The event's code and id are headers that are not signed; those of the body are read. The kind of
///   a batch is that of its first event.
pub const ADOBE_IO_EVENTS: Provider = Provider::new(
    "adobe-io-events",
    "Adobe I/O Events",
    "https://developer.adobe.com/events/docs/guides/",
    Scheme::new(
        RSA_PKCS1_SHA256,
        At::AnyHeader(&["x-adobe-digital-signature-1", "x-adobe-digital-signature-2"]),
    )
    .encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "challenge",
    method: "GET",
    when: &[Condition::Present(At::Query("challenge"))],
    proof: Proof::Nothing,
    answer: Answer::Echo(At::Query("challenge")),
}])
.key_document(KeyDocument::Key(""))
.keys_at_path(
    "x-adobe-public-key1-path",
    AllowedUrl::new("static.adobeioevents.com", "/prod/keys/{name}.pem"),
)
.shares_key()
.audience_at(At::Json("/recipientclientid"), "client_id")
.or_addressed(At::Json("/recipient_client_id"))
.kind(&[
    At::Json("/type"),
    At::Json("/0/type"),
    At::Header("x-adobe-event-code"),
])
.delivery_id(&[At::Json("/id"), At::Header("x-adobe-event-id")])
.answer_within(10)
// <https://developer.adobe.com/events/docs/support/faq/>
.retries_for(24 * 3600)
.id_of_event("https://developer.adobe.com/events/docs/support/faq/")
.source_read("2026-11");

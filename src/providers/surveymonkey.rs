use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Encoding, Scheme, TimeFormat},
};

/// [SurveyMonkey](https://developer.surveymonkey.com/api/v3/#webhook-callbacks).
///
/// # Signed content
/// ```text
/// sm-signature: base64(HMAC-SHA1(secret, body))
/// ```
/// The secret is the client id, `&` and the client secret.
///
/// # Example headers
/// ```text
/// sm-signature: 8WwUtyuIAs6uF+bWJsnSctW2LJI=
/// ```
///
/// # Quirks
/// - The secret to give is both, `client-id&client-secret`.
/// - Creating a webhook sends a HEAD, which is answered.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const SURVEYMONKEY: Provider = Provider::new(
    "surveymonkey",
    "SurveyMonkey",
    "https://developer.surveymonkey.com/api/v3/#webhook-callbacks",
    Scheme::new(HMAC_SHA1, At::Header("sm-signature")).encoding(Encoding::Base64),
)
.handshakes(&[Handshake {
    name: "creation",
    method: "HEAD",
    when: &[],
    proof: Proof::Nothing,
    answer: Answer::Empty(200),
}])
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/event_id")])
.occurred_at(&[At::Json("/event_datetime")], TimeFormat::Rfc3339)
.source_read("2026-10");

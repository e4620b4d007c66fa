use crate::{
    Provider,
    algorithm::HMAC_SHA1,
    handshake::{Answer, Handshake, Member, Proof},
    scheme::{At, Scheme},
};

/// [Vercel](https://vercel.com/docs/drains/security) Drains.
///
/// # Signed content
/// ```text
/// x-vercel-signature: hex(HMAC-SHA1(secret, body))
/// ```
/// The secret is the signature secret.
///
/// # Example headers
/// ```text
/// x-vercel-signature: cd1c97da7601deaa...
/// ```
///
/// # Quirks
/// - Setting a drain up asks, by GET or with a delivery, for the header `x-vercel-verify`, which is
///   the setting `verify_code`: until it is verified, answer deliveries with
///   [`Delivery::acknowledgement`](crate::Delivery::acknowledgement).
/// - The body is a list of log entries, as JSON or one a line.
/// - SHA-1 is all that the provider offers; needs the feature `sha1`.
pub const VERCEL_LOG_DRAINS: Provider = Provider::new(
    "vercel-log-drains",
    "Vercel Drains",
    "https://vercel.com/docs/drains/security",
    Scheme::new(HMAC_SHA1, At::Header("x-vercel-signature")),
)
.handshakes(&[Handshake {
    name: "x-vercel-verify",
    method: "GET",
    when: &[],
    proof: Proof::Nothing,
    answer: VERIFY,
}])
.requires_reply(VERIFY)
.delivery_id(&[At::Json("/0/id")])
.id_of_batch_item("https://vercel.com/docs/drains/reference/logs")
.source_read("2026-11");

const VERIFY: Answer = Answer::Headers(&[("x-vercel-verify", Member::Setting("verify_code"))], &[]);

use crate::{
    Provider,
    algorithm::{HMAC_SHA256, HMAC_SHA512, OneOf},
    scheme::{At, Choice, Scheme},
};

/// [Sumsub](https://docs.sumsub.com/docs/webhook-manager).
///
/// # Signed content
/// ```text
/// x-payload-digest: hex(HMAC-SHA256|HMAC-SHA512(secret, body))
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// x-payload-digest: dbab35e753ff3890333d9b9a19dd9db156cf08e5...
/// ```
///
/// # Quirks
/// - The dashboard chooses the hash. SHA-256 and SHA-512 are accepted, by their length, unless the
///   setting `hash` is `SHA256` or `SHA512`; the request's header that names it is ignored. SHA-1
///   is accepted if the setting is `SHA1`, with the feature `sha1`.
pub const SUMSUB: Provider = Provider::new(
    "sumsub",
    "Sumsub",
    "https://docs.sumsub.com/docs/webhook-manager",
    Scheme::new(&HASHES, At::Header("x-payload-digest")).choice(Choice {
        setting: "hash",
        lengths: LENGTHS,
        on_demand: &[SHA1],
        expected: EXPECTED,
    }),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/correlationId")])
.answer_within(5)
.retries_for(1445 * 60)
.source_read("2026-11");

const SHA1: usize = 20;

#[cfg(feature = "sha1")]
const LENGTHS: &[(&str, usize)] = &[("SHA256", 32), ("SHA512", 64), ("SHA1", SHA1)];
#[cfg(not(feature = "sha1"))]
const LENGTHS: &[(&str, usize)] = &[("SHA256", 32), ("SHA512", 64)];

#[cfg(feature = "sha1")]
const EXPECTED: &str = "`SHA256`, `SHA512` or `SHA1`";
#[cfg(not(feature = "sha1"))]
const EXPECTED: &str = "`SHA256` or `SHA512`";

static HASHES: OneOf = OneOf {
    usual: HMAC_SHA256,
    #[cfg(feature = "sha1")]
    others: &[HMAC_SHA512, crate::algorithm::HMAC_SHA1],
    #[cfg(not(feature = "sha1"))]
    others: &[HMAC_SHA512],
};

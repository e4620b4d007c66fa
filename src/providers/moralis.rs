use crate::{
    Provider,
    algorithm::KEYED_KECCAK256,
    scheme::{At, Format, Part, Scheme},
};

/// [Moralis Streams](https://docs.moralis.com/streams/security-and-reliability/webhook-security).
///
/// # Signed content
/// ```text
/// x-signature: 0xhex(Keccak-256(body + secret))
/// ```
/// The secret is the streams secret.
///
/// # Example headers
/// ```text
/// x-signature: 0x89285c56d23139d75ec02e7d92529865...
/// ```
///
/// # Quirks
/// - Keccak-256 as in Ethereum, not SHA3-256, and no HMAC; needs the feature `sha3`.
/// - The SDK (`@moralisweb3/streams`) writes the parsed body again before it hashes. Genuine bodies
///   are compact JSON, so their bytes are the same.
/// - Whenever a stream is made or changed,
///   [a test](https://docs.moralis.com/streams/webhooks/test-webhooks) with empty members comes: it
///   is signed as any delivery, and wants a success as any.
/// - A block comes twice, with `confirmed` false and then true, or the other way round.
pub const MORALIS: Provider = Provider::new(
    "moralis",
    "Moralis Streams",
    "https://docs.moralis.com/streams/security-and-reliability/webhook-security",
    Scheme::new(KEYED_KECCAK256, At::Header("x-signature"))
        .format(Format::Prefixed("0x"))
        .content(&[Part::Body, Part::Secret]),
)
.source_read("2026-10");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Part, PercentDecode, Scheme, Shape, TimeFormat},
};

/// [Rapyd](https://docs.rapyd.net/en/webhook-authentication.html).
///
/// # Signed content
/// ```text
/// signature: base64(hex(HMAC-SHA256(secret, url + header(salt) + timestamp + <access_key> + secret + body)))
/// timestamp = header(timestamp) in seconds
/// ```
/// The secret is the secret key.
///
/// # Example headers
/// ```text
/// timestamp: 1790000000
/// signature: MmUzMDE0MDU5YjkxN2QwZDM5YTc0MGY1OWMyNDJj...
/// ```
///
/// # Quirks
/// - base64 of the digits, not of the bytes.
/// - The secret is the key and a part of the content; the access key is the setting `access_key`.
///
/// # Security
/// Nothing separates the URL from the salt, whose length Rapyd does not document: a delivery to
/// `/t1` could come at `/t12`, with a salt that is shorter by its first character. A salt of fewer than
/// seven characters is rejected, and the URL does not count as covered. Endpoints whose paths end in
/// `/` cannot be confused.
pub const RAPYD: Provider = Provider::new(
    "rapyd",
    "Rapyd",
    "https://docs.rapyd.net/en/webhook-authentication.html",
    Scheme::new(HMAC_SHA256, At::Header("signature"))
        .encoding(Encoding::Base64Hex)
        .timestamp(At::Header("timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Url(PercentDecode::None),
            Part::Shaped(&Part::Header("salt"), Shape::Word(7)),
            Part::Timestamp,
            Part::Setting("access_key"),
            Part::Secret,
            Part::Body,
        ]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::RSA_PKCS1_SHA256,
    scheme::{At, Encoding, Part, Scheme, TimeFormat},
};

/// [WeChat Pay](https://pay.weixin.qq.com/doc/v3/merchant/4012071382), version 3.
///
/// # Signed content
/// ```text
/// wechatpay-signature: base64(RSA-PKCS1-SHA256(private_key, timestamp + "\n" + header(wechatpay-nonce) + "\n" + body + "\n"))
/// timestamp = header(wechatpay-timestamp) in seconds
/// key_id = header(wechatpay-serial)
/// ```
/// The private key is the platform key.
///
/// # Example headers
/// ```text
/// wechatpay-serial: PUB_KEY_ID_0116
/// wechatpay-timestamp: 1790000000
/// wechatpay-nonce: fdasflkja484w
/// wechatpay-signature: mG47/tyfsBwz...
/// ```
///
/// # Quirks
/// - The serial names the key: give each with `Secret::with_id`. Certificates need the feature
///   `x509`.
/// - A signature that begins with `WECHATPAY/SIGNTEST/` is a probe, which must be rejected, and
///   is.
/// - The resource in the body is encrypted with the merchant's key.
pub const WECHAT_PAY: Provider = Provider::new(
    "wechat-pay",
    "WeChat Pay",
    "https://pay.weixin.qq.com/doc/v3/merchant/4012071382",
    Scheme::new(RSA_PKCS1_SHA256, At::Header("wechatpay-signature"))
        .encoding(Encoding::Base64)
        .key_id(At::Header("wechatpay-serial"))
        .timestamp(At::Header("wechatpay-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Timestamp,
            Part::Literal("\n"),
            Part::Header("wechatpay-nonce"),
            Part::Literal("\n"),
            Part::Body,
            Part::Literal("\n"),
        ]),
)
.kind(&[At::Json("/event_type")])
.delivery_id(&[At::Json("/id")])
.occurred_at(&[At::Json("/create_time")], TimeFormat::Rfc3339)
.answer_within(5)
.retries_for(1444 * 60)
// <https://github.com/wechatpay-apiv3/wechatpay-php>
.tolerance(300)
.source_read("2026-11");

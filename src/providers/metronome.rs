use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Metronome](https://docs.metronome.com/connect-metronome/webhooks/).
///
/// # Signed content
/// ```text
/// metronome-webhook-signature: hex(HMAC-SHA256(secret, timestamp + "\n" + body))
/// timestamp = header(x-metronome-date) in HTTP-date
/// ```
/// The secret is the webhook secret.
///
/// # Example headers
/// ```text
/// x-metronome-date: Mon, 21 Sep 2026 14:13:20 GMT
/// metronome-webhook-signature: d3553f5609cc5d6f7c199d5086c31f6febc17708...
/// ```
///
/// # Quirks
/// - The time of `x-metronome-date` is signed, not that of `date`, which proxies rewrite.
/// - Needs the feature `http-date`.
pub const METRONOME: Provider = Provider::new(
    "metronome",
    "Metronome",
    "https://docs.metronome.com/connect-metronome/webhooks/",
    Scheme::new(HMAC_SHA256, At::Header("metronome-webhook-signature"))
        .timestamp(At::Header("x-metronome-date"), TimeFormat::HttpDate)
        .content(&[Part::Timestamp, Part::Literal("\n"), Part::Body]),
)
.kind(&[At::Json("/type")])
.delivery_id(&[At::Json("/id")])
.source_read("2026-11");

use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Encoding, Scheme},
};

/// [Hookdeck](https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification).
///
/// # Signed content
/// ```text
/// x-hookdeck-signature|x-hookdeck-signature-2: base64(HMAC-SHA256(secret, body))
/// ```
/// The secret is the signing secret.
///
/// # Example headers
/// ```text
/// x-hookdeck-eventid: evt_1
/// x-hookdeck-signature: 3dWM5kSeUHEm76ytoAug2mMP7HhnrR6xsaBOfJKMy18=
/// ```
///
/// # Quirks
/// - While the secret is rotated, `x-hookdeck-signature-2` has a signature with the other one.
/// - The headers of the original provider are passed on, too.
pub const HOOKDECK: Provider = Provider::new(
    "hookdeck",
    "Hookdeck",
    "https://hookdeck.com/docs/authentication#hookdeck-webhook-signature-verification",
    Scheme::new(
        HMAC_SHA256,
        At::AnyHeader(&["x-hookdeck-signature", "x-hookdeck-signature-2"]),
    )
    .encoding(Encoding::Base64),
)
.delivery_id(&[At::Header("x-hookdeck-eventid")])
.id_of_event("https://github.com/hookdeck/webhook-skills/blob/main/skills/hookdeck-event-gateway-webhooks/references/overview.md")
.source_read("2026-11");

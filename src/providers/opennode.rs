use crate::{
    Provider,
    algorithm::HMAC_SHA256,
    scheme::{At, Part, Scheme},
};

/// [OpenNode](https://developers.opennode.com/docs/signature-verification).
///
/// # Signed content
/// ```text
/// form(hashed_order) = hex(HMAC-SHA256(secret, form(id)))
/// ```
/// The secret is the API key.
///
/// # Example body
/// ```text
/// id=0f9b6a1c-9f3e&status=paid&...&hashed_order=803f977e553363fa...
/// ```
///
/// # Security
/// Nothing but the charge's id is signed: an attacker who saw one delivery can send another status under its
/// signature. Take the id alone, and ask the API for the charge.
pub const OPENNODE: Provider = Provider::new(
    "opennode",
    "OpenNode",
    "https://developers.opennode.com/docs/signature-verification",
    Scheme::new(HMAC_SHA256, At::Form("hashed_order")).content(&[Part::Form("id")]),
)
.kind(&[At::Form("status")])
.delivery_id(&[At::Form("id")])
.id_of_object("")
.source_read("2026-10");

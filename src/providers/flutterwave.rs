use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Flutterwave v3](https://developer.flutterwave.com/v3.0/docs/webhooks).
///
/// # Signed content
/// ```text
/// verif-hash: secret
/// ```
/// Nothing is signed: the secret hash proves only the sender.
///
/// # Example headers
/// ```text
/// verif-hash: my-secret-hash-1
/// ```
///
/// # Quirks
/// - Nothing binds the body. Ask the API for the object before you act.
pub const FLUTTERWAVE: Provider = Provider::new(
    "flutterwave",
    "Flutterwave v3",
    "https://developer.flutterwave.com/v3.0/docs/webhooks",
    Scheme::token(At::Header("verif-hash")),
)
.kind(&[At::Json("/event")])
.source_read("2026-10");

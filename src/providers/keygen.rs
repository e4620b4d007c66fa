use crate::{
    Provider,
    algorithm::ED25519,
    scheme::{At, http_signature::HttpSignature},
};

/// [Keygen](https://keygen.sh/docs/api/signatures/).
///
/// # Signed content
/// ```text
/// keygen-signature: keyId="key_id",algorithm="ed25519",headers="(request-target) host date digest",signature="base64(Ed25519(private_key, signing_string("(request-target) host date digest")))"
/// digest: sha-256=base64(SHA-256(body))
/// timestamp = header(keygen-date|date) in HTTP-date
/// ```
/// The private key is the account's.
///
/// # Example headers
/// ```text
/// date: Thu, 01 Jan 2026 00:00:00 GMT
/// digest: sha-256=1MnkXB73SwBnYETDZTz6ChO+txWawRgGO4xLTLHRyF0=
/// keygen-signature: keyid="37bf36fe-9993-43ad-a2a9-ed4eab4f2265", algorithm="ed25519", signature="tboR0BRuk/UI...", headers="(request-target) host date digest"
/// ```
///
/// # Quirks
/// - The host is that of the public URL, without its port.
/// - `keygen-date` repeats the date, for servers that write `date` themselves.
/// - An endpoint may be set to another algorithm: leave it at Ed25519. `x-signature` is older, and is
///   ignored.
pub const KEYGEN: Provider = Provider::code(
    "keygen",
    "Keygen",
    "https://keygen.sh/docs/api/signatures/",
    &HttpSignature::new(
        ED25519,
        "ed25519",
        "keygen-signature",
        "(request-target) host date digest",
    )
    .digest_prefix("sha-256=")
    .date_in("keygen-date"),
)
.needs_url()
.kind(&[At::Json("/data/attributes/event")])
.delivery_id(&[At::Json("/data/id")])
// <https://github.com/keygen-sh/keygen-api/blob/master/app/workers/webhook_worker.rb>
.retries_for(217_687)
.answer_within(15)
.id_of_event("https://github.com/keygen-sh/keygen-api/blob/master/app/workers/webhook_worker.rb")
.time_of_attempt(
    "https://github.com/keygen-sh/keygen-api/blob/master/app/workers/webhook_worker.rb",
)
.source_read("2026-11");

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Pipedrive](https://pipedrive.readme.io/docs/guide-for-webhooks-v2).
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic aG9vazpww6Q6c3M=
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - User name and password are options of the webhook: without them, nothing is proven.
pub const PIPEDRIVE: Provider = Provider::new(
    "pipedrive",
    "Pipedrive",
    "https://pipedrive.readme.io/docs/guide-for-webhooks-v2",
    Scheme::basic(),
)
.kind(&[At::Json("/meta/action")])
.delivery_id(&[At::Json("/meta/id")])
.answer_within(10)
.retries_for(183)
.source_read("2026-11");

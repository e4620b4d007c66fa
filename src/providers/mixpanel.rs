use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [Mixpanel cohort sync](https://docs.mixpanel.com/docs/cohort-sync/webhooks) cohorts.
///
/// # Signed content
/// ```text
/// authorization: Basic base64(user + ":" + password)
/// ```
/// Nothing is signed: the user name and password prove only the sender.
///
/// # Example headers
/// ```text
/// authorization: Basic bXA6cMOkOnNz
/// ```
///
/// # Quirks
/// - The secret is `user:password`.
/// - A body is a page of a cohort.
pub const MIXPANEL: Provider = Provider::new(
    "mixpanel",
    "Mixpanel cohort sync",
    "https://docs.mixpanel.com/docs/cohort-sync/webhooks",
    Scheme::basic(),
)
.kind(&[At::Json("/action")])
.source_read("2026-10");

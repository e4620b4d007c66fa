//! BigCommerce: <https://developer.bigcommerce.com/docs/integrations/webhooks>

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [BigCommerce](https://developer.bigcommerce.com/docs/integrations/webhooks).
///
/// # Signed content
/// Nothing: a header of your own in a header proves the sender only
///
/// # Quirks
/// - The header's name is yours: give it as the setting `header`.
/// - A delivery says what changed, not how.
/// - `hash` is a hash of the payload, so two changes of one object can share it.
pub const BIGCOMMERCE: Provider = Provider::new(
    "bigcommerce",
    "BigCommerce",
    "https://developer.bigcommerce.com/docs/integrations/webhooks",
    Scheme::token(At::HeaderSetting("header")),
)
.kind(&[At::Json("/scope")])
.delivery_id(&[At::Json("/hash")])
.retries_for(2 * 24 * 3600)
.source_read("2026-11");

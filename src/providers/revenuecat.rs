//! RevenueCat: <https://www.revenuecat.com/docs/integrations/webhooks>

use crate::{
    Provider,
    scheme::{At, Scheme},
};

/// [RevenueCat](https://www.revenuecat.com/docs/integrations/webhooks).
///
/// # Signed content
/// Nothing: the authorization value of the dashboard in a header proves the sender only
///
/// # Example headers
/// ```text
/// authorization: Bearer rc-1
/// ```
///
/// # Quirks
/// - The value is compared whole, a scheme in front included.
pub const REVENUECAT: Provider = Provider::new(
    "revenuecat",
    "RevenueCat",
    "https://www.revenuecat.com/docs/integrations/webhooks",
    Scheme::token(At::Header("authorization")),
)
.kind(&[At::Json("/event/type")])
.delivery_id(&[At::Json("/event/id")])
.answer_within(60)
.retries_for(155 * 60)
.id_of_event("https://www.revenuecat.com/docs/integrations/webhooks/event-types-and-fields")
.source_read("2026-11");

//! What the law asks of an app: every app has to take these.

use crate::events::List;
use crate::model;

model! {
    /// A customer wants to know what is stored about it: give it to the merchant.
    ///
    /// <https://shopify.dev/docs/apps/build/privacy-law-compliance>
    pub struct CustomersDataRequestEvent never ["orders_to_redact"] {
        shop_id!: u64,
        shop_domain!: Box<str>,
        customer: Option<PrivacyCustomer>,
        orders_requested: List<u64>,
        data_request: Option<DataRequest>,
    }

    /// What is stored about a customer is to be deleted.
    ///
    /// <https://shopify.dev/docs/apps/build/privacy-law-compliance>
    pub struct CustomersRedactEvent never ["orders_requested", "data_request"] {
        shop_id!: u64,
        shop_domain!: Box<str>,
        customer!: PrivacyCustomer,
        orders_to_redact: List<u64>,
    }

    /// What is stored about a shop is to be deleted: your app is not there since two days.
    ///
    /// <https://shopify.dev/docs/apps/build/privacy-law-compliance>
    pub struct ShopRedactEvent never ["customer", "orders_requested", "orders_to_redact"] {
        shop_id!: u64,
        shop_domain!: Box<str>,
    }

    /// Which customer.
    pub struct PrivacyCustomer {
        id: Option<u64>,
        email: Option<Box<str>>,
        phone: Option<Box<str>>,
    }

    /// Which request.
    pub struct DataRequest {
        id!: u64,
    }
}

//! What many resources have.

use crate::events::{Amount, Id, Raw};
use crate::model;

model! {
    /// What is left of a resource that was deleted.
    pub struct DeletedEvent never [
        "created_at", "handle", "line_items", "note", "shop_id", "status", "title", "topic", "updated_at",
    ] {
        id!: Id,
        admin_graphql_api_id: Option<Box<str>>,
    }

    /// An amount in two currencies.
    pub struct MoneySet {
        /// In the shop's.
        shop_money: Option<Money>,
        /// In the customer's.
        presentment_money: Option<Money>,
    }

    /// An amount and its currency.
    pub struct Money {
        amount!: Amount,
        currency_code: Box<str>,
    }

    /// A postal address.
    pub struct Address {
        first_name: Option<Box<str>>,
        last_name: Option<Box<str>>,
        company: Option<Box<str>>,
        address1: Option<Box<str>>,
        address2: Option<Box<str>>,
        city: Option<Box<str>>,
        province: Option<Box<str>>,
        province_code: Option<Box<str>>,
        zip: Option<Box<str>>,
        country: Option<Box<str>>,
        country_code: Option<Box<str>>,
    }

    /// What a customer or an app noted.
    pub struct NoteAttribute {
        name!: Box<str>,
        /// A text, as a rule.
        value: Raw,
    }

    /// A tax.
    pub struct TaxLine {
        title: Option<Box<str>>,
        price: Option<Amount>,
        rate: Option<Amount>,
    }

    /// A discount code that was used.
    pub struct DiscountCode {
        code!: Box<str>,
        amount: Option<Amount>,
        /// `fixed_amount`, `percentage`, `shipping`.
        r#type: Option<Box<str>>,
    }

    /// What a line was reduced by.
    pub struct DiscountAllocation {
        amount: Option<Amount>,
        discount_application_index: Option<u64>,
    }
}

//! Companies that buy.

use super::Address;
use crate::events::{List, Raw, Timestamp};
use crate::model;

model! {
    /// A company.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-companies-create>
    pub struct Company {
        admin_graphql_api_id!: Box<str>,
        name: Option<Box<str>>,
        note: Option<Box<str>>,
        /// What you call it.
        external_id: Option<Box<str>>,
        main_contact_admin_graphql_api_id: Option<Box<str>>,
        customer_since: Option<Timestamp>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A user who buys for a company.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-company_contacts-create>
    pub struct CompanyContact {
        admin_graphql_api_id!: Box<str>,
        customer_admin_graphql_api_id: Option<Box<str>>,
        title: Option<Box<str>>,
        locale: Option<Box<str>>,
        company: Option<Box<Company>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A location of a company.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-company_locations-create>
    pub struct CompanyLocation {
        admin_graphql_api_id!: Box<str>,
        name: Option<Box<str>>,
        /// What you call it.
        external_id: Option<Box<str>>,
        phone: Option<Box<str>>,
        locale: Option<Box<str>>,
        company: Option<Box<Company>>,
        billing_address: Option<Box<Address>>,
        shipping_address: Option<Box<Address>>,
        tax_exemptions: List<Box<str>>,
        tax_registration: Raw,
        buyer_experience_configuration: Raw,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A user got, or lost, a role at a location of a company.
    ///
    /// <https://shopify.dev/docs/api/webhooks/latest?accordionItem=webhooks-company_contact_roles-assign>
    pub struct CompanyContactRoleEvent {
        company_contact!: Box<CompanyContact>,
        company_location: Option<Box<CompanyLocation>>,
        company_contact_role: Option<CompanyContactRole>,
    }

    /// A role.
    pub struct CompanyContactRole {
        name: Option<Box<str>>,
    }
}

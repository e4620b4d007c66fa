//! Properties that an organization gives its repositories.

use super::Repository;
use super::common::event;
use crate::events::{List, Raw};
use crate::{model, open_enum};

event! {
    /// Something happened to the definition of a property.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#custom_property>
    pub struct CustomPropertyEvent [action, repository] {
        action!: CustomPropertyAction,
        definition!: Box<CustomProperty>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to the definition of a property.
    pub enum CustomPropertyAction {
        Created = "created" is_created,
        Deleted = "deleted" is_deleted,
        PromoteToEnterprise = "promote_to_enterprise" is_promote_to_enterprise,
        Updated = "updated" is_updated,
    }
}

event! {
    /// A property of an organization became one of its enterprise. In older deliveries; now it is
    /// `custom_property` with `promote_to_enterprise`.
    pub struct CustomPropertyPromotedToEnterpriseEvent [action, repository] {
        action!: CustomPropertyPromotedAction,
        definition!: Box<CustomProperty>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to the definition of a property. There is only one action.
    pub enum CustomPropertyPromotedAction {
        PromoteToEnterprise = "promote_to_enterprise" is_promote_to_enterprise,
        Promoted = "promoted" is_promoted,
    }
}

event! {
    /// A repository's properties got other values.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#custom_property_values>
    pub struct CustomPropertyValuesEvent [action, repository] {
        action!: CustomPropertyValuesAction,
        new_property_values!: List<CustomPropertyValue>,
        old_property_values!: List<CustomPropertyValue>,
        repository!: Box<Repository>,
    }
}

open_enum! {
    /// What happened to the values. There is only one action.
    pub enum CustomPropertyValuesAction {
        Updated = "updated" is_updated,
    }

    /// The type of a property's value.
    pub enum CustomPropertyType {
        String = "string" is_string,
        SingleSelect = "single_select" is_single_select,
        MultiSelect = "multi_select" is_multi_select,
        TrueFalse = "true_false" is_true_false,
        Url = "url" is_url,
    }
}

model! {
    /// The definition of a property. If it was deleted, there is only its name.
    pub struct CustomProperty {
        property_name!: Box<str>,
        value_type: Option<CustomPropertyType>,
        /// `organization` or `enterprise`.
        source_type: Option<Box<str>>,
        required: bool,
        /// A text, or a list of texts.
        default_value: Raw,
        description: Option<Box<str>>,
        allowed_values: List<Box<str>>,
        /// `org_actors`, `org_and_repo_actors`.
        values_editable_by: Option<Box<str>>,
    }

    /// A property's value.
    pub struct CustomPropertyValue {
        property_name!: Box<str>,
        /// A text, a list of texts, or null.
        value: Raw,
    }
}

//! Fine-grained personal access tokens that ask an organization to let them in.

use super::common::event;
use super::{Repository, RepositoryRef, User};
use crate::events::{List, Map, Timestamp};
use crate::{model, open_enum};

event! {
    /// A user asked that their token may reach an organization, or was answered.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#personal_access_token_request>
    pub struct PersonalAccessTokenRequestEvent [action, repository] {
        action!: PersonalAccessTokenRequestAction,
        personal_access_token_request!: Box<PersonalAccessTokenRequest>,
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a token's request.
    pub enum PersonalAccessTokenRequestAction {
        Approved = "approved" is_approved,
        Cancelled = "cancelled" is_cancelled,
        Created = "created" is_created,
        Denied = "denied" is_denied,
    }
}

model! {
    /// The request of a token.
    pub struct PersonalAccessTokenRequest {
        id!: u64,
        /// Whose token it is.
        owner: Option<Box<User>>,
        /// What it would get that it does not have.
        permissions_added: Option<Box<TokenPermissions>>,
        /// What it has and would get more of.
        permissions_upgraded: Option<Box<TokenPermissions>>,
        /// What it would then have, in all.
        permissions_result: Option<Box<TokenPermissions>>,
        repository_selection: TokenRepositorySelection,
        /// None unless it asks for a subset.
        repository_count: Option<u64>,
        /// Empty unless it asks for a subset.
        repositories: List<RepositoryRef>,
        created_at: Option<Timestamp>,
        /// Older deliveries do not have it.
        token_id: Option<u64>,
        token_name: Option<Box<str>>,
        token_expired: bool,
        token_expires_at: Option<Timestamp>,
        token_last_used_at: Option<Timestamp>,
    }

    /// Permission names with `read`, `write`, or `admin`.
    pub struct TokenPermissions {
        organization: Map<Box<str>>,
        repository: Map<Box<str>>,
        other: Map<Box<str>>,
    }
}

open_enum! {
    /// Which of an organization's repositories a token asks for.
    pub enum TokenRepositorySelection {
        None = "none",
        All = "all" is_all,
        Subset = "subset" is_subset,
    }
}

//! Repositories.

use super::User;
use super::common::event;
use crate::events::{Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A private repository was made public.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#public>
    pub struct Public {
        repository!: Box<Repository>,
    }
}

model! {
    /// A repository.
    pub struct Repository {
        id!: u64,
        name!: Box<str>,
        /// `owner/name`
        full_name!: Box<str>,
        private: bool,
        owner: Option<Box<User>>,
        html_url: Box<str>,
        description: Option<Box<str>>,
        fork: bool,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        pushed_at: Option<Timestamp>,
        ssh_url: Box<str>,
        clone_url: Box<str>,
        homepage: Option<Box<str>>,
        /// In kilobytes.
        size: u64,
        stargazers_count: u64,
        watchers_count: u64,
        language: Option<Box<str>>,
        forks_count: u64,
        archived: bool,
        disabled: bool,
        /// Issues and pull requests.
        open_issues_count: u64,
        license: Option<License>,
        is_template: bool,
        topics: Vec<Box<str>>,
        visibility: Visibility,
        default_branch: Box<str>,
        /// By the property's name, as the organization defines them.
        custom_properties: Raw,
    }

    /// A licence that GitHub recognized.
    pub struct License {
        key: Box<str>,
        name: Box<str>,
        spdx_id: Option<Box<str>>,
    }

    /// A repository in few words, as an app's installation lists them.
    pub struct RepositoryRef {
        id!: u64,
        name: Box<str>,
        /// `owner/name`
        full_name: Box<str>,
        private: bool,
    }
}

open_enum! {
    /// Who sees a repository.
    pub enum Visibility {
        Public = "public" is_public,
        Private = "private" is_private,
        /// Members of the enterprise.
        Internal = "internal" is_internal,
    }
}

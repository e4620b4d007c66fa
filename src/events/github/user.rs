//! People, organizations, apps: who does things and to whom they belong.

use crate::events::Timestamp;
use crate::{model, open_enum};

model! {
    /// A user, a bot, or an organization in place of a user.
    pub struct User {
        id: u64,
        /// The name in the account's URL. Old pushes have only `name` for a repository's owner.
        login: Box<str>,
        r#type: UserType,
        site_admin: bool,
        /// The name for display; only in some places.
        name: Option<Box<str>>,
        email: Option<Box<str>>,
        avatar_url: Box<str>,
        html_url: Box<str>,
    }

    /// An organization.
    pub struct Organization {
        id!: u64,
        login!: Box<str>,
        description: Option<Box<str>>,
    }

    /// An enterprise.
    pub struct Enterprise {
        id!: u64,
        slug: Box<str>,
        name: Box<str>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A GitHub App.
    pub struct App {
        id!: u64,
        slug: Option<Box<str>>,
        client_id: Option<Box<str>>,
        name: Box<str>,
        description: Option<Box<str>>,
        owner: Option<Box<User>>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        /// The events that it asked for.
        events: Vec<Box<str>>,
    }
}

open_enum! {
    /// What an account is.
    pub enum UserType {
        User = "User" is_user,
        Organization = "Organization" is_organization,
        Bot = "Bot" is_bot,
        /// A placeholder for a user of another service whose work was imported.
        Mannequin = "Mannequin" is_mannequin,
    }

    /// How a user is related to the repository.
    pub enum AuthorAssociation {
        Owner = "OWNER" is_owner,
        Member = "MEMBER" is_member,
        Collaborator = "COLLABORATOR" is_collaborator,
        Contributor = "CONTRIBUTOR" is_contributor,
        /// Never contributed to any repository.
        FirstTimer = "FIRST_TIMER" is_first_timer,
        FirstTimeContributor = "FIRST_TIME_CONTRIBUTOR" is_first_time_contributor,
        Mannequin = "MANNEQUIN" is_mannequin,
        None = "NONE",
    }
}

//! Packages, in the two events about them.

use super::common::event;
use super::{Release, Repository, User};
use crate::events::{List, Raw, Timestamp};
use crate::{model, open_enum};

event! {
    /// A package was published or updated.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#package>
    pub struct PackageEvent [action, repository] {
        action!: PackageAction,
        package!: Box<Package>,
        /// None if the package belongs to no repository.
        repository: Option<Box<Repository>>,
    }
}

event! {
    /// A package was published or updated. GitHub recommends `package` instead.
    ///
    /// <https://docs.github.com/en/webhooks/webhook-events-and-payloads#registry_package>
    pub struct RegistryPackageEvent [action, repository] {
        action!: PackageAction,
        registry_package!: Box<Package>,
        /// None if the package belongs to no repository.
        repository: Option<Box<Repository>>,
    }
}

open_enum! {
    /// What happened to a package.
    pub enum PackageAction {
        Published = "published" is_published,
        Updated = "updated" is_updated,
    }
}

model! {
    /// A package.
    pub struct Package {
        id!: u64,
        name!: Box<str>,
        /// The account, in some registries with the repository.
        namespace: Box<str>,
        description: Option<Box<str>>,
        ecosystem: Box<str>,
        /// `npm`, `maven`, `rubygems`, `docker`, `nuget`, `CONTAINER`, in either case.
        package_type: Box<str>,
        html_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        owner: Option<Box<User>>,
        /// The version that it is about.
        package_version: Option<Box<PackageVersion>>,
        registry: Option<Box<PackageRegistry>>,
    }

    /// A version of a package.
    pub struct PackageVersion {
        id!: u64,
        /// Of a container image, its digest.
        version: Box<str>,
        name: Option<Box<str>>,
        summary: Option<Box<str>>,
        description: Option<Box<str>>,
        html_url: Box<str>,
        /// Of a container image, what to pull.
        package_url: Option<Box<str>>,
        installation_command: Option<Box<str>>,
        /// Of the release with which it was published.
        tag_name: Option<Box<str>>,
        target_commitish: Option<Box<str>>,
        target_oid: Option<Box<str>>,
        release: Option<Box<Release>>,
        draft: bool,
        prerelease: bool,
        author: Option<Box<User>>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
        package_files: List<PackageFile>,
        /// Only of a container image.
        container_metadata: Option<Box<ContainerMetadata>>,
    }

    /// A file of a package.
    pub struct PackageFile {
        id!: u64,
        name!: Box<str>,
        content_type: Box<str>,
        state: Option<Box<str>>,
        /// In bytes.
        size: u64,
        sha256: Option<Box<str>>,
        sha1: Option<Box<str>>,
        md5: Option<Box<str>>,
        download_url: Box<str>,
        created_at: Option<Timestamp>,
        updated_at: Option<Timestamp>,
    }

    /// A container image, as its registry describes it.
    pub struct ContainerMetadata {
        tag: Option<ContainerTag>,
        labels: Raw,
        manifest: Raw,
    }

    /// A tag of a container image.
    pub struct ContainerTag {
        /// Empty if the image has none.
        name: Box<str>,
        digest: Box<str>,
    }

    /// Where packages of a kind are.
    pub struct PackageRegistry {
        name: Box<str>,
        r#type: Box<str>,
        url: Box<str>,
        vendor: Box<str>,
        about_url: Option<Box<str>>,
    }
}

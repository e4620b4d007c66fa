//! Bodies of the typed events, for tests of handlers.
//!
//! There is at least one fixture for each event type of the ten providers that have typed events, about a
//! thousand in all. They have the form that the provider documents; the people and things in them do not
//! exist. The feature `fixtures` embeds them, compressed, in about 120 KB. A provider's fixtures are
//! decompressed when the first of them is asked for.
//!
#![cfg_attr(feature = "github", doc = "```")]
#![cfg_attr(not(feature = "github"), doc = "```ignore")]
//! use std::time::SystemTime;
//!
//! use webhook_receiver::{
//!     Receiver, Secret,
//!     events::github,
//!     testing::fixtures::{self, fixture},
//! };
//!
//! let secret = Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935")?;
//! let receiver = Receiver::new(github::PROVIDER, secret.clone())?;
//!
//! // By the type of its payload, or by its name.
//! let opened = fixture::<github::PullRequestEvent>();
//! assert_eq!((opened.provider(), opened.kind()), ("github", "pull_request"));
//! let deleted = fixtures::by_name("github", "repository.deleted").ok_or("no such fixture")?;
//!
//! // The whole request, as GitHub sends it.
//! let request = deleted.sender(secret, "https://app.example/github").genuine()?;
//! assert_eq!(request.headers()["x-github-event"], "repository");
//! assert!(receiver.receive(request, SystemTime::now()).is_ok());
//!
//! // The payload alone, for a function that takes it.
//! let payload: github::PullRequestEvent = serde_json::from_slice(opened.body())?;
//! assert!(payload.number > 0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod archive;
mod typed;

use bytes::Bytes;

use crate::{
    Provider, Secret, providers,
    testing::{Sender, Signer},
};

pub use typed::HasFixture;

/// A body of one event, and what a request with it needs.
#[derive(Clone, Debug)]
pub struct Fixture {
    provider: Provider,
    entry: &'static archive::Entry,
}

/// Returns the fixture of this payload.
///
/// If several event types have the payload, it is the most usual of them, such as `orders/create`. A type
/// without a fixture does not compile:
///
/// ```compile_fail,E0277
/// webhook_receiver::testing::fixtures::fixture::<String>();
/// ```
#[allow(
    clippy::expect_used,
    reason = "the crate's own data, of which tests read all"
)]
pub fn fixture<T: HasFixture>() -> Fixture {
    by_name(T::PROVIDER, T::NAME).expect("each payload of the typed events has a fixture")
}

/// Returns a provider's fixture of this name.
///
/// It is `None` if there is none, or if a feature that the provider needs is off.
///
/// `provider` is the provider's id. `name` is one of:
///
/// - the event type, as the provider documents it: `pull_request`, `invoice.paid`, `orders/create`;
/// - the event type and its action: `repository.deleted`, `Issue.remove`, `message.bot_message`;
/// - for items of Meta's batches, the object and the field: `page.feed`,
///   `whatsapp_business_account.messages`, also written `whatsapp.messages`, and `messenger.postback`;
/// - for Discord's interactions, `interaction.2` or `APPLICATION_COMMAND`;
/// - a [`Fixture::name`].
///
/// ```
/// use webhook_receiver::testing::fixtures::by_name;
///
/// let paid = by_name("stripe", "invoice.paid").ok_or("no such fixture")?;
/// assert!(paid.body().starts_with(b"{"));
/// assert!(by_name("stripe", "invoice.eaten").is_none());
/// # Ok::<(), &str>(())
/// ```
pub fn by_name(provider: &str, name: &str) -> Option<Fixture> {
    let entries = archive::of(provider)?;
    let has_alias = |entry: &&archive::Entry| entry.aliases.iter().any(|alias| **alias == *name);
    let mut named = entries.iter().filter(|entry| *entry.name == *name);
    let entry = named.next().or_else(|| entries.iter().find(has_alias))?;
    Some(Fixture {
        provider: providers::by_id(provider)?,
        entry,
    })
}

/// Returns a provider's fixtures in the order of their names.
///
/// There are none if the provider has no typed events, or if a feature that it needs is off.
///
/// ```
/// use webhook_receiver::testing::fixtures::of;
///
/// assert!(of("stripe").any(|fixture| fixture.name() == "customer.created"));
/// ```
pub fn of(provider: &str) -> impl Iterator<Item = Fixture> + use<> {
    let found = providers::by_id(provider).zip(archive::of(provider));
    found.into_iter().flat_map(|(provider, entries)| {
        let entries = entries.iter();
        entries.map(move |entry| Fixture { provider, entry })
    })
}

/// Returns the ids of the providers that have fixtures.
pub fn providers() -> impl Iterator<Item = &'static str> + use<> {
    archive::providers().filter(|provider| providers::by_id(provider).is_some())
}

impl Fixture {
    /// Returns the provider's id.
    pub fn provider(&self) -> &'static str {
        self.provider.id()
    }

    /// Returns the fixture's name: the event type or, for an item of one of Meta's batches, the object and
    /// the field. Further bodies of one type have a remark after `--`, such as `message--photo`.
    pub fn name(&self) -> &'static str {
        &self.entry.name
    }

    /// Returns the other names by which [`by_name`] finds the fixture.
    pub fn aliases(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.entry.aliases.iter().map(|alias| &**alias)
    }

    /// Returns the event type, by which the provider's typed events name it.
    pub fn kind(&self) -> &'static str {
        &self.entry.kind
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.entry.body
    }

    /// Returns whether the body is an HTML form. All others are JSON.
    pub fn is_form(&self) -> bool {
        self.entry.is_form
    }

    /// Returns a signer of the provider, with the event type and content type of this fixture.
    ///
    /// If the provider has the time of the attempt in the body, as Linear does, the signer writes it
    /// there.
    pub fn signer(&self, secret: Secret) -> Signer {
        let mut signer = Signer::new(self.provider, secret).kind(&*self.entry.header);
        if self.entry.is_form {
            signer = signer.form();
        }
        signer.dates_body = true;
        signer
    }

    /// Returns a sender of this fixture to this URL.
    ///
    /// For a time, an id or a setting: `fixture.signer(secret).at(time).sender(url, fixture.body().clone())`.
    pub fn sender(&self, secret: Secret, url: &str) -> Sender {
        self.signer(secret).sender(url, self.body().clone())
    }
}

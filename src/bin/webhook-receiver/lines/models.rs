//! The typed events of providers.

use webhook_receiver::{
    Delivery, Event, Provider,
    events::{
        Decoded, EventEnum, discord, github, gitlab, linear, meta, shopify, slack, stripe,
        telegram, twilio,
    },
};

/// What a provider's typed events make of a delivery.
pub(crate) struct Model {
    provider: &'static str,
    count: usize,
    pub(crate) read: fn(&Delivery) -> Summary,
}

/// How it ended, which variant it is, and where it did not fit.
pub(crate) type Summary = (Option<&'static str>, Option<String>, Option<String>);

const MODELS: &[Model] = &[
    Model::of("github", github::PROVIDER),
    Model::of("gitlab", gitlab::PROVIDER),
    Model::of("gitlab-signing-token", gitlab::PROVIDER),
    Model::of("linear", linear::PROVIDER),
    Model::of("meta", meta::PROVIDER)
        .and(meta::WhatsAppEvent::COUNT + meta::MessagingEvent::COUNT + meta::FieldEvent::COUNT),
    Model::of("telegram", telegram::PROVIDER),
    Model::of("discord", discord::PROVIDER),
    Model::of("twilio", twilio::PROVIDER),
    Model::of("shopify", shopify::PROVIDER),
    Model::of("slack", slack::PROVIDER),
    Model::of("stripe", stripe::PROVIDER),
];

pub(crate) fn model(provider: &str) -> Option<&'static Model> {
    MODELS.iter().find(|model| model.provider == provider)
}

impl Model {
    /// `PROVIDER` only names the type.
    const fn of<E: Event + EventEnum>(id: &'static str, _: Provider<E>) -> Self {
        Self {
            provider: id,
            count: E::COUNT,
            read: |delivery| match delivery.clone().with_events::<E>().event() {
                Ok(event) => summary(&event.decoded()),
                Err(error) => (Some("undecodable"), None, Some(error.path().to_owned())),
            },
        }
    }

    /// And as many events that come as items of those.
    const fn and(self, items: usize) -> Self {
        let count = self.count.saturating_add(items);
        Self { count, ..self }
    }
}

fn summary(outcome: &Decoded<'_>) -> Summary {
    match outcome {
        Decoded::Known { variant, .. } => (Some("known"), Some((*variant).into()), None),
        Decoded::Undecodable(error) => (Some("undecodable"), None, Some(error.path().to_string())),
        _ => (Some("unknown"), None, None),
    }
}

/// Returns the number of events that the typed model of a provider knows.
pub(crate) fn typed_events(provider: &str) -> usize {
    model(provider).map_or(0, |model| model.count)
}

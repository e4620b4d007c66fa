use crate::{
    Provider,
    handshake::{Answer, Handshake, Proof},
    scheme::{At, Scheme},
};

/// [Mailchimp](https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/)
/// Marketing.
///
/// # Signed content
/// ```text
/// query(<query>) = secret
/// ```
/// Nothing is signed: a secret of your own proves only the sender.
///
/// # Quirks
/// - The parameter's name is yours: give it as the setting `query`.
/// - Creating a webhook sends a GET or HEAD, which is answered.
/// - Bodies are forms.
pub const MAILCHIMP: Provider = Provider::new(
    "mailchimp",
    "Mailchimp",
    "https://mailchimp.com/developer/marketing/guides/sync-audience-data-webhooks/",
    Scheme::token(At::QuerySetting("query")),
)
.handshakes(&[
    Handshake {
        name: "creation",
        method: "GET",
        when: &[],
        proof: Proof::Nothing,
        answer: Answer::Empty(200),
    },
    Handshake {
        name: "creation",
        method: "HEAD",
        when: &[],
        proof: Proof::Nothing,
        answer: Answer::Empty(200),
    },
])
.kind(&[At::Form("type")])
.retries_for(75 * 60)
.answer_within(10)
.source_read("2026-10");

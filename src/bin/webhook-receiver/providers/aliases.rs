//! Names that people search for, which the providers do not have.

/// Returns the other names of the provider with this id, separated by commas.
pub(super) fn of(id: &str) -> &'static str {
    let mut all = ALIASES.iter();
    all.find(|(known, _)| *known == id)
        .map_or("", |(_, names)| names)
}

/// The other names by id.
pub(super) const ALIASES: &[(&str, &str)] = &[
    ("amazon-ses", "AWS SES, Simple Email Service"),
    ("amazon-sns", "AWS SNS, Simple Notification Service"),
    (
        "apple-app-store",
        "in-app purchases, StoreKit, App Store Server Notifications",
    ),
    ("azure-devops", "Visual Studio Team Services, VSTS"),
    ("azure-event-grid", "Microsoft Azure"),
    ("discord", "interactions, slash commands"),
    ("google-calendar", "Google Workspace, push notifications"),
    ("google-drive", "Google Workspace, push notifications"),
    (
        "google-pubsub",
        "Gmail, Google Play, RTDN, GCP Pub/Sub push",
    ),
    ("jira", "Atlassian, Confluence"),
    ("jira-connect", "Atlassian, Confluence"),
    ("meta", "Facebook, Messenger, Instagram, WhatsApp, Lead Ads"),
    (
        "microsoft-graph",
        "Outlook, OneDrive, SharePoint, Office 365, Microsoft 365",
    ),
    ("ms-teams", "Microsoft Teams, outgoing webhook"),
    ("sendgrid", "Twilio SendGrid, email events"),
    ("slack", "slash commands, Events API, interactivity"),
    (
        "standard-webhooks",
        "webhook-signature, any sender that follows Standard Webhooks",
    ),
    ("stripe", "payments, Connect"),
    ("svix", "any sender that uses Svix"),
    ("telegram", "bot API"),
    ("twilio", "SMS, voice, status callbacks"),
    ("x", "Twitter, Account Activity API"),
];

#[cfg(test)]
mod tests {
    use super::ALIASES;

    #[test]
    fn names_only_known_providers() {
        for (id, _) in ALIASES {
            assert!(webhook_receiver::providers::by_id(id).is_some(), "{id}");
        }
    }
}

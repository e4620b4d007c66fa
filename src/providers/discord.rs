use crate::{
    Provider,
    algorithm::ED25519,
    handshake::{Answer, Condition, Handshake, Proof},
    scheme::{At, Part, Scheme, TimeFormat},
};

/// [Discord](https://docs.discord.com/developers/interactions/overview) interactions and webhook
/// events.
///
/// # Signed content
/// ```text
/// x-signature-ed25519: hex(Ed25519(private_key, timestamp + body))
/// timestamp = header(x-signature-timestamp) in seconds
/// ```
///
/// # Example headers
/// ```text
/// x-signature-timestamp: 1767225600
/// x-signature-ed25519: b037c02847fb...
/// ```
///
/// # Quirks
/// - The key is the application's public key, 64 hexadecimal digits.
/// - Time and body have no separator, so the time must be digits alone.
/// - A PING is answered: type 1 without an event for interactions, type 0 for webhook events. A
///   webhook event has type 1 too, and an event.
/// - Discord probes with wrong signatures and wants 401.
/// - An interaction is not retried and must be answered within 3 seconds; its kind is a number.
pub const DISCORD: Provider = Provider::new(
    "discord",
    "Discord",
    "https://docs.discord.com/developers/interactions/overview",
    Scheme::new(ED25519, At::Header("x-signature-ed25519"))
        .timestamp(At::Header("x-signature-timestamp"), TimeFormat::Seconds)
        .content(&[Part::Timestamp, Part::Body]),
)
.handshakes(&[
    Handshake {
        name: "PING of interactions",
        method: "POST",
        when: &[
            Condition::Equals(At::Json("/type"), "1"),
            Condition::Absent(At::Json("/event")),
        ],
        proof: Proof::Signed,
        answer: Answer::Fixed("{\"type\":1}"),
    },
    Handshake {
        name: "PING of webhook events",
        method: "POST",
        when: &[Condition::Equals(At::Json("/type"), "0")],
        proof: Proof::Signed,
        answer: Answer::Empty(204),
    },
])
.kind(&[At::Json("/event/type"), At::Json("/type")])
.delivery_id(&[At::Json("/id")])
// <https://docs.discord.com/developers/events/webhook-events>
.occurred_at(&[At::Json("/event/timestamp")], TimeFormat::Iso8601)
.answer_within(3)
// <https://docs.discord.com/developers/events/webhook-events>
.retries_for(10 * 60)
.id_of_event("https://docs.discord.com/developers/interactions/receiving-and-responding")
// A receiver reports that retries have the first one's time. Interactions are not retried.
.source_read("2026-11");

//! The signed time: every spelling and every edge, under a signature that is always valid.
//!
//! The signatures are computed here, without the crate, so that only the time decides.

use std::time::{Duration, SystemTime};

use base64::{Engine, engine::general_purpose::STANDARD, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderValue, Request};
use sha2::Sha256;
use webhook_receiver::{Provider, Received, Receiver, Secret, providers};

const KEY: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const NOW: u64 = 1_790_000_000;

fn mac(key: &[u8], content: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(content.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum TimeFormat {
    Seconds,
    Milliseconds,
    Rfc3339,
}

/// Headers and body.
type Said = (Vec<(&'static str, String)>, String);

/// A scheme with a signed time, written independently from its provider's page.
struct Scheme {
    provider: Provider,
    unit: TimeFormat,
    /// The maximum age and the maximum lead, in seconds.
    past: u64,
    future: u64,
    /// Makes headers and body of a request with this time.
    request: fn(&str) -> Said,
}

const BODY: &str = r#"{"type":"a"}"#;

fn schemes() -> Vec<Scheme> {
    use providers::*;
    vec![
        Scheme {
            provider: STRIPE,
            unit: TimeFormat::Seconds,
            past: 300,
            future: 300,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("{time}.{BODY}")));
                let header = format!("t={time},v1={tag}");
                (vec![("stripe-signature", header)], BODY.into())
            },
        },
        Scheme {
            provider: SLACK,
            unit: TimeFormat::Seconds,
            past: 300,
            future: 300,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("v0:{time}:{BODY}")));
                let headers = vec![
                    ("x-slack-signature", format!("v0={tag}")),
                    ("x-slack-request-timestamp", time.to_owned()),
                ];
                (headers, BODY.into())
            },
        },
        Scheme {
            provider: STANDARD_WEBHOOKS,
            unit: TimeFormat::Seconds,
            past: 300,
            future: 300,
            request: |time| {
                let key = STANDARD.decode(KEY).unwrap();
                let tag = STANDARD.encode(mac(&key, &format!("msg_1.{time}.{BODY}")));
                let headers = vec![
                    ("webhook-id", "msg_1".to_owned()),
                    ("webhook-timestamp", time.to_owned()),
                    ("webhook-signature", format!("v1,{tag}")),
                ];
                (headers, BODY.into())
            },
        },
        Scheme {
            provider: ZOOM,
            unit: TimeFormat::Seconds,
            past: 300,
            future: 300,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("v0:{time}:{BODY}")));
                let headers = vec![
                    ("x-zm-signature", format!("v0={tag}")),
                    ("x-zm-request-timestamp", time.to_owned()),
                ];
                (headers, BODY.into())
            },
        },
        Scheme {
            provider: PADDLE,
            unit: TimeFormat::Seconds,
            past: 60,
            future: 60,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("{time}:{BODY}")));
                let header = format!("ts={time};h1={tag}");
                (vec![("paddle-signature", header)], BODY.into())
            },
        },
        Scheme {
            provider: CALENDLY,
            unit: TimeFormat::Seconds,
            past: 180,
            future: 180,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("{time}.{BODY}")));
                let header = format!("t={time},v1={tag}");
                (vec![("calendly-webhook-signature", header)], BODY.into())
            },
        },
        Scheme {
            provider: WORKOS,
            unit: TimeFormat::Milliseconds,
            past: 180,
            future: 180,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("{time}.{BODY}")));
                let header = format!("t={time}, v1={tag}");
                (vec![("workos-signature", header)], BODY.into())
            },
        },
        Scheme {
            provider: SANITY,
            unit: TimeFormat::Milliseconds,
            past: 360,
            future: 300,
            request: |time| {
                let tag = URL_SAFE_NO_PAD.encode(mac(KEY.as_bytes(), &format!("{time}.{BODY}")));
                let header = format!("t={time},v1={tag}");
                (vec![("sanity-webhook-signature", header)], BODY.into())
            },
        },
        Scheme {
            provider: HUBSPOT,
            unit: TimeFormat::Milliseconds,
            past: 300,
            future: 300,
            request: |time| {
                let content = format!("POSThttps://app.example/h{BODY}{time}");
                let headers = vec![
                    (
                        "x-hubspot-signature-v3",
                        STANDARD.encode(mac(KEY.as_bytes(), &content)),
                    ),
                    ("x-hubspot-request-timestamp", time.to_owned()),
                ];
                (headers, BODY.into())
            },
        },
        Scheme {
            provider: LINEAR,
            unit: TimeFormat::Milliseconds,
            past: 60,
            future: 60,
            request: |time| {
                let text = serde_json::Value::from(time);
                let body = format!(r#"{{"webhookTimestamp":{text}}}"#);
                let tag = hex(&mac(KEY.as_bytes(), &body));
                (vec![("linear-signature", tag)], body)
            },
        },
        Scheme {
            provider: ZENDESK,
            unit: TimeFormat::Rfc3339,
            past: 300,
            future: 300,
            request: |time| {
                let tag = STANDARD.encode(mac(KEY.as_bytes(), &format!("{time}{BODY}")));
                let headers = vec![
                    ("x-zendesk-webhook-signature", tag),
                    ("x-zendesk-webhook-signature-timestamp", time.to_owned()),
                ];
                (headers, BODY.into())
            },
        },
        Scheme {
            provider: TWITCH,
            unit: TimeFormat::Rfc3339,
            past: 600,
            future: 600,
            request: |time| {
                let tag = hex(&mac(KEY.as_bytes(), &format!("id-1{time}{BODY}")));
                let headers = vec![
                    ("twitch-eventsub-message-id", "id-1".to_owned()),
                    ("twitch-eventsub-message-timestamp", time.to_owned()),
                    ("twitch-eventsub-message-type", "notification".to_owned()),
                    ("twitch-eventsub-message-signature", format!("sha256={tag}")),
                ];
                (headers, BODY.into())
            },
        },
    ]
}

impl Scheme {
    fn verdict(&self, time: &str, now: SystemTime) -> &'static str {
        let (headers, body) = (self.request)(time);
        let mut request = Request::post("/h").body(Bytes::from(body)).unwrap();
        for (name, value) in headers {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            request.headers_mut().append(name, value);
        }
        let receiver = Receiver::builder(self.provider)
            .secret(Secret::new(KEY).unwrap())
            .public_url("https://app.example");
        match receiver.build().unwrap().receive(request, now) {
            Ok(Received::Delivery(_)) => "accepted",
            Ok(Received::Handshake(_)) => "handshake",
            Err(error) => error.code(),
        }
    }

    /// Returns the time of this moment, as the provider writes it.
    fn write(&self, seconds: u64) -> String {
        match self.unit {
            TimeFormat::Seconds => seconds.to_string(),
            TimeFormat::Milliseconds => format!("{seconds}000"),
            TimeFormat::Rfc3339 => humantime::format_rfc3339_seconds(at(seconds)).to_string(),
        }
    }
}

fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

const OLD: &str = "timestamp_too_old";
const NEW: &str = "timestamp_too_new";
const BAD: &str = "timestamp_malformed";

/// Spellings that are not a number, or not the canonical one of a number.
fn bad_numbers() -> Vec<String> {
    let mut all: Vec<String> = [
        "0",
        "00",
        "-0",
        "+0",
        "-1",
        "+1790000000",
        "-1790000000",
        "01790000000",
        "001",
        "1790000000.0",
        "1790000000.5",
        "1790000000.",
        ".5",
        "179e7",
        "1.79e9",
        "1E9",
        "0x6AB0F880",
        "0b1",
        "0o7",
        "1_790_000_000",
        "1 790 000 000",
        "1790000000s",
        "s1790000000",
        "abc",
        "NaN",
        "nan",
        "inf",
        "Infinity",
        "-Infinity",
        "null",
        "true",
        "undefined",
        "()",
        "1790000000/1",
        "9007199254740993000000",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "340282366920938463463374607431768211456",
        "2026-09-21T14:13:20Z",
        "Mon, 21 Sep 2026 14:13:20 GMT",
        "1790000000Z",
    ]
    .map(str::to_owned)
    .into();
    all.push("9".repeat(400));
    all.push("0".repeat(400));
    all
}

/// Errors of a header that are found before its time is read.
const ODD: &[&str] = &["", " T", "T ", "\tT", "T,1", "T;1", "T=1"];

const BAD_RFC3339: &[&str] = &[
    "1790000000",
    "1790000000000",
    "2026-09-21",
    "2026-09-21T14:13:20",
    "2026-09-21 14:13:20Z",
    "2026-09-21t14:13:20Z",
    "2026-09-21T14:13:20z",
    "2026-09-21T14:13Z",
    "2026-9-21T14:13:20Z",
    "2026-13-21T14:13:20Z",
    "2026-00-21T14:13:20Z",
    "2026-09-31T14:13:20Z",
    "2026-02-29T14:13:20Z",
    "2026-09-21T24:13:20Z",
    "2026-09-21T14:60:20Z",
    "2026-09-21T14:13:20+24:00",
    "2026-09-21T14:13:20+00:60",
    "2026-09-21T14:13:20+0000",
    "2026-09-21T14:13:20+00",
    "2026-09-21T14:13:20UTC",
    "2026-09-21T14:13:20 Z",
    "+002026-09-21T14:13:20Z",
    "-2026-09-21T14:13:20Z",
    "2026-W39-1T14:13:20Z",
    "20260921T141320Z",
    "2026-09-21T14:13:20,5Z",
    "2026-09-21T14:13:20.Z",
    "2026-09-21T14:13:20ZZ",
    "2026-09-21T14:13:20Z+00:00",
    "2026-09-21T14:13:20.5.5Z",
    "now",
    "NaN",
    "2026-09-21T14:13:20Z2026-09-21T14:13:20Z",
];

#[test]
fn returns_the_verdict_of_the_table_for_every_time() {
    let mut rows = 0;
    let mut surprises = Vec::new();
    for scheme in schemes() {
        let id = scheme.provider.id();
        let mut row = |time: &str, now: SystemTime, expected: &[&str]| {
            rows += 1;
            let verdict = scheme.verdict(time, now);
            if !expected.contains(&verdict) {
                surprises.push(format!("{id}: {time:?}: {verdict}, not {expected:?}"));
            }
        };
        let now = at(NOW);
        for (limit, late, sign) in [(scheme.past, OLD, -1), (scheme.future, NEW, 1)] {
            for (offset, verdict) in [
                (0, "accepted"),
                (1, "accepted"),
                (limit - 1, "accepted"),
                (limit, "accepted"),
                (limit + 1, late),
                (limit * 2, late),
                (86_400, late),
            ] {
                let time = NOW.checked_add_signed(sign * i64::try_from(offset).unwrap());
                row(&scheme.write(time.unwrap()), now, &[verdict]);
            }
        }
        // The clock is unusual, and the time is right.
        let good = scheme.write(NOW);
        row(&good, SystemTime::UNIX_EPOCH, &[NEW]);
        row(
            &good,
            SystemTime::UNIX_EPOCH - Duration::from_secs(1),
            &[NEW],
        );
        row(&good, at(u64::from(u32::MAX)), &[OLD]);
        row(&good, at(1 << 40), &[OLD]);
        row(&good, now + Duration::from_millis(999), &["accepted"]);

        if scheme.unit == TimeFormat::Rfc3339 {
            for time in BAD_RFC3339 {
                row(time, now, &[BAD]);
            }
            for time in [
                "2026-09-21T14:13:20.5Z",
                "2026-09-21T14:13:20.123456789Z",
                "2026-09-21T16:13:20+02:00",
                "2026-09-21T07:13:20-07:00",
                "2026-09-21T14:13:20+00:00",
            ] {
                row(time, now, &["accepted"]);
            }
            row("1970-01-01T00:00:00Z", now, &[OLD]);
            row("9999-12-31T23:59:59Z", now, &[NEW]);
            continue;
        }
        for time in bad_numbers() {
            // In seconds, this is a valid time in 1970, which is too old.
            let expected: &[&str] = if time == "0" { &[BAD, OLD] } else { &[BAD] };
            row(&time, now, expected);
        }
        for time in ODD {
            // Which of the two errors comes first depends on the form of the header; the request is never
            // accepted.
            let rejections = [
                BAD,
                "timestamp_missing",
                "signature_malformed",
                "signature_mismatch",
            ];
            row(&time.replace('T', &good), now, &rejections);
        }
        let (long_ago, far_ahead, other_unit) = match scheme.unit {
            TimeFormat::Seconds => (
                ["1", "1000000000", "2147483647"],
                "999999999999",
                "1790000000000",
            ),
            _ => (
                ["1", "1000000000000", "1790000000"],
                "999999999999999",
                "1790000000",
            ),
        };
        for time in long_ago {
            let expected = if time == "2147483647" { NEW } else { OLD };
            row(time, now, &[expected]);
        }
        row(far_ahead, now, &[NEW]);
        // Milliseconds are not guessed in place of seconds, nor the other way round.
        row(other_unit, now, &[OLD, NEW, BAD]);
    }
    println!("{rows} rows, {} surprises", surprises.len());
    assert!(surprises.is_empty(), "{surprises:#?}");
    assert!(rows >= 400, "{rows}");
}

/// The control: the table finds a verifier that checks only one side of the window.
#[test]
fn control_detects_a_one_sided_check() {
    let one_sided = |time: u64, now: u64, tolerance: u64| now.saturating_sub(time) <= tolerance;
    assert!(one_sided(NOW + 86_400, NOW, 300), "the trick works on it");
    for scheme in schemes() {
        assert_eq!(scheme.verdict(&scheme.write(NOW + 86_400), at(NOW)), NEW);
    }
}

/// The signature is checked before the time is trusted: a fresh time with a wrong signature is rejected as a
/// forgery.
#[test]
fn rejects_a_changed_time() {
    for scheme in schemes() {
        if scheme.provider.id() == "linear" {
            continue; // Its time is in the body.
        }
        let (stale, _) = (scheme.request)(&scheme.write(NOW - 86_400));
        let (fresh, body) = (scheme.request)(&scheme.write(NOW));
        let mut request = Request::post("/h").body(Bytes::from(body)).unwrap();
        let old_time = scheme.write(NOW - 86_400);
        for ((name, stale), (_, fresh)) in stale.iter().zip(&fresh) {
            let value = stale.replace(&old_time, &scheme.write(NOW));
            assert_eq!(value.len(), fresh.len());
            request
                .headers_mut()
                .append(*name, HeaderValue::from_str(&value).unwrap());
        }
        let receiver = Receiver::builder(scheme.provider)
            .secret(Secret::new(KEY).unwrap())
            .public_url("https://app.example")
            .build()
            .unwrap();
        let rejected = receiver.receive(request, at(NOW)).unwrap_err();
        assert_eq!(
            rejected.code(),
            "signature_mismatch",
            "{}",
            scheme.provider.id()
        );
    }
}

#![allow(dead_code, reason = "no suite needs all of it")]
//! The facts of a delivery: what its receiver may act on, as far as it is proven.

use webhook_receiver::{Delivery, Head, scheme::BodyCoverage, scheme::Coverage};

use super::message::{decoded, fields, members};

/// What is proven of a delivery whose row does not bind the whole body.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Proven {
    Header(&'static str),
    /// A query parameter.
    Query(&'static str),
    /// A field of a form.
    Form(&'static str),
    /// All fields of a form but these.
    FormBut(&'static [&'static str]),
    /// A value of the JSON in the body.
    Json(&'static str),
    /// All values of the JSON in the body.
    AllJson,
    /// The values of each item under this list.
    Items(&'static str, &'static [&'static str]),
}

const SNS: &[Proven] = &[
    Proven::Json("/Message"),
    Proven::Json("/MessageId"),
    Proven::Json("/Subject"),
    Proven::Json("/SubscribeURL"),
    Proven::Json("/Timestamp"),
    Proven::Json("/Token"),
    Proven::Json("/TopicArn"),
    Proven::Json("/Type"),
];

/// What rows prove of a delivery whose body they do not bind as a whole. A row that is not listed proves only
/// its credential.
const PROVEN: &[(&str, &[Proven])] = &[
    (
        "adyen",
        &[Proven::Items(
            "/notificationItems",
            &[
                "/NotificationRequestItem/pspReference",
                "/NotificationRequestItem/originalReference",
                "/NotificationRequestItem/merchantAccountCode",
                "/NotificationRequestItem/merchantReference",
                "/NotificationRequestItem/amount/value",
                "/NotificationRequestItem/amount/currency",
                "/NotificationRequestItem/eventCode",
                "/NotificationRequestItem/success",
            ],
        )],
    ),
    ("alipay", &[Proven::FormBut(&["sign", "sign_type"])]),
    ("amazon-ses", SNS),
    ("amazon-sns", SNS),
    ("apple-app-store", &[Proven::Json("/signedPayload")]),
    ("braintree", &[Proven::Form("bt_payload")]),
    ("dingtalk", &[Proven::Header("timestamp")]),
    (
        "dropbox-sign",
        &[
            Proven::Json("/event/event_time"),
            Proven::Json("/event/event_type"),
        ],
    ),
    (
        "ecwid",
        &[Proven::Json("/eventCreated"), Proven::Json("/eventId")],
    ),
    (
        "forgejo",
        &[Proven::Form("payload"), Proven::Query("payload")],
    ),
    (
        "gitea",
        &[Proven::Form("payload"), Proven::Query("payload")],
    ),
    ("gogs", &[Proven::Form("payload")]),
    (
        "iyzico",
        &[
            Proven::Json("/iyziEventType"),
            Proven::Json("/iyziPaymentId"),
            Proven::Json("/paymentId"),
            Proven::Json("/paymentConversationId"),
            Proven::Json("/status"),
            Proven::Json("/token"),
            Proven::Json("/subscriptionReferenceCode"),
            Proven::Json("/orderReferenceCode"),
            Proven::Json("/customerReferenceCode"),
        ],
    ),
    (
        "lever",
        &[Proven::Json("/token"), Proven::Json("/triggeredAt")],
    ),
    (
        "mailgun",
        &[
            Proven::Json("/signature/timestamp"),
            Proven::Json("/signature/token"),
            Proven::Form("timestamp"),
            Proven::Form("token"),
        ],
    ),
    (
        "mercado-pago",
        &[Proven::Query("data.id"), Proven::Header("x-request-id")],
    ),
    (
        "midtrans",
        &[
            Proven::Json("/order_id"),
            Proven::Json("/status_code"),
            Proven::Json("/gross_amount"),
        ],
    ),
    (
        "midtrans-pay-account",
        &[
            Proven::Json("/account_id"),
            Proven::Json("/account_status"),
            Proven::Json("/status_code"),
        ],
    ),
    ("monday", &[Proven::Header("authorization")]),
    (
        "moov",
        &[
            Proven::Header("x-timestamp"),
            Proven::Header("x-nonce"),
            Proven::Header("x-webhook-id"),
        ],
    ),
    ("nowpayments", &[Proven::AllJson]),
    (
        "nuvei",
        &[
            Proven::Form("totalAmount"),
            Proven::Form("currency"),
            Proven::Form("responseTimeStamp"),
            Proven::Form("PPP_TransactionID"),
            Proven::Form("Status"),
            Proven::Form("productId"),
        ],
    ),
    (
        "opay",
        &[
            Proven::Json("/payload/amount"),
            Proven::Json("/payload/currency"),
            Proven::Json("/payload/reference"),
            Proven::Json("/payload/refunded"),
            Proven::Json("/payload/status"),
            Proven::Json("/payload/timestamp"),
            Proven::Json("/payload/token"),
            Proven::Json("/payload/transactionId"),
        ],
    ),
    ("opennode", &[Proven::Form("id")]),
    ("paddle-classic", &[Proven::FormBut(&["p_signature"])]),
    (
        "paypal",
        &[
            Proven::Header("paypal-transmission-id"),
            Proven::Header("paypal-transmission-time"),
        ],
    ),
    ("paytm", &[Proven::FormBut(&["CHECKSUMHASH"])]),
    ("travis-ci", &[Proven::Form("payload")]),
    ("treezor", &[Proven::Json("/object_payload")]),
    (
        "wechat",
        &[Proven::Query("timestamp"), Proven::Query("nonce")],
    ),
];

/// The compared parts of a delivery.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) coverage: Coverage,
    method: String,
    /// The segments of the path.
    path: Vec<Vec<u8>>,
    query: Vec<(Vec<u8>, Vec<u8>)>,
    body: Vec<u8>,
    form: bool,
    kind: Option<(String, bool)>,
    id: Option<(String, bool)>,
    proven: Vec<Vec<u8>>,
    /// All texts of the request: the credential must be among them.
    texts: Vec<Vec<u8>>,
}

impl Facts {
    pub(crate) fn of(delivery: &Delivery) -> Self {
        let head = delivery.head();
        let uri = &head.uri;
        let query = uri.query().unwrap_or_default().as_bytes();
        let form = is_form(head);
        let body = delivery.body().to_vec();
        let named = |text: Option<&str>, signed| text.map(|text| (text.to_owned(), signed));
        let mut texts = vec![
            uri.to_string().into_bytes(),
            decoded(query),
            body.clone(),
            decoded(&body),
        ];
        texts.extend(head.headers.values().map(|value| value.as_bytes().to_vec()));
        Self {
            coverage: delivery.coverage(),
            method: head.method.to_string(),
            path: uri
                .path()
                .split('/')
                .map(|segment| decoded(segment.as_bytes()))
                .collect(),
            query: fields(query),
            form,
            kind: named(delivery.kind(), delivery.kind_is_signed()),
            id: named(delivery.id(), delivery.id_is_signed()),
            proven: proven(delivery),
            texts,
            body,
        }
    }

    /// Returns whether the request contains this text.
    pub(crate) fn holds(&self, secret: &[u8]) -> bool {
        self.texts
            .iter()
            .any(|text| text.windows(secret.len()).any(|window| window == secret))
    }

    /// Returns a fact of a shifted delivery that the genuine one does not have, if there is one.
    pub(crate) fn differs(&self, shifted: &Self, credential: Option<&[u8]>) -> Option<String> {
        let (ours, theirs) = (self.coverage, shifted.coverage);
        if stronger(theirs, ours) {
            return Some(format!("coverage {theirs} instead of {ours}"));
        }
        let whole = ours.binds_body() || theirs.binds_body();
        // A repeated field of a form counts once.
        let said = |body| {
            let mut fields = fields(body);
            fields.dedup();
            fields
        };
        let same_body = self.body == shifted.body
            || (self.form && shifted.form && said(&self.body) == said(&shifted.body));
        if whole && !same_body {
            return Some("another body".to_owned());
        }
        if self.proven != shifted.proven {
            let of = |facts: &Self| {
                let proven: Vec<_> = facts
                    .proven
                    .iter()
                    .map(|text| String::from_utf8_lossy(text))
                    .collect();
                format!("{proven:?}")
            };
            return Some(format!("proven {} instead of {}", of(shifted), of(self)));
        }
        for (what, ours, theirs) in [
            ("kind", &self.kind, &shifted.kind),
            ("id", &self.id, &shifted.id),
        ] {
            let signed =
                |text: &Option<(String, bool)>| text.as_ref().is_some_and(|(_, signed)| *signed);
            let text = |text: &Option<(String, bool)>| text.as_ref().map(|(text, _)| text.clone());
            // A body may be read as another kind, since its content type is not signed. Then it may have no
            // event type, but never another one.
            let silent = what == "kind" && theirs.is_none();
            if (signed(ours) || signed(theirs)) && text(ours) != text(theirs) && !silent {
                return Some(format!("{what} {theirs:?} instead of {ours:?}"));
            }
            if signed(theirs) && !signed(ours) {
                return Some(format!("{what} is signed only now"));
            }
        }
        if (ours.method || theirs.method) && self.method != shifted.method {
            return Some(format!("method {}", shifted.method));
        }
        // A delivery states if its URL was not proven, for example if a fixed one is signed.
        if theirs.url && (self.path != shifted.path || self.query != shifted.query) {
            return Some("another URL".to_owned());
        }
        if credential.is_some_and(|secret| !shifted.holds(secret)) {
            return Some("no credential".to_owned());
        }
        None
    }
}

fn is_form(head: &Head) -> bool {
    let content_type = head.headers.get("content-type");
    let text = content_type
        .and_then(|text| text.to_str().ok())
        .unwrap_or_default();
    let kind = text.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn stronger(theirs: Coverage, ours: Coverage) -> bool {
    let rank = |coverage: Coverage| match coverage.body {
        BodyCoverage::Nothing => 0,
        BodyCoverage::Fields => 1,
        _ => 2,
    };
    rank(theirs) > rank(ours)
        || (theirs.sender && !ours.sender)
        || (theirs.has_time() && !ours.has_time())
        || (theirs.method && !ours.method)
        || (theirs.url && !ours.url)
}

/// Returns the proven facts of a delivery whose whole body is not signed.
pub(crate) fn proven(delivery: &Delivery) -> Vec<Vec<u8>> {
    let head = delivery.head();
    let query = head.uri.query().unwrap_or_default().as_bytes();
    if delivery.coverage().binds_body() {
        return Vec::new();
    }
    let row = PROVEN.iter().find(|(row, _)| *row == delivery.provider());
    let Some((_, parts)) = row else {
        return Vec::new();
    };
    let body = delivery.body();
    let all = members(body);
    let json = |pointer: &str| -> Vec<u8> {
        let values = all.iter().filter(|member| member.pointer == pointer);
        values
            .flat_map(|member| text(&body[member.value.clone()]))
            .collect()
    };
    let field = |form: &[u8], name: &str| -> Vec<u8> {
        let found = fields(form)
            .into_iter()
            .filter(|(found, _)| found == name.as_bytes());
        found
            .flat_map(|(_, value)| [b"&".to_vec(), value].concat())
            .collect()
    };
    let mut proven = Vec::new();
    for part in *parts {
        match *part {
            Proven::Header(name) => {
                let value = delivery.head().headers.get(name);
                proven.push(value.map_or(Vec::new(), |value| value.as_bytes().to_vec()));
            }
            Proven::Query(name) => proven.push(field(query, name)),
            Proven::Form(name) => proven.push(field(body, name).trim_ascii_end().to_vec()),
            Proven::FormBut(names) => {
                let kept = fields(body)
                    .into_iter()
                    .filter(|(name, _)| !names.iter().any(|left_out| left_out.as_bytes() == name));
                proven.extend(kept.flat_map(|(name, value)| [name, value]));
            }
            Proven::Json(pointer) => proven.push(json(pointer)),
            Proven::AllJson => {
                let mut values: Vec<_> = all
                    .iter()
                    .map(|member| {
                        let value = &body[member.value.clone()];
                        let value = if b"{[".contains(&value[0]) {
                            vec![value[0]]
                        } else {
                            text(value)
                        };
                        [member.pointer.as_bytes(), b"=", &value].concat()
                    })
                    .collect();
                values.sort();
                proven.extend(values);
            }
            Proven::Items(list, pointers) => {
                let mut items: Vec<Vec<u8>> = (0..)
                    .take_while(|index| {
                        all.iter()
                            .any(|member| member.pointer == format!("{list}/{index}"))
                    })
                    .map(|index| {
                        let values = pointers
                            .iter()
                            .map(|pointer| json(&format!("{list}/{index}{pointer}")));
                        values.collect::<Vec<_>>().join(&b"\x1f"[..])
                    })
                    .collect();
                // A batch may be sent in another order, and an item twice.
                items.sort();
                items.dedup();
                proven.extend(items);
            }
        }
    }
    proven
}

/// Returns a JSON value as text: the text of a string, or a number as it is written.
fn text(raw: &[u8]) -> Vec<u8> {
    match raw.first() {
        Some(b'"') => serde_json::from_slice::<String>(raw)
            .unwrap_or_default()
            .into_bytes(),
        Some(b'n') => Vec::new(),
        _ => raw.to_vec(),
    }
}

//! Genuine requests: the vectors of all providers, and requests of the signer.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Provider, Received, Receiver, Secret, algorithm::Class, providers, testing::Signer,
};

use super::{
    facts::Facts,
    message::{Message, Place},
    rows,
    shift::{LATER, LATER_TEXTS},
    vectors::{Expect, Vector, files},
};

pub(crate) const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
pub(crate) const NOW: u64 = 1_790_000_000;
pub(crate) const URL: &str =
    "https://app.example/hooks/t1?a=1&b=2&b=3%264&action=c%2Bd&data.id=Ab.1";

/// A request that its receiver accepts.
pub(crate) struct Genuine {
    pub(crate) provider: &'static str,
    pub(crate) what: String,
    pub(crate) receiver: Receiver,
    pub(crate) now: SystemTime,
    pub(crate) message: Message,
    pub(crate) facts: Facts,
    /// The places whose changes are rejected.
    pub(crate) places: Vec<Place>,
    /// Whether its body is not signed byte for byte.
    pub(crate) loose: bool,
    /// What must be in a request that proves only its sender.
    pub(crate) credential: Option<Vec<u8>>,
    /// Whether it is rejected later, since its time is signed.
    pub(crate) stale_later: bool,
    /// The cost of a verdict, as a multiple of that of a hash.
    pub(crate) cost: usize,
}

pub(crate) fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}

pub(crate) fn receive(
    receiver: &Receiver,
    request: Request<Bytes>,
    now: SystemTime,
) -> Option<Facts> {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => Some(Facts::of(&delivery)),
        _ => None,
    }
}

impl Genuine {
    /// Returns `None` if it is not a delivery.
    pub(crate) fn new(
        provider: Provider,
        what: String,
        receiver: Receiver,
        now: SystemTime,
        request: Request<Bytes>,
        secrets: &[String],
    ) -> Option<Self> {
        let message = Message::of(&request);
        let facts = receive(&receiver, request, now)?;
        let class = provider.algorithm().class();
        let mut genuine = Self {
            provider: provider.id(),
            what,
            receiver,
            now,
            places: Vec::new(),
            loose: true,
            credential: None,
            stale_later: false,
            cost: if class == Class::Asymmetric { 12 } else { 1 },
            message,
            facts,
        };
        genuine.loose = genuine.is_loose();
        let mut places = genuine.message.places();
        places
            .retain(|place| genuine.loose || !Place::Body.overlaps(place) || *place == Place::Body);
        places.retain(|place| genuine.matters(place));
        places.truncate(40);
        genuine.places = places;
        let later = genuine.message.request()?;
        genuine.stale_later = receive(&genuine.receiver, later, at(LATER)).is_none();
        if matches!(class, Class::Token) {
            let bytes = |secret: &String| secret.clone().into_bytes();
            let holds = |secret: &Vec<u8>| {
                let text = format!("{:?}", genuine.message);
                text.contains(std::str::from_utf8(secret).unwrap_or("\0"))
            };
            genuine.credential = secrets.iter().map(bytes).find(holds);
        }
        Some(genuine)
    }

    fn accepts(&self, message: &Message) -> bool {
        let request = message.request();
        request.is_some_and(|request| receive(&self.receiver, request, self.now).is_some())
    }

    /// Returns whether a change of this place is rejected.
    fn matters(&self, place: &Place) -> bool {
        let Some(text) = self.message.get(place) else {
            return false;
        };
        let changed = |at: usize| {
            let mut text = text.clone();
            let byte = text.get_mut(at)?;
            *byte = match *byte {
                b'9' | b'z' | b'Z' | b'f' => *byte - 1,
                b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y' => *byte + 1,
                _ => b'1',
            };
            Some(text)
        };
        let spread = [
            0,
            text.len() / 3,
            text.len() / 2,
            text.len().saturating_sub(1),
        ];
        let longer = [&*text, b"1"].concat();
        spread
            .into_iter()
            .filter_map(changed)
            .chain([longer])
            .any(|text| {
                let mut message = self.message.clone();
                let set = message.set(place, &text);
                set.is_some() && message.request().is_some() && !self.accepts(&message)
            })
    }

    fn is_loose(&self) -> bool {
        let body = &self.message.body;
        let end = [&**body, b"\n"].concat();
        let blank = body
            .iter()
            .position(|byte| b"{[&>".contains(byte))
            .map(|at| {
                let mut body = body.clone();
                body.insert(at + 1, if body[at] == b'&' { b'&' } else { b' ' });
                body
            });
        [Some(end), blank].into_iter().flatten().any(|body| {
            self.accepts(&Message {
                body,
                ..self.message.clone()
            })
        })
    }
}

/// Returns all genuine requests.
pub(crate) fn all() -> Vec<Genuine> {
    let mut all = Vec::new();
    for file in files() {
        let provider = providers::by_id(&file.provider).unwrap();
        for vector in &file.vectors {
            if vector.expect == Expect::Accept {
                all.extend(of_vector(provider, vector));
            }
        }
    }
    all.extend(providers::ALL.iter().flat_map(|provider| signed(*provider)));
    all
}

fn of_vector(provider: Provider, vector: &Vector) -> Option<Genuine> {
    let receiver = vector.builder(provider.id()).build().unwrap();
    let mut request = Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(Bytes::from(vector.bytes())).unwrap();
    let what = format!("vector, {}", vector.what);
    Genuine::new(
        provider,
        what,
        receiver,
        at(vector.now),
        request,
        &vector.secrets,
    )
}

/// Returns requests of the signer, whose bodies contain everything that a boundary could move into.
fn signed(provider: Provider) -> Vec<Genuine> {
    let Some((private, public)) = rows::keys(provider, SECRET) else {
        return Vec::new();
    };
    let Ok(public) = Secret::new(public) else {
        return Vec::new();
    };
    let builder = Receiver::builder(provider)
        .secret(public)
        .public_url("https://app.example");
    let builder = rows::configured(builder, provider);
    let Ok(receiver) = rows::any_audience(builder, provider).build() else {
        return Vec::new();
    };
    let later = LATER_TEXTS.join(r#"",""#);
    let json = rows::BODY.replacen('{', &format!(r#"{{"later":["{later}"],"#), 1);
    let texts: Vec<String> = vec![
        json,
        rows::BODY.to_owned(),
        format!("{}.{}.v1.{{}}", LATER_TEXTS[0], LATER_TEXTS[2]),
        r#"[{"a":"b,c:d|e;f=g&h\ni","eventId":"1","event":"e"}]"#.to_owned(),
    ];
    let forms: Vec<String> = vec![
        "a=b%26c%3Dd&c=d&payload=%7B%22a%22%3A1%7D&Status=ok&id=1&Event=e&status=s&currency=EUR&totalAmount=10.00&responseTimeStamp=2026-09-21.14%3A13%3A20&PPP_TransactionID=12&productId=APPROVED&token=x".to_owned(),
        "ab=c&a=bc&b=&z=%C3%BC+%2B&name=n&event=e&alert_name=x&amount=0.50&mandrill_events=%5B%5D".to_owned(),
    ];
    let mut made = Vec::new();
    let mut add = |what: &str, signer: Signer, body: String| {
        let signer = rows::configured_signer(signer, provider)
            .at(at(NOW))
            .id("msg-1");
        let Ok(request) = signer.sign(URL, body) else {
            return;
        };
        let what = format!("signed, {what}");
        let secrets = [private.clone()];
        made.extend(Genuine::new(
            provider,
            what,
            receiver.clone(),
            at(NOW),
            request,
            &secrets,
        ));
    };
    let signer = || Signer::new(provider, Secret::new(private.clone()).unwrap());
    for (number, body) in texts.into_iter().enumerate() {
        add(&format!("JSON {number}"), signer(), body);
    }
    for (number, body) in forms.into_iter().enumerate() {
        add(&format!("form {number}"), signer().form(), body);
    }
    for method in [http::Method::GET, http::Method::PUT] {
        let signer = signer().method(method.clone());
        add(method.as_str(), signer, String::new());
    }
    made
}

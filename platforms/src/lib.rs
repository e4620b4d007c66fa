//! What the crate says of all vectors and of all fixtures. It must be the same on every platform.

#[path = "../../tests/common/vectors.rs"]
mod vectors;

use std::{
    fmt::{Debug, Write},
    time::{Duration, SystemTime},
};

use webhook_receiver::{
    Event, Provider, Received, Receiver, Secret,
    events::{
        Decoded, EventEnum, github, gitlab, linear, meta, shopify, slack, stripe, telegram, twilio,
    },
    testing::fixtures,
};

use vectors::{Expect, File, Vector};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

/// The time at which fixtures are signed and received, in seconds since 1970.
const NOW: u64 = 1_790_000_000;

/// What was said, as a count and as a digest of the text, so that platforms are easy to compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub vectors: u32,
    pub fixtures: u32,
    /// Verdicts that differ from the stated one, and fixtures that are not received as their events.
    pub faults: u32,
    /// FNV-1a.
    pub digest: u64,
}

impl Said {
    fn add(&mut self, line: &str) {
        for byte in line.bytes() {
            self.digest = (self.digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Receives everything. Faults go to `report`.
pub fn run(mut report: impl FnMut(&str)) -> Said {
    let mut said = Said {
        digest: 0xcbf2_9ce4_8422_2325,
        ..Said::default()
    };
    let files: Vec<File> =
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/vectors.json"))).unwrap();
    for file in &files {
        for vector in &file.vectors {
            let (found, line) = verdict(&file.provider, vector);
            said.vectors += 1;
            said.add(&line);
            if found != vector.expect {
                said.faults += 1;
                report(&format!("{}: {}: {line}", file.provider, vector.what));
            }
        }
    }
    macro_rules! receive {
        ($($provider:ident)*) => {$(
            events::<$provider::Event>($provider::PROVIDER, &mut said, &mut report);
        )*};
    }
    // Discord's are signed with a private key.
    receive!(github gitlab linear meta shopify slack stripe telegram twilio);
    said
}

/// `Debug` of `SystemTime` differs from platform to platform.
fn since_1970(time: Option<SystemTime>) -> Option<Duration> {
    time?.duration_since(SystemTime::UNIX_EPOCH).ok()
}

fn verdict(provider: &str, vector: &Vector) -> (Expect, String) {
    let receiver = vector.builder(provider).build().unwrap();
    let mut request = http::Request::builder()
        .method(vector.method.as_str())
        .uri(&vector.url);
    for (name, value) in &vector.headers {
        request = request.header(name, value);
    }
    let request = request.body(vector.bytes().into()).unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(vector.now);
    match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => (
            Expect::Accept,
            format!(
                "{:?} {:?} {} {:?} {:?} {:?}",
                delivery.kind(),
                delivery.id(),
                delivery.coverage(),
                since_1970(delivery.signed_time()),
                since_1970(delivery.occurred_at()),
                delivery.body()
            ),
        ),
        Ok(Received::Handshake(reply)) => (
            Expect::Handshake,
            format!("{} {:?} {:?}", reply.status, reply.headers, reply.body),
        ),
        Err(error) => (Expect::Refuse, error.code().to_owned()),
    }
}

fn events<E>(provider: Provider<E>, said: &mut Said, report: &mut impl FnMut(&str))
where
    E: Event + EventEnum + Debug + 'static,
{
    let id = provider.id();
    let secret = Secret::new(SECRET).unwrap();
    let receiver: Receiver<E> = Receiver::builder(provider)
        .secret(secret.clone())
        .public_url("https://app.example")
        .build()
        .unwrap();
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(NOW);
    for fixture in fixtures::of(id) {
        let signer = fixture.signer(secret.clone()).at(now);
        let request = signer
            .sign("https://app.example/hooks", fixture.body().clone())
            .unwrap();
        said.fixtures += 1;
        let mut line = String::new();
        match receiver.receive(request, now) {
            Ok(Received::Delivery(delivery)) => match delivery.event() {
                Ok(event) if matches!(event.decoded(), Decoded::Known { .. }) => {
                    write!(line, "{event:?}").unwrap();
                }
                Ok(event) => report(&format!("{id} {}: {event:?}", fixture.name())),
                Err(error) => report(&format!("{id} {}: {error}", fixture.name())),
            },
            Ok(Received::Handshake(reply)) => write!(line, "{:?}", reply.body).unwrap(),
            Err(error) => report(&format!("{id} {}: {error}", fixture.name())),
        }
        said.faults += u32::from(line.is_empty());
        said.add(&line);
    }
}

/// For `wasm32-unknown-unknown`, which has neither arguments nor output: returns the faults and the digest.
#[cfg(all(target_family = "wasm", target_os = "unknown"))]
mod export {
    use super::run;

    /// Returns the digest, or the number of faults.
    #[unsafe(no_mangle)]
    pub extern "C" fn digest() -> u64 {
        let said = run(|_| ());
        if said.faults > 0 {
            said.faults.into()
        } else {
            said.digest
        }
    }
}

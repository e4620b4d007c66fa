//! Services with the usual ways of processing each event once: each flaw makes its scenario fail, and a
//! service with this crate passes all. Processes are runtimes that are shut down in the middle of the work,
//! as by `kill -9`.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use tokio::{runtime::Runtime, sync::oneshot, time::sleep};
use webhook_receiver::{
    Delivery, Endpoint, Keys, Provider, Received, Receiver, Secret,
    algorithm::HMAC_SHA256,
    idempotency::{Idempotency, Memory, StoreDown, Tenants, UnsignedId},
    scheme::{At, Scheme},
    testing::Signer,
};

const LEASE: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Variant {
    Right,
    MarksBeforeTheWork,
    ChecksThenInserts,
    ReleasesByTheKeyOnly,
    ForgetsBeforeTheRetry,
    SharesKeysBetweenTenants,
    WaitsForTheLock,
    AnswersConflict,
    TakesTheKeyFromAHeader,
    AcknowledgesBeforeTheCommit,
}

/// What the work does.
#[derive(Clone, Copy, Debug)]
enum Plan {
    Works,
    Takes(Duration),
    TakesAndFails(Duration),
    /// Blocks its thread, so that the lease is not renewed, and fails.
    BlocksAndFails(Duration),
}

const PROVIDER: Provider = Provider::new(
    "sender",
    "Sender",
    "https://docs.example/webhooks",
    Scheme::new(HMAC_SHA256, At::Header("x-signature")),
)
.delivery_id(&[At::Header("x-id")])
.id_of_event("https://docs.example/webhooks");

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

/// What all processes of a service share: the store, and the effects with their attempts.
struct World {
    variant: Variant,
    endpoint: Endpoint,
    keys: Keys,
    tenants: Tenants,
    records: Mutex<HashMap<String, Record>>,
    effects: Mutex<Vec<(String, u32)>>,
    owners: AtomicU64,
}

/// The record of a simple store.
#[derive(Clone, Copy)]
struct Record {
    owner: u64,
    attempt: u32,
    leased_until: Instant,
    is_done: bool,
    expires_at: Instant,
}

impl World {
    fn new(variant: Variant) -> Arc<Self> {
        let endpoint = Receiver::builder(PROVIDER).build_endpoint().unwrap();
        let idempotency = Idempotency::new(Memory::new(1000), StoreDown::Reject)
            .lease(LEASE)
            .store_timeout(Duration::from_millis(500));
        let tenants = idempotency
            .tenants(&endpoint)
            .unsigned_id(UnsignedId::Ignore);
        Arc::new(Self {
            variant,
            keys: endpoint
                .prepare_keys(&[Secret::new(SECRET).unwrap()])
                .unwrap(),
            tenants: tenants.build().unwrap(),
            endpoint,
            records: Mutex::default(),
            effects: Mutex::default(),
            owners: AtomicU64::new(1),
        })
    }

    fn delivery(&self, event: &str, id: &str) -> Delivery {
        let request = Signer::new(PROVIDER, Secret::new(SECRET).unwrap())
            .id(id)
            .sign("https://app.example/", event.to_owned())
            .unwrap();
        let receiver = self.endpoint.with_keys(self.keys.clone());
        match receiver.receive(request, std::time::SystemTime::now()) {
            Ok(Received::Delivery(delivery)) => delivery,
            other => panic!("{other:?}"),
        }
    }

    fn effects(&self, of: &str) -> Vec<u32> {
        let effects = self.effects.lock().unwrap();
        let of_it = effects.iter().filter(|(event, _)| event == of);
        of_it.map(|(_, attempt)| *attempt).collect()
    }

    async fn work(self: Arc<Self>, event: String, attempt: u32, plan: Plan) -> Result<(), ()> {
        match plan {
            Plan::Works => {}
            Plan::Takes(time) => sleep(time).await,
            Plan::TakesAndFails(time) => {
                sleep(time).await;
                return Err(());
            }
            Plan::BlocksAndFails(time) => {
                thread::sleep(time);
                return Err(());
            }
        }
        self.effects.lock().unwrap().push((event, attempt));
        Ok(())
    }

    async fn handle(self: Arc<Self>, tenant: &str, delivery: Delivery, plan: Plan) -> u16 {
        let text = String::from_utf8(delivery.body().to_vec()).unwrap();
        let event = format!("{tenant}/{text}");
        if self.variant == Variant::Right {
            let world = self.clone();
            let work = move |_, attempt: webhook_receiver::idempotency::Attempt| {
                world.work(event, attempt.number(), plan)
            };
            let reply = self.tenants.tenant(tenant).respond(delivery, work).await;
            return reply.status.as_u16();
        }
        let key = match self.variant {
            Variant::SharesKeysBetweenTenants => text,
            Variant::TakesTheKeyFromAHeader => format!("{tenant}/{}", delivery.id().unwrap()),
            _ => event.clone(),
        };
        self.handle_by_hand(key, event, plan).await
    }

    async fn handle_by_hand(self: Arc<Self>, key: String, event: String, plan: Plan) -> u16 {
        let variant = self.variant;
        let owner = self.owners.fetch_add(1, Ordering::Relaxed);
        let find = |records: &HashMap<String, Record>| {
            let now = Instant::now();
            let record = records.get(&key).copied();
            record.filter(|record| record.expires_at > now)
        };
        let attempt = loop {
            let checked = find(&self.records.lock().unwrap());
            if variant == Variant::ChecksThenInserts {
                sleep(Duration::from_millis(20)).await;
            }
            {
                let mut records = self.records.lock().unwrap();
                let found = match variant {
                    Variant::ChecksThenInserts => checked,
                    _ => find(&records),
                };
                let is_held = found.is_some_and(|it| it.leased_until > Instant::now());
                match found {
                    Some(record) if record.is_done => return 200,
                    Some(_) if is_held => match variant {
                        Variant::WaitsForTheLock => {}
                        Variant::AnswersConflict => return 409,
                        _ => return 503,
                    },
                    _ => {
                        let attempt = found.map_or(1, |record| record.attempt + 1);
                        let record = Record {
                            owner,
                            attempt,
                            leased_until: Instant::now() + LEASE,
                            is_done: variant == Variant::MarksBeforeTheWork,
                            expires_at: Instant::now() + Duration::from_secs(3600),
                        };
                        records.insert(key.clone(), record);
                        break attempt;
                    }
                }
            }
            sleep(Duration::from_millis(10)).await;
        };
        let renewed = {
            let (world, key) = (self.clone(), key.clone());
            tokio::spawn(async move {
                loop {
                    sleep(LEASE / 3).await;
                    let mut records = world.records.lock().unwrap();
                    if let Some(record) = records.get_mut(&key)
                        && record.owner == owner
                    {
                        record.leased_until = Instant::now() + LEASE;
                    }
                }
            })
        };
        let world = self.clone();
        let ended = async move {
            let ended = world.clone().work(event, attempt, plan).await;
            renewed.abort();
            let mut records = world.records.lock().unwrap();
            let by_key = variant == Variant::ReleasesByTheKeyOnly;
            match (ended, records.get_mut(&key)) {
                (Ok(()), Some(record)) if record.owner == owner => {
                    record.is_done = true;
                    if variant == Variant::ForgetsBeforeTheRetry {
                        record.expires_at = Instant::now() + Duration::from_millis(200);
                    }
                }
                (Err(()), Some(record)) if by_key || record.owner == owner => {
                    record.leased_until = Instant::now();
                    if by_key {
                        records.remove(&key);
                    }
                }
                _ => {}
            }
            ended
        };
        if variant == Variant::AcknowledgesBeforeTheCommit {
            tokio::spawn(ended);
            return 200;
        }
        if ended.await.is_ok() { 200 } else { 500 }
    }
}

/// A process of the service.
struct Process(Option<Runtime>);

impl Process {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build();
        Self(Some(runtime.unwrap()))
    }

    /// Sends a delivery to it.
    fn send(&self, world: &Arc<World>, to: (&str, &str, &str), plan: Plan) -> Waiting {
        let (tenant, event, id) = to;
        let (world, tenant) = (world.clone(), tenant.to_owned());
        let delivery = world.delivery(event, id);
        let (tell, answer) = oneshot::channel();
        self.0.as_ref().unwrap().spawn(async move {
            let _ = tell.send(world.handle(&tenant, delivery, plan).await);
        });
        Waiting(answer)
    }

    fn kill(&mut self) {
        self.0.take().unwrap().shutdown_background();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// A sender that waits for a reply.
struct Waiting(oneshot::Receiver<u16>);

impl Waiting {
    /// Returns the status, or none if there is none in time.
    fn within(&mut self, millis: u64) -> Option<u16> {
        let until = Instant::now() + Duration::from_millis(millis);
        loop {
            match self.0.try_recv() {
                Ok(status) => return Some(status),
                Err(oneshot::error::TryRecvError::Closed) => return None,
                Err(_) if Instant::now() > until => return None,
                Err(_) => thread::sleep(Duration::from_millis(5)),
            }
        }
    }
}

/// A provider that retries until there is a success, and gives an event up after a 4xx.
fn retries(process: &Process, world: &Arc<World>, to: (&str, &str, &str)) {
    let began = Instant::now();
    while began.elapsed() < LEASE + Duration::from_secs(5) {
        match process.send(world, to, Plan::Works).within(1000) {
            Some(200 | 400..=499) => return,
            _ => thread::sleep(Duration::from_millis(50)),
        }
    }
}

/// A sequence of failures of a service, and the expected result.
type Scenario = fn(&Arc<World>) -> Result<(), &'static str>;

fn check(holds: bool, otherwise: &'static str) -> Result<(), &'static str> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn killed_in_the_middle_of_the_work(world: &Arc<World>) -> Result<(), &'static str> {
    let (mut first, second) = (Process::start(), Process::start());
    let event = ("acme", "event", "1");
    let status = first
        .send(world, event, Plan::Takes(Duration::from_millis(500)))
        .within(150);
    first.kill();
    if status != Some(200) {
        retries(&second, world, event);
    }
    let effects = world.effects("acme/event");
    check(!effects.is_empty(), "an event was lost")?;
    check(effects.iter().all(|attempt| *attempt > 1), "no flag")
}

fn sent_twice_at_once(world: &Arc<World>) -> Result<(), &'static str> {
    let processes = [Process::start(), Process::start()];
    let takes = Plan::Takes(Duration::from_millis(100));
    let both = processes
        .each_ref()
        .map(|process| process.send(world, ("acme", "event", "1"), takes));
    let _ = both.map(|mut one| one.within(1000));
    check(
        world.effects("acme/event") == [1],
        "two effects without a flag",
    )
}

fn stale_owner_fails(world: &Arc<World>) -> Result<(), &'static str> {
    let processes = [Process::start(), Process::start(), Process::start()];
    let event = ("acme", "event", "1");
    let blocks = Plan::BlocksAndFails(Duration::from_millis(1500));
    let _first = processes[0].send(world, event, blocks);
    thread::sleep(LEASE + Duration::from_millis(100));
    let takes = Plan::Takes(Duration::from_millis(900));
    let mut second = processes[1].send(world, event, takes);
    thread::sleep(Duration::from_millis(600));
    // The first attempt has failed, and the second is running.
    let third = processes[2].send(world, event, Plan::Works).within(1000);
    check(third == Some(503), "two owners at once")?;
    check(second.within(2000) == Some(200), "no success")?;
    check(world.effects("acme/event") == [2], "another effect")
}

fn sent_again_after_a_success(world: &Arc<World>) -> Result<(), &'static str> {
    let process = Process::start();
    for pause in [0, 500] {
        thread::sleep(Duration::from_millis(pause));
        let status = process
            .send(world, ("acme", "event", "1"), Plan::Works)
            .within(1000);
        check(status == Some(200), "no success")?;
    }
    check(
        world.effects("acme/event") == [1],
        "two effects without a flag",
    )
}

fn two_tenants_have_the_same_event(world: &Arc<World>) -> Result<(), &'static str> {
    let process = Process::start();
    for tenant in ["acme", "globex"] {
        process
            .send(world, (tenant, "event", "1"), Plan::Works)
            .within(1000);
        let effects = world.effects(&format!("{tenant}/event"));
        check(effects == [1], "an event was lost")?;
    }
    Ok(())
}

fn sent_again_during_the_work(world: &Arc<World>) -> Result<(), &'static str> {
    let processes = [Process::start(), Process::start()];
    let takes = Plan::Takes(Duration::from_millis(1500));
    let mut first = processes[0].send(world, ("acme", "event", "1"), takes);
    thread::sleep(Duration::from_millis(100));
    let second = processes[1]
        .send(world, ("acme", "event", "1"), Plan::Works)
        .within(500);
    check(second.is_some(), "no answer in time")?;
    check(first.within(2500) == Some(200), "no success")
}

fn fails_after_a_retry_was_answered(world: &Arc<World>) -> Result<(), &'static str> {
    let processes = [Process::start(), Process::start()];
    let event = ("acme", "event", "1");
    let fails = Plan::TakesAndFails(Duration::from_millis(400));
    // The response is late, so the provider sends it again, and stops after a success or a 4xx.
    let _first = processes[0].send(world, event, fails);
    thread::sleep(Duration::from_millis(100));
    retries(&processes[1], world, event);
    thread::sleep(Duration::from_millis(500));
    check(!world.effects("acme/event").is_empty(), "an event was lost")
}

fn recorded_and_sent_under_another_id(world: &Arc<World>) -> Result<(), &'static str> {
    let process = Process::start();
    for id in ["1", "2"] {
        process
            .send(world, ("acme", "event", id), Plan::Works)
            .within(1000);
    }
    check(
        world.effects("acme/event") == [1],
        "two effects without a flag",
    )
}

const SCENARIOS: [(&str, Scenario); 8] = [
    (
        "killed_in_the_middle_of_the_work",
        killed_in_the_middle_of_the_work,
    ),
    ("sent_twice_at_once", sent_twice_at_once),
    ("stale_owner_fails", stale_owner_fails),
    ("sent_again_after_a_success", sent_again_after_a_success),
    (
        "two_tenants_have_the_same_event",
        two_tenants_have_the_same_event,
    ),
    ("sent_again_during_the_work", sent_again_during_the_work),
    (
        "fails_after_a_retry_was_answered",
        fails_after_a_retry_was_answered,
    ),
    (
        "recorded_and_sent_under_another_id",
        recorded_and_sent_under_another_id,
    ),
];

/// Returns the scenarios that a variant fails.
fn failed(variant: Variant) -> Vec<(&'static str, &'static str)> {
    thread::scope(|scope| {
        let all = SCENARIOS
            .map(|(name, scenario)| scope.spawn(move || (name, scenario(&World::new(variant)))));
        let ended = all.map(|one| one.join().unwrap());
        let failed = ended
            .into_iter()
            .filter_map(|(name, verdict)| Some((name, verdict.err()?)));
        failed.collect()
    })
}

#[test]
fn accepts_a_service_of_this_crate_in_all_scenarios() {
    assert_eq!(failed(Variant::Right), []);
}

macro_rules! catches {
    ($($name:ident: $variant:ident fails $scenario:ident, $why:literal;)*) => {$(
        #[test]
        fn $name() {
            let failed = failed(Variant::$variant);
            let expected = (stringify!($scenario), $why);
            assert!(failed.contains(&expected), "{failed:?}");
        }
    )*};
}

catches! {
    catches_a_service_that_marks_before_the_work:
        MarksBeforeTheWork fails killed_in_the_middle_of_the_work, "an event was lost";
    catches_a_service_that_checks_and_then_inserts:
        ChecksThenInserts fails sent_twice_at_once, "two effects without a flag";
    catches_a_service_that_releases_by_the_key_only:
        ReleasesByTheKeyOnly fails stale_owner_fails, "two owners at once";
    catches_a_service_that_forgets_keys_before_the_retry:
        ForgetsBeforeTheRetry fails sent_again_after_a_success, "two effects without a flag";
    catches_a_service_whose_tenants_share_keys:
        SharesKeysBetweenTenants fails two_tenants_have_the_same_event, "an event was lost";
    catches_a_service_that_waits_for_the_lock:
        WaitsForTheLock fails sent_again_during_the_work, "no answer in time";
    catches_a_service_that_answers_409:
        AnswersConflict fails fails_after_a_retry_was_answered, "an event was lost";
    catches_a_service_that_takes_the_key_from_a_header:
        TakesTheKeyFromAHeader fails recorded_and_sent_under_another_id, "two effects without a flag";
    catches_a_service_that_acknowledges_before_the_commit:
        AcknowledgesBeforeTheCommit fails killed_in_the_middle_of_the_work, "an event was lost";
}

//! The Redis store.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use redis::aio::MultiplexedConnection;
use webhook_receiver::{
    idempotency::{
        Claim, ClaimRequest, Idempotency, Key, Outcome, Owner, RunError, Store, StoreDown,
        StoreError,
        redis::{Durability, Redis},
    },
    testing::store_contract,
};

use super::{
    databases::{RedisServer, signal},
    delivery, options, receiver, rejects_as_unavailable,
};

pub(super) async fn connection(server: &RedisServer) -> MultiplexedConnection {
    let client = redis::Client::open(server.url()).unwrap();
    client.get_multiplexed_async_connection().await.unwrap()
}

pub(super) async fn store(server: &RedisServer) -> Redis<MultiplexedConnection> {
    Redis::new(connection(server).await, Durability::Required)
        .await
        .unwrap()
}

pub(super) fn request(key: u8) -> ClaimRequest {
    let lease = Duration::from_secs(30);
    ClaimRequest::new(
        Key::from_bytes([key; 32]),
        Owner::random(),
        [1; 16],
        lease,
        lease * 10,
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_in_redis() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let mut stores = vec![store(&server).await, store(&server).await];
    let began = Instant::now();
    let report = store_contract(|| stores.pop().unwrap(), options(2_000))
        .await
        .unwrap();
    println!("redis: {report:?} in {:.1?}", began.elapsed());
}

#[tokio::test]
async fn rejects_a_server_that_can_lose_keys() {
    let cases: [(&[&str], &str); 3] = [
        (&["--appendonly", "no"], "`appendonly` is not `yes`"),
        (
            &["--maxmemory", "100mb", "--maxmemory-policy", "volatile-lru"],
            "`maxmemory-policy` is not `noeviction`",
        ),
        (&["--replicaof", "127.0.0.1 1"], "`role` is not `master`"),
    ];
    for (settings, expected) in cases {
        let Some(server) = RedisServer::start(settings) else {
            return;
        };
        let connection = connection(&server).await;
        match Redis::new(connection.clone(), Durability::Required).await {
            Err(StoreError::NotDurable(found)) => assert_eq!(found, expected),
            other => panic!("{other:?}"),
        }
        Redis::new(connection, Durability::AcceptLoss)
            .await
            .unwrap();
    }
    // A memory limit alone is accepted, if nothing is evicted.
    let settings = ["--maxmemory", "100mb", "--maxmemory-policy", "noeviction"];
    let Some(server) = RedisServer::start(&settings) else {
        return;
    };
    let store = store(&server).await;
    store.health().await.unwrap();
    // The policy can change while the server runs.
    let mut set = redis::cmd("CONFIG");
    set.arg("SET").arg("maxmemory-policy").arg("allkeys-lru");
    let _: () = set
        .query_async(&mut connection(&server).await)
        .await
        .unwrap();
    assert!(matches!(
        store.health().await,
        Err(StoreError::NotDurable(_))
    ));
}

#[tokio::test]
async fn returns_the_kind_when_the_server_is_full_or_read_only() {
    let settings = ["--maxmemory", "2mb", "--maxmemory-policy", "noeviction"];
    let Some(server) = RedisServer::start(&settings) else {
        return;
    };
    let store = store(&server).await;
    assert_eq!(
        store.claim(&request(1)).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
    let mut set = redis::cmd("CONFIG");
    set.arg("SET").arg("maxmemory").arg("1");
    let _: () = set
        .query_async(&mut connection(&server).await)
        .await
        .unwrap();
    let full = store.claim(&request(2)).await;
    assert!(matches!(full, Err(StoreError::Full)), "{full:?}");
    let mut set = redis::cmd("CONFIG");
    set.arg("SET").arg("maxmemory").arg("0");
    let _: () = set
        .query_async(&mut connection(&server).await)
        .await
        .unwrap();
    let mut replica = redis::cmd("REPLICAOF");
    replica.arg("127.0.0.1").arg("1");
    let _: () = replica
        .query_async(&mut connection(&server).await)
        .await
        .unwrap();
    let read_only = store.claim(&request(3)).await;
    assert!(
        matches!(read_only, Err(StoreError::ReadOnly(_))),
        "{read_only:?}"
    );
}

#[tokio::test]
async fn rejects_a_value_of_another_application() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let store = store(&server).await.prefix("ours:");
    let request = request(1);
    let mut set = redis::cmd("SET");
    set.arg([&b"ours:"[..], request.key.as_bytes()].concat())
        .arg("something");
    let _: () = set
        .query_async(&mut connection(&server).await)
        .await
        .unwrap();
    let found = store.claim(&request).await;
    assert!(matches!(found, Err(StoreError::Record)), "{found:?}");
    assert!(!store.complete(&request.key, request.owner).await.unwrap());
}

#[tokio::test]
async fn returns_a_timeout_when_the_server_is_stopped() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let store = store(&server).await;
    let idempotency = Idempotency::new(store, StoreDown::Reject);
    let idempotent = idempotency
        .store_timeout(Duration::from_millis(200))
        .endpoint(&receiver())
        .build()
        .unwrap();
    let run = || idempotent.run(delivery("1"), |_, _| async { Ok::<(), ()>(()) });
    signal(server.pid(), "-STOP");
    let began = Instant::now();
    let stopped = run().await;
    signal(server.pid(), "-CONT");
    assert!(
        matches!(stopped, Err(RunError::Store(StoreError::Timeout))),
        "{stopped:?}"
    );
    assert!(began.elapsed() < Duration::from_secs(2));
    // The claim may have arrived, and then holds until its lease ends.
    assert!(matches!(
        run().await,
        Ok(Outcome::Ran(()) | Outcome::InProgress { .. })
    ));
}

/// A completed key survives `kill -9` if it was written to the file.
#[tokio::test]
async fn keeps_synced_claims_in_a_crash_of_the_server() {
    let Some(mut server) = RedisServer::start(&["--appendfsync", "always"]) else {
        return;
    };
    let store = Arc::new(store(&server).await);
    let request = request(1);
    assert_eq!(
        store.claim(&request).await.unwrap(),
        Claim::Acquired { attempt: 1 }
    );
    assert!(store.complete(&request.key, request.owner).await.unwrap());
    server.crash();
    let broken = store.claim(&request).await;
    assert!(broken.is_err_and(|error| error.is_transient()));
    let again = self::store(&server).await;
    let known = again.claim(&request).await.unwrap();
    assert_eq!(known, Claim::Completed { altered: false });
}

#[tokio::test]
async fn returns_unavailable_when_the_server_is_down() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let store = store(&server).await;
    drop(server);
    rejects_as_unavailable(store).await;
}

/// The server's clock decides. Expiring a key earlier has the effect of a clock that jumps forward.
#[tokio::test]
async fn flags_the_second_owner_when_the_clock_jumps() {
    let Some(server) = RedisServer::start(&[]) else {
        return;
    };
    let store = store(&server).await.prefix("");
    let (first, second) = (request(1), request(1));
    let jump = async |seconds: i64| {
        let mut connection = connection(&server).await;
        let key = &first.key.as_bytes()[..];
        let mut left = redis::cmd("PTTL");
        let left: i64 = left.arg(key).query_async(&mut connection).await.unwrap();
        let mut expire = redis::cmd("PEXPIRE");
        expire.arg(key).arg(left - seconds * 1000);
        let _: () = expire.query_async(&mut connection).await.unwrap();
    };
    let acquired = |attempt| Claim::Acquired { attempt };
    assert_eq!(store.claim(&first).await.unwrap(), acquired(1));
    // Backward: the lease of 30 seconds lasts longer, and its owner still has it.
    jump(-60).await;
    match store.claim(&second).await.unwrap() {
        Claim::InProgress { remaining } => assert!(remaining > Duration::from_secs(60)),
        other => panic!("{other:?}"),
    }
    let lease = Duration::from_secs(30);
    assert!(store.extend(&first.key, first.owner, lease).await.unwrap());
    // Forward: the lease ends early. The second owner learns that it is the second, and the first that it
    // lost the lease.
    jump(60).await;
    assert_eq!(store.claim(&second).await.unwrap(), acquired(2));
    assert!(!store.extend(&first.key, first.owner, lease).await.unwrap());
    assert!(!store.complete(&first.key, first.owner).await.unwrap());
    assert!(store.complete(&second.key, second.owner).await.unwrap());
    jump(60).await;
    let completed = Claim::Completed { altered: false };
    assert_eq!(store.claim(&request(1)).await.unwrap(), completed);
    // Beyond the retention, the key is new.
    jump(600).await;
    assert_eq!(store.claim(&request(1)).await.unwrap(), acquired(1));
}

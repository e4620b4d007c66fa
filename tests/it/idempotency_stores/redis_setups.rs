//! Valkey, a cluster, and a failover to a replica.

use std::time::{Duration, Instant};

use webhook_receiver::{
    idempotency::{
        Claim, Store, StoreError,
        redis::{Durability, Redis},
    },
    testing::store_contract,
};

use super::{
    databases::{RedisServer, free_port},
    options,
    redis::{connection, request, store},
};

const NEW: Claim = Claim::Acquired { attempt: 1 };
const COMPLETED: Claim = Claim::Completed { altered: false };

/// Waits until the server prints this text.
async fn until(server: &RedisServer, command: &[&str], expected: &str) {
    let began = Instant::now();
    while !server.run(command).contains(expected) {
        assert!(
            began.elapsed() < Duration::from_secs(60),
            "never {expected}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_in_valkey() {
    let Some(server) = RedisServer::start_valkey(&[]) else {
        return;
    };
    let mut stores = vec![store(&server).await, store(&server).await];
    let report = store_contract(|| stores.pop().unwrap(), options(200)).await;
    println!("valkey: {:?}", report.unwrap());
}

/// Three masters, each with a third of the slots.
async fn cluster() -> Option<Vec<RedisServer>> {
    let mut nodes = Vec::new();
    let mut buses = Vec::new();
    for _ in 0..3 {
        let bus = free_port().to_string();
        let settings = [
            "--cluster-enabled",
            "yes",
            "--cluster-port",
            &bus,
            "--cluster-node-timeout",
            "2000",
            "--cluster-require-full-coverage",
            "no",
        ];
        nodes.push(RedisServer::start(&settings)?);
        buses.push(bus);
    }
    for (node, slots) in nodes
        .iter()
        .zip([["0", "5460"], ["5461", "10922"], ["10923", "16383"]])
    {
        node.run(&["CLUSTER", "ADDSLOTSRANGE", slots[0], slots[1]]);
        let port = node.port.to_string();
        let bus = &buses[usize::from(slots[0] != "0") + usize::from(slots[0] == "10923")];
        nodes[0].run(&["CLUSTER", "MEET", "127.0.0.1", &port, bus]);
    }
    for node in &nodes {
        until(node, &["CLUSTER", "INFO"], "cluster_slots_ok:16384").await;
        until(node, &["CLUSTER", "INFO"], "cluster_state:ok").await;
    }
    Some(nodes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keeps_the_contract_in_a_cluster_and_checks_each_master() {
    let Some(mut nodes) = cluster().await else {
        return;
    };
    let client = redis::cluster::ClusterClient::builder(nodes.iter().map(RedisServer::url))
        .retries(2)
        .build()
        .unwrap();
    let connection = client.get_async_connection().await.unwrap();
    let store = Redis::new(connection, Durability::Required).await.unwrap();
    let report = store_contract(|| store.clone(), options(100)).await;
    println!("cluster: {:?}", report.unwrap());

    // One master that evicts is enough.
    nodes[1].run(&["CONFIG", "SET", "maxmemory", "100mb"]);
    nodes[1].run(&["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"]);
    let health = store.health().await;
    assert!(
        matches!(health, Err(StoreError::NotDurable(_))),
        "{health:?}"
    );
    nodes[1].run(&["CONFIG", "SET", "maxmemory", "0"]);
    store.health().await.unwrap();

    // The keys of a master that is down cannot be claimed; others can.
    let store = store.prefix("other:");
    nodes[2].kill();
    let (mut claimed, mut failed) = (0, 0);
    for key in 0..60 {
        let request = request(key);
        let claim = tokio::time::timeout(Duration::from_secs(2), store.claim(&request)).await;
        match claim {
            Ok(Ok(claim)) => {
                assert_eq!(claim, NEW);
                assert!(store.complete(&request.key, request.owner).await.unwrap());
                claimed += 1;
            }
            Ok(Err(error)) => {
                assert!(error.is_transient(), "{error:?}");
                failed += 1;
            }
            Err(_) => failed += 1,
        }
    }
    println!("with one of three masters down: {claimed} claimed, {failed} failed");
    assert!(claimed > 20 && failed > 5);
}

/// Replication is asynchronous: what the replica did not receive is new after a failover.
#[tokio::test]
async fn keeps_replicated_claims_in_a_failover() {
    let Some(mut master) = RedisServer::start(&[]) else {
        return;
    };
    let port = master.port.to_string();
    let Some(replica) = RedisServer::start(&["--replicaof", &format!("127.0.0.1 {port}")]) else {
        return;
    };
    until(&replica, &["INFO", "replication"], "master_link_status:up").await;
    let before = store(&master).await;
    let [replicated, leased, behind] = [request(1), request(2), request(3)];
    assert_eq!(before.claim(&replicated).await.unwrap(), NEW);
    let done = before.complete(&replicated.key, replicated.owner).await;
    assert!(done.unwrap());
    assert_eq!(before.claim(&leased).await.unwrap(), NEW);
    assert_eq!(master.run(&["WAIT", "1", "10000"]), "1");

    // The link is cut, and the master continues.
    replica.run(&["REPLICAOF", "127.0.0.1", "1"]);
    assert_eq!(before.claim(&behind).await.unwrap(), NEW);
    assert!(before.complete(&behind.key, behind.owner).await.unwrap());
    master.kill();
    let down = before.claim(&request(4)).await;
    assert!(down.is_err_and(|error| error.is_transient()));

    // Until it is promoted, the replica accepts no claim.
    let connection = connection(&replica).await;
    let rejected = Redis::new(connection.clone(), Durability::Required).await;
    assert!(matches!(rejected, Err(StoreError::NotDurable(_))));
    let after = Redis::new(connection, Durability::AcceptLoss)
        .await
        .unwrap();
    let read_only = after.claim(&request(1)).await;
    assert!(
        matches!(read_only, Err(StoreError::ReadOnly(_))),
        "{read_only:?}"
    );

    replica.run(&["REPLICAOF", "NO", "ONE"]);
    let after = store(&replica).await;
    assert_eq!(after.claim(&request(1)).await.unwrap(), COMPLETED);
    match after.claim(&request(2)).await.unwrap() {
        Claim::InProgress { remaining } => assert!(remaining <= leased.lease),
        other => panic!("{other:?}"),
    }
    // The owner continues on the new master.
    assert!(after.complete(&leased.key, leased.owner).await.unwrap());
    // The lost key is new: its work runs again, with attempt 1.
    assert_eq!(after.claim(&request(3)).await.unwrap(), NEW);
}

//! Starts each example as its page says, sends requests to those that serve, and checks what they print.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[cfg(unix)]
use std::os::unix::fs::symlink;
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

#[path = "common/databases.rs"]
mod databases;

use bytes::Bytes;
use http::Request;
use webhook_receiver::{Secret, providers, testing::Signer};

const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";

/// Cargo builds the examples for the tests, beside the folder of this one.
fn example(name: &str) -> Command {
    let test = std::env::current_exe().unwrap();
    let folder: PathBuf = test
        .parent()
        .and_then(Path::parent)
        .unwrap()
        .join("examples");
    let mut command = Command::new(folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)));
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Gives it this input and waits for its end.
fn run(mut command: Command, input: &str) -> String {
    let mut child = command.spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// An example that serves, until it is dropped.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    address: String,
}

impl Server {
    fn start(name: &str, secrets: &[(&str, &str)]) -> Self {
        Self::start_with(name, &[], secrets)
    }

    fn start_with(name: &str, arguments: &[&str], secrets: &[(&str, &str)]) -> Self {
        let mut command = example(name);
        command
            .args(arguments)
            .env("LISTEN", "127.0.0.1:0")
            .envs(secrets.iter().copied());
        let mut child = command.spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line
            .strip_prefix("listening on ")
            .unwrap_or_else(|| panic!("{line:?}"));
        let address = address.trim().to_owned();
        Self {
            child,
            output,
            address,
        }
    }

    fn status(&self, request: &Request<Bytes>) -> u16 {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let mut text = format!(
            "{} {} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncontent-length: {}\r\n",
            request.method(),
            request.uri().path_and_query().unwrap(),
            self.address,
            request.body().len(),
        );
        for (name, value) in request.headers() {
            text += &format!("{name}: {}\r\n", value.to_str().unwrap());
        }
        stream.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        let _ = stream.write_all(request.body());
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer[9..12].parse().unwrap()
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn github(secret: &str, kind: &str, path: &str, body: impl Into<Bytes>) -> Request<Bytes> {
    Signer::new(providers::GITHUB, Secret::new(secret).unwrap())
        .kind(kind)
        .sign(&format!("https://app.example{path}"), body)
        .unwrap()
}

/// What the examples of all frameworks have: GitHub's events, and a type of one's own for Sentry's.
fn two_providers(name: &str) -> Server {
    let secrets = [
        ("GITHUB_WEBHOOK_SECRET", SECRET),
        ("SENTRY_CLIENT_SECRET", OTHER),
        ("ACME_WEBHOOK_SECRET", OTHER),
    ];
    let mut server = Server::start(name, &secrets);
    let opened = r#"{"action":"opened","issue":{"id":1,"number":7,"title":"x"},"repository":{"id":2,"name":"rocket","full_name":"ada/rocket"}}"#;
    let request = github(SECRET, "issues", "/github", opened);
    assert_eq!(server.status(&request), 204);
    assert_eq!(server.line(), "issue 7 was opened");
    assert_eq!(
        server.status(&github(SECRET, "issues", "/github", "{}")),
        204
    );
    assert!(server.line().starts_with("`issues` does not fit"));
    assert_eq!(
        server.status(&github(SECRET, "of_tomorrow", "/github", "{}")),
        204
    );
    assert_eq!(server.line(), r#"ignoring Some("of_tomorrow")"#);
    assert_eq!(
        server.status(&github(OTHER, "issues", "/github", opened)),
        401
    );
    for (body, line) in [
        (r#"{"action":"created"}"#, "was created"),
        (r#"{"action":7}"#, "does not fit at `/action`"),
    ] {
        let sentry = Signer::new(providers::SENTRY, Secret::new(OTHER).unwrap());
        let request = sentry.sign("https://app.example/sentry", body);
        assert_eq!(server.status(&request.unwrap()), 204);
        let shown = server.line();
        assert!(shown.contains(line), "{shown}");
    }
    let mut other = github(SECRET, "issues", "/github", opened);
    *other.method_mut() = http::Method::DELETE;
    assert_eq!(server.status(&other), 405);
    server
}

#[test]
fn serves_two_providers_in_axum() {
    two_providers("axum");
}

/// Those of the other frameworks have tenants, too.
fn tenants(name: &str) {
    let mut server = two_providers(name);
    for (tenant, secret, status) in [
        ("acme", OTHER, 204),
        ("acme", SECRET, 401),
        ("nobody", OTHER, 401),
    ] {
        let request = github(secret, "push", &format!("/hooks/{tenant}"), "{}");
        assert_eq!(server.status(&request), status, "{name}: {tenant}");
    }
    assert_eq!(server.line(), r#"acme: Some("push")"#);
}

#[test]
fn serves_two_providers_and_tenants_in_actix_web() {
    tenants("actix_web");
}

#[test]
fn serves_two_providers_and_tenants_in_hyper() {
    tenants("hyper");
}

#[test]
fn serves_two_providers_and_tenants_in_tower() {
    tenants("tower");
}

/// Two processes that share a store, or one.
fn runs_once(name: &str, secrets: &[(&str, &str)], processes: usize) {
    let mut servers: Vec<Server> = (0..processes)
        .map(|_| Server::start(name, secrets))
        .collect();
    let last = processes - 1;
    let issue = |number: u8, title: &str| {
        let issue = format!(
            r#"{{"action":"opened","issue":{{"id":1,"number":{number},"title":"{title}"}},"repository":{{"id":2,"name":"rocket","full_name":"ada/rocket"}}}}"#
        );
        github(SECRET, "issues", "/github", issue)
    };
    assert_eq!(servers[0].status(&issue(7, "x")), 200);
    assert_eq!(servers[0].line(), "issue 7, attempt 1");
    // A duplicate is a success, and its work does not run.
    assert_eq!(servers[last].status(&issue(7, "x")), 200);
    assert_eq!(servers[0].status(&issue(8, "flaky")), 500);
    assert_eq!(servers[last].status(&issue(8, "flaky")), 200);
    assert_eq!(servers[last].line(), "issue 8, attempt 2");
    assert_eq!(servers[0].status(&issue(8, "flaky")), 200);
    assert_eq!(servers[0].status(&issue(9, "x")), 200);
    assert_eq!(servers[0].line(), "issue 9, attempt 1");
}

#[test]
fn runs_once_per_event_in_memory() {
    runs_once("idempotent_memory", &[("GITHUB_WEBHOOK_SECRET", SECRET)], 1);
}

#[test]
fn runs_once_per_event_in_two_processes_with_redis() {
    let Some(redis) = databases::RedisServer::start(&[]) else {
        return;
    };
    let url = redis.url();
    let secrets = [("GITHUB_WEBHOOK_SECRET", SECRET), ("REDIS_URL", &url)];
    runs_once("idempotent_redis", &secrets, 2);
}

#[test]
fn stores_each_payment_once_in_postgres() {
    let Some(postgres) = databases::PostgresServer::start() else {
        return;
    };
    let url = postgres.url();
    postgres.run(webhook_receiver::idempotency::postgres::SCHEMA);
    postgres.run("CREATE TABLE payment (id text PRIMARY KEY, received timestamptz DEFAULT now())");
    let secrets = [("STRIPE_WEBHOOK_SECRET", SECRET), ("DATABASE_URL", &url)];
    let mut servers = [
        Server::start("idempotent_postgres", &secrets),
        Server::start("idempotent_postgres", &secrets),
    ];
    let paid = |id: &str| {
        Signer::new(providers::STRIPE, Secret::new(SECRET).unwrap())
            .sign(
                "https://app.example/stripe",
                format!(r#"{{"id":"{id}","object":"event","type":"charge.succeeded"}}"#),
            )
            .unwrap()
    };
    assert_eq!(servers[0].status(&paid("evt_1")), 200);
    assert_eq!(servers[0].line(), "stored payment evt_1");
    assert_eq!(servers[1].status(&paid("evt_1")), 200);
    // An effect that fails takes its claim with it.
    postgres.run("INSERT INTO payment VALUES ('evt_2')");
    assert_eq!(servers[1].status(&paid("evt_2")), 503);
    postgres.run("DELETE FROM payment WHERE id = 'evt_2'");
    assert_eq!(servers[0].status(&paid("evt_2")), 200);
    assert_eq!(servers[0].line(), "stored payment evt_2");
    assert_eq!(servers[1].status(&paid("evt_2")), 200);
    assert_eq!(servers[1].status(&paid("evt_3")), 200);
    assert_eq!(servers[1].line(), "stored payment evt_3");
}

#[test]
fn rejects_the_secret_of_another_tenant() {
    let secrets = [
        ("ACME_WEBHOOK_SECRET", SECRET),
        ("GLOBEX_WEBHOOK_SECRET", OTHER),
    ];
    let mut server = Server::start("many_tenants", &secrets);
    for (tenant, secret, status) in [
        ("acme", SECRET, 204),
        ("globex", OTHER, 204),
        ("acme", OTHER, 401),
        ("globex", SECRET, 401),
        ("nobody", SECRET, 401),
    ] {
        let request = github(secret, "push", &format!("/hooks/{tenant}"), "{}");
        assert_eq!(server.status(&request), status, "{tenant}");
        if status == 204 {
            assert_eq!(server.line(), format!(r#"{tenant}: Some("push")"#));
        }
    }
}

#[test]
fn serves_the_receivers_of_a_file() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/configured.toml");
    let secrets = [
        ("ACME_WEBHOOK_SECRET", SECRET),
        ("CI_WEBHOOK_SECRET", OTHER),
    ];
    let mut server = Server::start_with("configured", &[file.to_str().unwrap()], &secrets);
    for (secret, status) in [(SECRET, 204), (OTHER, 401)] {
        let request = github(secret, "push", "/hooks/acme", "{}");
        assert_eq!(server.status(&request), status);
    }
    assert_eq!(server.line(), r#"acme: Some("push")"#);
    assert_eq!(
        server.status(&github(SECRET, "push", "/hooks/ci", "{}")),
        401
    );

    // Without a secret, the error names the field and the variable.
    let mut command = example("configured");
    command.arg(file).env_remove("ACME_WEBHOOK_SECRET");
    let output = command.output().unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("receivers.acme.secrets[0].env"), "{said}");
    assert!(said.contains("ACME_WEBHOOK_SECRET"), "{said}");
}

#[test]
fn rejects_starting_without_a_secret() {
    for name in [
        "axum",
        "actix_web",
        "hyper",
        "tower",
        "many_tenants",
        "idempotent_memory",
        "idempotent_postgres",
        "idempotent_redis",
        "without_framework",
        "own_scheme",
        "own_events",
    ] {
        let mut command = example(name);
        let names = [
            "GITHUB_WEBHOOK_SECRET",
            "SENTRY_CLIENT_SECRET",
            "ACME_WEBHOOK_SECRET",
            "CI_WEBHOOK_SECRET",
            "DOOR_WEBHOOK_SECRET",
            "STRIPE_WEBHOOK_SECRET",
        ];
        for name in names {
            command.env_remove(name);
        }
        let output = command.output().unwrap();
        assert!(!output.status.success(), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("is not set"), "{name}: {said}");
    }
}

#[test]
fn shows_the_expected_responses_in_the_demo() {
    let shown = run(example("demo"), "");
    for expected in [
        "issue 7 was opened",
        "charged 1200 eur",
        "<- 200 OK 3eZbrw1aBm2rZgRNFdxV",
        "<- 413 Payload Too Large",
        "all responses were as expected",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
fn rejects_an_unsigned_request_without_a_framework() {
    let mut command = example("without_framework");
    command.env("GITHUB_WEBHOOK_SECRET", SECRET);
    let shown = run(command, "");
    assert!(shown.contains("rejected: "), "{shown}");
    assert!(shown.contains("401 Unauthorized"), "{shown}");
}

#[test]
fn fetches_keys_once_for_all_requests() {
    let shown = run(example("fetched_keys"), "");
    for expected in [
        "delivery 1: verified",
        "1000 of 1000 with unknown key ids were rejected",
        "delivery 4: verified",
        "fetches: 1\n",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

/// Waits until a request that is signed with this secret is accepted by the secret of this number.
fn wait_until_accepted(server: &mut Server, secret: &str, number: usize) {
    let end = Instant::now() + Duration::from_secs(30);
    let request = github(secret, "push", "/github", "{}");
    loop {
        if server.status(&request) == 204
            && server.line() == format!("Some(\"push\"), secret {number}")
        {
            return;
        }
        assert!(Instant::now() < end, "the secret is not in use");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A mounted Kubernetes secret: the files are links through a link that is replaced.
#[test]
#[cfg(unix)]
fn reloads_secrets_when_files_change() {
    let mount = std::env::temp_dir().join(format!("secret_file_{}", std::process::id()));
    let version = |name: &str, secrets: &[(&str, &str)]| {
        let folder = mount.join(name);
        fs::create_dir_all(&folder).unwrap();
        for (file, secret) in secrets {
            fs::write(folder.join(file), format!("{secret}\n")).unwrap();
            let _ = symlink(format!("..data/{file}"), mount.join(file));
        }
        symlink(name, mount.join("..data_tmp")).unwrap();
        fs::rename(mount.join("..data_tmp"), mount.join("..data")).unwrap();
    };
    version("..2026_11_01", &[("current", SECRET)]);
    let folder = mount.to_str().unwrap();
    let settings = [("SECRETS", folder), ("RELOAD_SECONDS", "1")];
    let mut server = Server::start("secret_file", &settings);
    wait_until_accepted(&mut server, SECRET, 0);
    assert_eq!(server.status(&github(OTHER, "push", "/github", "{}")), 401);

    version("..2026_11_02", &[("current", OTHER), ("previous", SECRET)]);
    wait_until_accepted(&mut server, OTHER, 0);
    wait_until_accepted(&mut server, SECRET, 1);

    // Nothing is there for a while: the secrets remain.
    fs::remove_file(mount.join("..data")).unwrap();
    std::thread::sleep(Duration::from_millis(1500));
    wait_until_accepted(&mut server, OTHER, 0);

    fs::remove_file(mount.join("previous")).unwrap();
    version("..2026_11_03", &[("current", OTHER)]);
    let end = Instant::now() + Duration::from_secs(30);
    while server.status(&github(SECRET, "push", "/github", "{}")) != 401 {
        server.line();
        assert!(Instant::now() < end, "the old secret is still in use");
        std::thread::sleep(Duration::from_millis(50));
    }
    fs::remove_dir_all(&mount).unwrap();
}

/// The answers of Vault are those of its documentation, with other values.
#[test]
fn reloads_secrets_when_the_store_changes() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = listener.local_addr().unwrap().to_string();
    let values = Arc::new(Mutex::new(Some(format!(r#"{{"current":"{SECRET}"}}"#))));
    let of_server = values.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = String::new();
            let mut lines = BufReader::new(stream.try_clone().unwrap());
            while !head.ends_with("\r\n\r\n") {
                lines.read_line(&mut head).unwrap();
            }
            let asks = head.starts_with("GET /v1/secret/data/webhooks/github HTTP/1.1\r\n");
            let may = head.contains("x-vault-token: hvs.token\r\n");
            let (status, body) = match &*of_server.lock().unwrap() {
                Some(values) if asks && may => (
                    "200 OK",
                    format!(
                        r#"{{"data":{{"data":{values},"metadata":{{"created_time":"2018-03-22T02:24:06.945319214Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":2}}}}}}"#
                    ),
                ),
                Some(_) => (
                    "403 Forbidden",
                    r#"{"errors":["permission denied"]}"#.to_owned(),
                ),
                None => (
                    "503 Service Unavailable",
                    r#"{"errors":["Vault is sealed"]}"#.to_owned(),
                ),
            };
            let length = body.len();
            let answer = format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\n\r\n{body}");
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    let settings = [
        ("VAULT_PROXY", &*proxy),
        ("VAULT_TOKEN", "hvs.token"),
        ("VAULT_SECRET", "/v1/secret/data/webhooks/github"),
        ("RELOAD_SECONDS", "1"),
    ];
    let mut server = Server::start("fetched_secret", &settings);
    wait_until_accepted(&mut server, SECRET, 0);
    assert_eq!(server.status(&github(OTHER, "push", "/github", "{}")), 401);

    *values.lock().unwrap() = Some(format!(r#"{{"current":"{OTHER}","previous":"{SECRET}"}}"#));
    wait_until_accepted(&mut server, OTHER, 0);
    wait_until_accepted(&mut server, SECRET, 1);

    for broken in [None, Some("[]".to_owned()), Some("{}".to_owned())] {
        *values.lock().unwrap() = broken;
        std::thread::sleep(Duration::from_millis(1200));
        wait_until_accepted(&mut server, OTHER, 0);
    }
}

#[test]
fn counts_verdicts_for_prometheus() {
    let server = Server::start("metrics_prometheus", &[("GITHUB_WEBHOOK_SECRET", SECRET)]);
    for _ in 0..2 {
        assert_eq!(server.status(&github(SECRET, "push", "/github", "{}")), 200);
    }
    assert_eq!(server.status(&github(OTHER, "push", "/github", "{}")), 401);
    let mut stream = TcpStream::connect(&server.address).unwrap();
    let request = b"GET /metrics HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\n\r\n";
    stream.write_all(request).unwrap();
    let mut shown = String::new();
    stream.read_to_string(&mut shown).unwrap();
    for expected in [
        r#"webhook_receiver_requests_total{provider="github",outcome="delivery",reason=""} 2"#,
        r#"webhook_receiver_requests_total{provider="github",outcome="rejected",reason="signature_mismatch"} 1"#,
        r#"webhook_receiver_key_matches_total{provider="github",key="0"} 2"#,
        r#"webhook_receiver_verification_seconds_count{provider="github",outcome="delivery"} 2"#,
        r#"webhook_receiver_body_bytes_bucket{provider="github",le="1000"} 3"#,
        r#"webhook_receiver_processed_total{provider="github",outcome="ran"} 1"#,
        r#"webhook_receiver_processed_total{provider="github",outcome="duplicate"} 1"#,
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
#[cfg(unix)]
fn counts_verdicts_for_opentelemetry() {
    let mut server = Server::start(
        "metrics_opentelemetry",
        &[("GITHUB_WEBHOOK_SECRET", SECRET)],
    );
    assert_eq!(server.status(&github(SECRET, "push", "/github", "{}")), 204);
    assert_eq!(server.status(&github(OTHER, "push", "/github", "{}")), 401);
    let id = server.child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let mut shown = String::new();
    server.output.read_to_string(&mut shown).unwrap();
    assert!(server.child.wait().unwrap().success());
    for expected in [
        "webhook_receiver.requests",
        "webhook_receiver.key_matches",
        "webhook_receiver.verification",
        "webhook_receiver.body",
        "signature_mismatch",
    ] {
        assert!(shown.contains(expected), "{expected}: {shown}");
    }
}

#[test]
fn accepts_what_an_own_scheme_signs() {
    let mut command = example("own_scheme");
    command.env("CI_WEBHOOK_SECRET", SECRET);
    assert_eq!(
        run(command, "").trim(),
        r#"Some("build.finished") Some("build-7")"#
    );
}

#[test]
fn decodes_events_of_an_own_sender() {
    let mut command = example("own_events");
    command.env("DOOR_WEBHOOK_SECRET", SECRET);
    let shown = run(command, "");
    let lines: Vec<_> = shown.lines().collect();
    assert_eq!(lines.len(), 4, "{shown}");
    assert_eq!(lines[0], "opened on floor 2 by Some(Wind)");
    assert!(lines[1].contains("cat"), "{shown}");
    assert!(
        lines[2].starts_with("`door.closed` does not fit at `/floor`"),
        "{shown}"
    );
    assert_eq!(lines[3], "unknown event door.painted");
}

fn values(lines: &str) -> Vec<serde_json::Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn replay_accepts_what_sign_makes() {
    let mut input = String::new();
    for provider in [
        "github",
        "stripe",
        "slack",
        "twilio",
        "mailgun",
        "contentful",
    ] {
        input += &serde_json::json!({
            "provider": provider, "secrets": [SECRET], "url": "https://app.example/hooks",
            "body": r#"{"type":"charge.succeeded"}"#, "kind": "push", "now": 1_790_000_000,
        })
        .to_string();
        input.push('\n');
    }
    let signed = values(&run(example("sign"), &input));
    let mut requests = String::new();
    for (signed, asked) in signed.iter().zip(values(&input)) {
        assert_eq!(signed["outcome"], "signed", "{signed}");
        let mut request = signed.clone();
        request["provider"] = asked["provider"].clone();
        request["secrets"] = asked["secrets"].clone();
        request["now"] = asked["now"].clone();
        requests += &format!("{request}\n");
    }
    let replayed = values(&run(example("replay"), &requests));
    assert_eq!(replayed.len(), 6);
    for replayed in &replayed {
        assert_eq!(replayed["outcome"], "delivery", "{replayed}");
        assert_eq!(replayed["key"], 0);
    }
    // Not the body of a push: reported, and not refused. Twilio's JSON callbacks are of many products.
    assert_eq!(replayed[0]["event"], "undecodable", "{}", replayed[0]);
    assert_eq!(replayed[3]["event"], "unknown", "{}", replayed[3]);
    assert_eq!(replayed[4]["event"], serde_json::Value::Null, "no model");
}

#[test]
fn reports_bad_input_and_goes_on() {
    let input = "not json\n{}\n{\"provider\":\"nobody\",\"secrets\":[\"x\"],\"url\":\"/\"}\n[]\n";
    for name in ["replay", "sign"] {
        let reported = values(&run(example(name), input));
        assert_eq!(reported.len(), 4, "{name}");
        for line in reported {
            assert_eq!(line["outcome"], "bad_input", "{name}: {line}");
            assert!(
                line["message"].as_str().is_some_and(|text| text.len() > 5),
                "{line}"
            );
        }
    }
}

#[test]
fn lists_all_providers() {
    let mut command = example("replay");
    command.arg("--list");
    let list = values(&run(command, ""));
    assert_eq!(list.len(), providers::ALL.len());
    let github = list.iter().find(|line| line["id"] == "github").unwrap();
    assert!(github["typed_events"].as_u64().unwrap() >= 13);
    assert_eq!(github["coverage"], "body");
}

/// A recorded request of a vector, as JSON for `replay`.
fn recorded(provider: &str, what: &str) -> serde_json::Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors");
    let text = std::fs::read(folder.join(format!("{provider}.json"))).unwrap();
    let file: serde_json::Value = serde_json::from_slice(&text).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let vector = vectors.iter().find(|vector| vector["what"] == what);
    let mut request = serde_json::json!({ "provider": provider });
    for field in ["secrets", "method", "url", "headers", "body", "now"] {
        request[field] = vector.unwrap()[field].clone();
    }
    request
}

/// The five requests of the manual's page on rejections.
#[test]
fn replay_explains_rejected_requests() {
    let mut github = recorded("github", "signed by octokit");
    let body: serde_json::Value = serde_json::from_str(github["body"].as_str().unwrap()).unwrap();
    github["body"] = serde_json::to_string_pretty(&body).unwrap().into();
    let mut stripe = recorded("stripe", "genuine request with non-ASCII text");
    stripe["other_secrets"] = stripe["secrets"].clone();
    stripe["secrets"] = serde_json::json!(["whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz"]);
    let mut shopify = recorded("shopify", "accepted by the SDK, non-ASCII body");
    shopify["body"] = format!("{}\n", shopify["body"].as_str().unwrap()).into();
    let mut twilio = recorded("twilio", "form, the documentation's example");
    twilio["url"] = "http://10.0.0.7:8080/myapp.php?foo=1&bar=2".into();
    let forwarded = serde_json::json!(["X-Forwarded-Host", "mycompany.com"]);
    twilio["headers"].as_array_mut().unwrap().push(forwarded);
    let mut slack = recorded("slack", "slash command, Slack's worked example");
    slack["now"] = (slack["now"].as_u64().unwrap() + 600).into();
    let expected = [
        ("body_reserialized", "pass the raw bytes of the body"),
        ("secret_other", "the candidate secret 1 matches"),
        (
            "body_line_ends",
            "a newline was added at the end of the body",
        ),
        (
            "public_url",
            "set `Builder::public_url` to `https://mycompany.com`",
        ),
        (
            "too_old",
            "the signed time is 10m 1s old, and 5m are accepted",
        ),
    ];
    let requests = [github, stripe, shopify, twilio, slack];
    let input: String = requests.iter().map(|line| format!("{line}\n")).collect();
    let mut command = example("replay");
    command.arg("--explain");
    let reported = values(&run(command, &input));
    assert_eq!(reported.len(), 5);
    for (reported, (cause, hint)) in reported.iter().zip(expected) {
        assert_eq!(reported["outcome"], "refused", "{reported}");
        assert_eq!(reported["causes"], serde_json::json!([cause]), "{reported}");
        assert!(
            reported["hints"][0].as_str().unwrap().contains(hint),
            "{reported}"
        );
    }
    // Without the flag, nothing is added.
    for reported in values(&run(example("replay"), &input)) {
        assert_eq!(reported["outcome"], "refused");
        assert!(
            reported.get("hints").is_none() && reported.get("causes").is_none(),
            "{reported}"
        );
    }
}

#[test]
fn replay_rejects_unknown_fields() {
    let mut request = recorded("github", "signed by octokit");
    request["header"] = request["headers"].take();
    request.as_object_mut().unwrap().remove("headers");
    let reported = values(&run(example("replay"), &request.to_string()));
    assert_eq!(reported[0]["outcome"], "bad_input");
    let message = reported[0]["message"].as_str().unwrap();
    assert!(message.contains("unknown field `header`"), "{message}");
}

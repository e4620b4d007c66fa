//! `record`, `replay`, `explain` and `listen`.

use std::{
    fs,
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command},
    time::{Duration, Instant},
};

use http::StatusCode;
use serde_json::{Value, json};
use webhook_receiver::{Receiver, Reply, Secret, danger, providers, testing::Signer};

use crate::common::{Done, OTHER, SECRET, Service, command, run, run_with};

/// A temporary file, removed when it is dropped.
struct Temporary(PathBuf);

impl Temporary {
    fn new(name: &str) -> Self {
        let name = format!("cli-{name}-{}.jsonl", std::process::id());
        let path = std::env::temp_dir().join(name);
        let _ = fs::remove_file(&path);
        Self(path)
    }

    fn of(name: &str, lines: &[Value]) -> Self {
        let file = Self::new(name);
        let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
        fs::write(&file.0, text).unwrap();
        file
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn lines(&self) -> Vec<Value> {
        let text = fs::read_to_string(&self.0).unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// The running command `record`.
struct Recorder {
    child: Child,
    errors: BufReader<ChildStderr>,
    url: String,
}

impl Recorder {
    fn start(arguments: &[&str]) -> Self {
        let all = [&["record", "--port", "0"], arguments].concat();
        let mut child = command(&all).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let url = loop {
            let mut line = String::new();
            assert!(errors.read_line(&mut line).unwrap() > 0, "it ended");
            if let Some(rest) = line.strip_prefix("listening on ") {
                break rest.split(',').next().unwrap().to_owned();
            }
        };
        Self { child, errors, url }
    }

    fn send(&self, request: &http::Request<bytes::Bytes>) -> String {
        let address = self.url.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let mut head = format!(
            "{} {} HTTP/1.1\r\nhost: app.example\r\nconnection: close\r\ncontent-length: {}\r\n",
            request.method(),
            request.uri().path_and_query().unwrap(),
            request.body().len()
        );
        for (name, value) in request.headers() {
            head += &format!("{name}: {}\r\n", value.to_str().unwrap());
        }
        stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
        // The response may arrive before the whole request is read.
        let _ = stream.write_all(request.body());
        let mut answer = Vec::new();
        let _ = std::io::Read::read_to_end(&mut stream, &mut answer);
        String::from_utf8(answer).unwrap()
    }

    /// Returns the next line of its output.
    fn said(&mut self) -> String {
        let mut line = String::new();
        self.errors.read_line(&mut line).unwrap();
        line
    }

    /// Interrupts the command, as ctrl-c does.
    fn interrupt(mut self) -> i32 {
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args(["-INT", &id])
                .status()
                .unwrap()
                .success()
        );
        self.end()
    }

    fn end(&mut self) -> i32 {
        let started = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.code().unwrap_or(-1);
            }
            assert!(
                started.elapsed() < Duration::from_secs(20),
                "it does not end"
            );
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

impl Drop for Recorder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn signed(provider: webhook_receiver::Provider, body: &[u8]) -> http::Request<bytes::Bytes> {
    Signer::new(provider, danger::short_secret(SECRET).unwrap())
        .kind("push")
        .id("1f0c2a34-7d1e-4b6a-9c58-0e8d3b7a4f21")
        .sign("http://app.example/hooks?a=b", body.to_vec())
        .unwrap()
}

/// The tool and the example accept what was recorded, and `replay --to` sends it unchanged.
#[test]
fn record_stores_what_replay_reads() {
    let file = Temporary::new("stores");
    let recorder = Recorder::start(&[file.path(), "--provider", "github", "--status", "202"]);
    let bodies: [&[u8]; 4] = [
        b"{\"a\": 1}\n",
        "\u{fc}\u{0}\r\n".as_bytes(),
        b"\xff\xfe",
        b"",
    ];
    for body in bodies {
        let answer = recorder.send(&signed(providers::GITHUB, body));
        assert!(answer.starts_with("HTTP/1.1 202"), "{answer}");
    }
    assert_eq!(recorder.interrupt(), 0);
    let lines = file.lines();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["url"], "http://app.example/hooks?a=b");
    assert_eq!(lines[0]["secrets"], json!([]));
    assert_eq!(lines[2]["body_b64"], "//4=");

    let replayed = run(&["replay", file.path(), "--secret", SECRET, "--json"]);
    assert_eq!(replayed.code, 0, "{}", replayed.output);
    for line in replayed.lines() {
        assert_eq!(line["outcome"], "delivery");
    }
    let rejected = run(&["replay", file.path(), "--secret", OTHER]);
    assert_eq!(rejected.code, 1);
    assert!(
        rejected.output.contains("line 4: rejected with 401"),
        "{}",
        rejected.output
    );

    let receiver = Receiver::new(providers::GITHUB, Secret::new(SECRET).unwrap()).unwrap();
    let service = Service::of(receiver, "http://app.example");
    let sent = run(&["replay", file.path(), "--to", &service.url]);
    assert_eq!(sent.code, 0, "{}", sent.output);
    assert!(
        sent.output.starts_with("line 1: 204 No Content"),
        "{}",
        sent.output
    );
    for body in bodies {
        let arrived = service.next();
        assert_eq!(arrived.body, body);
        assert_eq!(arrived.target, "/hooks?a=b");
        assert_eq!(arrived.header("x-github-event"), Some("push"));
        let host = arrived.header("host").unwrap();
        assert!(service.url.ends_with(host), "{host}");
    }
    let kept = run(&[
        "replay",
        file.path(),
        "--to",
        &service.url,
        "--keep-host",
        "--json",
    ]);
    assert_eq!(kept.lines()[3]["line"], 4);
    assert_eq!(service.next().header("host"), Some("app.example"));
}

/// Repeated headers, another method, an old signature.
#[test]
fn replay_sends_requests_as_recorded_or_signs_them_anew() {
    let old = json!({
        "provider": "stripe", "method": "POST", "url": "https://app.example/stripe",
        "headers": [["stripe-signature", "t=1700000000,v1=00"], ["x-more", "1"], ["x-more", "2"],
            ["content-type", "application/json; charset=utf-8"], ["transfer-encoding", "chunked"]],
        "body": "{\"id\": \"evt_1\"}",
    });
    let get = json!({"provider": "meta", "method": "GET", "url": "https://app.example/meta?hub.mode=subscribe"});
    let file = Temporary::of("anew", &[old, get]);
    let service = Service::start(|_| Reply::empty(StatusCode::OK));
    let to = format!("{}/other", service.url);
    assert_eq!(run(&["replay", file.path(), "--to", &to]).code, 0);
    let first = service.next();
    assert_eq!(first.target, "/other");
    assert_eq!(first.body, "{\"id\": \"evt_1\"}");
    assert_eq!(first.header("stripe-signature"), Some("t=1700000000,v1=00"));
    let more = first.headers.iter().filter(|(name, _)| name == "x-more");
    assert_eq!(
        more.map(|(_, value)| value.as_str()).collect::<Vec<_>>(),
        ["1", "2"]
    );
    let second = service.next();
    assert_eq!(
        (second.method.as_str(), second.target.as_str()),
        ("GET", "/other?hub.mode=subscribe")
    );
    assert!(second.body.is_empty());

    let receiver = Receiver::new(providers::STRIPE, Secret::new(SECRET).unwrap()).unwrap();
    let service = Service::of(receiver, "https://app.example");
    let first = fs::read_to_string(&file.0).unwrap();
    let first = first.lines().next().unwrap();
    let resign = ["replay", "-", "--to", &service.url, "--secret", SECRET];
    assert_eq!(run_with(&resign, first).code, 1);
    let _ = service.next();
    let done = run_with(&[&resign[..], &["--resign"]].concat(), first);
    assert_eq!(done.code, 0, "{}", done.output);
    let arrived = service.next();
    assert_eq!(arrived.body, "{\"id\": \"evt_1\"}");
    assert_eq!(arrived.header("x-more"), Some("1"));
    assert_eq!(
        arrived.header("content-type"),
        Some("application/json; charset=utf-8")
    );
    let signatures = arrived
        .headers
        .iter()
        .filter(|(name, _)| name == "stripe-signature");
    assert_eq!(signatures.count(), 1);
}

#[test]
fn record_leaves_out_secrets() {
    let token = "a-token-that-nobody-may-read";
    let request = |target: &str| {
        http::Request::post(target)
            .header("x-gitlab-token", token)
            .header("authorization", format!("Bearer {token}"))
            .header("cookie", format!("session={token}"))
            .header("x-gitlab-event", "Push Hook")
            .body("{\"object_kind\":\"push\"}".into())
            .unwrap()
    };
    let url = format!("https://app.example/hooks?token={token}&a=b");
    for provider in [&["--provider", "gitlab"][..], &[]] {
        let file = Temporary::new("secrets");
        let recorder = Recorder::start(&[&[file.path()], provider].concat());
        let target = if provider.is_empty() {
            url.as_str()
        } else {
            "https://app.example/hooks"
        };
        recorder.send(&request(target));
        assert_eq!(recorder.interrupt(), 0);
        let text = fs::read_to_string(&file.0).unwrap();
        assert!(!text.contains(token), "{text}");
        assert!(text.contains("Push Hook"));
        let explain = [
            "explain",
            file.path(),
            "--secret",
            token,
            "--provider",
            "gitlab",
        ];
        let explained = run(&explain);
        assert_eq!(explained.code, 1);
        assert!(
            explained.output.contains("the header x-gitlab-token"),
            "{}",
            explained.output
        );
        let token_of_gitlab = |arrived: &crate::common::Arrived| {
            let is_right = arrived.header("x-gitlab-token") == Some(token);
            Reply::empty(if is_right {
                StatusCode::OK
            } else {
                StatusCode::UNAUTHORIZED
            })
        };
        let service = Service::start(token_of_gitlab);
        let to = [
            "replay",
            file.path(),
            "--provider",
            "gitlab",
            "--to",
            &service.url,
        ];
        let sent = run(&to);
        assert_eq!(sent.code, 1);
        assert!(
            sent.errors
                .contains("not recorded: the header x-gitlab-token"),
            "{}",
            sent.errors
        );
        let resigned = run(&[&to[..], &["--resign", "--secret", token]].concat());
        assert_eq!((resigned.code, resigned.errors.as_str()), (0, ""));
    }
    let file = Temporary::new("kept");
    let kept = ["--keep-secrets", "--provider", "gitlab", "--secret", token];
    let mut recorder = Recorder::start(&[&[file.path()], &kept[..]].concat());
    recorder.send(&request(&url));
    assert!(recorder.said().contains("accepted, event type Push Hook"));
    assert_eq!(recorder.interrupt(), 0);
    // The line is complete, and is therefore verified without arguments.
    assert_eq!(run(&["replay", file.path()]).code, 0);
}

#[test]
fn record_keeps_signatures_in_the_header_authorization() {
    let file = Temporary::new("authorization");
    let recorder = Recorder::start(&[file.path(), "--provider", "ms-teams"]);
    let secret = "GaXpDcKpGZkJnVYRjGQnRW9PJUuuyhJhUTJUUqBGnjM=";
    let request = Signer::new(providers::MS_TEAMS, Secret::new(secret).unwrap())
        .sign("http://app.example/", "{}");
    recorder.send(&request.unwrap());
    assert_eq!(recorder.interrupt(), 0);
    let done = run(&["replay", file.path(), "--secret", secret]);
    assert_eq!(done.code, 0, "{}", done.output);
}

#[test]
fn record_answers_handshakes() {
    let secret = [
        "--provider",
        "meta",
        "--secret",
        SECRET,
        "--setting",
        "verify_token=meatyhamhock",
    ];
    let file = Temporary::new("handshakes");
    let recorder = Recorder::start(&[&[file.path(), "--status", "204"], &secret[..]].concat());
    let get = |token: &str| {
        let url = format!(
            "http://app.example/?hub.mode=subscribe&hub.verify_token={token}&hub.challenge=1158201444"
        );
        recorder.send(&http::Request::get(url).body(bytes::Bytes::new()).unwrap())
    };
    let answer = get("meatyhamhock");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.ends_with("1158201444"),
        "{answer}"
    );
    assert!(get("other").starts_with("HTTP/1.1 204"));
    assert_eq!(recorder.interrupt(), 0);
    let text = fs::read_to_string(&file.0).unwrap();
    assert!(
        !text.contains("meatyhamhock") && !text.contains(SECRET),
        "{text}"
    );
}

#[test]
fn record_ends_at_its_limits() {
    let file = Temporary::new("limits");
    let limits = ["--body-limit", "100", "--file-limit", "600"];
    let mut recorder = Recorder::start(&[&[file.path()], &limits[..]].concat());
    let large = signed(providers::GITHUB, &[b'x'; 101]);
    assert!(recorder.send(&large).starts_with("HTTP/1.1 413"));
    assert!(recorder.said().contains("larger than --body-limit"));
    let small = signed(providers::GITHUB, b"{}");
    assert!(recorder.send(&small).starts_with("HTTP/1.1 200"));
    assert!(recorder.send(&small).starts_with("HTTP/1.1 503"));
    assert_eq!(recorder.end(), 1);
    assert_eq!(file.lines().len(), 1, "no line is cut");
    let counted = Temporary::new("count");
    let mut recorder = Recorder::start(&[counted.path(), "--count", "2"]);
    recorder.send(&small);
    recorder.send(&small);
    assert_eq!(recorder.end(), 0);
    assert_eq!(counted.lines().len(), 2);
}

#[test]
fn record_says_what_is_wrong() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let done = run(&["record", "--port", &port]);
    assert_eq!(done.code, 1);
    assert!(done.errors.contains("cannot listen on"), "{}", done.errors);
    let done = run(&["record", "--port", "0", "--secret", SECRET]);
    assert_eq!(done.code, 2, "{}", done.errors);
    let done = run(&["record", "/no/such/folder/file", "--port", "0"]);
    assert_eq!(done.code, 1);
    assert!(done.errors.contains("cannot write"), "{}", done.errors);
}

/// A recorded request of a vector.
fn recorded(provider: &str, what: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let text = fs::read(folder.join(format!("{provider}.json"))).unwrap();
    let file: Value = serde_json::from_slice(&text).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    let vector = vectors
        .iter()
        .find(|vector| vector["what"] == what)
        .unwrap();
    let mut request = json!({ "provider": provider });
    for field in ["secrets", "method", "url", "headers", "body", "now"] {
        request[field] = vector[field].clone();
    }
    request
}

/// The five requests of the manual's page on rejections, each explained by one command.
#[test]
fn explain_says_why_requests_are_rejected() {
    let mut github = recorded("github", "signed by octokit");
    let body: Value = serde_json::from_str(github["body"].as_str().unwrap()).unwrap();
    github["body"] = serde_json::to_string_pretty(&body).unwrap().into();
    let mut stripe = recorded("stripe", "genuine request with non-ASCII text");
    stripe["other_secrets"] = stripe["secrets"].clone();
    stripe["secrets"] = json!(["whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz"]);
    let mut shopify = recorded("shopify", "accepted by the SDK, non-ASCII body");
    shopify["body"] = format!("{}\n", shopify["body"].as_str().unwrap()).into();
    let mut twilio = recorded("twilio", "form, the documentation's example");
    twilio["url"] = "http://10.0.0.7:8080/myapp.php?foo=1&bar=2".into();
    let forwarded = json!(["X-Forwarded-Host", "mycompany.com"]);
    twilio["headers"].as_array_mut().unwrap().push(forwarded);
    let mut slack = recorded("slack", "slash command, Slack's worked example");
    slack["now"] = (slack["now"].as_u64().unwrap() + 600).into();
    for (request, cause, hint) in [
        (
            github,
            "body_reserialized",
            "pass the raw bytes of the body",
        ),
        (stripe, "secret_other", "the candidate secret 1 matches"),
        (
            shopify,
            "body_line_ends",
            "a newline was added at the end of the body",
        ),
        (
            twilio,
            "public_url",
            "set `Builder::public_url` to `https://mycompany.com`",
        ),
        (
            slack,
            "too_old",
            "the signed time is 10m 1s old, and 5m are accepted",
        ),
    ] {
        let file = Temporary::of(cause, &[request]);
        let done = run(&["explain", file.path()]);
        assert_eq!(done.code, 1, "{}", done.errors);
        assert!(
            done.output.starts_with("line 1: rejected with 40"),
            "{}",
            done.output
        );
        assert!(done.output.contains(&format!("\n  - {hint}")) || done.output.contains(hint));
        let machine = run(&["explain", file.path(), "--json"]);
        assert_eq!(machine.code, 1);
        assert_eq!(
            machine.lines()[0]["causes"],
            json!([cause]),
            "{}",
            machine.output
        );
    }
}

#[test]
fn explain_tries_secrets_of_other_endpoints() {
    let mut stripe = recorded("stripe", "genuine request with non-ASCII text");
    let right = stripe["secrets"][0].as_str().unwrap().to_owned();
    stripe.as_object_mut().unwrap().remove("secrets");
    let file = Temporary::of("others", &[stripe]);
    let explain = [
        "explain",
        file.path(),
        "--secret",
        "whsec_Ee6lFySCZnNzRrc0HgFhCFFZBPeAgaUz",
        "--json",
    ];
    assert_eq!(run(&explain).lines()[0]["causes"], json!([]));
    let done = run(&[&explain[..], &["--other-secret", &right]].concat());
    assert_eq!(
        done.lines()[0]["causes"],
        json!(["secret_other"]),
        "{}",
        done.output
    );
    assert!(!done.output.contains(&right));
}

/// From the delivery to the cause of its rejection, for a service whose framework parses the body first.
#[test]
fn record_and_explain_find_the_cause() {
    let file = Temporary::new("cause");
    let recorder = Recorder::start(&[file.path(), "--provider", "github"]);
    let mut request = signed(providers::GITHUB, br#"{"a":1,"b":[true]}"#);
    *request.body_mut() = "{\n  \"a\": 1,\n  \"b\": [\n    true\n  ]\n}".into();
    recorder.send(&request);
    assert_eq!(recorder.interrupt(), 0);
    let done = run(&["explain", file.path(), "--secret", SECRET, "--json"]);
    assert_eq!(done.lines()[0]["causes"], json!(["body_reserialized"]));
}

#[test]
fn reports_recordings_that_cannot_be_read() {
    let missing = run(&["replay", "/no/such/file"]);
    assert_eq!(missing.code, 1);
    assert!(
        missing.errors.contains("cannot read /no/such/file"),
        "{}",
        missing.errors
    );
    let input =
        "not json\n\n{\"url\":\"/\"}\n{\"provider\":\"github\",\"url\":\"/\",\"nonsense\":1}\n";
    let done = run_with(&["explain", "-"], input);
    assert_eq!(done.code, 1);
    let lines: Vec<_> = done.output.lines().collect();
    assert!(
        lines[0].starts_with("line 1: cannot be replayed"),
        "{lines:?}"
    );
    assert!(lines[1].contains("give --provider"), "{lines:?}");
    assert!(lines[2].contains("unknown field `nonsense`"), "{lines:?}");
    let done = run_with(
        &["replay", "-", "--to", "http://127.0.0.1:1/", "--json"],
        input,
    );
    assert_eq!(done.code, 1);
    assert_eq!(done.lines().len(), 3);
    assert!(done.lines().iter().all(|line| line["outcome"] == "failed"));
}

/// `head` and other programs close the pipe, which is not an error.
#[test]
fn succeeds_when_a_pipe_is_closed() {
    let tool = env!("CARGO_BIN_EXE_webhook-receiver");
    let script = format!("{{ {tool} providers --json; echo \"code $?\" >&2; }} | head -n 1");
    let done = Done::from(Command::new("sh").args(["-c", &script]).output().unwrap());
    assert!(done.errors.ends_with("code 0\n"), "{}", done.errors);
    assert!(!done.errors.contains("panicked"), "{}", done.errors);
}

#[test]
fn listen_says_what_each_tunnel_changes() {
    let done = run(&[
        "listen", "twilio", "--port", "8000", "--path", "sms", "--json",
    ]);
    assert_eq!(done.code, 0);
    let lines = done.lines();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["command"], "ngrok http 8000");
    assert_eq!(
        lines[1]["command"],
        "cloudflared tunnel --url http://localhost:8000"
    );
    assert_eq!(lines[2]["command"], "hookdeck listen 8000 --path /sms");
    assert!(lines[0]["public_url"].as_str().unwrap().ends_with("/sms"));
    assert_eq!(lines[3]["keeps_body"], false, "smee");
    assert!(
        lines[0]["notes"]
            .to_string()
            .contains("Builder::public_url")
    );
    let text = run(&["listen", "github"]).output;
    assert!(!text.contains("public_url"), "{text}");
    assert!(!text.contains("handshake"), "{text}");
}

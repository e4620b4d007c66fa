//! Runs the tool, and a service that it can call.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Command, Output, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, SystemTime},
};

use bytes::Bytes;
use serde_json::Value;
use webhook_receiver::Reply;

pub(crate) const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";
pub(crate) const OTHER: &str = "f80935a4e6d1b2c74a5871d26c3e0f9b";

/// The result of a command.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Done {
    /// The output as JSON Lines.
    pub(crate) fn lines(&self) -> Vec<Value> {
        let lines = self.output.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")))
            .collect()
    }
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            output: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_webhook-receiver"));
    command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the tool with this standard input.
pub(crate) fn run_with(arguments: &[&str], input: &str) -> Done {
    let mut child = command(arguments).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = thread::spawn(move || {
        let _ = stdin.write_all(input.as_bytes());
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.into()
}

pub(crate) fn run(arguments: &[&str]) -> Done {
    run_with(arguments, "")
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Bytes,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        let found = headers.find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }

    /// Returns the request with a public origin in its URL.
    pub(crate) fn request(&self, origin: &str) -> http::Request<Bytes> {
        let mut request = http::Request::builder()
            .method(self.method.as_str())
            .uri(format!("{origin}{}", self.target));
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        request.body(self.body.clone()).unwrap()
    }
}

/// A service on a free port that answers each request by a function.
pub(crate) struct Service {
    pub(crate) url: String,
    arrived: Receiver<Arrived>,
}

impl Service {
    pub(crate) fn start(answer: impl Fn(&Arrived) -> Reply + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, arrived) = channel();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let Some(request) = read(&mut stream) else {
                    continue;
                };
                let reply = answer(&request);
                let _ = sender.send(request);
                let mut head = format!(
                    "HTTP/1.1 {} x\r\nconnection: close\r\ncontent-length: {}\r\n",
                    reply.status.as_u16(),
                    reply.body.len()
                );
                for (name, value) in &reply.headers {
                    head += &format!("{name}: {}\r\n", value.to_str().unwrap());
                }
                let _ = stream.write_all(format!("{head}\r\n").as_bytes());
                let _ = stream.write_all(&reply.body);
            }
        });
        Self { url, arrived }
    }

    /// Returns a service that accepts what this receiver accepts.
    pub(crate) fn of(receiver: webhook_receiver::Receiver, origin: &'static str) -> Self {
        Self::start(move |arrived| {
            match receiver.receive(arrived.request(origin), SystemTime::now()) {
                Ok(webhook_receiver::Received::Delivery(_)) => {
                    Reply::empty(http::StatusCode::NO_CONTENT)
                }
                Ok(webhook_receiver::Received::Handshake(reply)) => reply,
                Err(error) => Reply::from(error),
            }
        })
    }

    /// Returns the next request that arrived.
    pub(crate) fn next(&self) -> Arrived {
        self.arrived.recv_timeout(Duration::from_secs(20)).unwrap()
    }
}

fn read(stream: &mut TcpStream) -> Option<Arrived> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split(' ');
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(':') else {
            break;
        };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let found = headers.iter().find(|(name, _)| name == "content-length");
    let length = found.map_or(0, |(_, value)| value.parse().unwrap());
    if headers.iter().any(|(name, _)| name == "expect") {
        stream.write_all(b"HTTP/1.1 100 Continue\r\n\r\n").ok()?;
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some(Arrived {
        method,
        target,
        headers,
        body: body.into(),
    })
}

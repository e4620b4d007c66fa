//! HTTP/1.1 on a socket, byte by byte: what an HTTP client would not send.

use std::{
    io::{self, Read, Write},
    net::{TcpStream, ToSocketAddrs},
    sync::Arc,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{Request, Uri};
use rustls::{ClientConfig, ClientConnection, StreamOwned, pki_types::ServerName};
use rustls_platform_verifier::ConfigVerifierExt;

/// The service under test.
#[derive(Clone)]
pub(crate) struct Service {
    host: String,
    port: u16,
    authority: String,
    tls: Option<(Arc<ClientConfig>, ServerName<'static>)>,
    /// How long it has for an answer.
    patience: Duration,
}

/// What came of a request.
#[derive(Clone, Debug)]
pub(crate) enum Came {
    Answer(Answer),
    /// The service closed the connection without an answer.
    Closed,
    /// There was no answer in time.
    Silence,
    /// What came is not an answer of HTTP/1.1.
    Garbage,
}

/// An answer of the service.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// The text after the status.
    pub(crate) reason: Vec<u8>,
    pub(crate) headers: Vec<(String, Vec<u8>)>,
    /// The body's beginning.
    pub(crate) body: Vec<u8>,
    /// The time from the first byte of the request to the last of the answer.
    pub(crate) elapsed: Duration,
    /// Whether another request can follow on the connection.
    pub(crate) keeps_alive: bool,
}

/// How the header fields of a request are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spelling {
    Usual,
    /// Names in upper case, and white space around the values (RFC 9110, sections 5.1 and 5.5).
    Other,
}

/// The most bytes that are read of an answer's body.
const MAX_BODY: usize = 64 * 1024;
/// The most bytes of an answer's head.
const MAX_HEAD: usize = 64 * 1024;
/// A body is sent in pieces of this size.
const PIECE: usize = 64 * 1024;

impl Service {
    /// Returns the service at this URL.
    pub(crate) fn new(url: &Uri, patience: Duration) -> Result<Self, String> {
        let authority = url.authority().ok_or("the URL names no host")?;
        let is_tls = url.scheme_str() == Some("https");
        let port = authority
            .port_u16()
            .unwrap_or(if is_tls { 443 } else { 80 });
        let host = authority.host().trim_matches(['[', ']']).to_owned();
        let tls = if is_tls {
            let config = ClientConfig::with_platform_verifier();
            let config = config.map_err(|error| format!("TLS: {error}"))?;
            let name = ServerName::try_from(host.clone()).map_err(|error| error.to_string())?;
            Some((Arc::new(config), name))
        } else {
            None
        };
        let without_user = authority.as_str().rsplit('@').next();
        Ok(Self {
            authority: without_user.unwrap_or_default().to_owned(),
            host,
            port,
            tls,
            patience,
        })
    }

    /// Opens a connection.
    pub(crate) fn connect(&self) -> io::Result<Connection> {
        let mut last = io::Error::from(io::ErrorKind::AddrNotAvailable);
        for address in (self.host.as_str(), self.port).to_socket_addrs()? {
            match TcpStream::connect_timeout(&address, self.patience) {
                Ok(socket) => return self.start(socket),
                Err(error) => last = error,
            }
        }
        Err(last)
    }

    /// Connects once, to find out whether there is a service.
    pub(crate) fn probe(&self) -> Result<(), String> {
        let connected = self.connect().map(drop);
        connected.map_err(|error| format!("no connection to {}: {error}", self.authority))
    }

    fn start(&self, socket: TcpStream) -> io::Result<Connection> {
        socket.set_nodelay(true)?;
        socket.set_read_timeout(Some(self.patience))?;
        socket.set_write_timeout(Some(self.patience))?;
        let control = socket.try_clone()?;
        let stream: Box<dyn Stream> = match &self.tls {
            None => Box::new(socket),
            Some((config, name)) => {
                let tls = ClientConnection::new(Arc::clone(config), name.clone());
                let mut stream = StreamOwned::new(tls.map_err(io::Error::other)?, socket);
                // An untrusted certificate must not count as a response to a request.
                while stream.conn.is_handshaking() {
                    stream.conn.complete_io(&mut stream.sock)?;
                }
                Box::new(stream)
            }
        };
        Ok(Connection {
            stream,
            control,
            authority: self.authority.clone(),
            patience: self.patience,
            deadline: None,
            read: Vec::new(),
        })
    }

    /// Sends a request on a connection of its own.
    pub(crate) fn send(&self, request: &Request<Bytes>) -> io::Result<Came> {
        Ok(self.connect()?.send(request, Spelling::Usual))
    }
}

trait Stream: Read + Write + Send {}

impl<T: Read + Write + Send> Stream for T {}

/// One connection.
pub(crate) struct Connection {
    stream: Box<dyn Stream>,
    control: TcpStream,
    authority: String,
    patience: Duration,
    /// When the answer that is being read must be complete.
    deadline: Option<Instant>,
    /// What was read and is not used yet.
    read: Vec<u8>,
}

impl Connection {
    /// Sends a request and reads the answer. The connection stays open if the service leaves it open.
    pub(crate) fn send(&mut self, request: &Request<Bytes>, spelling: Spelling) -> Came {
        let started = Instant::now();
        let head = self.head(request, spelling);
        let written = self.write(&head).and_then(|()| {
            let mut pieces = request.body().chunks(PIECE);
            pieces.try_for_each(|piece| self.write(piece))
        });
        // A service may answer, and close, before it has read a body that is too large.
        let came = self.answer(started, request.method() == http::Method::HEAD);
        match (came, written) {
            (Came::Silence, Err(_)) => Came::Closed,
            (came, _) => came,
        }
    }

    /// Returns the head of a request as it is written.
    pub(crate) fn head(&self, request: &Request<Bytes>, spelling: Spelling) -> Vec<u8> {
        let target = request.uri().path_and_query();
        let target = target.map_or("/", |target| target.as_str());
        let mut head = format!("{} {target} HTTP/1.1\r\n", request.method()).into_bytes();
        let mut add = |name: &str, value: &[u8]| {
            let pieces: [&[u8]; 4] = match spelling {
                Spelling::Usual => [name.as_bytes(), b": ", value, b"\r\n"],
                Spelling::Other => [
                    &name.to_ascii_uppercase().into_bytes(),
                    b": \t ",
                    value,
                    b" \t\r\n",
                ],
            };
            head.extend_from_slice(&pieces.concat());
        };
        add("host", self.authority.as_bytes());
        add("user-agent", b"webhook-receiver-check");
        add("accept", b"*/*");
        let has_body = !request.body().is_empty() || request.method() == http::Method::POST;
        if has_body {
            add(
                "content-length",
                request.body().len().to_string().as_bytes(),
            );
        }
        for (name, value) in request.headers() {
            add(name.as_str(), value.as_bytes());
        }
        head.extend_from_slice(b"\r\n");
        head
    }

    /// Writes bytes.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)?;
        self.stream.flush()
    }

    /// Reads an answer. Interim answers are passed over.
    pub(crate) fn answer(&mut self, started: Instant, is_head: bool) -> Came {
        self.deadline = Instant::now().checked_add(self.patience);
        let came = loop {
            match self.one_answer(started, is_head) {
                Ok(Some(Came::Answer(answer))) if (100..200).contains(&answer.status) => {}
                Ok(Some(came)) => break came,
                Ok(None) => break Came::Closed,
                Err(error) if is_timeout(&error) => break Came::Silence,
                Err(_) => break Came::Closed,
            }
        };
        self.deadline = None;
        came
    }

    /// Returns whether the service has answered or closed the connection, after at most this time.
    pub(crate) fn is_answered_within(&mut self, time: Duration) -> bool {
        let time = time.max(Duration::from_millis(1));
        let _ = self.control.set_read_timeout(Some(time));
        let more = self.fill();
        let _ = self.control.set_read_timeout(Some(self.patience));
        match more {
            Ok(_) => true,
            Err(error) => !is_timeout(&error),
        }
    }

    fn one_answer(&mut self, started: Instant, is_head: bool) -> io::Result<Option<Came>> {
        let end = loop {
            if let Some(at) = find(&self.read, b"\r\n\r\n") {
                break at;
            }
            if self.read.len() > MAX_HEAD {
                return Ok(Some(Came::Garbage));
            }
            if !self.fill()? {
                let nothing = self.read.is_empty();
                return Ok((!nothing).then_some(Came::Garbage));
            }
        };
        let after = end.saturating_add(4);
        let head: Vec<u8> = self.read.drain(..after).collect();
        let Some((status, reason, headers)) = parse_head(&head) else {
            return Ok(Some(Came::Garbage));
        };
        let header = |wanted: &str| {
            let mut fields = headers.iter();
            let found = fields.find(|(name, _)| name == wanted);
            found.map(|(_, value)| String::from_utf8_lossy(value).to_ascii_lowercase())
        };
        let closes = header("connection").is_some_and(|value| value.contains("close"))
            || head.starts_with(b"HTTP/1.0");
        let is_chunked = header("transfer-encoding").is_some_and(|value| value.contains("chunked"));
        let length = header("content-length").and_then(|value| value.trim().parse::<usize>().ok());
        let has_none = is_head || status < 200 || status == 204 || status == 304;
        let (body, is_complete) = if has_none {
            (Vec::new(), true)
        } else if is_chunked {
            self.chunked()?
        } else if let Some(length) = length {
            self.sized(length)?
        } else {
            while self.read.len() < MAX_BODY && self.fill()? {}
            (std::mem::take(&mut self.read), false)
        };
        Ok(Some(Came::Answer(Answer {
            status,
            reason,
            headers,
            body,
            elapsed: started.elapsed(),
            keeps_alive: !closes && is_complete,
        })))
    }

    /// Reads a body of a known length.
    fn sized(&mut self, length: usize) -> io::Result<(Vec<u8>, bool)> {
        let wanted = length.min(MAX_BODY);
        while self.read.len() < wanted && self.fill()? {}
        let is_complete = wanted == length && self.read.len() >= wanted;
        let end = wanted.min(self.read.len());
        Ok((self.read.drain(..end).collect(), is_complete))
    }

    /// Reads a body in chunks.
    fn chunked(&mut self) -> io::Result<(Vec<u8>, bool)> {
        let mut body = Vec::new();
        loop {
            let line = loop {
                if let Some(at) = find(&self.read, b"\r\n") {
                    break self.read.drain(..at.saturating_add(2)).collect::<Vec<u8>>();
                }
                if self.read.len() > MAX_HEAD || !self.fill()? {
                    return Ok((body, false));
                }
            };
            let digits = line.split(|byte| !byte.is_ascii_hexdigit()).next();
            let size = digits
                .and_then(|digits| std::str::from_utf8(digits).ok())
                .and_then(|digits| usize::from_str_radix(digits, 16).ok());
            match size {
                // Nobody sends trailers in such an answer.
                Some(0) => {
                    let (_, is_complete) = self.sized(2)?;
                    return Ok((body, is_complete));
                }
                Some(size) if body.len().saturating_add(size) <= MAX_BODY => {
                    let (mut chunk, is_complete) = self.sized(size.saturating_add(2))?;
                    chunk.truncate(size);
                    body.append(&mut chunk);
                    if !is_complete {
                        return Ok((body, false));
                    }
                }
                _ => return Ok((body, false)),
            }
        }
    }

    /// Reads more. `false` if the service has closed the connection.
    fn fill(&mut self) -> io::Result<bool> {
        // Each byte of an answer that comes in drips is in time.
        if self
            .deadline
            .is_some_and(|deadline| Instant::now() >= deadline)
        {
            return Err(io::ErrorKind::TimedOut.into());
        }
        let mut piece = [0; 8192];
        let length = loop {
            match self.stream.read(&mut piece) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                // A service that closes without a TLS alert has closed all the same.
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => break 0,
                done => break done?,
            }
        };
        self.read.extend(piece.iter().take(length));
        Ok(length > 0)
    }
}

fn is_timeout(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
    )
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

type Head = (u16, Vec<u8>, Vec<(String, Vec<u8>)>);

fn parse_head(head: &[u8]) -> Option<Head> {
    let mut lines = head.split(|byte| *byte == b'\n');
    let rest = lines.next()?.strip_prefix(b"HTTP/1.")?;
    let mut words = rest.trim_ascii_end().splitn(3, |byte| *byte == b' ');
    let status = std::str::from_utf8(words.nth(1)?).ok()?.parse().ok()?;
    let reason = words.next().unwrap_or_default().to_vec();
    let fields = lines.filter_map(|line| {
        let at = line.iter().position(|byte| *byte == b':')?;
        let (name, value) = line.split_at_checked(at)?;
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        Some((name, value.get(1..)?.trim_ascii().to_vec()))
    });
    Some((status, reason, fields.collect()))
}

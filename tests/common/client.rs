//! An HTTP/1.1 client that sends exactly the given bytes, one at a time if needed.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

/// The response of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// In lower case; headers of the same name keep their order.
    pub headers: BTreeMap<String, Vec<String>>,
    pub body: Vec<u8>,
}

impl Answer {
    /// Removes the headers that the server adds: the date, those of the connection, and the length of a body
    /// that is not sent.
    pub fn essence(mut self, method: &str) -> Self {
        for name in ["date", "connection", "keep-alive", "transfer-encoding"] {
            self.headers.remove(name);
        }
        if method == "HEAD" {
            self.headers.remove("content-length");
        }
        self
    }

    /// Removes the length of an empty body.
    pub fn without_no_length(mut self) -> Self {
        if self.body.is_empty() {
            self.headers.remove("content-length");
        }
        self
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.first().map(String::as_str)
    }
}

/// A request to be written.
#[derive(Clone, Debug)]
pub struct Plain {
    pub method: String,
    pub target: String,
    pub host: String,
    pub headers: Vec<(String, Vec<u8>)>,
    pub body: Vec<u8>,
    /// Send the body in chunks of this size, without `Content-Length`.
    pub chunks: Option<usize>,
    /// Hold this many bytes of the framed body back, and wait.
    pub withheld: usize,
}

impl Plain {
    pub fn post(target: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            method: "POST".into(),
            target: target.into(),
            host: "app.example".into(),
            headers: Vec::new(),
            body: body.into(),
            chunks: None,
            withheld: 0,
        }
    }

    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.into(), value.as_ref().to_vec()));
        self
    }

    /// Returns the head as it is sent, with the headers that frame the body.
    pub fn head(&self) -> Vec<u8> {
        let mut head = format!(
            "{} {} HTTP/1.1\r\nHost: {}\r\n",
            self.method, self.target, self.host
        );
        match self.chunks {
            Some(_) => head.push_str("Transfer-Encoding: chunked\r\n"),
            None if self.body.is_empty() && self.method != "POST" => {}
            None => head.push_str(&format!("Content-Length: {}\r\n", self.body.len())),
        }
        let mut head = head.into_bytes();
        for (name, value) in &self.headers {
            head.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
        }
        head.extend(b"\r\n");
        head
    }

    /// Returns the body as it is sent.
    pub fn framed_body(&self) -> Vec<u8> {
        let Some(size) = self.chunks else {
            return self.body.clone();
        };
        let mut framed = Vec::new();
        for chunk in self.body.chunks(size) {
            framed.extend(format!("{:x}\r\n", chunk.len()).into_bytes());
            framed.extend(chunk);
            framed.extend(b"\r\n");
        }
        framed.extend(b"0\r\n\r\n");
        framed
    }
}

/// A connection to a server.
pub struct Connection {
    stream: TcpStream,
    read: Vec<u8>,
}

impl Connection {
    pub fn open(to: SocketAddr) -> Self {
        let stream = TcpStream::connect(to).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(30)))
            .unwrap();
        Self {
            stream,
            read: Vec::new(),
        }
    }

    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stream.write_all(bytes)
    }

    /// Sends the whole request, then reads the response.
    pub fn send(&mut self, request: &Plain) -> io::Result<Answer> {
        let mut bytes = request.head();
        bytes.extend(request.framed_body());
        bytes.truncate(bytes.len() - request.withheld);
        // The server may have responded and closed already; its response counts.
        let written = self.write(&bytes);
        self.answer(request.method == "HEAD")
            .map_err(|error| written.err().unwrap_or(error))
    }

    /// Reads a response, and skips those with a status of 1xx.
    pub fn answer(&mut self, without_body: bool) -> io::Result<Answer> {
        loop {
            let answer = self.any_answer(without_body)?;
            if answer.status >= 200 {
                return Ok(answer);
            }
        }
    }

    /// Reads a response, which may have a status of 1xx.
    pub fn any_answer(&mut self, without_body: bool) -> io::Result<Answer> {
        let end = loop {
            if let Some(end) = find(&self.read, b"\r\n\r\n") {
                break end + 4;
            }
            self.more()?;
        };
        let head: Vec<u8> = self.read.drain(..end).collect();
        let head = String::from_utf8(head).unwrap();
        let mut lines = head.split("\r\n");
        let status = lines.next().unwrap().split(' ').nth(1).unwrap();
        let mut answer = Answer {
            status: status.parse().unwrap(),
            headers: BTreeMap::new(),
            body: Vec::new(),
        };
        for line in lines.filter(|line| !line.is_empty()) {
            let (name, value) = line.split_once(':').unwrap();
            let values = answer.headers.entry(name.to_ascii_lowercase()).or_default();
            values.push(value.trim().to_owned());
        }
        if without_body || answer.status < 200 || matches!(answer.status, 204 | 304) {
            return Ok(answer);
        }
        if answer.header("transfer-encoding") == Some("chunked") {
            answer.body = self.chunked()?;
            return Ok(answer);
        }
        let length = answer
            .header("content-length")
            .map(|text| text.parse().unwrap());
        while length.is_none_or(|length: usize| self.read.len() < length) {
            match self.more() {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof && length.is_none() => {
                    break;
                }
                more => more?,
            }
        }
        let length = length.unwrap_or(self.read.len());
        answer.body = self.read.drain(..length).collect();
        Ok(answer)
    }

    fn chunked(&mut self) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        loop {
            let end = loop {
                match find(&self.read, b"\r\n") {
                    Some(end) => break end,
                    None => self.more()?,
                }
            };
            let line: Vec<u8> = self.read.drain(..end + 2).collect();
            let size = std::str::from_utf8(&line[..end]).unwrap();
            let size = usize::from_str_radix(size, 16).unwrap();
            while self.read.len() < size + 2 {
                self.more()?;
            }
            body.extend(self.read.drain(..size));
            self.read.drain(..2);
            if size == 0 {
                return Ok(body);
            }
        }
    }

    fn more(&mut self) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        let count = self.stream.read(&mut buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.read.extend(&buffer[..count]);
        Ok(())
    }

    /// Returns whether the server closes the connection within this time.
    pub fn closes_within(&mut self, time: Duration) -> bool {
        self.stream.set_read_timeout(Some(time)).unwrap();
        loop {
            match self.more() {
                Ok(()) => {}
                Err(error) => {
                    return !matches!(
                        error.kind(),
                        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                    );
                }
            }
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|found| found == wanted)
}

/// Sends one request on a connection of its own.
pub fn send(to: SocketAddr, request: &Plain) -> io::Result<Answer> {
    Connection::open(to).send(request)
}

//! Sends requests, to the URL that was named and to no other.

use std::{
    error::Error,
    fmt::Write,
    io::Read,
    time::{Duration, Instant},
};

use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, Uri};
use serde_json::{Value, json};
use ureq::{
    Agent,
    tls::{RootCerts, TlsConfig},
};

use crate::{failure::Failure, mask::Mask, printable::printable};

/// An HTTP client that follows no redirect, uses no proxy, and adds no header but those that HTTP demands
/// and, for a URL with a user name, `authorization`.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    agent: Agent,
}

/// What a service answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The body's beginning.
    pub(crate) body: Vec<u8>,
    /// Whether the body is longer.
    pub(crate) is_cut: bool,
    pub(crate) elapsed: Duration,
}

/// The most bytes that are read of a response's body.
const MAX_ANSWER: u64 = 4096;
/// What is read beyond that, so that no secret is cut in two.
const MORE: u64 = 8192;

impl Client {
    /// Creates a client whose requests take this long at most.
    pub(crate) fn new(timeout: Duration) -> Self {
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .user_agent("")
            .accept("")
            .accept_encoding("")
            .allow_non_standard_methods(true)
            .timeout_global(Some(timeout))
            .tls_config(tls)
            .build();
        Self {
            agent: config.into(),
        }
    }

    /// Sends a request to the host of its URL. A `host` among its headers is sent as it is.
    /// The answer is returned without these secrets, and without signatures.
    pub(crate) fn send(
        &self,
        request: Request<Bytes>,
        secrets: &[String],
    ) -> Result<Answer, Failure> {
        let mask = Mask::new(secrets, &request);
        let url = request.uri().clone();
        let started = Instant::now();
        let failed = |error: &dyn Error| {
            Failure::Failed(format!(
                "no response from {}: {}",
                origin(&url),
                causes(error)
            ))
        };
        let (parts, body) = request.into_parts();
        let has_none =
            body.is_empty() && [Method::GET, Method::HEAD, Method::DELETE].contains(&parts.method);
        let response = if has_none {
            self.agent.run(Request::from_parts(parts, ()))
        } else {
            self.agent.run(Request::from_parts(parts, body.as_ref()))
        };
        let mut response = response.map_err(|error| failed(&error))?;
        let mut body = Vec::new();
        let reader = response.body_mut().as_reader();
        let read = reader
            .take(MAX_ANSWER.saturating_add(MORE))
            .read_to_end(&mut body);
        read.map_err(|error| failed(&error))?;
        let is_cut = body.len() as u64 > MAX_ANSWER;
        let mut body = mask.text(&body).into_bytes();
        if is_cut {
            body.truncate(MAX_ANSWER as usize);
        }
        let mut headers = response.headers().clone();
        mask.headers(&mut headers);
        Ok(Answer {
            status: response.status(),
            headers,
            body,
            is_cut,
            elapsed: started.elapsed(),
        })
    }
}

impl Answer {
    /// Returns the answer as a line.
    pub(crate) fn line(&self) -> Value {
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), String::from_utf8_lossy(value.as_bytes())))
            .collect();
        json!({
            "outcome": if self.status.is_success() { "accepted" } else { "rejected" },
            "status": self.status.as_u16(),
            "headers": headers,
            "body": String::from_utf8_lossy(&self.body),
            "body_cut": self.is_cut,
            "elapsed_ms": u64::try_from(self.elapsed.as_millis()).ok(),
        })
    }

    /// Returns the status, and the body's beginning.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{} in {} ms\n", self.status, self.elapsed.as_millis());
        let body = printable(&self.body);
        if !body.trim().is_empty() {
            // Writing to a `String` never fails.
            let _ = writeln!(text, "{}", body.trim_end());
        }
        if self.is_cut {
            text.push_str("(the rest of the body is not shown)\n");
        }
        text
    }
}

/// Directs a request to another URL: to its path, unless that is `/`, and to its query, if it has one.
pub(crate) fn redirect(request: &mut Request<Bytes>, to: &Uri) -> Result<(), Failure> {
    let from = request.uri();
    let path = if to.path() == "/" {
        from.path()
    } else {
        to.path()
    };
    let target = match to.query().or(from.query()) {
        Some(query) => format!("{path}?{query}"),
        None => path.to_owned(),
    };
    let mut parts = to.clone().into_parts();
    parts.path_and_query = Some(target.parse().map_err(wrong_url)?);
    *request.uri_mut() = Uri::from_parts(parts).map_err(wrong_url)?;
    Ok(())
}

fn wrong_url(error: impl Error) -> Failure {
    Failure::Failed(format!("the URL cannot be sent: {error}"))
}

/// Returns a URL without its path, which can have a token, and without a user's name and password.
fn origin(url: &Uri) -> String {
    let scheme = url.scheme_str().unwrap_or("http");
    let authority = url.authority().map_or("", |authority| authority.as_str());
    let host = authority.rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{host}")
}

/// Returns an error with the errors that it comes from, each once.
fn causes(error: &dyn Error) -> String {
    let text = error.to_string();
    let mut text = text.strip_prefix("io: ").unwrap_or(&text).to_owned();
    let mut source = error.source();
    while let Some(error) = source {
        let cause = error.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
        source = error.source();
    }
    text
}

//! `record`: a server that stores the requests that arrive.

mod recorder;
pub(crate) mod redact;
mod sink;

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    pin::pin,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use clap::Args;
use http::{StatusCode, Uri};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{net::TcpListener, signal, sync::mpsc, time::timeout};
use webhook_receiver::Provider;

use self::{recorder::Recorder, redact::Secrets as Redacted, sink::Sink};
use crate::{
    arguments::{Secrets, Settings, provider, target},
    failure::Failure,
};

/// Store requests as they arrive, for `replay` and `explain`.
///
/// Serves HTTP on 127.0.0.1. A tunnel can forward requests to it, see `listen`. The values of headers that hold tokens,
/// passwords or cookies are left out, so that a recording can be passed on. Bodies are kept as they are.
/// Ends with ctrl-c.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The file to which requests are added, as JSON Lines. Defaults to standard output.
    #[arg(default_value = "-")]
    file: PathBuf,
    /// The port on 127.0.0.1, or 0 for a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// The id of the provider. Its handshakes are answered if a secret is given, too.
    #[arg(long, value_name = "ID", value_parser = provider)]
    provider: Option<Provider>,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    settings: Settings,
    /// The origin that the provider calls, such as https://app.example. Defaults to that of the request.
    #[arg(long, value_name = "URL", value_parser = target)]
    public_url: Option<Uri>,
    /// The status of the responses.
    #[arg(long, default_value = "200")]
    status: StatusCode,
    /// Record the values of all headers and parameters, and the secrets and settings that are given.
    #[arg(long)]
    keep_secrets: bool,
    /// The largest body that is accepted, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 25 * 1024 * 1024)]
    body_limit: usize,
    /// The largest size of the file, in bytes.
    #[arg(long, value_name = "BYTES", default_value_t = 1024 * 1024 * 1024)]
    file_limit: u64,
    /// End after this number of requests.
    #[arg(long, value_name = "REQUESTS")]
    count: Option<u64>,
}

/// How long the head and the body of a request may take, and requests that have begun when the server ends.
const PATIENCE: Duration = Duration::from_secs(30);
const LAST_REQUESTS: Duration = Duration::from_secs(5);
/// More connections wait until others are closed.
const MAX_CONNECTIONS: usize = 64;

pub(crate) fn run(arguments: Arguments) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::Failed(format!("cannot serve: {error}"));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.map_err(failed)?.block_on(async {
        let address = SocketAddr::from(([127, 0, 0, 1], arguments.port));
        let listener = TcpListener::bind(address).await.map_err(|error| {
            Failure::Failed(format!("cannot listen on {address}: {error}; see --port"))
        })?;
        let address = listener.local_addr().map_err(failed)?;
        let count = arguments.count;
        let recorder = arguments.recorder(address)?;
        say(&format!("listening on http://{address}, ends with ctrl-c"));
        serve(listener, Arc::new(recorder), count).await
    })
}

impl Arguments {
    fn recorder(self, address: SocketAddr) -> Result<Recorder, Failure> {
        let secrets = self.secrets.read()?;
        if let Some(provider) = &self.provider {
            let name = provider.name();
            if provider.holds_secret_in_body() {
                say(&format!(
                    "note: bodies of {name} contain its token, and are recorded as they are"
                ));
            }
            if provider.needs_public_url() && self.public_url.is_none() {
                say(&format!(
                    "note: {name} signs the URL that it calls: give it as --public-url"
                ));
            }
        } else if !secrets.is_empty() {
            return Err(Failure::Usage("a secret needs --provider".to_owned()));
        }
        let redacts = Redacted::of(self.provider, &self.settings.settings);
        Ok(Recorder {
            provider: self.provider,
            secrets,
            options: self.settings.options(),
            origin: self
                .public_url
                .and_then(|url| Some(format!("{}://{}", url.scheme_str()?, url.authority()?))),
            address: address.to_string(),
            redacts: (!self.keep_secrets).then_some(redacts),
            body_limit: self.body_limit,
            status: self.status,
            sink: Mutex::new(Sink::open(&self.file, self.file_limit)?),
        })
    }
}

/// Serves until ctrl-c, until the count is reached, or until nothing more can be recorded.
async fn serve(
    listener: TcpListener,
    recorder: Arc<Recorder>,
    count: Option<u64>,
) -> Result<(), Failure> {
    let connections = GracefulShutdown::new();
    let (ended, mut end) = mpsc::unbounded_channel();
    let number = Arc::new(Mutex::new(0_u64));
    let mut interrupted = pin!(signal::ctrl_c());
    let result = loop {
        let accepted = tokio::select! {
            accepted = listener.accept(), if connections.count() < MAX_CONNECTIONS => accepted,
            () = tokio::time::sleep(Duration::from_millis(50)), if connections.count() >= MAX_CONNECTIONS => continue,
            _ = &mut interrupted => break Ok(()),
            result = end.recv() => break result.unwrap_or(Ok(())),
        };
        let Ok((stream, _)) = accepted else {
            // Too many open files, or a connection that was closed at once.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let (recorder, ended, number) = (recorder.clone(), ended.clone(), number.clone());
        let service = service_fn(move |request| {
            let (recorder, ended, number) = (recorder.clone(), ended.clone(), number.clone());
            async move {
                let Ok(done) = timeout(PATIENCE, recorder.record(request)).await else {
                    return Err(io::Error::from(io::ErrorKind::TimedOut));
                };
                let mut number = number.lock().unwrap_or_else(PoisonError::into_inner);
                match done.recorded {
                    Ok(is_recorded) => *number = number.saturating_add(u64::from(is_recorded)),
                    // The receiver is there as long as the loop is.
                    Err(failure) => drop(ended.send(Err(failure))),
                }
                say(&format!("{}: {}", *number, done.said));
                if count.is_some_and(|count| *number >= count) {
                    drop(ended.send(Ok(())));
                }
                Ok(done.response)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(PATIENCE)
            .serve_connection(TokioIo::new(stream), service);
        tokio::spawn(connections.watch(connection));
    };
    // Whoever has sent a request gets the response to it.
    let _ = timeout(LAST_REQUESTS, connections.shutdown()).await;
    result
}

/// Prints a note on standard error.
fn say(text: &str) {
    // If it is closed, the note is not needed.
    let _ = writeln!(io::stderr(), "{text}");
}

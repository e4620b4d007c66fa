//! Arguments that several commands have.

use std::{
    collections::BTreeMap,
    env,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, SystemTime},
};

use clap::Args;
use http::{Uri, uri::Authority};
use serde_json::Value;
use webhook_receiver::{Provider, Secret, danger, events::Timestamp, providers};

use crate::failure::Failure;

/// The secrets of an endpoint.
#[derive(Args, Clone)]
pub(crate) struct Secrets {
    /// A secret, as the provider shows it. Other users of this machine see it in the list of processes.
    #[arg(long, value_name = "SECRET")]
    pub(crate) secret: Vec<String>,
    /// A file with a secret or a key, or `-` for standard input. A line break at its end is removed.
    #[arg(long, value_name = "FILE")]
    pub(crate) secret_file: Vec<PathBuf>,
    /// The name of an environment variable that has a secret.
    #[arg(long, value_name = "NAME")]
    pub(crate) secret_env: Vec<String>,
}

impl Secrets {
    /// Returns the secrets, in the order: flags, files, variables.
    pub(crate) fn read(&self) -> Result<Vec<String>, Failure> {
        let mut secrets = self.secret.clone();
        // A secret that was given in place of a name or a path is not repeated.
        for path in &self.secret_file {
            let unread = |why: &str| Failure::Usage(format!("the file of --secret-file {why}"));
            let content = match open(path)? {
                Ok(content) => content,
                Err(error) => return Err(unread(&format!("cannot be read: {error}"))),
            };
            let mut bytes = Vec::new();
            let most = MAX_SECRET.saturating_add(1);
            if let Err(error) = content.take(most).read_to_end(&mut bytes) {
                return Err(unread(&format!("cannot be read: {error}")));
            }
            if bytes.len() as u64 > MAX_SECRET {
                return Err(unread("has more than 64 KiB, and is no secret"));
            }
            let text = String::from_utf8(bytes).map_err(|_| unread("is not UTF-8"))?;
            let text = text.strip_suffix('\n').unwrap_or(&text);
            secrets.push(text.strip_suffix('\r').unwrap_or(text).to_owned());
        }
        for name in &self.secret_env {
            secrets.push(env::var(name).map_err(|error| {
                match error {
                    env::VarError::NotPresent if is_name(name) => {
                        Failure::Usage(format!("the environment variable {name} is not set"))
                    }
                    env::VarError::NotPresent => Failure::Usage(
                        "no environment variable has the name given by --secret-env, which takes a name, \
                         not a secret"
                            .to_owned(),
                    ),
                    env::VarError::NotUnicode(_) => {
                        Failure::Usage(format!("the environment variable {name} is not UTF-8"))
                    }
                }
            })?);
        }
        if secrets.iter().any(String::is_empty) {
            return Err(Failure::Usage("a secret is empty".to_owned()));
        }
        Ok(secrets)
    }

    /// Returns the first secret and the others, as they sign. They may be too short for a service.
    pub(crate) fn signing(secrets: &[String]) -> Result<(Secret, Vec<Secret>), Failure> {
        let mut secrets = secrets.iter().map(|secret| {
            danger::short_secret(secret.as_str()).map_err(|error| Failure::Usage(error.to_string()))
        });
        let first = secrets.next().ok_or_else(no_secret)??;
        Ok((first, secrets.collect::<Result<_, _>>()?))
    }

    /// Returns the secrets; at least one is required.
    pub(crate) fn read_some(&self) -> Result<Vec<String>, Failure> {
        let secrets = self.read()?;
        if secrets.is_empty() {
            return Err(no_secret());
        }
        Ok(secrets)
    }
}

fn no_secret() -> Failure {
    Failure::Usage("a secret is needed: give --secret, --secret-file or --secret-env".to_owned())
}

/// Whether a text is the usual name of a variable, and not a secret: such as `WEBHOOK_SECRET`.
fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    text.contains('_') && bytes.all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'))
}

/// What a provider must know besides its secrets.
#[derive(Args, Clone)]
pub(crate) struct Settings {
    /// A setting of the endpoint, such as `webhook_id`. `providers --show` names those of a provider.
    #[arg(long = "setting", value_name = "NAME=VALUE", value_parser = setting)]
    pub(crate) settings: Vec<(String, String)>,
}

impl Settings {
    /// Returns the settings as the options of a line.
    pub(crate) fn options(&self) -> BTreeMap<String, Value> {
        let settings = self.settings.iter().cloned();
        settings
            .map(|(name, value)| (name, Value::String(value)))
            .collect()
    }
}

/// Parses the id of a provider.
pub(crate) fn provider(id: &str) -> Result<Provider, String> {
    providers::by_id(id).ok_or_else(|| {
        format!("no provider has this id; `webhook-receiver providers {id}` searches for it")
    })
}

/// Parses a URL to which requests can be sent.
pub(crate) fn target(text: &str) -> Result<Uri, String> {
    let wrong_start = || "a URL must begin with http:// or https:// and name a host".to_owned();
    let uri: Uri = text.parse().map_err(|error| match text {
        text if text.starts_with("http://") || text.starts_with("https://") => format!("{error}"),
        _ => wrong_start(),
    })?;
    match (uri.scheme_str(), uri.authority()) {
        // `Uri` takes other digits for no port.
        (Some("http" | "https"), Some(authority)) if has_wrong_port(authority) => {
            Err("a port is a number from 0 to 65535".to_owned())
        }
        (Some("http" | "https"), Some(_)) => Ok(uri),
        _ => Err(wrong_start()),
    }
}

fn has_wrong_port(authority: &Authority) -> bool {
    let host = authority.as_str().rsplit('@').next().unwrap_or_default();
    let port = host.strip_prefix(authority.host());
    let port = port.and_then(|rest| rest.strip_prefix(':'));
    port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err())
}

/// Parses a time, in RFC 3339 or in seconds since 1970, into the latter.
pub(crate) fn time(text: &str) -> Result<f64, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(seconds);
    }
    Timestamp::from(text)
        .system_time()
        .and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok())
        .map(|since_1970| since_1970.as_secs_f64())
        .ok_or_else(|| "neither seconds since 1970 nor like 2026-11-30T12:00:00Z".to_owned())
}

/// Parses a duration, such as `10s`.
pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    humantime::parse_duration(text).map_err(|error| error.to_string())
}

fn setting(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("not of the form NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// The most bytes of a secret.
const MAX_SECRET: u64 = 64 * 1024;

/// Returns the content of a file, or of standard input for `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    open(path)?
        .and_then(|mut file| file.read_to_end(&mut content))
        .map_err(|error| Failure::Failed(format!("cannot read {}: {error}", path.display())))?;
    Ok(content)
}

/// Opens a file, or standard input for `-`, which can be used once.
pub(crate) fn open(path: &Path) -> Result<io::Result<Box<dyn Read>>, Failure> {
    static IS_TAKEN: AtomicBool = AtomicBool::new(false);
    if path != Path::new("-") {
        return Ok(File::open(path).map(|file| Box::new(file) as Box<dyn Read>));
    }
    if IS_TAKEN.swap(true, Ordering::Relaxed) {
        return Err(Failure::Usage(
            "standard input can be used for one argument only".to_owned(),
        ));
    }
    Ok(Ok(Box::new(io::stdin())))
}

//! Secrets from files that change while the service runs, such as those of a mounted Kubernetes secret.
//!
//! ```sh
//! mkdir secrets && echo "It's a Secret to Everybody" > secrets/current
//! SECRETS=secrets cargo run --example secret_file --features axum,github
//! ```
//!
//! Each file in the directory is a secret. To rotate the secret, add the new one as a second file, change it
//! at GitHub, and remove the old file. Write the new file elsewhere and move it into the directory, so that it
//! is never read half-written. With Kubernetes, the files are the keys of the secret:
//!
//! ```yaml
//! env: [{name: SECRETS, value: /run/secrets/github}]
//! volumeMounts: [{name: github, mountPath: /run/secrets/github, readOnly: true}]
//! # …
//! volumes: [{name: github, secret: {secretName: github-webhook}}]
//! ```
//!
//! Do not mount with `subPath`: Kubernetes does not update such a mount.

use std::{fs, io, path::Path, time::Duration};

use axum::{Router, http::StatusCode, routing::any};
use webhook_receiver::{Receiver, ReloadHandle, Secret, Webhook, events::github};

type Error = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let directory = std::env::var("SECRETS")?;
    // The first reading must succeed. If a later one fails, the secrets stay as they are.
    let mut builder = Receiver::builder(github::PROVIDER);
    for secret in read(directory.as_ref())? {
        builder = builder.secret(secret);
    }
    let (receiver, handle) = builder.build_reloadable()?;
    let seconds = std::env::var("RELOAD_SECONDS").map_or(Ok(10), |text| text.parse())?;
    tokio::spawn(reload(directory, handle, Duration::from_secs(seconds)));

    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(receiver);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// Reads the files periodically. Unlike notifications of changes, this works on every file system.
async fn reload(directory: String, handle: ReloadHandle, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        let secrets = read(directory.as_ref());
        let reloaded = secrets.and_then(|secrets| Ok(handle.reload(&secrets)?));
        if let Err(error) = reloaded {
            eprintln!("the secrets were not reloaded: {error}");
        }
    }
}

/// Reads a secret from each file, in the order of the names. Hidden entries are skipped: Kubernetes keeps the
/// files in directories whose names begin with `..`, and links to them.
fn read(directory: &Path) -> Result<Vec<Secret>, Error> {
    let entries = fs::read_dir(directory)?.collect::<Result<Vec<_>, io::Error>>()?;
    let mut files: Vec<_> = entries
        .iter()
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    let secrets: Result<_, _> = files.iter().map(Secret::from_file).collect();
    Ok(secrets?)
}

async fn on_github(Webhook { delivery, .. }: Webhook<github::Event>) -> StatusCode {
    println!("{:?}, secret {}", delivery.kind(), delivery.key_index());
    StatusCode::NO_CONTENT
}

//! Secrets in files that change while the service runs, as those of a mounted Kubernetes secret do.
//!
//! ```sh
//! mkdir secrets && echo "It's a Secret to Everybody" > secrets/current
//! SECRETS=secrets cargo run --example secret_file --features axum,github
//! ```
//!
//! Each file in the folder is a secret. To rotate one, add the new secret as a second file, change it at
//! GitHub, and remove the old file. Write a file elsewhere and move it there, so that no half of it is read. With Kubernetes the files are the keys of the secret:
//!
//! ```yaml
//! env: [{name: SECRETS, value: /run/secrets/github}]
//! volumeMounts: [{name: github, mountPath: /run/secrets/github, readOnly: true}]
//! # …
//! volumes: [{name: github, secret: {secretName: github-webhook}}]
//! ```
//!
//! Do not mount with `subPath`: such a mount does not change.

use std::{fs, io, path::Path, time::Duration};

use axum::{Router, http::StatusCode, routing::any};
use webhook_receiver::{Receiver, ReloadHandle, Secret, Webhook, events::github};

type Error = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Error> {
    let folder = std::env::var("SECRETS")?;
    // At the start there must be a secret. Later, an error changes nothing.
    let builder = read(folder.as_ref())?
        .into_iter()
        .fold(Receiver::builder(github::PROVIDER), |builder, secret| {
            builder.secret(secret)
        });
    let (receiver, handle) = builder.build_reloadable()?;
    let seconds = std::env::var("RELOAD_SECONDS").map_or(Ok(10), |text| text.parse())?;
    tokio::spawn(watch(folder, handle, Duration::from_secs(seconds)));

    let routes = Router::new()
        .route("/github", any(on_github))
        .with_state(receiver);
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on {}", listener.local_addr()?);
    Ok(axum::serve(listener, routes).await?)
}

/// Reads the files again and again: it costs less than to ask whether they changed, and misses no change
/// on any file system.
async fn watch(folder: String, handle: ReloadHandle, period: Duration) {
    loop {
        tokio::time::sleep(period).await;
        let secrets = read(folder.as_ref());
        let reloaded = secrets.and_then(|secrets| Ok(handle.reload(&secrets)?));
        if let Err(error) = reloaded {
            eprintln!("the secrets remain as they were: {error}");
        }
    }
}

/// Kubernetes keeps the files in folders whose names begin with `..`, and links to them.
fn read(folder: &Path) -> Result<Vec<Secret>, Error> {
    let entries = fs::read_dir(folder)?.collect::<Result<Vec<_>, io::Error>>()?;
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

//! A webhook in a Cloudflare Worker, which runs on `wasm32-unknown-unknown`. There, `SystemTime::now` panics, so
//! the time comes from the platform.

use std::time::SystemTime;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use webhook_receiver::{Received, Receiver, Reply, events::github};

/// Responds to a request that arrived at `now`.
pub fn respond(
    receiver: &Receiver<github::Event>,
    request: Request<Bytes>,
    now: SystemTime,
) -> Response<Bytes> {
    match receiver.receive(request, now) {
        Ok(Received::Delivery(delivery)) => {
            let status = match delivery.event() {
                Ok(github::Event::Push(_)) => StatusCode::ACCEPTED,
                _ => StatusCode::NO_CONTENT,
            };
            Reply::empty(status).into()
        }
        // The provider checks that the endpoint is yours; the reply is the expected answer.
        Ok(Received::Handshake(reply)) => reply.into(),
        // The sender only gets the status.
        Err(error) => Reply::from(error).into(),
    }
}

#[cfg(target_family = "wasm")]
mod worker_entry {
    use std::{cell::OnceCell, time::Duration};

    use http_body_util::{BodyExt, Full, Limited};
    use webhook_receiver::Secret;
    use worker::{Context, Date, Env, HttpRequest, Result, console_log, event};

    use super::*;

    thread_local! {
        /// One per isolate. The settings of a Worker are known when the first request arrives.
        static RECEIVER: OnceCell<Receiver<github::Event>> = const { OnceCell::new() };
    }

    /// GitHub's largest payload is 25 MB; the default limit of a receiver is less.
    const MOST: usize = 5 * 1024 * 1024;

    #[event(fetch)]
    async fn fetch(request: HttpRequest, env: Env, _: Context) -> Result<Response<Full<Bytes>>> {
        // The clock of a Worker stands still while it computes, so this is when the request arrived.
        let now = SystemTime::UNIX_EPOCH + Duration::from_millis(Date::now().as_millis());
        let (head, body) = request.into_parts();
        let Ok(body) = Limited::new(body, MOST).collect().await else {
            return Ok(Response::from(Reply::empty(StatusCode::PAYLOAD_TOO_LARGE)).map(Full::new));
        };
        let request = Request::from_parts(head, body.to_bytes());
        let receiver = match RECEIVER.with(|receiver| receiver.get().cloned()) {
            Some(receiver) => receiver,
            None => {
                let secret = env.secret("GITHUB_WEBHOOK_SECRET")?.to_string();
                let receiver = Secret::new(secret)
                    .and_then(|secret| Receiver::new(github::PROVIDER, secret))
                    .map_err(|error| error.to_string())?;
                RECEIVER.with(|cell| cell.get_or_init(|| receiver).clone())
            }
        };
        let response = respond(&receiver, request, now);
        console_log!("{}", response.status());
        Ok(response.map(Full::new))
    }
}

#[cfg(test)]
mod tests {
    use webhook_receiver::{Secret, testing::Signer};

    use super::*;

    const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

    #[test]
    fn accepts_a_delivery_and_rejects_a_forgery() {
        let secret = Secret::new(SECRET).unwrap();
        let receiver = Receiver::new(github::PROVIDER, secret.clone()).unwrap();
        let signer = Signer::new(github::PROVIDER, secret).kind("ping");
        let genuine = signer.sign("https://app.example/github", "{}").unwrap();
        let forged = genuine.clone().map(|_| Bytes::from_static(b"{ }"));
        let status = |request| respond(&receiver, request, SystemTime::now()).status();
        assert_eq!(status(genuine), StatusCode::NO_CONTENT);
        assert_eq!(status(forged), StatusCode::UNAUTHORIZED);
    }
}

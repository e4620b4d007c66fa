//! The function. Build it with `cargo lambda build`, and set `GITHUB_WEBHOOK_SECRET`.

use lambda::respond;
use lambda_http::{Request, run, service_fn};
use webhook_receiver::{Receiver, Secret, events::github};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), lambda_http::Error> {
    // A missing or unusable secret ends the function here, with an error that says what to do.
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    // Of Twilio and others who sign the URL, pass the public one to `Builder::public_url`: behind API Gateway, the
    // path of the request begins with the stage.
    let receiver: Receiver<github::Event> = Receiver::new(github::PROVIDER, secret)?;
    run(service_fn(async |request: Request| {
        Ok::<_, lambda_http::Error>(respond(&receiver, request))
    }))
    .await
}

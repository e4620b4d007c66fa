//! An actix-web service with tests that send genuine deliveries and forgeries.
//!
//! ```sh
//! cargo test --example test_actix_web --features actix-web,fixtures,github
//! ```

use std::sync::atomic::{AtomicUsize, Ordering};

use actix_web::{App, HttpResponse, HttpServer, web};
use webhook_receiver::{Receiver, Secret, Webhook, events::github};

/// A test double of the build system, which counts the builds that were started.
#[derive(Default)]
struct Builds(AtomicUsize);

/// The routes, for the server and for the tests.
fn routes(
    receiver: web::Data<Receiver<github::Event>>,
    builds: web::Data<Builds>,
) -> impl Fn(&mut web::ServiceConfig) {
    move |config| {
        config
            .app_data(receiver.clone())
            .app_data(builds.clone())
            .route("/github", web::route().to(on_github));
    }
}

async fn on_github(
    builds: web::Data<Builds>,
    Webhook { event, .. }: Webhook<github::Event>,
) -> HttpResponse {
    let is_new = match event {
        github::Event::Push(push) => !push.deleted,
        github::Event::PullRequest(pr) => pr.action.is_opened(),
        _ => false,
    };
    builds.0.fetch_add(usize::from(is_new), Ordering::Relaxed);
    HttpResponse::NoContent().finish()
}

#[actix_web::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secret = Secret::from_env("GITHUB_WEBHOOK_SECRET")?;
    let receiver = web::Data::new(Receiver::new(github::PROVIDER, secret)?);
    let builds = web::Data::new(Builds::default());
    let app = move || App::new().configure(routes(receiver.clone(), builds.clone()));
    let address = std::env::var("LISTEN").unwrap_or("127.0.0.1:3000".to_owned());
    let server = HttpServer::new(app).bind(address)?;
    for address in server.addrs() {
        println!("listening on {address}");
    }
    Ok(server.run().await?)
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use actix_web::test::{call_service, init_service};
    use webhook_receiver::testing::{Sender, actix_request, fixtures};

    use super::*;

    const SECRET: &str = "0f9b6c3e71d24a58b2c7e6d1a4f80935";

    /// Returns a sender of this fixture.
    fn github(name: &str) -> Result<Sender, Box<dyn Error>> {
        let fixture = fixtures::by_name("github", name).ok_or("no such fixture")?;
        Ok(fixture.sender(Secret::new(SECRET)?, "https://ci.example/github"))
    }

    #[actix_web::test]
    async fn builds_pushes_and_rejects_forgeries() -> Result<(), Box<dyn Error>> {
        let receiver = Receiver::new(github::PROVIDER, Secret::new(SECRET)?)?;
        let builds = web::Data::new(Builds::default());
        let app = App::new().configure(routes(web::Data::new(receiver), builds.clone()));
        let app = init_service(app).await;

        for (request, status, started) in [
            (github("push")?.genuine()?, 204, 1),
            (github("push--tag-deleted")?.genuine()?, 204, 1),
            (github("pull_request.opened")?.genuine()?, 204, 2),
            (github("star")?.genuine()?, 204, 2),
            (github("push")?.unsigned()?, 401, 2),
            (github("push")?.tampered()?, 401, 2),
            (github("push")?.wrong_secret()?, 401, 2),
        ] {
            let response = call_service(&app, actix_request(request).to_request()).await;
            assert_eq!(response.status(), status);
            assert_eq!(builds.0.load(Ordering::Relaxed), started);
        }
        Ok(())
    }
}

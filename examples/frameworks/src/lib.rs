//! Webhooks in poem and salvo. Both take services of tower, so the layer of `webhook_receiver::adapter::tower`
//! verifies in front of a service of yours, and their own handlers stay as they are.

use std::convert::Infallible;

use http::{Request, Response, StatusCode};
use tower::{Layer, Service, service_fn};
use webhook_receiver::{
    Delivery, Receiver, Reply,
    adapter::{
        Full,
        tower::{WebhookLayer, WebhookService},
    },
    events::github,
};

/// Routes of poem: `/github` is a tower service, the rest are endpoints.
pub fn poem(receiver: Receiver<github::Event>) -> poem::Route {
    use poem::{endpoint::TowerCompatExt, get, handler};

    #[handler]
    fn health() -> &'static str {
        "ok"
    }

    poem::Route::new()
        .at("/health", get(health))
        // Any method, since some handshakes are GET requests.
        .at("/github", verified(receiver).compat())
}

/// Routes of salvo: `/github` is a tower service, the rest are handlers.
pub fn salvo(receiver: Receiver<github::Event>) -> salvo::Router {
    use salvo::{Router, handler, http::ReqBody, prelude::TowerServiceCompat};

    #[handler]
    async fn health() -> &'static str {
        "ok"
    }

    // A tower service can accept several types of bodies, so the type of salvo's is named.
    let github = TowerServiceCompat::<ReqBody, _, _, _>::compat(verified(receiver));
    Router::new()
        .push(Router::with_path("health").get(health))
        // `goal` takes any method, since some handshakes are GET requests.
        .push(Router::with_path("github").goal(github))
}

/// Only verified deliveries reach `on_delivery`.
#[expect(clippy::type_complexity, reason = "both frameworks need the bounds")]
fn verified(
    receiver: Receiver<github::Event>,
) -> WebhookService<
    github::Event,
    impl Service<
        Request<Full>,
        Response = Response<Full>,
        Error = Infallible,
        Future = impl Future<Output = Result<Response<Full>, Infallible>> + Send,
    > + Clone
    + Send
    + Sync
    + 'static,
    Receiver<github::Event>,
> {
    WebhookLayer::new(receiver).layer(service_fn(on_delivery))
}

async fn on_delivery(mut request: Request<Full>) -> Result<Response<Full>, Infallible> {
    // The layer put it there.
    let delivery = request.extensions_mut().remove::<Delivery<github::Event>>();
    let status = match delivery.as_ref().map(Delivery::event) {
        Some(Ok(github::Event::Push(push))) => {
            println!("{} commits", push.commits.len());
            StatusCode::ACCEPTED
        }
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::INTERNAL_SERVER_ERROR,
    };
    Ok(Reply::empty(status).into())
}

//! A service of each framework that verifies with this crate.

use std::{collections::HashMap, convert::Infallible, net::SocketAddr, sync::Arc};

use ::hyper::{body::Incoming, service::service_fn};
use axum::response::IntoResponse;
use http::{Request, Response};
use hyper_util::{
    rt::{TokioExecutor, TokioIo},
    server::conn::auto,
};
use webhook_receiver::{
    Delivery, Received, Receiver, Reply,
    adapter::{Full, hyper},
};

use crate::servers::{self, Framework};

pub(crate) fn start(framework: Framework, receiver: Receiver) -> SocketAddr {
    match framework {
        Framework::Axum => servers::on_tokio(|listener| async move {
            let routes = axum::Router::new()
                .route("/hooks", axum::routing::any(on_axum))
                .with_state(receiver);
            axum::serve(listener, routes).await.unwrap();
        }),
        Framework::Hyper => servers::on_tokio(|listener| async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let receiver = receiver.clone();
                tokio::spawn(async move {
                    let service = service_fn(move |request| on_hyper(receiver.clone(), request));
                    let _ = auto::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service)
                        .await;
                });
            }
        }),
        Framework::ActixWeb => servers::on_actix(move |app| {
            let route = actix_web::web::route().to(on_actix);
            app.app_data(receiver.clone()).route("/hooks", route);
        }),
    }
}

/// A service that has a receiver for each path.
pub(crate) fn start_many(receivers: HashMap<String, Receiver>) -> SocketAddr {
    use axum::extract::State;
    use webhook_receiver::adapter::axum::Unverified;

    async fn on_any(
        State(receivers): State<Arc<HashMap<String, Receiver>>>,
        unverified: Unverified,
    ) -> axum::response::Response {
        let receiver = &receivers[&unverified.head().uri.path()[1..]];
        match unverified.verify(receiver).await {
            Ok(delivery) => accepted(&delivery).into_response(),
            Err(rejection) => rejection.into_response(),
        }
    }

    servers::on_tokio(|listener| async move {
        let routes = axum::Router::new()
            .fallback(on_any)
            .with_state(Arc::new(receivers));
        axum::serve(listener, routes).await.unwrap();
    })
}

fn accepted(delivery: &Delivery) -> Reply {
    delivery.acknowledgement()
}

async fn on_axum(delivery: Delivery) -> Reply {
    accepted(&delivery)
}

async fn on_actix(delivery: Delivery) -> Reply {
    accepted(&delivery)
}

async fn on_hyper(
    receiver: Receiver,
    request: Request<Incoming>,
) -> Result<Response<Full>, Infallible> {
    let reply = match hyper::receive(&receiver, request).await {
        Ok(Received::Delivery(delivery)) => accepted(&delivery),
        Ok(Received::Handshake(reply)) => reply,
        Err(error) => error.into(),
    };
    Ok(reply.into())
}

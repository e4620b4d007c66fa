//! Requests for tests of services on actix-web, whose crate `http` is an older one.

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use bytes::Bytes;
use http::Request;

/// Converts a request into one for actix-web's
/// [`call_service`](https://docs.rs/actix-web/4/actix_web/test/fn.call_service.html).
///
/// ```
/// use actix_web::{App, HttpResponse, test, web};
/// use webhook_receiver::{
///     Delivery, Receiver, Secret, providers,
///     testing::{Signer, actix_request},
/// };
///
/// # #[actix_web::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// async fn hook(delivery: Delivery) -> HttpResponse {
///     println!("{:?}", delivery.kind());
///     HttpResponse::NoContent().finish()
/// }
///
/// let secret = Secret::new("8f742231b10e8888abcd99yyyzzz85a5")?;
/// let receiver = Receiver::new(providers::SLACK, secret.clone())?;
/// let app = App::new()
///     .app_data(web::Data::new(receiver))
///     .route("/slack", web::route().to(hook));
/// let app = test::init_service(app).await;
///
/// let sender = Signer::new(providers::SLACK, secret)
///     .sender("https://app.example/slack", r#"{"type":"event_callback"}"#);
/// let genuine = actix_request(sender.genuine()?).to_request();
/// assert_eq!(test::call_service(&app, genuine).await.status(), 204);
/// let forged = actix_request(sender.tampered()?).to_request();
/// assert_eq!(test::call_service(&app, forged).await.status(), 401);
/// # Ok(())
/// # }
/// ```
pub fn actix_request(request: Request<Bytes>) -> TestRequest {
    let (head, body) = request.into_parts();
    let method = Method::from_bytes(head.method.as_str().as_bytes());
    let mut test = TestRequest::with_uri(&head.uri.to_string())
        .method(method.unwrap_or(Method::POST))
        .set_payload(body);
    for (name, value) in &head.headers {
        let name = header::HeaderName::from_bytes(name.as_str().as_bytes());
        let value = header::HeaderValue::from_bytes(value.as_bytes());
        if let (Ok(name), Ok(value)) = (name, value) {
            test = test.append_header((name, value));
        }
    }
    test
}

//~ E0308: a receiver takes a secret, not a text
fn main() { let _ = Receiver::new(providers::GITHUB, "0f9b6c3e71d24a58b2c7e6d1a4f80935"); }

//~ E0308: a receiver takes a secret, not perhaps one
fn f(secret: Option<Secret>) { let _ = Receiver::builder(providers::GITHUB).secret(secret); }
fn main() {}

//~ E0061: a receiver has a secret
fn main() { let _ = Receiver::new(providers::GITHUB); }

//~ E0277: a receiver has no default
fn main() { let _ = <Receiver as Default>::default(); }

//~ E0451: a receiver is built
fn f(endpoint: Endpoint, other: Receiver) { let _ = Receiver { endpoint, ..other }; }
fn main() {}

//~ E0599: an endpoint without keys receives nothing
fn f(endpoint: Endpoint, request: http::Request<Bytes>) { let _ = endpoint.receive(request, std::time::SystemTime::now()); }
fn main() {}

//~ E0599: what is being built receives nothing
fn f(builder: Builder, request: http::Request<Bytes>) { let _ = builder.receive(request, std::time::SystemTime::now()); }
fn main() {}

//~ E0308: a receiver is typed by its events
fn f(receiver: Receiver<serde_json::Value>) -> Receiver<Bytes> { receiver }
fn main() {}

//~ E0308: a delivery is typed by its events
fn f(delivery: Delivery<serde_json::Value>) -> Delivery<Bytes> { delivery }
fn main() {}

//~ E0277: a receiver cannot yield `NoEvent`
struct NoEvent;
const P: Provider<NoEvent> = providers::GITHUB.with_events::<NoEvent>();
fn main() {}

//~ E0061: the clock is an argument
fn f(receiver: Receiver, request: http::Request<Bytes>) { let _ = receiver.receive(request); }
fn main() {}

//~ E0308: the body is bytes, not a text that was decoded
fn f(receiver: Receiver, request: http::Request<String>) { let _ = receiver.receive(request, std::time::SystemTime::now()); }
fn main() {}

//~ E0308: the body is bytes, not a value that was parsed
fn f(receiver: Receiver, request: http::Request<serde_json::Value>) { let _ = receiver.receive(request, std::time::SystemTime::now()); }
fn main() {}

//~ E0004: errors may come to be more
fn f(error: Error) { match error { Error::TooOld { .. } => {}, Error::TooNew { .. } => {} } }
fn main() {}

//~ E0616: a provider's row is not taken apart
fn f(provider: Provider) { let _ = provider.row; }
fn main() {}

//~ E0277: `NoSource` is not a source of keys
struct NoSource;
fn f(endpoint: Endpoint) { let _ = endpoint.with_key_source(std::sync::Arc::new(NoSource)); }
fn main() {}

//~ E0277: `NoStore` is not a store of idempotency keys
struct NoStore;
fn f(down: idempotency::StoreDown) { let _ = idempotency::Idempotency::new(NoStore, down); }
fn main() {}

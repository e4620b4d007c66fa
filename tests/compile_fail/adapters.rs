//~ E0616: an unverified request does not show its body
fn f(unverified: axum::Unverified) { let _ = unverified.body; }
fn main() {}

//~ E0599: an unverified request has no body to ask for
fn f(unverified: axum::Unverified) { let _ = unverified.body(); }
fn main() {}

//~ E0382: an unverified request is verified once
async fn f(unverified: axum::Unverified, receiver: Receiver) { let _ = unverified.verify(&receiver).await; let _ = unverified.verify(&receiver).await; }
fn main() {}

//~ E0308: an unverified request is not a delivery
fn f(unverified: axum::Unverified) -> Delivery { unverified }
fn main() {}

//~ E0599: an unverified request is not shown as an event
fn f(unverified: axum::Unverified) { let _ = unverified.event(); }
fn main() {}

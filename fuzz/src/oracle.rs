//! What must hold of every verdict: an error is the sender's or says what is missing, a delivery has the
//! body that was sent, and says nothing that was not signed.

use bytes::Bytes;
use http::{Request, StatusCode};
use webhook_receiver::{Delivery, Error, Head, Received};

use crate::{facts::Facts, genuine::Genuine, independent};

/// Rows whose own scheme leaves something open, so that an accepted change can say something else. Their
/// documentation says so under `# Security`, and `tests/it/ambiguous.rs` shows it. Of these, what is
/// accepted is checked by [`independent`] alone, if at all.
const AMBIGUOUS: &[&str] = &[
    "adyen",
    "coinbase-cdp",
    "ebay",
    "forgejo",
    "gitea",
    "gogs",
    "iyzico",
    "jira-connect",
    "mailgun",
    "mercado-pago",
    "nuvei",
    "paytm",
    "plivo",
    "polar",
    "truelayer",
    "twilio",
];

/// Receives a request that was made of a genuine one without its key, and checks the verdict.
pub fn check(genuine: &Genuine, request: &Request<Bytes>) {
    let received = genuine.receiver.receive(request.clone(), genuine.now);
    if cfg!(feature = "planted")
        && independent::prefix_matches(genuine.provider.id(), request, genuine.secret.as_bytes())
    {
        signed(genuine, request);
    }
    match received {
        Ok(Received::Delivery(delivery)) => accepted(genuine, request, &delivery),
        Ok(Received::Handshake(_)) => {}
        Err(error) => rejected(&error),
    }
}

/// Receives a request in pieces, and checks that the verdict is that of the whole.
pub fn check_pieces(genuine: &Genuine, request: &Request<Bytes>, size: usize) {
    let whole = genuine.receiver.receive(request.clone(), genuine.now);
    let (head, ()) = request.clone().map(drop).into_parts();
    let begun = genuine.receiver.begin(Head::from(head), genuine.now);
    let pieces = begun.and_then(|mut verifier| {
        for piece in request.body().chunks(size.max(1)) {
            verifier.update(Bytes::copy_from_slice(piece))?;
        }
        verifier.finish()
    });
    assert_eq!(
        name(&whole),
        name(&pieces),
        "{request:?} in pieces of {size}"
    );
}

fn name(received: &Result<Received, Error>) -> String {
    match received {
        Ok(Received::Delivery(delivery)) => format!("delivery of {:?}", delivery.body()),
        Ok(Received::Handshake(_)) => "handshake".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

/// Checks that an error blames the sender, or the provider who serves the keys.
pub fn rejected_or_unavailable(error: &Error) {
    if error.status() != StatusCode::SERVICE_UNAVAILABLE {
        rejected(error);
    }
}

/// Checks that an error blames the sender.
pub fn rejected(error: &Error) {
    let status = error.status();
    assert!(status.is_client_error(), "{status} {error}");
    assert!(error.to_string().len() < 1000, "{error}");
}

/// Checks that a request that was accepted has a signature that was made without the code under test.
fn signed(genuine: &Genuine, request: &Request<Bytes>) {
    let id = genuine.provider.id();
    if let Some(signed) = independent::is_signed(id, request, &genuine.secrets) {
        assert!(signed, "{id} accepted what nobody signed: {request:?}");
    }
}

fn accepted(genuine: &Genuine, request: &Request<Bytes>, delivery: &Delivery) {
    signed(genuine, request);
    let id = genuine.provider.id();
    if AMBIGUOUS.contains(&id) {
        return;
    }
    let facts = Facts::of(delivery);
    if let Some(difference) = genuine.facts.differs(&facts, genuine.credential.as_deref()) {
        panic!(
            "{id} accepted {difference}: {request:?}\ngenuine {:?}",
            genuine.request
        );
    }
}

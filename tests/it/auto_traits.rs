//! Auto traits are a part of the public interface that is not written in it: a private field can remove one.

use std::{
    fmt::Debug,
    panic::{RefUnwindSafe, UnwindSafe},
};

use bytes::Bytes;
use webhook_receiver::*;

/// Checks at compile time that each type has all traits of its row.
macro_rules! table {
    ($($name:ident: [$($bound:path),+] { $($type:ty,)+ })+) => {$(
        #[test]
        fn $name() {
            fn has<T: $($bound +)+>() {}
            $(has::<$type>();)+
        }
    )+};
}

table! {
    // Data: may be sent anywhere, and across `catch_unwind`.
    plain_data_has_all: [Debug, Send, Sync, Unpin, UnwindSafe, RefUnwindSafe] {
        Error,
        SetupError,
        DecodeError,
        FormError,
        Head,
        Reply,
        Secret,
        KeyHint,
        AllowedUrl,
        KeyDocument,
        Json<u64>,
        Form<'static>,
        Payload<'static>,
        StoredDelivery,
        StoredError,
        Outcome<'static>,
        Verdict<'static>,
        adapter::Full,
        adapter::tower::ReplyOr<adapter::Full>,
        algorithm::Class,
        algorithm::KeyError,
        authenticate::Authentic,
        error::AllowedMethods,
        error::CertificateFault,
        error::Field,
        error::Location,
        error::Malformation,
        error::ParameterName,
        error::SignError,
        handshake::Answer,
        handshake::Condition,
        handshake::Handshake,
        handshake::HandshakeData,
        handshake::Proof,
        idempotency::Claim,
        idempotency::ClaimRequest,
        idempotency::Key,
        idempotency::KeyError,
        idempotency::Owner,
        idempotency::StoreDown,
        idempotency::UnsignedId,
        provider::IdKind,
        provider::Retry,
        provider::TimeKind,
        provider::When,
        scheme::At,
        scheme::BodyCoverage,
        scheme::Coverage,
        scheme::Encoding,
        scheme::Format,
        scheme::Part,
        scheme::TimeFormat,
    }
    // These hold values of the application: a clock, an observer, a source, prepared keys.
    shared_types_cross_threads: [Clone, Debug, Send, Sync, Unpin] {
        Endpoint,
        Receiver,
        ReloadHandle,
        Delivery,
        Keys,
        Budget,
        Provider,
        adapter::tower::WebhookLayer<Bytes>,
        adapter::tower::WebhookService<Bytes, ()>,
        idempotency::Idempotency,
        idempotency::Idempotent,
        idempotency::Tenants,
    }
    owned_types_cross_threads: [Debug, Send, Sync, Unpin] {
        Builder,
        Received,
        Webhook<Bytes>,
        WebhookRejection,
        authenticate::Request<'static>,
        authenticate::Draft<'static>,
        idempotency::Attempt,
        idempotency::Memory,
        idempotency::StoreError,
        testing::KeyPair,
        testing::Signer,
        testing::fixtures::Fixture,
    }
    // Used by one task at a time, which may move between threads.
    tasks_move_between_threads: [Send, Unpin] {
        KeysFuture<'static>,
        Verifier<'static>,
        adapter::axum::Unverified,
    }
}

#[test]
fn accepts_a_future_of_each_adapter_on_another_thread() {
    fn is_send(_: impl Send) {}
    let secret = Secret::new("0f9b6c3e71d24a58b2c7e6d1a4f80935").unwrap();
    let receiver = Receiver::new(providers::GITHUB, secret).unwrap();
    let request = || http::Request::new(adapter::Full::new("{}"));
    is_send(adapter::hyper::receive(&receiver, request()));
    let (head, mut body) = request().into_parts();
    is_send(adapter::receive(
        &receiver,
        head,
        &mut body,
        std::future::pending(),
    ));
}

//! Schemes that many senders share, for senders of your own.

use super::{At, Encoding, Format, KeyFormat, Part, Scheme, TimeFormat};
use crate::algorithm::HMAC_SHA256;

impl Scheme {
    /// Returns the scheme of [Standard Webhooks] with a shared secret: the id, the timestamp and the
    /// body, signed with HMAC-SHA256 in the header `webhook-signature`.
    ///
    /// A secret is base64 after `whsec_`, which may be missing. A hexadecimal secret is valid base64 too, and
    /// decoded without an error: for a sender that uses its secret as text, add `.key(KeyFormat::Text)`.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    ///
    /// use bytes::Bytes;
    /// use webhook_receiver::{
    ///     Provider, Received, Receiver, Secret,
    ///     scheme::{At, Scheme},
    /// };
    ///
    /// const ACME: Provider =
    ///     Provider::new("acme", "Acme", "https://acme.example/docs", Scheme::standard_webhooks())
    ///         .kind(&[At::Json("/type")])
    ///         .delivery_id(&[At::Header("webhook-id")])
    ///         .id_of_event("https://acme.example/docs#ids");
    ///
    /// let receiver = Receiver::builder(ACME)
    ///     .secret(Secret::new("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")?)
    ///     .build()?;
    /// let request = http::Request::post("/webhooks")
    ///     .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
    ///     .header("webhook-timestamp", "1614265330")
    ///     .header("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    ///     .body(Bytes::from_static(br#"{"test": 2432232314}"#))?;
    /// let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_614_265_330);
    /// assert!(matches!(receiver.receive(request, now)?, Received::Delivery(_)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// [Standard Webhooks]: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
    pub const fn standard_webhooks() -> Self {
        Self::new(HMAC_SHA256, At::Header("webhook-signature"))
            .key(KeyFormat::PrefixedBase64("whsec_"))
            .format(Format::List {
                separator: ' ',
                tag: "v1,",
            })
            .encoding(Encoding::Base64)
            .timestamp(At::Header("webhook-timestamp"), TimeFormat::Seconds)
            .content(&[
                Part::Header("webhook-id"),
                Part::Literal("."),
                Part::Timestamp,
                Part::Literal("."),
                Part::Body,
            ])
    }

    /// Returns the scheme of Standard Webhooks with a key pair: the same content as of
    /// [`standard_webhooks`](Self::standard_webhooks), signed with Ed25519. A public key is base64
    /// behind `whpk_`.
    ///
    /// A provider whose users have keys of either kind distinguishes them by
    /// [`Provider::key_kinds`](crate::Provider::key_kinds):
    ///
    /// ```
    /// use webhook_receiver::{Provider, scheme::Scheme};
    ///
    /// const ACME: Provider =
    ///     Provider::new("acme", "Acme", "https://acme.example/docs", Scheme::standard_webhooks())
    ///         .key_kinds(&[("whpk_", Scheme::standard_webhooks_ed25519())]);
    /// # let _ = ACME;
    /// ```
    #[cfg(feature = "ed25519")]
    pub const fn standard_webhooks_ed25519() -> Self {
        Self {
            algorithm: crate::algorithm::ED25519,
            key: KeyFormat::Text,
            ..Self::standard_webhooks()
        }
        .format(Format::List {
            separator: ' ',
            tag: "v1a,",
        })
    }

    /// Returns the scheme of [Svix](https://docs.svix.com/receiving/verifying-payloads/how-manual):
    /// that of [`standard_webhooks`](Self::standard_webhooks), but the headers are called `svix-id`,
    /// `svix-timestamp` and `svix-signature`.
    ///
    /// ```
    /// use webhook_receiver::{
    ///     Provider,
    ///     scheme::{At, Scheme},
    /// };
    ///
    /// const ACME: Provider =
    ///     Provider::new("acme", "Acme", "https://acme.example/docs", Scheme::svix())
    ///         .kind(&[At::Json("/type")])
    ///         .delivery_id(&[At::Header("svix-id")])
    ///         .id_of_event("https://acme.example/docs#ids");
    /// # let _ = ACME;
    /// ```
    pub const fn svix() -> Self {
        Self {
            signature: At::Header("svix-signature"),
            ..Self::standard_webhooks()
        }
        .timestamp(At::Header("svix-timestamp"), TimeFormat::Seconds)
        .content(&[
            Part::Header("svix-id"),
            Part::Literal("."),
            Part::Timestamp,
            Part::Literal("."),
            Part::Body,
        ])
    }

    /// Returns the scheme that [Stripe](https://docs.stripe.com/webhooks/signature) uses and many
    /// senders have adopted: a header `t=1700000000,v1=...` with the HMAC-SHA256 of the timestamp, a
    /// dot and the body in hexadecimal. `header` is its name in lower case.
    ///
    /// # Panics
    ///
    /// Panics, at compile time, if `header` is not in lower case.
    ///
    /// # Examples
    ///
    /// ```
    /// use webhook_receiver::{
    ///     Provider,
    ///     scheme::{At, Format, Scheme, TimeFormat},
    /// };
    ///
    /// const ACME: Provider =
    ///     Provider::new("acme", "Acme", "https://acme.example/docs", Scheme::stripe("acme-signature"))
    ///         .kind(&[At::Json("/type")])
    ///         .delivery_id(&[At::Json("/id")])
    ///         .id_of_event("https://acme.example/docs#ids");
    ///
    /// // With another name of the signature, and a timestamp in milliseconds.
    /// const OTHER: Scheme = Scheme::stripe("other-signature")
    ///     .format(Format::Pairs { separator: ',', signature: "v0" })
    ///     .timestamp(At::WithSignature("t"), TimeFormat::Milliseconds);
    /// # let _ = (ACME, OTHER);
    /// ```
    pub const fn stripe(header: &'static str) -> Self {
        Self::new(HMAC_SHA256, At::Header(header))
            .format(Format::Pairs {
                separator: ',',
                signature: "v1",
            })
            .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
            .content(&[Part::Timestamp, Part::Literal("."), Part::Body])
    }
}

//! Providers whose keys come in certificates, with the chains of `tests/certificates`.

use std::{future::ready, sync::LazyLock};

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use serde::Deserialize;
use serde_json::json;
use webhook_receiver::{
    Endpoint, KeyCache, Provider, Receiver, Secret,
    providers::{AMAZON_SES, AMAZON_SNS, PAYPAL},
    testing::Signer,
};

use crate::{genuine::Genuine, now};

#[derive(Deserialize)]
struct Chains {
    roots: Roots,
    chains: Vec<Chain>,
}

#[derive(Deserialize)]
struct Roots {
    #[serde(rename = "RSA")]
    rsa: String,
}

#[derive(Deserialize)]
struct Chain {
    what: String,
    text: String,
}

const RSA_PRIVATE: &str = include_str!("../../tests/keys/rsa-private.pem");
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:MyTopic";

/// A genuine request, with the endpoint that accepts it under this document.
pub struct Certified {
    endpoint: Endpoint,
    document: String,
    genuine: Genuine,
}

fn chains() -> Chains {
    serde_json::from_str(include_str!("../../tests/certificates/chains.json")).expect("it is JSON")
}

/// The texts of all chains, good and bad.
pub static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    chains()
        .chains
        .into_iter()
        .map(|chain| chain.text)
        .collect()
});

/// Returns the certificates in a text, in DER.
pub fn certificates(text: &[u8]) -> Vec<Vec<u8>> {
    let text = String::from_utf8_lossy(text);
    let blocks = text.split("-----BEGIN CERTIFICATE-----").skip(1);
    let inside = blocks.filter_map(|block| block.split_once("-----END CERTIFICATE-----"));
    let joined = inside.map(|(inside, _)| inside.split_ascii_whitespace().collect::<String>());
    joined
        .filter_map(|inside| STANDARD.decode(inside).ok())
        .collect()
}

/// Returns a request of each provider.
pub fn all() -> Vec<Certified> {
    let chains = chains();
    let good = chains
        .chains
        .iter()
        .find(|chain| chain.what == "good")
        .expect("a good chain");
    let settings: &[(Provider, &[(&str, &str)], String)] = &[
        (
            PAYPAL,
            &[
                ("webhook_id", "1JE4291016473214C"),
                ("root_certificates", &chains.roots.rsa),
            ],
            json!({"id": "WH-1", "event_type": "A.B"}).to_string(),
        ),
        (AMAZON_SNS, &[("topic_arn", TOPIC)], notification("a\nb")),
        (
            AMAZON_SES,
            &[("topic_arn", TOPIC)],
            notification(r#"{"eventType":"Bounce"}"#),
        ),
    ];
    let made = settings.iter().map(|(row, settings, body)| {
        let mut builder = Receiver::builder(*row);
        let mut signer = Signer::new(*row, Secret::new(RSA_PRIVATE).expect("a key")).at(now());
        for (name, value) in *settings {
            builder = builder.setting(name, value);
            if *name == "webhook_id" {
                signer = signer.setting(name, value);
            }
        }
        let endpoint = builder.build_endpoint().expect("a set-up");
        let request = signer
            .clone()
            .sign("https://app.example/", body.clone())
            .expect("signed");
        let receiver = receiver(&endpoint, good.text.clone().into_bytes());
        let name = row.id();
        let genuine = Genuine::new(
            *row,
            receiver,
            now(),
            request,
            vec![RSA_PRIVATE.into()],
            None,
        );
        let genuine = genuine.unwrap_or_else(|| panic!("{name} accepts what it signs"));
        Certified {
            endpoint,
            document: good.text.clone(),
            genuine,
        }
    });
    made.collect()
}

fn notification(message: &str) -> String {
    json!({"MessageId": "m-1", "Message": message, "TopicArn": TOPIC, "Subject": "s"}).to_string()
}

fn receiver(endpoint: &Endpoint, document: Vec<u8>) -> Receiver {
    let cache = KeyCache::new(endpoint, move |_| {
        ready(Ok::<_, ()>(Some(document.clone())))
    });
    endpoint.with_key_source(cache)
}

impl Certified {
    /// Returns the genuine request with a receiver whose cache of keys is empty, so that no input
    /// depends on those before.
    pub fn fresh(&self) -> Genuine {
        self.with_document(self.document.clone().into_bytes())
    }

    /// Returns the same, of a provider who serves this document.
    pub fn with_document(&self, document: Vec<u8>) -> Genuine {
        self.genuine
            .with_receiver(receiver(&self.endpoint, document))
    }

    /// Returns the request.
    pub fn request(&self) -> &Request<Bytes> {
        &self.genuine.request
    }
}

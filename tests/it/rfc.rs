//! Known answers: RFC 4231 (SHA-256, SHA-512) and RFC 2202 (SHA-1, MD5), through an own scheme.

use std::time::SystemTime;

use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Provider, Received, Receiver,
    algorithm::{Algorithm, HMAC_MD5, HMAC_SHA1, HMAC_SHA256, HMAC_SHA512},
    danger,
    scheme::{At, KeyFormat, Scheme},
};

const fn row(algorithm: &'static dyn Algorithm) -> Provider {
    Provider::new(
        "rfc",
        "RFC",
        "https://www.rfc-editor.org/rfc/rfc4231",
        Scheme::new(algorithm, At::Header("x-mac")).key(KeyFormat::Hex),
    )
}

const SHA256: Provider = row(HMAC_SHA256);
const SHA512: Provider = row(HMAC_SHA512);
const SHA1: Provider = row(HMAC_SHA1);
const MD5: Provider = row(HMAC_MD5);

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns the verdict on a request with this key, data and MAC.
fn verdict(provider: Provider, key: &[u8], data: &[u8], mac: &str) -> &'static str {
    // The keys of the RFCs are short, and some repeat one byte.
    let secret = danger::short_secret(hex(key)).unwrap();
    let receiver = Receiver::new(provider, secret).unwrap();
    let request = Request::post("/")
        .header("x-mac", mac)
        .body(Bytes::copy_from_slice(data))
        .unwrap();
    match receiver.receive(request, SystemTime::now()) {
        Ok(Received::Delivery(_)) => "accepted",
        Ok(Received::Handshake(_)) => "handshake",
        Err(error) => error.code(),
    }
}

fn check(provider: Provider, cases: &[(&[u8], &[u8], &str)]) {
    for (key, data, mac) in cases {
        assert_eq!(verdict(provider, key, data, mac), "accepted", "{mac}");
        assert_eq!(
            verdict(provider, key, data, &mac.to_uppercase()),
            "accepted"
        );
        // The control: another last digit, other data, a shorter MAC.
        let last = if mac.ends_with('0') { "1" } else { "0" };
        let other = format!("{}{last}", &mac[..mac.len() - 1]);
        assert_eq!(verdict(provider, key, data, &other), "signature_mismatch");
        let longer = [data, &b"."[..]].concat();
        assert_eq!(verdict(provider, key, &longer, mac), "signature_mismatch");
        let cut = &mac[..mac.len() - 2];
        assert_eq!(verdict(provider, key, data, cut), "signature_malformed");
    }
}

const BIG: &[u8] = b"Test Using Larger Than Block-Size Key - Hash Key First";
const BIGGER: &[u8] = b"This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm.";
/// The key of test case 4.
const COUNTED: [u8; 25] = {
    let mut key = [0; 25];
    let mut at = 0;
    while at < key.len() {
        key[at] = at as u8 + 1;
        at += 1;
    }
    key
};

/// <https://www.rfc-editor.org/rfc/rfc4231#section-4>, cases 1 to 4, 6 and 7. Case 5 truncates the output,
/// which is rejected in a test of its own.
#[test]
fn accepts_rfc_4231() {
    check(
        SHA256,
        &[
            (
                &[0x0b; 20],
                b"Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
            ),
            (
                &COUNTED,
                &[0xcd; 50],
                "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
            ),
            (
                &[0xaa; 131],
                BIG,
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
            (
                &[0xaa; 131],
                BIGGER,
                "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
            ),
        ],
    );
    check(
        SHA512,
        &[
            (
                &[0x0b; 20],
                b"Hi There",
                "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c806b485a47e67c807b946a337bee8942674278859e13292fb",
            ),
            (
                &COUNTED,
                &[0xcd; 50],
                "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
            ),
            (
                &[0xaa; 131],
                BIG,
                "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
            ),
            (
                &[0xaa; 131],
                BIGGER,
                "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b10d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
            ),
        ],
    );
}

/// Case 5 of RFC 4231, a MAC of 128 bits, is rejected: it would be easier to guess.
#[test]
fn rejects_a_truncated_mac() {
    let (key, data) = (&[0x0c; 20], b"Test With Truncation");
    for (provider, mac) in [
        (SHA256, "a3b6167473100ee06e0c796c2955552b"),
        (SHA512, "415fad6271580a531d4179bc891d87a6"),
    ] {
        assert_eq!(verdict(provider, key, data, mac), "signature_malformed");
    }
}

/// <https://www.rfc-editor.org/rfc/rfc2202>, sections 2 and 3; case 5 without its truncated form.
#[test]
fn accepts_rfc_2202() {
    let larger = b"Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data";
    check(
        MD5,
        &[
            (&[0x0b; 16], b"Hi There", "9294727a3638bb1c13f48ef8158bfc9d"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "750c783e6ab0b503eaa86e310a5db738",
            ),
            (&[0xaa; 16], &[0xdd; 50], "56be34521d144c88dbb8c733f0e8b3f6"),
            (&COUNTED, &[0xcd; 50], "697eaf0aca3a3aea3a75164746ffaa79"),
            (
                &[0x0c; 16],
                b"Test With Truncation",
                "56461ef2342edc00f9bab995690efd4c",
            ),
            (&[0xaa; 80], BIG, "6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"),
            (&[0xaa; 80], larger, "6f630fad67cda0ee1fb1f562db3aa53e"),
        ],
    );
    check(
        SHA1,
        &[
            (
                &[0x0b; 20],
                b"Hi There",
                "b617318655057264e28bc0b6fb378c8ef146be00",
            ),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            ),
            (
                &[0xaa; 20],
                &[0xdd; 50],
                "125d7342b9ac11cd91a39af48aa17b4f63f175d3",
            ),
            (
                &COUNTED,
                &[0xcd; 50],
                "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
            ),
            (
                &[0x0c; 20],
                b"Test With Truncation",
                "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
            ),
            (&[0xaa; 80], BIG, "aa4ae5e15272d00e95705637ce8a3b55ed402112"),
            (
                &[0xaa; 80],
                larger,
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
            ),
        ],
    );
}

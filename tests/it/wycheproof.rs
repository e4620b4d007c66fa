//! Project Wycheproof's cases, each as a signed request: every verdict is the stated one.
//!
//! <https://github.com/C2SP/wycheproof>

use std::time::SystemTime;

use base64::{Engine, engine::general_purpose::STANDARD};
use bytes::Bytes;
use http::Request;
use webhook_receiver::{
    Provider, Receiver,
    algorithm::{
        Algorithm, ECDSA_P256_SHA256, ECDSA_P256_SHA256_FIXED, ECDSA_P521_SHA512_FIXED, ED25519,
        HMAC_SHA1, HMAC_SHA3_512, HMAC_SHA256, HMAC_SHA512, RSA_PKCS1_SHA256, RSA_PKCS1_SHA512,
        RSA_PSS_SHA256, RSA_PSS_SHA512,
    },
    danger,
    scheme::{At, Encoding, KeyFormat, Scheme},
};
use wycheproof::{TestResult, ecdsa, eddsa, mac, rsa_pkcs1_verify, rsa_pss_verify};

const fn row(algorithm: &'static dyn Algorithm, key: KeyFormat) -> Provider {
    let scheme = Scheme::new(algorithm, At::Header("x-signature")).encoding(Encoding::Base64);
    Provider::new(
        "wycheproof",
        "Wycheproof",
        "https://github.com/C2SP/wycheproof",
        scheme.key(key),
    )
}

/// The number of cases that were decided as stated. `acceptable` cases may have either verdict, and are
/// counted separately.
#[derive(Default)]
struct Count {
    valid: usize,
    invalid: usize,
    acceptable: usize,
}

impl Count {
    fn check(
        &mut self,
        receiver: &Receiver,
        content: &[u8],
        signature: &[u8],
        stated: &TestResult,
        what: &str,
    ) {
        let request = Request::post("/")
            .header("x-signature", STANDARD.encode(signature))
            .body(Bytes::copy_from_slice(content))
            .unwrap();
        let accepted = receiver.receive(request, SystemTime::now()).is_ok();
        match stated {
            TestResult::Valid => {
                assert!(accepted, "{what} is valid");
                self.valid += 1;
            }
            TestResult::Invalid => {
                assert!(!accepted, "{what} is invalid");
                self.invalid += 1;
            }
            TestResult::Acceptable => self.acceptable += 1,
        }
    }

    fn reported(&self, name: &str) -> usize {
        let Self {
            valid,
            invalid,
            acceptable,
        } = self;
        println!("{name}: {valid} valid, {invalid} invalid, {acceptable} acceptable");
        assert!(*valid > 0 && *invalid > 0, "{name}: both kinds are there");
        valid + invalid + acceptable
    }
}

fn receiver(provider: Provider, key: &str) -> Receiver {
    Receiver::new(provider, danger::short_secret(key).unwrap()).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac() -> usize {
    const SHA1: Provider = row(HMAC_SHA1, KeyFormat::Hex);
    const SHA256: Provider = row(HMAC_SHA256, KeyFormat::Hex);
    const SHA512: Provider = row(HMAC_SHA512, KeyFormat::Hex);
    const SHA3_512: Provider = row(HMAC_SHA3_512, KeyFormat::Hex);
    let mut total = 0;
    for (provider, name, bits) in [
        (SHA1, mac::TestName::HmacSha1, 160),
        (SHA256, mac::TestName::HmacSha256, 256),
        (SHA512, mac::TestName::HmacSha512, 512),
        (SHA3_512, mac::TestName::HmacSha3_512, 512),
    ] {
        let mut count = Count::default();
        for group in mac::TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                // A truncated tag is valid by its own terms, and never by a provider's.
                let cut = group.tag_size != bits;
                let stated = if cut {
                    TestResult::Invalid
                } else {
                    test.result
                };
                let receiver = receiver(provider, &hex(&test.key));
                let what = format!("{name:?} {}", test.tc_id);
                count.check(&receiver, &test.msg, &test.tag, &stated, &what);
            }
        }
        total += count.reported(&format!("{name:?}"));
    }
    total
}

fn ed25519() -> usize {
    const ROW: Provider = row(ED25519, KeyFormat::Text);
    let mut count = Count::default();
    for group in eddsa::TestSet::load(eddsa::TestName::Ed25519)
        .unwrap()
        .test_groups
    {
        // In all forms in which it could be pasted.
        let forms = [
            hex(&group.key.pk),
            STANDARD.encode(&*group.der),
            group.pem.clone(),
        ];
        let receivers = forms.map(|form| receiver(ROW, &form));
        for test in &group.tests {
            for receiver in &receivers {
                let what = format!("Ed25519 {}", test.tc_id);
                count.check(receiver, &test.msg, &test.sig, &test.result, &what);
            }
        }
    }
    count.reported("Ed25519, each key in three forms") / 3
}

fn ecdsa() -> usize {
    const DER: Provider = row(ECDSA_P256_SHA256, KeyFormat::Text);
    const FIXED: Provider = row(ECDSA_P256_SHA256_FIXED, KeyFormat::Text);
    const P521: Provider = row(ECDSA_P521_SHA512_FIXED, KeyFormat::Text);
    let mut total = 0;
    for (provider, name) in [
        (DER, ecdsa::TestName::EcdsaSecp256r1Sha256),
        (FIXED, ecdsa::TestName::EcdsaSecp256r1Sha256P1363),
        (P521, ecdsa::TestName::EcdsaSecp521r1Sha512P1363),
    ] {
        let mut count = Count::default();
        for group in ecdsa::TestSet::load(name).unwrap().test_groups {
            let receiver = receiver(provider, &group.pem);
            for test in &group.tests {
                let what = format!("{name:?} {}", test.tc_id);
                count.check(&receiver, &test.msg, &test.sig, &test.result, &what);
            }
        }
        total += count.reported(&format!("{name:?}"));
    }
    total
}

fn rsa() -> usize {
    use rsa_pkcs1_verify::TestName as Pkcs1;
    use rsa_pss_verify::TestName as Pss;
    const SHA256: Provider = row(RSA_PKCS1_SHA256, KeyFormat::Text);
    const SHA512: Provider = row(RSA_PKCS1_SHA512, KeyFormat::Text);
    const PSS256: Provider = row(RSA_PSS_SHA256, KeyFormat::Text);
    const PSS512: Provider = row(RSA_PSS_SHA512, KeyFormat::Text);
    let mut total = 0;
    for (provider, name) in [
        (SHA256, Pkcs1::Rsa2048Sha256),
        (SHA256, Pkcs1::Rsa3072Sha256),
        (SHA256, Pkcs1::Rsa4096Sha256),
        (SHA512, Pkcs1::Rsa2048Sha512),
        (SHA512, Pkcs1::Rsa3072Sha512),
        (SHA512, Pkcs1::Rsa4096Sha512),
    ] {
        let mut count = Count::default();
        for group in rsa_pkcs1_verify::TestSet::load(name).unwrap().test_groups {
            let receiver = receiver(provider, &group.pem);
            for test in &group.tests {
                let what = format!("{name:?} {}", test.tc_id);
                count.check(&receiver, &test.msg, &test.sig, &test.result, &what);
            }
        }
        total += count.reported(&format!("{name:?}"));
    }
    for (provider, name) in [
        (PSS256, Pss::RsaPss2048Sha256Mgf1SaltLen32),
        (PSS256, Pss::RsaPss3072Sha256Mgf1SaltLen32),
        (PSS256, Pss::RsaPss4096Sha256Mgf1SaltLen32),
        (PSS512, Pss::RsaPss4096Sha512Mgf1SaltLen64),
    ] {
        let mut count = Count::default();
        for group in rsa_pss_verify::TestSet::load(name).unwrap().test_groups {
            let receiver = receiver(provider, &group.pem);
            for test in &group.tests {
                let what = format!("{name:?} {}", test.tc_id);
                count.check(&receiver, &test.msg, &test.sig, &test.result, &what);
            }
        }
        total += count.reported(&format!("{name:?}"));
    }
    total
}

#[test]
fn returns_the_stated_verdict_for_every_case() {
    let total = std::thread::scope(|scope| {
        let rsa = scope.spawn(rsa);
        hmac() + ed25519() + ecdsa() + rsa.join().unwrap()
    });
    println!("{total} cases");
    assert!(total >= 2_100, "{total}");
}

//! Certificates (X.509, RFC 5280) of keys that are fetched or part of a request: checks their validity
//! period and, with the feature `x509-chain`, the chain to a root that the user trusts.
//!
//! A certificate that the user pasted is trusted without these checks.

use std::time::{Duration, SystemTime};

use x509_cert::{Certificate as Parsed, der::Decode};

use crate::{
    codec::encoding,
    error::{CertificateFault as Fault, Error},
    key::secret::Secret,
};

/// The key of a valid certificate.
pub(crate) struct Certificate {
    pub(crate) key: Secret,
    pub(crate) valid_until: SystemTime,
}

/// Returns the certificates of a PEM text (RFC 7468) in DER.
fn certificates(text: &str) -> Option<Vec<Vec<u8>>> {
    let mut rest = text;
    let mut found = Vec::new();
    while let Some((_, behind)) = rest.split_once("-----BEGIN CERTIFICATE-----") {
        let (body, behind) = behind.split_once("-----END CERTIFICATE-----")?;
        let body: String = body.split_ascii_whitespace().collect();
        found.push(encoding::key_from_base64(body.as_bytes())?.to_vec());
        rest = behind;
    }
    Some(found).filter(|found| !found.is_empty())
}

/// A certificate within its validity period.
fn timely(der: &[u8], now: SystemTime) -> Result<Certificate, Error> {
    let form = Error::Certificate {
        reason: Fault::Form,
    };
    let parsed = Parsed::from_der(der).map_err(|_| form.clone())?;
    let validity = parsed.tbs_certificate().validity();
    let time =
        |time: x509_cert::time::Time| SystemTime::UNIX_EPOCH.checked_add(time.to_unix_duration());
    let begin = time(validity.not_before).ok_or(form.clone())?;
    let valid_until = time(validity.not_after)
        .and_then(|end| end.checked_add(Duration::from_millis(999)))
        .ok_or(form.clone())?;
    if now < begin {
        return Err(Error::Certificate {
            reason: Fault::NotYetValid,
        });
    }
    if now > valid_until {
        return Err(Error::Certificate {
            reason: Fault::Expired,
        });
    }
    let pem = format!(
        "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----",
        encoding::Encoding::Base64.encode(der)
    );
    let key = Secret::new(pem).map_err(|_| form)?;
    Ok(Certificate { key, valid_until })
}

/// Returns the first certificate of a PEM text if it is within its validity period. It is trusted because
/// of the host that it came from.
pub(crate) fn first_of(text: &str, now: SystemTime) -> Result<Certificate, Error> {
    let all = certificates(text).unwrap_or_default();
    timely(
        all.first().ok_or(Error::Certificate {
            reason: Fault::Form,
        })?,
        now,
    )
}

#[cfg(feature = "x509-chain")]
pub(crate) use self::chain::{ROOTS, ROOTS_FORM, Roots, chain_of};
#[cfg(all(feature = "jwt", feature = "x509-chain"))]
pub(crate) use self::chain::{has_extension, leaf_of};

#[cfg(feature = "x509-chain")]
mod chain {
    use super::{Certificate, Error, Fault, SystemTime, certificates, encoding, timely};
    use rustls_pki_types::{
        AlgorithmIdentifier, CertificateDer, InvalidSignature, SignatureVerificationAlgorithm,
        TrustAnchor, UnixTime, alg_id,
    };
    use webpki::{EndEntityCert, KeyUsage, anchor_from_trusted_cert};

    /// The setting for the trusted roots in PEM.
    pub(crate) const ROOTS: &str = "root_certificates";

    /// What the setting must be, for errors.
    pub(crate) const ROOTS_FORM: &str = "certificates, as PEM or as the base64 of their DER";

    /// The purpose of server certificates, which certificates of signers have as well.
    const SERVER: KeyUsage = KeyUsage::required_if_present(&[0x2b, 6, 1, 5, 5, 7, 3, 1]);

    /// The maximum number of certificates after the leaf.
    const LONGEST: usize = 6;

    /// Roots that the user trusts.
    pub(crate) struct Roots(Vec<CertificateDer<'static>>);

    impl Roots {
        /// Reads concatenated PEM texts, or base64 texts separated by white space or commas.
        pub(crate) fn read(text: &str) -> Option<Self> {
            let found = certificates(text).or_else(|| {
                let texts = text.split([',', ' ', '\n', '[', ']', '"']);
                let texts = texts.filter(|text| !text.is_empty());
                texts
                    .map(|text| Some(encoding::key_from_base64(text.as_bytes())?.to_vec()))
                    .collect()
            })?;
            Some(Self(found.into_iter().map(CertificateDer::from).collect()))
                .filter(|roots| !roots.0.is_empty())
        }
    }

    /// Returns the leaf of a chain in PEM that leads to one of the roots and is issued for a name with this
    /// suffix.
    pub(crate) fn chain_of(
        text: &str,
        roots: &str,
        name: &str,
        now: SystemTime,
    ) -> Result<Certificate, Error> {
        let roots = Roots::read(roots).ok_or(Error::Certificate {
            reason: Fault::Chain,
        })?;
        let chain = certificates(text).ok_or(Error::Certificate {
            reason: Fault::Form,
        })?;
        let leaf = leaf_of(&chain, &roots, now)?;
        let der = chain.first().map(Vec::as_slice).unwrap_or_default();
        let der = CertificateDer::from(der);
        let parsed = EndEntityCert::try_from(&der).map_err(|_| Error::Certificate {
            reason: Fault::Form,
        })?;
        let named = parsed.valid_dns_names().any(|found| {
            found
                .strip_suffix(name)
                .is_some_and(|left| !left.is_empty())
        });
        if named {
            Ok(leaf)
        } else {
            Err(Error::Certificate {
                reason: Fault::Name,
            })
        }
    }

    /// Returns the leaf, which is the first, of a chain that leads to one of the roots.
    pub(crate) fn leaf_of(
        chain: &[Vec<u8>],
        roots: &Roots,
        now: SystemTime,
    ) -> Result<Certificate, Error> {
        let fault = |fault| move |_| Error::Certificate { reason: fault };
        let chain: Vec<_> = chain
            .iter()
            .map(|der| CertificateDer::from(&**der))
            .collect();
        let [leaf, between @ ..] = &*chain else {
            return Err(Error::Certificate {
                reason: Fault::Form,
            });
        };
        if between.len() > LONGEST {
            return Err(Error::Certificate {
                reason: Fault::Chain,
            });
        }
        // Reports faults of the leaf before those of the path.
        let timely = timely(leaf, now)?;
        let parsed = EndEntityCert::try_from(leaf).map_err(fault(Fault::Form))?;
        let anchors: Vec<TrustAnchor<'_>> = roots
            .0
            .iter()
            .map(|root| anchor_from_trusted_cert(root).map_err(fault(Fault::Form)))
            .collect::<Result<_, _>>()?;
        let since = now.duration_since(SystemTime::UNIX_EPOCH);
        let now = UnixTime::since_unix_epoch(since.map_err(|_| Error::Certificate {
            reason: Fault::Chain,
        })?);
        let path = parsed.verify_for_usage(ALGORITHMS, &anchors, between, now, SERVER, None, None);
        path.map_err(|why| {
            let reason = match why {
                webpki::Error::CertExpired { .. } => Fault::Expired,
                webpki::Error::CertNotValidYet { .. } => Fault::NotYetValid,
                webpki::Error::RequiredEkuNotFoundContext(_) => Fault::Purpose,
                _ => Fault::Chain,
            };
            Error::Certificate { reason }
        })?;
        Ok(timely)
    }

    /// Whether a certificate has an extension of this kind.
    #[cfg(feature = "jwt")]
    pub(crate) fn has_extension(der: &[u8], oid: &str) -> bool {
        use super::{Decode, Parsed};
        let oid = x509_cert::der::oid::ObjectIdentifier::new(oid);
        let (Ok(parsed), Ok(oid)) = (Parsed::from_der(der), oid) else {
            return false;
        };
        let extensions = parsed.tbs_certificate().extensions();
        extensions.is_some_and(|all| all.iter().any(|extension| extension.extn_id == oid))
    }

    /// The signature algorithms of certificates.
    const ALGORITHMS: &[&dyn SignatureVerificationAlgorithm] = &[
        &Checked {
            key: alg_id::ECDSA_P256,
            signature: alg_id::ECDSA_SHA256,
            verify: p256_with::<sha2::Sha256>,
        },
        &Checked {
            key: alg_id::ECDSA_P256,
            signature: alg_id::ECDSA_SHA384,
            verify: p256_with::<sha2::Sha384>,
        },
        &Checked {
            key: alg_id::ECDSA_P384,
            signature: alg_id::ECDSA_SHA256,
            verify: p384_with::<sha2::Sha256>,
        },
        &Checked {
            key: alg_id::ECDSA_P384,
            signature: alg_id::ECDSA_SHA384,
            verify: p384_with::<sha2::Sha384>,
        },
        &Checked {
            key: alg_id::RSA_ENCRYPTION,
            signature: alg_id::RSA_PKCS1_SHA256,
            verify: rsa_with::<sha2::Sha256>,
        },
        &Checked {
            key: alg_id::RSA_ENCRYPTION,
            signature: alg_id::RSA_PKCS1_SHA384,
            verify: rsa_with::<sha2::Sha384>,
        },
        &Checked {
            key: alg_id::RSA_ENCRYPTION,
            signature: alg_id::RSA_PKCS1_SHA512,
            verify: rsa_with::<sha2::Sha512>,
        },
    ];

    struct Checked {
        key: AlgorithmIdentifier,
        signature: AlgorithmIdentifier,
        verify: fn(&[u8], &[u8], &[u8]) -> bool,
    }

    impl std::fmt::Debug for Checked {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Checked")
        }
    }

    impl SignatureVerificationAlgorithm for Checked {
        fn verify_signature(
            &self,
            key: &[u8],
            message: &[u8],
            signature: &[u8],
        ) -> Result<(), InvalidSignature> {
            if (self.verify)(key, message, signature) {
                Ok(())
            } else {
                Err(InvalidSignature)
            }
        }

        fn public_key_alg_id(&self) -> AlgorithmIdentifier {
            self.key
        }

        fn signature_alg_id(&self) -> AlgorithmIdentifier {
            self.signature
        }
    }

    macro_rules! ecdsa_with {
        ($name:ident, $curve:ident) => {
            fn $name<D: sha2::Digest>(key: &[u8], message: &[u8], signature: &[u8]) -> bool {
                use $curve::ecdsa::{
                    DerSignature, Signature, VerifyingKey, signature::hazmat::PrehashVerifier,
                };
                let signature = DerSignature::from_bytes(signature)
                    .ok()
                    .and_then(|signature| Signature::try_from(signature).ok());
                match (VerifyingKey::from_sec1_bytes(key), signature) {
                    (Ok(key), Some(signature)) => {
                        key.verify_prehash(&D::digest(message), &signature).is_ok()
                    }
                    _ => false,
                }
            }
        };
    }

    ecdsa_with!(p256_with, p256);
    ecdsa_with!(p384_with, p384);

    fn rsa_with<D>(key: &[u8], message: &[u8], signature: &[u8]) -> bool
    where
        D: sha2::Digest + rsa::pkcs8::AssociatedOid,
    {
        use rsa::{
            PublicKey, pkcs1::DecodeRsaPublicKey, pkcs1v15, signature::hazmat::PrehashVerifier,
            traits::PublicKeyParts,
        };
        let key = PublicKey::from_pkcs1_der(key).ok();
        let key = key.filter(|key| key.n().bit_width() >= 2048);
        match (key, pkcs1v15::Signature::try_from(signature)) {
            (Some(key), Ok(signature)) => pkcs1v15::VerifyingKey::<D>::new(key)
                .verify_prehash(&D::digest(message), &signature)
                .is_ok(),
            _ => false,
        }
    }
}

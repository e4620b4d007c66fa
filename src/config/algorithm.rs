//! The names of algorithms in configurations.

use std::any::Any;

use super::error::{ConfigError, ConfigErrorKind};
use crate::algorithm::{self, Algorithm};

/// The name of an algorithm, and the algorithm or the feature that it needs.
pub(super) type Entry<A = &'static dyn Algorithm> = (&'static str, Result<A, &'static str>);

/// Declares the list, with the feature that each algorithm needs.
macro_rules! algorithms {
    ($($name:literal $constant:ident $($feature:literal)?,)*) => {
        /// All algorithms that have a name.
        const ALL: &[Entry] = &[
            $(
                $(#[cfg(feature = $feature)])?
                ($name, Ok(algorithm::$constant)),
                $(
                    #[cfg(not(feature = $feature))]
                    ($name, Err($feature)),
                )?
            )*
        ];
    };
}

algorithms! {
    "hmac-sha256" HMAC_SHA256,
    "hmac-sha384" HMAC_SHA384,
    "hmac-sha512" HMAC_SHA512,
    "hmac-sha1" HMAC_SHA1 "sha1",
    "hmac-md5" HMAC_MD5 "md5",
    "hmac-sha3-512" HMAC_SHA3_512 "sha3",
    "keyed-sha256" KEYED_SHA256,
    "keyed-sha512" KEYED_SHA512,
    "keyed-sha1" KEYED_SHA1 "sha1",
    "keyed-md5" KEYED_MD5 "md5",
    "keyed-keccak256" KEYED_KECCAK256 "sha3",
    "token" TOKEN,
    "basic" BASIC,
    "ed25519" ED25519 "ed25519",
    "ecdsa-p256-sha256" ECDSA_P256_SHA256 "ecdsa",
    "ecdsa-p256-sha256-fixed" ECDSA_P256_SHA256_FIXED "ecdsa",
    "rsa-pkcs1-sha256" RSA_PKCS1_SHA256 "rsa",
    "rsa-pkcs1-sha512" RSA_PKCS1_SHA512 "rsa",
    "rsa-pss-sha256" RSA_PSS_SHA256 "rsa",
    "rsa-pss-sha512" RSA_PSS_SHA512 "rsa",
}

/// Those that need two features.
const MORE: &[Entry] = &[
    #[cfg(all(feature = "ecdsa", feature = "sha1"))]
    ("ecdsa-p256-sha1", Ok(algorithm::ECDSA_P256_SHA1)),
    #[cfg(not(all(feature = "ecdsa", feature = "sha1")))]
    ("ecdsa-p256-sha1", Err("ecdsa` and `sha1")),
    #[cfg(feature = "p521")]
    (
        "ecdsa-p521-sha512-fixed",
        Ok(algorithm::ECDSA_P521_SHA512_FIXED),
    ),
    #[cfg(not(feature = "p521"))]
    ("ecdsa-p521-sha512-fixed", Err("p521")),
    #[cfg(all(feature = "rsa", feature = "sha1"))]
    ("rsa-pkcs1-sha1", Ok(algorithm::RSA_PKCS1_SHA1)),
    #[cfg(not(all(feature = "rsa", feature = "sha1")))]
    ("rsa-pkcs1-sha1", Err("rsa` and `sha1")),
];

fn all() -> impl Iterator<Item = &'static Entry> + Clone {
    ALL.iter().chain(MORE)
}

/// Returns the names of all algorithms.
#[cfg(feature = "config-schema")]
pub(super) fn names() -> Vec<&'static str> {
    names_of(all())
}

/// Returns the names in a list of algorithms.
#[cfg(feature = "config-schema")]
pub(super) fn names_of<A: 'static>(
    entries: impl IntoIterator<Item = &'static Entry<A>>,
) -> Vec<&'static str> {
    entries.into_iter().map(|(name, _)| *name).collect()
}

/// Returns the algorithm of this name.
pub(super) fn named(name: &str) -> Result<&'static dyn Algorithm, ConfigError> {
    find(all(), name)
}

/// Returns the algorithm of this name in a list.
pub(super) fn find<A: Copy + 'static>(
    entries: impl IntoIterator<Item = &'static Entry<A>, IntoIter: Clone>,
    name: &str,
) -> Result<A, ConfigError> {
    let mut entries = entries.into_iter();
    let all = entries.clone();
    match entries.find(|(known, _)| *known == name) {
        Some((_, Ok(algorithm))) => Ok(*algorithm),
        Some((_, Err(feature))) => Err(ConfigError::feature(feature)),
        None => Err(ConfigError::unknown(
            "algorithm",
            name,
            all.map(|(name, _)| *name),
        )),
    }
}

/// Returns the name of an algorithm. Those of single providers, and those of users, have none.
pub(super) fn name(algorithm: &'static dyn Algorithm) -> Result<&'static str, ConfigError> {
    let kind = |algorithm: &'static dyn Algorithm| {
        let any: &dyn Any = algorithm;
        (any.type_id(), format!("{algorithm:?}"))
    };
    let wanted = kind(algorithm);
    all()
        .find(|(_, known)| known.is_ok_and(|known| kind(known) == wanted))
        .map(|(name, _)| *name)
        .ok_or_else(|| {
            ConfigError::new(
                ConfigErrorKind::Code,
                format!("the algorithm `{}` is code", algorithm.name()),
            )
        })
}

//! Keys for tenants that do not exist, which match no signature.
//!
//! A request for an unknown tenant must be answered like one for a known tenant, in the same time, or an
//! attacker can find out which tenants exist. So it is verified on the same path, with a decoy key.

use std::{
    fmt,
    fmt::Write,
    hash::{BuildHasher, RandomState},
    sync::OnceLock,
};

use crate::{
    algorithm::Class,
    key::keys::{KeySpec, Keys},
};

/// The decoys of one endpoint.
#[derive(Default)]
pub(crate) struct Decoy {
    random: RandomState,
    /// The prepared public key, as preparing one takes long.
    public: OnceLock<Keys>,
}

impl Decoy {
    /// Returns a key that is always the same for this tenant, and secret.
    #[inline]
    pub(crate) fn keys(&self, recipe: &KeySpec, tenant: &str) -> Keys {
        match recipe.algorithm.class() {
            Class::Asymmetric => self
                .public
                .get_or_init(|| Keys::decoy(recipe, PUBLIC))
                .clone(),
            Class::Basic => Keys::decoy(recipe, &[&format!("tenant:{}", self.secret(tenant))]),
            Class::Hmac | Class::Token => {
                let secret = self.secret(tenant);
                // Keys of ciphers have a fixed length.
                let cut = |length| secret.get(..length).unwrap_or_default();
                Keys::decoy(recipe, &[&secret, cut(32), cut(16)])
            }
        }
    }

    /// 256 bits in hexadecimal.
    #[inline]
    fn secret(&self, tenant: &str) -> String {
        let mut text = String::with_capacity(64);
        for part in 0..4 {
            let word = self.random.hash_one((part, tenant));
            // Writing into a string does not fail.
            let _ = write!(text, "{word:016x}");
        }
        text
    }
}

/// A public key per algorithm: of RFC 8037, appendix A; of RFC 7515, appendices A.3 and A.4; and of the
/// tests. Their private keys are public, but with a decoy nothing verifies.
const PUBLIC: &[&str] = &[
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
    r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
    r#"{"kty":"EC","crv":"P-521","x":"AekpBQ8ST8a8VcfVOTNl353vSrDCLLJXmPk06wTjxrrjcBpXp5EOnYG_NjFZ6OvLFV1jSfS9tsz4qUxcWceqwQGk","y":"ADSmRA43Z1DSNx_RvcLI87cdL07l6jQyyBXMoxVg_l2Th-x3S1WDhjDly79ajL4Kkd0AZMaZmh9ubmf63e3kyMj2"}"#,
    r#"{"kty":"RSA","n":"1rbMMy-IVLf-nP78ko0dGRPW6ui6hTKB_y-PtnykJXghWQAPLD8Igl63J27JuGgHyq4kBXVBXUGY7X3FDVXnVlh2ql3ghBTmM7lUj1lQAltU6upMPAEi821d3rFYk6pIFbN8J0I4Bk7oFGW_vuC2RStpapPIRUaAMLqYnDqt4Wwerjaaga0vT0dtTy4Af59Pt8nso4MzFAwAuMWKmty7Ek_yxwcx9oDjGZ9RDwR67UW38xaEEd9W5tdTIMtofsH3hRS-9xBOYqEx2fwJ7n-xCnDy4YnRzSLL1YOwyTqFfzb4L2iCM4oWT3wE75PQhhfnoZR1C1JSPKjZa8_UrROXHQ","e":"AQAB"}"#,
];

impl fmt::Debug for Decoy {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Decoy")
    }
}

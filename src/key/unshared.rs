//! Texts that are a key for another kind of signature, which must not be used as a shared secret.

use crate::codec::{encoding, json};

/// Returns what a text is if it is a key, but not a shared secret. If a public key were used as a shared
/// secret, anyone could sign.
pub(super) fn unshared_key(text: &[u8]) -> Option<&'static str> {
    const PEM: &str = "a key or certificate in PEM";
    const DER: &str = "a public or private key";
    if text.trim_ascii_start().starts_with(b"-----BEGIN ") {
        return Some(PEM);
    }
    if text.starts_with(b"{") {
        let named = |name| json::raw(text, name).is_ok_and(|found| found.is_some());
        return (named("/kty") || named("/keys")).then_some("a JSON Web Key");
    }
    if text.starts_with(b"whpk_") || text.starts_with(b"whsk_") {
        return Some("a key for Ed25519");
    }
    let bare = text.strip_prefix(b"whsec_").unwrap_or(text);
    let found = |bytes: &[u8]| {
        if bytes.trim_ascii_start().starts_with(b"-----BEGIN ") {
            Some(PEM)
        } else {
            is_der_key(bytes).then_some(DER)
        }
    };
    let of_base64 = encoding::key_from_base64(bare).and_then(|bytes| found(&bytes));
    of_base64.or_else(|| encoding::key_from_hex(bare).and_then(|bytes| found(&bytes)))
}

/// Whether bytes are a key in DER: `SubjectPublicKeyInfo` (RFC 5280), PKCS #8 (RFC 5958), PKCS #1
/// (RFC 8017), SEC 1 (RFC 5915) or a certificate. One in ten million random texts looks like one.
fn is_der_key(bytes: &[u8]) -> bool {
    let Some((content, [])) = sequence(bytes) else {
        return false;
    };
    match content {
        // A version before a private key, or the modulus of an RSA key.
        [0x02, 0x01, 0x00 | 0x01, 0x02 | 0x04 | 0x30, ..] | [0x02, 0x81 | 0x82, ..] => true,
        // An algorithm before a public key, or what a certificate says.
        _ => matches!(sequence(content), Some(([0x06 | 0xa0 | 0x02, ..], _))),
    }
}

/// Returns the content of a DER `SEQUENCE` and the bytes after it.
fn sequence(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let [0x30, length, rest @ ..] = bytes else {
        return None;
    };
    match (*length, rest) {
        (length @ 0..=0x7f, rest) => rest.split_at_checked(length.into()),
        (0x81, [length, rest @ ..]) => rest.split_at_checked((*length).into()),
        (0x82, [high, low, rest @ ..]) => {
            rest.split_at_checked(u16::from_be_bytes([*high, *low]).into())
        }
        _ => None,
    }
}

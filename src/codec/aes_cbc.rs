//! AES-256 in CBC mode, for encrypted bodies. It authenticates nothing: the provider's signature over the
//! encrypted text is verified before.

#[cfg(feature = "testing")]
use aes::cipher::BlockModeEncrypt;
use aes::{
    Aes256,
    cipher::{BlockModeDecrypt, KeyIvInit, block_padding::NoPadding},
};

/// The maximum length of the padding: some providers use PKCS #7 with blocks of 32 bytes.
const LONGEST_PADDING: u8 = 32;

/// Decrypts a text and removes its padding.
pub(crate) fn open(key: &[u8; 32], iv: &[u8; 16], sealed: &[u8]) -> Option<Vec<u8>> {
    let cipher = cbc::Decryptor::<Aes256>::new(key.into(), iv.into());
    let mut opened = cipher.decrypt_padded_vec::<NoPadding>(sealed).ok()?;
    let padding = *opened.last()?;
    let length = opened.len().checked_sub(padding.into())?;
    let padded = opened.get(length..)?.iter().all(|byte| *byte == padding);
    if padding == 0 || padding > LONGEST_PADDING || !padded {
        return None;
    }
    opened.truncate(length);
    Some(opened)
}

/// Pads a text to blocks of this many bytes and encrypts it.
#[cfg(feature = "testing")]
pub(crate) fn seal(key: &[u8; 32], iv: &[u8; 16], open: &[u8], block: u8) -> Option<Vec<u8>> {
    let over = open.len().checked_rem(block.into())?;
    let padding = block.checked_sub(u8::try_from(over).ok()?)?;
    let mut padded = open.to_vec();
    padded.extend(std::iter::repeat_n(padding, padding.into()));
    let cipher = cbc::Encryptor::<Aes256>::new(key.into(), iv.into());
    Some(cipher.encrypt_padded_vec::<NoPadding>(&padded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rejects_padding_of_no_or_of_too_many_bytes() {
        let (key, iv) = ([7; 32], [9; 16]);
        let sealed = |text: &[u8]| {
            let cipher = cbc::Encryptor::<Aes256>::new((&key).into(), (&iv).into());
            cipher.encrypt_padded_vec::<NoPadding>(text)
        };
        let padded = |length: u8, of: usize| {
            let mut text = vec![b'a'; of - usize::from(length)];
            text.extend(std::iter::repeat_n(length, length.into()));
            sealed(&text)
        };
        assert_eq!(open(&key, &iv, &padded(1, 16)), Some(vec![b'a'; 15]));
        assert_eq!(open(&key, &iv, &padded(16, 16)), Some(vec![]));
        assert_eq!(open(&key, &iv, &padded(32, 48)), Some(vec![b'a'; 16]));
        assert_eq!(open(&key, &iv, &padded(33, 48)), None);
        assert_eq!(open(&key, &iv, &sealed(&[0; 16])), None);
        assert_eq!(open(&key, &iv, &sealed(&[2; 16])), Some(vec![2; 14]));
        assert_eq!(open(&key, &iv, &sealed(b"not padded at al")), None);
        assert_eq!(
            open(&key, &iv, &sealed(b"padded by \x01\x02\x03\x03\x02\x03")),
            None
        );
        assert_eq!(open(&key, &iv, &[]), None);
        assert_eq!(open(&key, &iv, &[0; 15]), None);
    }
}

//! The characters that encoders of URLs leave as they are. Decoding is in the forms and URLs that need it.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC};

/// All but the unreserved characters ([RFC 3986](https://www.rfc-editor.org/rfc/rfc3986#section-2.3)).
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');

/// All but what JavaScript's `encodeURIComponent` leaves as it is.
pub(crate) const COMPONENT: &AsciiSet = &UNRESERVED
    .remove(b'!')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

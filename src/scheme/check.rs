//! Compile-time checks of declarations.

use super::vocabulary::{At, Inside, Part};

pub(crate) const fn assert_part(part: Part) {
    match part {
        Part::Header(name) => assert_header(name),
        Part::Json(pointer) => assert_pointer(pointer),
        Part::Literal(text) => assert!(!text.is_empty(), "an empty literal"),
        Part::Shaped(part, _) => {
            assert!(
                matches!(
                    part,
                    Part::Header(_)
                        | Part::Query(_)
                        | Part::Form(_)
                        | Part::OnlyField(_)
                        | Part::Json(_)
                ),
                "only a header, a query parameter, a form field or a JSON scalar has a shape"
            );
            assert_part(*part);
        }
        _ => {}
    }
}

/// Checks the names of a place.
pub(crate) const fn assert_at(at: At) {
    match at {
        At::Header(name) | At::NumberedHeaders(name) | At::HeaderSettingOr(_, name) => {
            assert_header(name);
        }
        At::AnyHeader(mut names) => {
            assert!(!names.is_empty(), "an empty list of headers");
            while let [name, rest @ ..] = names {
                assert_header(name);
                names = rest;
            }
        }
        At::Json(pointer) | At::Token(_, pointer) => assert_pointer(pointer),
        #[cfg(feature = "xml")]
        At::Xml(path) => assert_pointer(path),
        At::Within(outer, inside) => {
            assert!(
                outer.in_body() || outer.in_token(),
                "a document inside a field must be in the body or in a token"
            );
            assert_at(*outer);
            inside.checked();
        }
        _ => {}
    }
}

/// Checks that a header name is valid and in lower case, as `HeaderName::from_static` panics if not.
pub(crate) const fn assert_header(name: &str) {
    assert!(!name.is_empty(), "an empty header name");
    let mut rest = name.as_bytes();
    while let [byte, tail @ ..] = rest {
        assert!(
            matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'),
            "header names must be in lower case"
        );
        rest = tail;
    }
}

pub(crate) const fn assert_pointer(pointer: &str) {
    let mut rest = pointer.as_bytes();
    assert!(
        matches!(rest, [b'/', ..]),
        "a JSON Pointer must begin with `/`"
    );
    while let [byte, tail @ ..] = rest {
        assert!(
            *byte != b'~',
            "JSON Pointers with escapes are not supported"
        );
        rest = tail;
    }
}

impl Inside {
    const fn checked(self) {
        match self {
            Self::Json(pointer) => assert_pointer(pointer),
            #[cfg(feature = "xml")]
            Self::Base64Xml(path) => assert_pointer(path),
        }
    }
}

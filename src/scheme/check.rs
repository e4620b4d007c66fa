//! Checks of declarations: at compile time for constants, at run time for configurations.

use super::vocabulary::{At, Format, Inside, Part, PercentDecode, Shape};

/// What is wrong with a declaration, as a sentence without a subject.
pub(crate) type Checked<T = ()> = Result<T, &'static str>;

/// Panics, at compile time, if a check failed.
#[allow(clippy::panic, reason = "declarations are constants")]
#[inline]
pub(crate) const fn valid<T: Copy>(checked: Checked<T>) -> T {
    match checked {
        Ok(value) => value,
        Err(message) => panic!("{}", message),
    }
}

/// Fails with the message unless the condition holds.
#[inline]
pub(crate) const fn require(holds: bool, message: &'static str) -> Checked {
    if holds { Ok(()) } else { Err(message) }
}

/// Returns the error of a check, as `?` does, which constant functions cannot use.
macro_rules! check {
    ($checked:expr) => {
        if let Err(message) = $checked {
            return Err(message);
        }
    };
}
pub(crate) use check;

#[inline]
pub(crate) const fn check_part(part: Part) -> Checked {
    match part {
        Part::Header(name) => check_header(name),
        Part::Json(pointer) => check_pointer(pointer),
        Part::Literal(text) => require(!text.is_empty(), "an empty literal"),
        Part::Url(PercentDecode::Only(characters)) => require(
            characters.is_ascii(),
            "only ASCII characters are percent-decoded",
        ),
        Part::Shaped(part, shape) => {
            check!(require(
                matches!(
                    part,
                    Part::Header(_)
                        | Part::Query(_)
                        | Part::Form(_)
                        | Part::OnlyField(_)
                        | Part::Json(_)
                ),
                "only a header, a query parameter, a form field or a JSON scalar has a shape"
            ));
            check!(check_shape(shape));
            check_part(*part)
        }
        _ => Ok(()),
    }
}

#[inline]
const fn check_shape(shape: Shape) -> Checked {
    match shape {
        Shape::Chars(characters) => require(
            characters.is_ascii() && !characters.is_empty(),
            "a shape consists of ASCII characters",
        ),
        Shape::OneOf(texts) => require(!texts.is_empty(), "an empty list of texts"),
        _ => Ok(()),
    }
}

/// Checks the names of a place.
#[inline]
pub(crate) const fn check_at(at: At) -> Checked {
    match at {
        At::Header(name) | At::NumberedHeaders(name) | At::HeaderSettingOr(_, name) => {
            check_header(name)
        }
        At::AnyHeader(mut names) => {
            check!(require(!names.is_empty(), "an empty list of headers"));
            while let [name, rest @ ..] = names {
                check!(check_header(name));
                names = rest;
            }
            Ok(())
        }
        At::Json(pointer) => check_pointer(pointer),
        At::Token(token, pointer) => {
            if !token.is_empty() {
                check!(check_pointer(token));
            }
            check_pointer(pointer)
        }
        #[cfg(feature = "xml")]
        At::Xml(path) => check_pointer(path),
        At::Within(outer, inside) => {
            check!(require(
                outer.in_body() || outer.in_token(),
                "a document inside a field must be in the body or in a token"
            ));
            check!(check_at(*outer));
            inside.check()
        }
        _ => Ok(()),
    }
}

#[inline]
pub(crate) const fn assert_at(at: At) {
    valid(check_at(at));
}

/// Checks the names of places.
#[inline]
pub(crate) const fn check_places(mut places: &[At]) -> Checked {
    while let [at, rest @ ..] = places {
        check!(check_at(*at));
        places = rest;
    }
    Ok(())
}

/// Checks that a header name is valid and in lower case, as `HeaderName::from_static` panics if not.
#[inline]
pub(crate) const fn check_header(name: &str) -> Checked {
    check!(require(!name.is_empty(), "an empty header name"));
    let mut rest = name.as_bytes();
    while let [byte, tail @ ..] = rest {
        check!(require(
            matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'),
            "header names must be in lower case, and of letters, digits, `-` and `_`"
        ));
        rest = tail;
    }
    Ok(())
}

#[inline]
pub(crate) const fn assert_header(name: &str) {
    valid(check_header(name));
}

#[inline]
pub(crate) const fn check_pointer(pointer: &str) -> Checked {
    let mut rest = pointer.as_bytes();
    check!(require(
        matches!(rest, [b'/', ..]),
        "a JSON Pointer must begin with `/`"
    ));
    while let [byte, tail @ ..] = rest {
        check!(require(
            *byte != b'~',
            "JSON Pointers with escapes are not supported"
        ));
        rest = tail;
    }
    Ok(())
}

impl Format {
    #[inline]
    pub(crate) const fn check(self) -> Checked {
        if let Self::Pairs { separator, .. } = self {
            return require(
                separator.is_ascii() && separator != '=',
                "pairs need a separator that is ASCII and not `=`",
            );
        }
        Ok(())
    }
}

impl Inside {
    #[inline]
    const fn check(self) -> Checked {
        match self {
            Self::Json(pointer) => check_pointer(pointer),
            #[cfg(feature = "xml")]
            Self::Base64Xml(path) => check_pointer(path),
        }
    }
}

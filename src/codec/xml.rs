//! Reads the text of one element of an XML document by its path, without building the rest.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesRef, Event},
};

/// Why a text cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum XmlFault {
    /// The text is not well-formed, or has a document type, which can define entities.
    NotXml,
    /// The element is a duplicate, so the text is ambiguous.
    Duplicate,
    /// The element contains elements.
    NotText,
}

/// Returns the text of the element at a path such as `/xml/MsgType`. `None` if it is absent or empty.
pub(crate) fn text<'a>(document: &'a [u8], path: &str) -> Result<Option<Cow<'a, str>>, XmlFault> {
    let document = std::str::from_utf8(document).map_err(|_| XmlFault::NotXml)?;
    let mut reader = Reader::from_str(document);
    reader.config_mut().expand_empty_elements = true;
    let path: Vec<&str> = path.split('/').skip(1).collect();
    let mut depth = 0_usize;
    // The number of open elements that are on the path.
    let mut on_path = 0_usize;
    let mut roots = 0_usize;
    let mut found = None;
    let mut open: Option<Cow<'a, str>> = None;
    loop {
        match reader.read_event().map_err(|_| XmlFault::NotXml)? {
            Event::Start(element) => {
                if open.is_some() {
                    return Err(XmlFault::NotText);
                }
                if depth == 0 {
                    roots = roots.saturating_add(1);
                }
                let is_next = path.get(depth) == Some(&element.name().as_ref());
                if depth == on_path && is_next {
                    on_path = on_path.saturating_add(1);
                    if on_path == path.len() {
                        if found.is_some() {
                            return Err(XmlFault::Duplicate);
                        }
                        open = Some(Cow::Borrowed(""));
                    }
                }
                depth = depth.saturating_add(1);
            }
            Event::End(_) => {
                if depth == on_path {
                    on_path = on_path.saturating_sub(1);
                    found = open.take().or(found);
                }
                depth = depth.saturating_sub(1);
            }
            Event::Text(text) => append(&mut open, text.into_inner()),
            Event::CData(text) => append(&mut open, text.into_inner()),
            Event::GeneralRef(reference) => {
                let text = resolved(&reference).ok_or(XmlFault::NotXml)?;
                append(&mut open, Cow::Owned(text));
            }
            Event::DocType(_) => return Err(XmlFault::NotXml),
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 || roots != 1 {
        return Err(XmlFault::NotXml);
    }
    Ok(found.filter(|text| !text.is_empty()))
}

fn append<'a>(open: &mut Option<Cow<'a, str>>, more: Cow<'a, str>) {
    match open {
        Some(text) if text.is_empty() => *text = more,
        Some(text) => text.to_mut().push_str(&more),
        None => {}
    }
}

fn resolved(reference: &BytesRef<'_>) -> Option<String> {
    if reference.is_char_ref() {
        return reference.resolve_char_ref().ok()?.map(String::from);
    }
    resolve_predefined_entity(reference).map(String::from)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::{XmlFault, text};

    fn at(document: &str, path: &str) -> Result<Option<String>, XmlFault> {
        text(document.as_bytes(), path).map(|text| text.map(|text| text.into_owned()))
    }

    #[test]
    fn returns_the_text_of_an_element() {
        for (document, expected) in [
            ("<a><b>x</b></a>", Some("x")),
            (
                "<?xml version=\"1.0\"?><!-- <b>c</b> -->\n<a>\n <b>x</b>\n</a>\n",
                Some("x"),
            ),
            ("<a c=\"<\"><b d='>'>x</b></a>", Some("x")),
            ("<a><b><![CDATA[x & <y>]]></b></a>", Some("x & <y>")),
            ("<a><b>x &amp; &#121;<![CDATA[z]]></b></a>", Some("x & yz")),
            ("<a><c><b>y</b></c><b>x</b></a>", Some("x")),
            ("<a><c/><b>x</b></a>", Some("x")),
            ("<a><b></b></a>", None),
            ("<a><b/></a>", None),
            ("<a><c><b>y</b></c></a>", None),
            ("<b>x</b>", None),
            ("<a><B>x</B></a>", None),
        ] {
            assert_eq!(
                at(document, "/a/b"),
                Ok(expected.map(String::from)),
                "{document}"
            );
        }
        assert_eq!(at("<a>x</a>", "/a"), Ok(Some("x".into())));
    }

    #[test]
    fn rejects_what_other_readers_may_read_otherwise() {
        for (document, fault) in [
            ("", XmlFault::NotXml),
            ("{}", XmlFault::NotXml),
            ("<a><b>x</b>", XmlFault::NotXml),
            ("<a><b>x</a></b>", XmlFault::NotXml),
            ("<a><b>x</b></a><a/>", XmlFault::NotXml),
            ("<a><b>x&y;</b></a>", XmlFault::NotXml),
            (
                "<!DOCTYPE a [<!ENTITY y \"z\">]><a><b>x</b></a>",
                XmlFault::NotXml,
            ),
            ("<a><b>x</b><b>y</b></a>", XmlFault::Duplicate),
            ("<a><b/><b>y</b></a>", XmlFault::Duplicate),
            ("<a><b>x<c/></b></a>", XmlFault::NotText),
        ] {
            assert_eq!(at(document, "/a/b"), Err(fault), "{document}");
        }
        assert_eq!(text(b"<a><b>\xff</b></a>", "/a/b"), Err(XmlFault::NotXml));
    }
}

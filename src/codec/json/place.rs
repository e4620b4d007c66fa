//! The path of an error in a body: a walk over the bytes that knows no types.
//!
//! `serde_json` reports line and column. Walking to that place gives the path without a second copy of every
//! model's parser, and costs nothing as long as bodies fit.

/// The JSON Pointer of the last value that is touched before `end`.
///
/// Expects what a parser accepted so far; for anything else the answer is some path, never a
/// panic. Two walks, since the value that was last touched is known only at the end, and keeping
/// a copy of the path for each value would take a hostile body's length times its depth.
pub(crate) fn pointer_at(body: &[u8], end: usize) -> Box<str> {
    let body = body.get(..end).unwrap_or(body);
    let touched = Walk::new(body).walked().touched;
    let body = body.get(..touched).unwrap_or(body);
    Walk::new(body).walked().pointer()
}

/// The byte offset of a `serde_json` error.
pub(crate) fn offset(body: &[u8], error: &serde_json::Error) -> usize {
    let before = error.line().saturating_sub(1);
    let lines = body.split_inclusive(|byte| *byte == b'\n').take(before);
    lines
        .map(<[u8]>::len)
        .sum::<usize>()
        .saturating_add(error.column())
}

/// Deeper steps are walked and left out of the path, which is for a log line.
const MAX_STEPS: usize = 64;

struct Walk<'a> {
    body: &'a [u8],
    at: usize,
    path: Vec<Step<'a>>,
    /// Steps below the last of `path`.
    omitted: usize,
    /// The next text is a key.
    key: bool,
    /// Where the value that was touched last ends.
    touched: usize,
}

enum Step<'a> {
    /// In an object, at this key as it is written (quotes included), or before the first.
    Key(&'a [u8]),
    Item(usize),
}

impl<'a> Walk<'a> {
    fn new(body: &'a [u8]) -> Self {
        Self {
            body,
            at: 0,
            path: Vec::new(),
            omitted: 0,
            key: false,
            touched: 0,
        }
    }

    fn walked(mut self) -> Self {
        while let Some(byte) = self.body.get(self.at) {
            let start = self.at;
            self.at = self.at.saturating_add(1);
            match byte {
                b'{' => self.enter(Step::Key(b""), true),
                b'[' => self.enter(Step::Item(0), false),
                b'}' | b']' => self.leave(),
                b',' => self.next(),
                b'"' => self.text(start),
                b':' | b' ' | b'\n' | b'\t' | b'\r' => {}
                _ => self.word(),
            }
        }
        self
    }

    fn enter(&mut self, step: Step<'a>, key: bool) {
        if self.path.len() < MAX_STEPS {
            self.path.push(step);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
        self.key = key;
    }

    fn leave(&mut self) {
        if self.omitted > 0 {
            self.omitted = self.omitted.saturating_sub(1);
        } else {
            self.path.pop();
        }
        self.key = false;
        self.touched = self.at;
    }

    fn next(&mut self) {
        if self.omitted > 0 {
            return;
        }
        match self.path.last_mut() {
            Some(Step::Key(_)) => self.key = true,
            Some(Step::Item(index)) => *index = index.saturating_add(1),
            None => {}
        }
    }

    fn text(&mut self, start: usize) {
        while let Some(byte) = self.body.get(self.at) {
            self.at = self.at.saturating_add(if *byte == b'\\' { 2 } else { 1 });
            if *byte == b'"' {
                break;
            }
        }
        if std::mem::take(&mut self.key)
            && let Some(last) = self.path.last_mut()
        {
            *last = Step::Key(self.body.get(start..self.at).unwrap_or_default());
        }
        self.touched = self.at;
    }

    fn word(&mut self) {
        let ends = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
        let rest = self.body.get(self.at..).unwrap_or_default();
        let length = rest.iter().position(ends).unwrap_or(rest.len());
        self.at = self.at.saturating_add(length);
        self.touched = self.at;
    }

    fn pointer(&self) -> Box<str> {
        let mut pointer = String::new();
        for step in &self.path {
            match step {
                Step::Key(b"") => {}
                Step::Key(written) => {
                    let key = serde_json::from_slice::<String>(written);
                    let whole = key.is_ok();
                    let key = key.unwrap_or_else(|_| String::from_utf8_lossy(written).into());
                    pointer.push('/');
                    for letter in key.chars() {
                        match letter {
                            '"' if !whole => {}
                            '~' => pointer.push_str("~0"),
                            '/' => pointer.push_str("~1"),
                            letter => pointer.push(letter),
                        }
                    }
                }
                Step::Item(index) => {
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                }
            }
        }
        pointer.into()
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::pointer_at;

    fn upto(body: &str) -> String {
        let end = body.find('^').unwrap_or(body.len());
        pointer_at(body.replace('^', "").as_bytes(), end).into()
    }

    #[test]
    fn returns_the_path_of_the_last_value() {
        for (body, path) in [
            ("", ""),
            ("^[]", ""),
            (r#"{"a": 1^}"#, "/a"),
            (r#"{"a": {"b": [true, null^]}}"#, "/a/b/1"),
            (r#"{"a": {"b": [true, null]}^}"#, "/a"),
            (r#"{"a": {"b": 1}}^"#, ""),
            (r#"{"a": [{"b": 1}, {"c"^: 2}]}"#, "/a/1/c"),
            (r#"{"a": [[1, 2], [3^]]}"#, "/a/1/0"),
            (r#"{"a,]}": {"b\"": "]},"^}}"#, r#"/a,]}/b""#),
            (r#"{"a/b": {"~": 1^}}"#, "/a~1b/~0"),
            (r#"{"\u0061": 1^}"#, "/a"),
            ("{\"a\":\t12^\t}", "/a"),
        ] {
            assert_eq!(upto(body), path, "{body}");
        }
    }

    #[test]
    fn accepts_nonsense_and_any_depth() {
        for body in ["]]}}", "\"\\", "{\"a", ",,:,", "{{{\"", "\u{0}"] {
            let _ = upto(body);
        }
        let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(
            pointer_at(deep.as_bytes(), 100_001).matches('/').count(),
            super::MAX_STEPS
        );
        assert_eq!(&*pointer_at(deep.as_bytes(), deep.len()), "");
    }
}

//! Text of others on a terminal.

/// Returns the text without characters that a terminal would obey. Line ends and tabs are kept.
pub(crate) fn printable(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes)
        .chars()
        .map(|char| match char {
            '\n' | '\t' => char,
            char if char.is_control() => '\u{fffd}',
            char => char,
        })
        .collect()
}

/// Returns the text on one line.
pub(crate) fn one_line(bytes: &[u8]) -> String {
    printable(bytes).replace(['\n', '\t'], " ")
}

"""Builds mutants into sources, each behind a condition, so that one build has all of them."""

import bisect
import collections
import re

import tree_sitter
import tree_sitter_rust

PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_rust.language()))

# Is mutant %d the active one?
ACTIVE = b"crate::__mutant::is(%d)"

# The module that the instrumented crate has in addition.
MODULE = """//! Which mutant is active: the one whose number is in `MUTANT`. The numbers of those that are reached are appended
//! to the file that `MUTANT_TRACE` names.
use std::{
    env,
    fs::{File, OpenOptions},
    io::Write,
    sync::{
        LazyLock,
        atomic::{AtomicBool, Ordering},
    },
};

static MUTANT: LazyLock<u32> =
    LazyLock::new(|| env::var("MUTANT").ok().and_then(|number| number.parse().ok()).unwrap_or(0));
static TRACE: LazyLock<Option<File>> = LazyLock::new(|| {
    let path = env::var("MUTANT_TRACE").ok()?;
    OpenOptions::new().create(true).append(true).open(path).ok()
});
static REACHED: [AtomicBool; 1 << 14] = [const { AtomicBool::new(false) }; 1 << 14];

pub fn is(number: u32) -> bool {
    if let Some(mut file) = TRACE.as_ref() {
        if !REACHED[number as usize].swap(true, Ordering::Relaxed) {
            let mut line = *b"       \\n";
            let (mut at, mut rest) = (7, number);
            while rest > 0 {
                at -= 1;
                line[at] = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
            let _ = file.write_all(&line);
        }
    }
    *MUTANT == number
}
"""


def is_const(node):
    """Whether this is evaluated while compiling, when no mutant can be chosen."""
    while node is not None:
        if node.type == "closure_expression":
            return False
        if node.type == "function_item":
            return any(
                token.type == "const"
                for part in node.children
                if part.type == "function_modifiers"
                for token in part.children
            )
        if node.type in ("const_item", "static_item", "const_block", "array_type", "enum_variant"):
            return True
        node = node.parent
    return False


def has_let(node):
    """Whether this is a chain of conditions with a `let`, which cannot be put in parentheses."""
    if node.type in ("let_condition", "let_chain"):
        return True
    if node.type in ("binary_expression", "parenthesized_expression"):
        return any(has_let(child) for child in node.children)
    return False


def enclosing(node, *types):
    while node is not None and node.type not in types:
        node = node.parent
    return node


class File:
    """A source file and its mutants."""

    def __init__(self, source):
        self.source = source
        self.root = PARSER.parse(source).root_node
        self.lines = [0] + [found.end() for found in re.finditer(b"\n", source)]
        self.mutants = collections.defaultdict(list)
        self.done = set()

    def offset(self, position):
        start = self.lines[position["line"] - 1]
        line = self.source[start:].split(b"\n", 1)[0].decode()
        return start + len(line[: position["column"] - 1].encode())

    @staticmethod
    def key(node):
        return node.start_byte, node.end_byte, node.type

    def text(self, node):
        return self.source[node.start_byte : node.end_byte]

    def add(self, number, mutant):
        """Adds a mutant, or returns why it cannot be built in."""
        start, end = (self.offset(mutant["span"][side]) for side in ("start", "end"))
        place = None
        match mutant["genre"]:
            case "FnValue":
                function = enclosing(self.root.descendant_for_byte_range(start, end), "function_item")
                returned = function and function.child_by_field_name("return_type")
                if returned is not None and b"impl " in self.text(returned):
                    return "returns one type of several"
                place = function and function.child_by_field_name("body")
            case "BinaryOperator" | "UnaryOperator":
                operator = self.root.descendant_for_byte_range(start, end)
                place = operator if operator.child_count else operator.parent
                if place.type not in ("binary_expression", "compound_assignment_expr", "unary_expression") or has_let(place):
                    return "in a chain of `let`s"
            case "MatchArmGuard":
                pattern = enclosing(self.root.descendant_for_byte_range(start, end), "match_pattern")
                place = pattern and pattern.child_by_field_name("condition")
            case "MatchArm":
                arm = enclosing(self.root.descendant_for_byte_range(start, end), "match_arm")
                place = arm and arm.child_by_field_name("pattern")
            case "StructField":
                found = self.root.descendant_for_byte_range(start, start)
                place = enclosing(found, "field_initializer", "shorthand_field_initializer")
                if place and not any(child.type == "base_field_initializer" for child in place.parent.children):
                    place = None
        if place is None:
            return "not found"
        if is_const(place):
            return "constant"
        self.mutants[self.key(place)].append((number, mutant, start, end))
        return None

    def instrumented(self):
        """Returns the source with its mutants, and where each of them is in it."""
        self.keys = sorted(self.mutants)
        self.starts = [key[0] for key in self.keys]
        marked = self.source[: self.root.start_byte] + self.emit(self.root) + self.source[self.root.end_byte :]
        out, places, opened, at = bytearray(), [], {}, 0
        for mark in re.finditer(rb"([\x01\x02])(\d+)\x03", marked):
            out += marked[at : mark.start()]
            at = mark.end()
            number = int(mark[2])
            if mark[1] == b"\x01":
                opened[number] = len(out)
            else:
                places.append((opened.pop(number), len(out), number))
        return bytes(out + marked[at:]), places

    def has_mutants(self, node):
        at = bisect.bisect_left(self.starts, node.start_byte)
        while at < len(self.keys) and self.keys[at][0] < node.end_byte:
            if self.keys[at][1] <= node.end_byte:
                return True
            at += 1
        return False

    def emit_children(self, node):
        out, at = b"", node.start_byte
        for child in node.children:
            out += self.source[at : child.start_byte] + self.emit(child)
            at = child.end_byte
        return out + self.source[at : node.end_byte]

    def emit(self, node):
        key = self.key(node)
        if key in self.mutants and key not in self.done:
            self.done.add(key)
            return getattr(self, f"emit_{self.mutants[key][0][1]['genre']}")(node, self.mutants[key])
        return self.emit_children(node) if self.has_mutants(node) else self.text(node)

    @staticmethod
    def marked(number, text):
        return b"\x01%d\x03" % number + text + b"\x02%d\x03" % number

    def emit_FnValue(self, node, mutants):
        body = self.emit_children(node)
        head = re.match(rb"\{(\s*#!\[[^\]]*\])*", body).end()
        returns = b"".join(
            self.marked(number, b" if " + ACTIVE % number + b" { return " + mutant["replacement"].encode() + b"; } ")
            for number, mutant, _, _ in mutants
        )
        return body[:head] + returns + body[head:]

    def emit_BinaryOperator(self, node, mutants):
        out = b"".join(
            self.marked(
                number,
                b"if " + ACTIVE % number + b" { " + self.source[node.start_byte : start]
                + mutant["replacement"].encode() + self.source[end : node.end_byte] + b" } ",
            ) + b"else "
            for number, mutant, start, end in mutants
        )  # fmt: skip
        out += b"{ " + self.emit_children(node) + b" }"
        return b"{" + out + b"}" if node.type == "compound_assignment_expr" else b"(" + out + b")"

    emit_UnaryOperator = emit_BinaryOperator

    def emit_MatchArmGuard(self, node, mutants):
        out = b"(" + self.emit(node) + b")"
        for number, mutant, _, _ in mutants:
            active = ACTIVE % number
            if mutant["replacement"] == "true":
                out = b"(" + self.marked(number, active) + b" || " + out + b")"
            else:
                out = b"(" + self.marked(number, b"!" + active) + b" && " + out + b")"
        return out

    def emit_MatchArm(self, node, mutants):
        kept = b" && ".join(self.marked(number, b"!" + ACTIVE % number) for number, _, _, _ in mutants)
        guard = node.child_by_field_name("condition")
        if guard is None:
            return self.emit_children(node) + b" if " + kept
        return self.source[node.start_byte : guard.start_byte] + kept + b" && (" + self.emit(guard) + b")"

    def emit_StructField(self, node, mutants):
        (number, _, _, _) = mutants[0]
        fields = node.parent
        base = next(child for child in fields.children if child.type == "base_field_initializer")
        name = node.child_by_field_name("field") or node.children[0]
        value = node.child_by_field_name("value")
        of_type = self.text(fields.parent.child_by_field_name("name"))
        without = (
            b"if " + ACTIVE % number + b" { let base: " + of_type + b" = "
            + self.source[base.start_byte + 2 : base.end_byte] + b"; base." + self.text(name) + b" } "
        )  # fmt: skip
        used = self.emit(value) if value is not None else self.text(name)
        return self.text(name) + b": " + self.marked(number, without) + b"else { " + used + b" }"

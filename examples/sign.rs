//! Makes the request that a provider would send, to send it to yourself.
//!
//! Reads JSON Lines on standard input, one delivery a line, and writes one request each:
//!
//! ```sh
//! cargo run --all-features --example sign <<'EOF'
//! {"provider": "stripe", "secrets": ["whsec_5WbX9PEVRaGWpyKCQbVcdmCs"], "url": "https://app.example/stripe", "body": "{\"type\":\"customer.created\"}"}
//! EOF
//! ```
//!
//! An input can also have `kind`, which GitHub and others send in a header, `id`, `now`, `method` and
//! `options`. To send an output with curl and jq:
//!
//! ```sh
//! jq -r .body_b64 signed.json | base64 -d > body
//! jq -r '.headers[] | "header = \"\(.[0]): \(.[1])\""' signed.json > headers
//! curl -K headers --data-binary @body http://localhost:3000/stripe
//! ```

use std::io;

#[path = "../src/bin/webhook-receiver/lines/input.rs"]
mod input;
#[path = "../src/bin/webhook-receiver/lines/signing.rs"]
mod signing;

fn main() -> io::Result<()> {
    let output = io::BufWriter::new(io::stdout().lock());
    input::for_each_line(io::stdin().lock(), output, signing::signed_line)
}

//! Signs requests as a provider does, to send them to your own service.
//!
//! Reads JSON Lines from standard input, one delivery per line, and writes one request for each:
//!
//! ```sh
//! cargo run --all-features --example sign <<'EOF'
//! {"provider": "stripe", "secrets": ["whsec_5WbX9PEVRaGWpyKCQbVcdmCs"], "url": "https://app.example/stripe", "body": "{\"type\":\"customer.created\"}"}
//! EOF
//! ```
//!
//! The optional fields are `kind`, the event type for providers that send it in a header, such as GitHub,
//! `id`, `now`, `method` and `options`. To send a request that was written to `signed.json`, with curl and jq:
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

//! Verifies recorded requests, and explains why they were rejected.
//!
//! Reads JSON Lines from standard input, one request per line, and writes one line for each:
//!
//! ```sh
//! cargo run --all-features --example replay <<'EOF'
//! {"provider": "github", "secrets": ["It's a Secret to Everybody"], "method": "POST", "url": "https://app.example/hooks", "headers": {"X-Hub-Signature-256": "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"}, "body": "Hello, World!"}
//! EOF
//! ```
//!
//! `url` is the public URL, which the provider calls; `options` are the settings of the receiver. An unknown
//! field is an error. The output of the example `sign` is valid input, once `provider` and `secrets` are added.
//!
//! For a rejected request, `replay --explain` adds `hints`, which say why it was rejected and what to do, and
//! `causes`, the short names of the causes. `other_secrets` are the secrets of other endpoints, which are
//! tried for the explanation only. At most 8 secrets are tried, and a hint says if there are more.
//!
//! `replay --list` prints the providers.

use std::io::{self, Write};

use webhook_receiver::providers;

#[path = "../src/bin/webhook-receiver/lines/facts.rs"]
mod facts;
#[path = "../src/bin/webhook-receiver/lines/input.rs"]
mod input;
#[path = "../src/bin/webhook-receiver/lines/models.rs"]
mod models;
#[path = "../src/bin/webhook-receiver/lines/outcome.rs"]
mod outcome;
#[path = "../src/bin/webhook-receiver/lines/recorded.rs"]
mod recorded;

use self::{outcome::Outcome, recorded::Recorded};

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    let explains = std::env::args().any(|argument| argument == "--explain");
    if std::env::args().any(|argument| argument == "--list") {
        for provider in providers::ALL {
            writeln!(output, "{}", facts::provider_line(provider))?;
        }
        return output.flush();
    }
    input::for_each_line(io::stdin().lock(), output, |line| {
        input::parse::<Recorded>(line)
            .and_then(|recorded| recorded.replay(explains))
            .unwrap_or_else(Outcome::bad_input)
    })
}

//! The command-line tool: finds providers, and signs, sends, records, replays and explains deliveries,
//! and checks services.
//!
//! The manual describes it: `webhook_receiver::manual::tool`.

mod arguments;
mod check;
mod client;
mod explain;
mod failure;
mod lines;
mod listen;
mod mask;
mod printable;
mod providers;
mod record;
mod recording;
mod replay;
mod send;
mod sign;
mod trigger;

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use serde_json::json;

use self::failure::Failure;

/// Signs, sends, records, replays and explains webhook deliveries, and checks services.
#[derive(Parser)]
#[command(
    name = "webhook-receiver",
    version,
    after_help = "Exit codes: 0 if all went well, 1 if something was rejected or failed, 2 if the \
                  arguments are wrong.\n\nThe tool connects to no other host than that of the URL it is given."
)]
struct Tool {
    /// Print JSON, one value per line.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Providers(providers::Arguments),
    Sign(sign::Arguments),
    Send(send::Arguments),
    Trigger(trigger::Arguments),
    Record(record::Arguments),
    Replay(replay::Arguments),
    Explain(explain::Arguments),
    Listen(listen::Arguments),
    Check(check::Arguments),
}

fn main() -> ExitCode {
    let Tool { json, command } = Tool::parse();
    let done = match command {
        Command::Providers(arguments) => providers::run(arguments, json),
        Command::Sign(arguments) => sign::run(arguments, json),
        Command::Send(arguments) => send::run(arguments, json),
        Command::Trigger(arguments) => trigger::run(arguments, json),
        Command::Record(arguments) => record::run(arguments),
        Command::Replay(arguments) => replay::run(arguments, json),
        Command::Explain(arguments) => explain::run(arguments, json),
        Command::Listen(arguments) => listen::run(&arguments, json),
        Command::Check(arguments) => check::run(&arguments, json),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => report(&failure, json),
    }
}

/// Says why the command failed, and returns its exit code.
fn report(failure: &Failure, json: bool) -> ExitCode {
    if let Some(message) = failure.message() {
        // If the output is closed, the error cannot be reported.
        let _ = if json {
            let line = json!({"outcome": "failed", "message": message});
            writeln!(io::stdout(), "{line}")
        } else {
            writeln!(io::stderr(), "error: {message}")
        };
    }
    failure.exit_code()
}

//! `check`: tests a running service with requests of the provider and of attackers.

mod answered;
mod checks;
mod finding;
mod leak;
mod report;
mod run;
mod subject;
mod verdict;
mod wire;

use std::{
    cell::Cell,
    io::{self, Write},
    path::PathBuf,
    time::Duration,
};

use clap::Args;
use http::Uri;
use webhook_receiver::{Provider, testing::Signer};

use self::{
    checks::{CHECKS, GENUINE},
    finding::{Check, Finding},
    run::Run,
    subject::Subject,
    verdict::Verdict,
    wire::Service,
};
use crate::{
    arguments::{Secrets, Settings, duration, provider, read, target},
    failure::Failure,
};

/// Test a running service with requests as the provider and as attackers send them.
///
/// Sends some forty requests to the URL, a few of them genuine deliveries that the service will process: use a
/// service for tests. Exits with 1 if the service has a fault.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The id of the provider.
    #[arg(long, required_unless_present = "list", value_parser = provider)]
    provider: Option<Provider>,
    /// The URL of the service.
    #[arg(long, value_name = "URL", required_unless_present = "list", value_parser = target)]
    to: Option<Uri>,
    #[command(flatten)]
    secrets: Secrets,
    #[command(flatten)]
    settings: Settings,
    /// The URL that the provider would call, if it differs: for providers that sign it.
    #[arg(long, value_name = "URL", value_parser = target)]
    public_url: Option<Uri>,
    /// The event to send. Providers with typed events have a body for each.
    #[arg(long, value_name = "TYPE")]
    event: Option<String>,
    /// The delivery's body. Give one if the service needs more than the event type and the id.
    #[arg(long, value_name = "TEXT")]
    body: Option<String>,
    /// A file with the delivery's body, or `-` for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "body")]
    body_file: Option<PathBuf>,
    /// Skip this check.
    #[arg(long, value_name = "NAME", value_parser = check)]
    skip: Vec<&'static Check>,
    /// Run this check. Defaults to all.
    #[arg(long, value_name = "NAME", value_parser = check)]
    only: Vec<&'static Check>,
    /// List the checks, and send nothing.
    #[arg(long)]
    list: bool,
    /// How long the service may take to respond.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    timeout: Duration,
    /// How long a slow body may take to arrive before the service gives up.
    #[arg(long, value_name = "TIME", default_value = "30s", value_parser = duration)]
    slow_limit: Duration,
    /// The size of the oversized body. Defaults to twice the size of the provider's largest.
    #[arg(long, value_name = "BYTES")]
    oversized: Option<usize>,
}

pub(crate) fn run(arguments: &Arguments, json: bool) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    if arguments.list {
        for check in &CHECKS {
            report::list(&mut output, check, json)?;
        }
        return Ok(output.flush()?);
    }
    let wanted = |check: &&Check| {
        let named = |checks: &[&Check]| checks.iter().any(|known| known.name == check.name);
        let is_only = arguments.only.is_empty() || named(&arguments.only);
        // The other checks show nothing about a service that accepts nothing.
        check.name == GENUINE || (is_only && !named(&arguments.skip))
    };
    let checks: Vec<&'static Check> = CHECKS.iter().filter(wanted).collect();
    let run = prepare(arguments)?;
    run.service.probe().map_err(Failure::Failed)?;
    let mut findings = Vec::new();
    for check in checks {
        let finding = check.make(&run);
        report::line(&mut output, &finding, json)?;
        output.flush()?;
        let ends = check.name == GENUINE && !matches!(finding.verdict, Verdict::Right(_));
        findings.push(finding);
        if ends {
            break;
        }
    }
    report::end(&mut output, &findings, json)?;
    output.flush()?;
    if findings
        .iter()
        .any(|finding| matches!(finding.verdict, Verdict::Fault(_)))
    {
        return Err(Failure::Rejected);
    }
    match findings.first() {
        Some(Finding {
            verdict: Verdict::DoesNotApply(why),
            ..
        }) => Err(Failure::Usage(format!(
            "no delivery can be made: {why}; give one of the provider's bodies with --body-file"
        ))),
        _ => Ok(()),
    }
}

fn prepare(arguments: &Arguments) -> Result<Run, Failure> {
    let (Some(provider), Some(to)) = (arguments.provider, &arguments.to) else {
        return Err(Failure::Usage("--provider and --to are needed".to_owned()));
    };
    let known = arguments.secrets.read_some()?;
    let (first, others) = Secrets::signing(&known)?;
    let given = match (&arguments.body, &arguments.body_file) {
        (Some(text), _) => Some(text.clone().into_bytes()),
        (None, Some(path)) => Some(read(path)?),
        (None, None) => None,
    };
    let (signer, body) = subject::delivery(provider, first, arguments.event.as_deref(), given);
    let mut signer = others.into_iter().fold(signer, Signer::secret);
    for (name, value) in &arguments.settings.settings {
        if !provider.accepts_setting(name) {
            let name = name.escape_default();
            return Err(Failure::Usage(format!(
                "{} has no setting `{name}`",
                provider.name()
            )));
        }
        signer = signer.setting(name, value);
    }
    let service = Service::new(to, arguments.timeout).map_err(Failure::Usage)?;
    let oversized = provider.max_body_size().saturating_mul(2);
    Ok(Run {
        service,
        subject: Subject {
            provider,
            signer,
            url: arguments.public_url.as_ref().unwrap_or(to).to_string(),
            body,
            made: Cell::new(0),
        },
        called: arguments.public_url.as_ref().map(|_| to.clone()),
        secrets: known,
        slow_limit: arguments.slow_limit,
        oversized: arguments.oversized.unwrap_or(oversized),
        slowest: Cell::new(None),
    })
}

/// Parses the name of a check.
fn check(name: &str) -> Result<&'static Check, String> {
    let mut checks = CHECKS.iter();
    let found = checks.find(|check| check.name == name);
    found.ok_or_else(|| "no check has this name; --list shows them".to_owned())
}

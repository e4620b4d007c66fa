//! The report of a run: a table for people, and lines of JSON for machines.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{
    finding::{Check, Finding},
    verdict::Verdict,
};
use crate::printable::one_line;

/// Writes a check of the list.
pub(crate) fn list(output: &mut impl Write, check: &Check, json: bool) -> io::Result<()> {
    if json {
        return writeln!(output, "{}", described(check));
    }
    writeln!(output, "{}", check.name)?;
    writeln!(output, "    sends:    {}", check.sends)?;
    writeln!(output, "    expected: {}", check.expected)?;
    writeln!(output, "    why:      {}", check.why)
}

/// Writes what a check found.
pub(crate) fn line(output: &mut impl Write, finding: &Finding, json: bool) -> io::Result<()> {
    let check = finding.check;
    let (outcome, came) = match &finding.verdict {
        Verdict::Right(came) => ("right", came),
        Verdict::Fault(came) => ("fault", came),
        Verdict::DoesNotApply(why) => ("does_not_apply", why),
    };
    if json {
        let mut line = described(check);
        if let Value::Object(members) = &mut line {
            members.insert("outcome".to_owned(), outcome.into());
            members.insert("came".to_owned(), came.as_str().into());
            let elapsed = u64::try_from(finding.elapsed.as_millis()).ok();
            members.insert("elapsed_ms".to_owned(), elapsed.into());
        }
        return writeln!(output, "{line}");
    }
    let came = one_line(came.as_bytes());
    match &finding.verdict {
        Verdict::Right(_) => writeln!(output, "right  {:<20} {came}", check.name),
        Verdict::DoesNotApply(_) => {
            writeln!(output, "-      {:<20} does not apply: {came}", check.name)
        }
        Verdict::Fault(_) => {
            writeln!(output, "FAULT  {:<20} {came}", check.name)?;
            writeln!(output, "       sent:     {}", check.sends)?;
            writeln!(output, "       expected: {}", check.expected)?;
            writeln!(output, "       why:      {}", check.why)?;
            writeln!(output, "       mend:     {}", check.mend)
        }
    }
}

/// Writes the numbers at the end.
pub(crate) fn end(output: &mut impl Write, findings: &[Finding], json: bool) -> io::Result<()> {
    let count = |is: fn(&Verdict) -> bool| {
        let findings = findings.iter();
        findings.filter(|finding| is(&finding.verdict)).count()
    };
    let right = count(|verdict| matches!(verdict, Verdict::Right(_)));
    let faults = count(|verdict| matches!(verdict, Verdict::Fault(_)));
    let none = count(|verdict| matches!(verdict, Verdict::DoesNotApply(_)));
    if json {
        let line = json!({"right": right, "faults": faults, "does_not_apply": none});
        return writeln!(output, "{line}");
    }
    let noun = if faults == 1 { "fault" } else { "faults" };
    writeln!(
        output,
        "\n{right} right, {faults} {noun}, {none} do not apply"
    )?;
    if matches!(
        findings,
        [Finding {
            verdict: Verdict::Fault(_),
            ..
        }]
    ) {
        writeln!(
            output,
            "The other checks say nothing before a genuine delivery is accepted."
        )?;
    }
    Ok(())
}

fn described(check: &Check) -> Value {
    json!({
        "check": check.name,
        "sent": check.sends,
        "expected": check.expected,
        "why": check.why,
        "mend": check.mend,
    })
}

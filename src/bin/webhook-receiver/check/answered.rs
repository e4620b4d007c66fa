//! Handshakes, and the answers that providers require.

use http::header;
use serde_json::Value;
use webhook_receiver::{Reply, testing::HandshakeAttempt};

use super::{
    run::Run,
    verdict::{Checked, Verdict, described, is_success},
    wire::{Answer, Came},
};

/// Sends the handshakes of the provider.
pub(crate) fn handshake(run: &Run) -> Checked {
    let attempts = attempts(run)?;
    let (mut right, mut other) = (Vec::new(), Vec::new());
    for HandshakeAttempt {
        name,
        request,
        reply,
        ..
    } in &attempts
    {
        let came = run.send(&run.made(Ok(request.clone()), "")?)?;
        let said = format!("{name}: {}", described(&came));
        match &came {
            Came::Answer(answer) if is_success(answer) => match differs(answer, reply) {
                None => right.push(said),
                Some(difference) => {
                    return Ok(Verdict::Fault(format!("{said}, but {difference}")));
                }
            },
            _ => other.push(said),
        }
    }
    // Not every product of a provider has each handshake.
    Ok(if right.is_empty() {
        Verdict::Fault(other.join("; "))
    } else {
        let unanswered = other
            .iter()
            .map(|said| format!("{said} (needed if you use it)"));
        right.extend(unanswered);
        Verdict::Right(right.join("; "))
    })
}

/// Sends the handshakes of an attacker.
pub(crate) fn forged_handshake(run: &Run) -> Checked {
    let mut said = Vec::new();
    for attempt in attempts(run)? {
        let Some(forged) = attempt.forged else {
            continue;
        };
        match run.must_reject(Ok(forged), "")? {
            Verdict::Right(came) => said.push(format!("{}: {came}", attempt.name)),
            Verdict::Fault(came) => {
                return Ok(Verdict::Fault(format!("{}: {came}", attempt.name)));
            }
            other @ Verdict::DoesNotApply(_) => return Ok(other),
        }
    }
    if said.is_empty() {
        let why = "nothing proves that the provider sent the handshake";
        return Err(Verdict::DoesNotApply(why.to_owned()));
    }
    Ok(Verdict::Right(said.join("; ")))
}

fn attempts(run: &Run) -> Result<Vec<HandshakeAttempt>, Verdict> {
    let provider = run.subject.provider;
    if !provider.has_handshake() {
        let why = format!("{} has no handshake", provider.name());
        return Err(Verdict::DoesNotApply(why));
    }
    let attempts = run.subject.fresh().handshakes();
    if attempts.is_empty() {
        let why = "the handshake needs a setting that was not given, such as `verify_token`";
        return Err(Verdict::DoesNotApply(why.to_owned()));
    }
    Ok(attempts)
}

/// Returns what the provider requires and the answer does not have.
fn differs(answer: &Answer, reply: &Reply) -> Option<String> {
    let required = reply.status.as_u16();
    // In most documentation 200 means any success; 204 is meant literally.
    if required != 200 && answer.status != required {
        return Some(format!("the provider requires {required}"));
    }
    for (name, value) in &reply.headers {
        let incidental = [
            header::ALLOW,
            header::CONTENT_TYPE,
            header::CONTENT_SECURITY_POLICY,
            header::X_CONTENT_TYPE_OPTIONS,
        ];
        let has_it = || {
            let mut fields = answer.headers.iter();
            fields.any(|(known, theirs)| known == name.as_str() && theirs == value.as_bytes())
        };
        if !incidental.contains(name) && !has_it() {
            return Some(format!("the header `{name}` does not repeat the challenge"));
        }
    }
    if reply.body.is_empty() {
        return None;
    }
    let theirs = String::from_utf8_lossy(&answer.body);
    match serde_json::from_slice::<Value>(&reply.body) {
        Ok(Value::Object(required)) => {
            let theirs: Value = serde_json::from_str(&theirs).unwrap_or_default();
            let mut members = required.iter();
            let missing = members.find(|(name, value)| theirs.get(name.as_str()) != Some(value));
            missing.map(|(name, _)| format!("the member `{name}` of the body is missing or wrong"))
        }
        // Slack takes the challenge as text, as a form and in JSON.
        _ => {
            let required = String::from_utf8_lossy(&reply.body);
            let is_in = theirs.contains(required.as_ref());
            (!is_in).then(|| "the body is not the answer to the challenge".to_owned())
        }
    }
}

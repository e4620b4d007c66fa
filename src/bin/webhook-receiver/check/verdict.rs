//! What a check found.

use http::StatusCode;
use webhook_receiver::error::SignError;

use super::wire::{Answer, Came};
use crate::{mask::Mask, printable::one_line};

/// What a check found.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// The service did right. The text says what came.
    Right(String),
    /// The service did wrong.
    Fault(String),
    /// The provider's requests do not allow the check. The text says why.
    DoesNotApply(String),
}

/// How a check ends: at its end, or before.
pub(crate) type Checked = Result<Verdict, Verdict>;

/// Returns the verdict on a request that must be accepted.
pub(crate) fn accepted(came: &Came, mask: &Mask) -> Verdict {
    let said = described(came);
    match came {
        Came::Answer(answer) if is_success(answer) => Verdict::Right(said),
        Came::Answer(answer) => Verdict::Fault(format!("{said}{}", quoted(answer, mask))),
        _ => Verdict::Fault(said),
    }
}

/// Returns the verdict on a request that must be rejected.
pub(crate) fn rejected(came: &Came) -> Verdict {
    let said = described(came);
    match came {
        Came::Answer(answer) if (400..500).contains(&answer.status) => Verdict::Right(said),
        Came::Closed => Verdict::Right(said),
        _ => Verdict::Fault(said),
    }
}

/// Returns the verdict on a request that may be accepted or rejected.
pub(crate) fn survived(came: &Came) -> Verdict {
    let said = described(came);
    match came {
        Came::Answer(answer) if is_success(answer) => Verdict::Right(said),
        Came::Answer(answer) if (400..500).contains(&answer.status) => Verdict::Right(said),
        _ => Verdict::Fault(said),
    }
}

pub(crate) fn is_success(answer: &Answer) -> bool {
    (200..300).contains(&answer.status)
}

/// Says what came.
pub(crate) fn described(came: &Came) -> String {
    match came {
        Came::Answer(answer) => {
            let status = StatusCode::from_u16(answer.status).ok();
            let reason = status.and_then(|status| status.canonical_reason());
            let space = if reason.is_some() { " " } else { "" };
            format!(
                "{}{space}{} in {} ms",
                answer.status,
                reason.unwrap_or_default(),
                answer.elapsed.as_millis()
            )
        }
        Came::Closed => "the connection was closed without an answer".to_owned(),
        Came::Silence => "no answer in time".to_owned(),
        Came::Garbage => "what came is no answer of HTTP/1.1".to_owned(),
    }
}

/// Returns the beginning of the answer's body, if it has one.
fn quoted(answer: &Answer, mask: &Mask) -> String {
    // A secret may be cut in two, if it is masked after the rest is removed.
    let body = mask.text(&answer.body);
    let body = body.as_bytes();
    let beginning = body.get(..200).unwrap_or(body);
    if beginning.trim_ascii().is_empty() {
        String::new()
    } else {
        format!(", with the body {:?}", one_line(beginning))
    }
}

/// Returns why a request cannot be made.
pub(crate) fn unmade(error: &SignError, why: &str) -> Verdict {
    Verdict::DoesNotApply(match error {
        SignError::Unsupported => why.to_owned(),
        other => format!("the request cannot be made: {other}"),
    })
}

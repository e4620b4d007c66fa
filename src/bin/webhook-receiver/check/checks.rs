//! The checks, in the order in which they are made.

use std::time::{Duration, Instant, SystemTime};

use http::Method;
use webhook_receiver::testing::Sender;

use super::{
    answered,
    finding::Check,
    leak,
    run::{Run, unreachable},
    verdict::{Checked, Verdict, described, is_success, rejected, survived, unmade},
    wire::{Came, Spelling},
};

/// The name of the check without which no other says anything.
pub(crate) const GENUINE: &str = "genuine";

const REJECTED: &str = "a status from 400 to 499, or a closed connection";
const ACCEPTED: &str = "a status from 200 to 299";

/// All checks.
pub(crate) static CHECKS: [Check; 24] = [
    Check {
        name: GENUINE,
        sends: "a delivery as the provider sends it",
        expected: ACCEPTED,
        why: "The provider retries what is not accepted, and gives up or disables the endpoint in the end.",
        mend: "Compare the secret, the settings and the public URL of the service with those given here; \
               `explain` finds the cause of a rejected request.",
        run: |run| run.must_accept(run.subject.sender(&run.subject.as_given()).genuine(), ""),
    },
    Check {
        name: "unknown-event",
        sends: "a signed delivery with an event type that the service cannot know",
        expected: ACCEPTED,
        why: "Providers add event types at any time; a service that fails on them gets retries of what it can \
              never accept, and may have its endpoint disabled.",
        mend: "Answer 200 to verified deliveries with an event type that you do not handle.",
        run: |run| {
            let why = "the delivery has no event type that can be changed";
            let sender = run.subject.of_tomorrow();
            let sender = sender.ok_or_else(|| Verdict::DoesNotApply(why.to_owned()))?;
            run.must_accept(sender.genuine(), why)
        },
    },
    Check {
        name: "retry",
        sends: "a delivery and, after it was accepted, the same delivery with the same id again",
        expected: "a status from 200 to 299 to both; whether it was processed once cannot be seen from outside",
        why: "Providers repeat a delivery whose answer they missed; one that is answered with an error is \
              repeated again and again.",
        mend: "Recognize the delivery id, skip the processing, and answer 200.",
        run: retry,
    },
    Check {
        name: "raw-body",
        sends: "a signed delivery whose JSON has white space, escapes and a line end that a parser does not keep",
        expected: ACCEPTED,
        why: "The signature is of the bytes that were sent; what is parsed and written again has others, so that \
              some genuine deliveries are rejected.",
        mend: "Verify the raw body, before any middleware parses it.",
        run: |run| {
            if !run.subject.provider.coverage().binds_body() {
                let why = "the provider does not sign the bytes of the body";
                return Err(Verdict::DoesNotApply(why.to_owned()));
            }
            let why = "the body is not JSON";
            let sender = run.subject.respelled();
            let sender = sender.ok_or_else(|| Verdict::DoesNotApply(why.to_owned()))?;
            run.must_accept(sender.genuine(), why)
        },
    },
    Check {
        name: "header-spelling",
        sends: "a delivery with names of headers in upper case, and white space around their values",
        expected: ACCEPTED,
        why: "HTTP allows both, and proxies and HTTP/2 change the case of names.",
        mend: "Compare the names of headers without regard to case, and trim their values.",
        run: |run| {
            let request = run.made(run.subject.fresh().genuine(), "")?;
            let connection = run.service.connect();
            let mut connection = connection.map_err(|error| unreachable(&error))?;
            let came = connection.send(&request, Spelling::Other);
            Ok(run.accepted(&came, &request))
        },
    },
    Check {
        name: "malformed-body",
        sends: "a rightly signed delivery whose body is cut off in the middle",
        expected: "a status from 200 to 299 or from 400 to 499",
        why: "A status from 500 on makes the provider repeat a delivery that can never be read.",
        mend: "Answer 400 or 422 if a verified body cannot be parsed.",
        run: |run| {
            let request = run.subject.malformed().genuine();
            let why = "the provider's signature needs a body that can be parsed";
            // It is the body that cannot be signed, whatever the error says of it.
            let request = request.map_err(|_| Verdict::DoesNotApply(why.to_owned()))?;
            Ok(survived(&run.send(&run.made(Ok(request), why)?)?))
        },
    },
    Check {
        name: "handshake",
        sends: "the requests by which the provider tests an endpoint",
        expected: "the answer that the provider requires",
        why: "The provider enables no endpoint that does not answer.",
        mend: "Answer the challenge as the provider's documentation says; this crate's adapters do.",
        run: answered::handshake,
    },
    Check {
        name: "forged-handshake",
        sends: "the same with a wrong signature or verification token",
        expected: REJECTED,
        why: "Whoever gets an answer can subscribe your endpoint to events of their own.",
        mend: "Verify the signature or compare the verification token before you answer a challenge.",
        run: answered::forged_handshake,
    },
    Check {
        name: "unsigned",
        sends: "a delivery without a signature or token",
        expected: REJECTED,
        why: "Anybody who knows the URL can send events.",
        mend: "Reject requests without the provider's signature with 401.",
        run: |run| run.attack(Sender::unsigned, ""),
    },
    Check {
        name: "wrong-secret",
        sends: "a delivery that is signed with another secret",
        expected: REJECTED,
        why: "Anybody can sign with a secret of their own.",
        mend: "Compare the signature with the one of your secret, and stop if they differ.",
        run: |run| {
            run.attack(
                Sender::wrong_secret,
                "sign with another private key for that",
            )
        },
    },
    Check {
        name: "empty-secret",
        sends: "a delivery that is signed with an empty secret",
        expected: REJECTED,
        why: "A secret that is missing from the configuration is often read as an empty text, and everybody \
              knows that one.",
        mend: "Let the service not start without a secret, and drop empty ones from the list.",
        run: |run| {
            run.attack(
                Sender::empty_secret,
                "an empty secret signs nothing for this provider",
            )
        },
    },
    Check {
        name: "altered-signature",
        sends: "a delivery with one of the last letters of its signature changed",
        expected: REJECTED,
        why: "A signature that is compared in part can be guessed.",
        mend: "Compare the whole signature in constant time.",
        run: |run| run.attack(Sender::altered_signature, "the signature is in no header"),
    },
    Check {
        name: "duplicate-signature",
        sends: "a delivery with each header of its signature twice",
        expected: REJECTED,
        why: "A proxy and the service may look at different ones, so that one verifies what the other does not.",
        mend: "Reject requests that have the header of a signature more than once.",
        run: |run| run.attack(Sender::duplicate_header, "the signature is in no header"),
    },
    Check {
        name: "tampered-body",
        sends: "a delivery with one letter of its body changed after it was signed",
        expected: REJECTED,
        why: "An attacker who saw a delivery could change amounts and names.",
        mend: "Compute the signature over the whole body.",
        run: |run| {
            run.attack(
                Sender::tampered,
                "the provider does not sign the whole body",
            )
        },
    },
    Check {
        name: "truncated-body",
        sends: "a delivery with the second half of its body cut off after it was signed",
        expected: REJECTED,
        why: "A part of a delivery says something else than the whole.",
        mend: "Compute the signature over the whole body.",
        run: |run| {
            run.attack(
                Sender::truncated,
                "the provider does not sign the whole body",
            )
        },
    },
    Check {
        name: "stale",
        sends: "a delivery that was signed 31 days ago",
        expected: REJECTED,
        why: "Whoever got hold of a delivery once could send it again for ever.",
        mend: "Reject timestamps that are older than the provider's tolerance.",
        run: |run| {
            run.attack(
                Sender::stale,
                "the provider signs no time outside the body, or accepts any age",
            )
        },
    },
    Check {
        name: "premature",
        sends: "a delivery that is signed two hours ahead of its time",
        expected: REJECTED,
        why: "It stays valid for two hours longer, after its id has been forgotten.",
        mend: "Reject timestamps that are further ahead than the provider's tolerance.",
        run: |run| {
            run.attack(
                Sender::premature,
                "the provider signs no time outside the body",
            )
        },
    },
    Check {
        name: "changed-id",
        sends: "a delivery with another id than the one that was signed",
        expected: REJECTED,
        why: "A delivery under a new id is processed once more.",
        mend: "Compute the signature over the id, too.",
        run: changed_id,
    },
    Check {
        name: "get-request",
        sends: "a signed delivery with the method GET",
        expected: "a status that is not from 200 to 299",
        why: "A GET can be sent by a link, a browser or a crawler, and changes nothing by definition.",
        mend: "Accept the provider's method only, and answer 405 to others.",
        run: get_request,
    },
    Check {
        name: "signature-leak",
        sends: "deliveries with a wrong signature",
        expected: "an answer that has the right signature nowhere",
        why: "Whoever is shown the right signature sends the request again with it.",
        mend: "Answer with a status alone, and keep details for the log, without the signature.",
        run: signature_leak,
    },
    Check {
        name: "oversized",
        sends: "a signed delivery that is larger than any of the provider's, and a usual one after it",
        expected: "a status from 400 to 499, such as 413, or a closed connection; the usual one is accepted",
        why: "A few such requests at the same time fill the memory of the service.",
        mend: "Limit the size of a body before it is read: this crate's adapters do.",
        run: oversized,
    },
    Check {
        name: "slow-body",
        sends: "a body byte by byte, and meanwhile a usual delivery",
        expected: "an answer or a closed connection within the limit; the usual one is accepted",
        why: "Connections that are held for ever use up those that the service can have.",
        mend: "Set a deadline for the whole body, not only between two of its bytes: this crate's adapters do.",
        run: slow_body,
    },
    Check {
        name: "keep-alive",
        sends: "a delivery without a signature, and a usual one on the same connection",
        expected: "the usual one is accepted, on the same connection unless the service has closed it",
        why: "A body that is not read after a rejection is taken for the next request.",
        mend: "Read the rest of a rejected body, or close the connection: servers do it unless told otherwise.",
        run: keep_alive,
    },
    Check {
        name: "response-time",
        sends: "nothing more: the accepted deliveries of the other checks count",
        expected: "an answer before the provider gives up waiting",
        why: "A provider that waits no longer takes the delivery for failed, and sends it again although it was \
              processed.",
        mend: "Store the verified delivery, answer at once, and process it afterwards.",
        run: response_time,
    },
];

fn response_time(run: &Run) -> Checked {
    let name = run.subject.provider.name();
    let Some(limit) = run.subject.provider.response_timeout() else {
        let why = format!("{name} does not document how long it waits");
        return Err(Verdict::DoesNotApply(why));
    };
    let slowest = run.slowest.get();
    let slowest = slowest.ok_or_else(|| Verdict::Fault("nothing was accepted".to_owned()))?;
    let said = format!(
        "at most {} ms; {name} waits {} s",
        slowest.as_millis(),
        limit.as_secs()
    );
    Ok(if slowest < limit {
        Verdict::Right(said)
    } else {
        Verdict::Fault(said)
    })
}

fn retry(run: &Run) -> Checked {
    let sender = run.subject.fresh();
    let verdict = run.must_accept(sender.genuine(), "")?;
    if let Verdict::Fault(came) = verdict {
        return Err(Verdict::Fault(format!("the first: {came}")));
    }
    Ok(match run.must_accept(sender.genuine(), "")? {
        Verdict::Fault(came) => Verdict::Fault(format!("the second: {came}")),
        other => other,
    })
}

fn changed_id(run: &Run) -> Checked {
    let why =
        "the provider does not sign an id in a header, so recognize duplicates by the content";
    let at = SystemTime::now();
    let sign = |id: &str| {
        let signer = run.subject.signer.clone().at(at).id(id);
        let sender = signer.sender(&run.subject.url, run.subject.as_given());
        let request = sender.genuine().map_err(|error| unmade(&error, why))?;
        let values = request.headers().values();
        let others = values.filter(|value| value.as_bytes() != id.as_bytes());
        Ok(others.cloned().collect::<Vec<_>>())
    };
    if sign("first")? == sign("second")? {
        return Err(Verdict::DoesNotApply(why.to_owned()));
    }
    let replayed = run.subject.fresh().replayed_as("msg_another");
    run.must_reject(replayed, why)
}

fn get_request(run: &Run) -> Checked {
    let methods = run.subject.provider.accepted_methods().to_string();
    if methods.contains("GET") {
        let why = "the provider itself sends GET".to_owned();
        return Err(Verdict::DoesNotApply(why));
    }
    let mut request = run.made(run.subject.fresh().genuine(), "")?;
    *request.method_mut() = Method::GET;
    let came = run.send(&request)?;
    Ok(match &came {
        Came::Answer(answer) if !is_success(answer) => Verdict::Right(described(&came)),
        _ => rejected(&came),
    })
}

fn signature_leak(run: &Run) -> Checked {
    let subject = &run.subject;
    if subject.provider.class() == "asymmetric" {
        let why = "only the provider has the key that signs".to_owned();
        return Err(Verdict::DoesNotApply(why));
    }
    let signer = subject.signer.clone().at(SystemTime::now());
    let right_of = |body: &[u8]| {
        let signer = signer.clone();
        signer.sender(&subject.url, body.to_vec())
    };
    let body = subject.renewed(subject.body.clone());
    let sender = right_of(&body);
    let mut sent = 0_usize;
    for attack in [
        sender.tampered(),
        sender.altered_signature(),
        sender.wrong_secret(),
        sender.unsigned(),
    ] {
        let Ok(attack) = run.made(attack, "") else {
            continue;
        };
        let right = run.made(right_of(attack.body()).genuine(), "")?;
        sent = sent.saturating_add(1);
        if let Came::Answer(answer) = run.send(&attack)?
            && leak::shows(&answer, &attack, &right)
        {
            let said = "the answer has the signature that was expected";
            return Ok(Verdict::Fault(format!("{}: {said}", answer.status)));
        }
    }
    Ok(Verdict::Right(format!("{sent} answers without it")))
}

fn oversized(run: &Run) -> Checked {
    let sender = run.subject.fresh();
    let why = "the provider writes its signature into the body";
    let came = run.send(&run.made(sender.oversized(run.oversized), why)?)?;
    let verdict = rejected(&came);
    run.must_still_work("after it")?;
    Ok(match verdict {
        Verdict::Right(said) => Verdict::Right(format!("{said}, for {} bytes", run.oversized)),
        other => other,
    })
}

/// A slow body is padded to this size, so that it is not complete before the limit.
const SLOW_BODY: usize = 16 * 1024;

fn slow_body(run: &Run) -> Checked {
    let sender = run.subject.fresh();
    let request = sender.oversized(SLOW_BODY).or_else(|_| sender.genuine());
    let request = run.made(request, "")?;
    let connection = run.service.connect();
    let mut connection = connection.map_err(|error| unreachable(&error))?;
    let head = connection.head(&request, Spelling::Usual);
    let count = u32::try_from(request.body().len()).unwrap_or(u32::MAX);
    // Slow enough not to be complete, and fast enough not to pause.
    let pause = run.slow_limit.saturating_mul(2).checked_div(count);
    let pause = pause.unwrap_or_default();
    let pause = pause.clamp(Duration::from_millis(50), Duration::from_secs(1));
    let started = Instant::now();
    let mut is_over = connection.write(&head).is_err();
    let mut has_tried = false;
    for byte in request.body().chunks(1) {
        if is_over || started.elapsed() >= run.slow_limit {
            break;
        }
        // Waits for that long if there is no answer.
        is_over = connection.write(byte).is_err() || connection.is_answered_within(pause);
        if !has_tried && !is_over {
            has_tried = true;
            run.must_still_work("at the same time")?;
        }
    }
    let elapsed = started.elapsed();
    if !is_over {
        let said = format!(
            "the connection was still held after {} s",
            elapsed.as_secs()
        );
        return Ok(Verdict::Fault(said));
    }
    run.must_still_work("after it")?;
    let binds_body = run.subject.provider.coverage().binds_body();
    let came = connection.answer(started, false);
    let said = format!(
        "given up after {} ms: {}",
        elapsed.as_millis(),
        described(&came)
    );
    Ok(match &came {
        // A service that needs no body to verify may answer before it has come.
        Came::Answer(answer) if is_success(answer) && binds_body => Verdict::Fault(said),
        // 503 and 408 say the same of a body that did not come.
        _ => Verdict::Right(said),
    })
}

fn keep_alive(run: &Run) -> Checked {
    // It can be rejected by its head, before its body is read.
    let rejected = run.made(run.subject.fresh().unsigned(), "")?;
    let genuine = run.made(run.subject.fresh().genuine(), "")?;
    let connection = run.service.connect();
    let mut connection = connection.map_err(|error| unreachable(&error))?;
    let first = connection.send(&rejected, Spelling::Usual);
    if matches!(&first, Came::Answer(answer) if answer.keeps_alive) {
        match connection.send(&genuine, Spelling::Usual) {
            // A service may close a connection at any time, and a client tries again then.
            Came::Closed => {}
            second => {
                return Ok(match run.accepted(&second, &genuine) {
                    Verdict::Right(said) => {
                        Verdict::Right(format!("{said}, on the same connection"))
                    }
                    other => other,
                });
            }
        }
    }
    Ok(match run.accepted(&run.send(&genuine)?, &genuine) {
        Verdict::Right(said) => Verdict::Right(format!("{said}, on a new connection")),
        other => other,
    })
}

//! What was signed of a request, without signature, time and secret: what distinguishes two events.

use std::time::SystemTime;

use bytes::Bytes;
use http::{HeaderMap, Method as HttpMethod, Uri};

use super::endpoint::{Inner, Method};
use crate::{
    authenticate::{Authentic, Which},
    engine::{
        compile::{Piece, Plan},
        content::{Inputs, without_query},
        labels::{Label, Labels},
        locate::Locator,
    },
    error::Error,
    key::keys::Keys,
    provider::IdKind,
    request::head::Head,
    scheme::{At, BodyCoverage, Part},
};

impl Inner {
    /// Passes what was signed to `feed`, piece by piece, in one spelling.
    pub(crate) fn identity(
        &self,
        authentic: Authentic,
        head: &Head,
        body: &Bytes,
        feed: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Error> {
        let covered = authentic.coverage().body;
        let mut fed = false;
        let mut count = |piece: &[u8]| {
            fed |= !piece.is_empty();
            feed(piece);
        };
        match (self.plan(authentic.scheme()), &self.method) {
            (Some(plan), _) | (None, Method::Scheme(plan)) => {
                signed(plan, covered, head, body, &mut count)?;
            }
            (None, Method::Code(code)) => {
                let keys = Keys::none();
                let request = self.request(*code, head, body, &keys, SystemTime::UNIX_EPOCH);
                code.identity(&request, &mut count)?;
            }
        }
        // Then the event is in the query.
        if !fed && covered == BodyCoverage::Nothing {
            feed(head.path_and_query().as_bytes());
        }
        Ok(())
    }

    /// Whether every request that is accepted has a time that is signed.
    pub(crate) fn covers_time(&self) -> bool {
        let code = match &self.method {
            Method::Scheme(_) => true,
            Method::Code(code) => code.coverage().has_time(),
        };
        code && !self
            .row
            .any_scheme(&mut |scheme| !scheme.coverage().has_time())
    }

    /// Whether what is signed distinguishes any two events.
    pub(crate) fn has_identity(&self) -> bool {
        let of_event = self.row.delivery_id_kind == IdKind::Event;
        let code = match &self.method {
            Method::Scheme(_) => true,
            Method::Code(code) => code.has_identity(),
        };
        code && !self.row.without_identity && self.plans().all(|plan| signs_enough(plan, of_event))
    }

    /// Whether a delivery of which the body is covered can have the id of an event that is not.
    pub(crate) fn may_have_unsigned_id(&self) -> bool {
        let of_plan = |plan: &Plan| {
            plan.scheme.coverage().body != BodyCoverage::Nothing
                && plan.labels.delivery_id.iter().any(|label| !label.signed)
        };
        let of_code = |labels: &Labels| {
            let Method::Code(code) = &self.method else {
                return false;
            };
            let head = Head {
                method: HttpMethod::POST,
                uri: Uri::default(),
                headers: HeaderMap::new(),
            };
            let coverage = code.coverage();
            let unsigned = |label: &Label| !label.signed && !code.covers(&head, coverage, label.at);
            coverage.body != BodyCoverage::Nothing && labels.delivery_id.iter().any(unsigned)
        };
        self.row.delivery_id_kind == IdKind::Event
            && (self.plans().any(of_plan) || of_code(&self.labels))
    }

    /// All schemes.
    fn plans(&self) -> impl Iterator<Item = &Plan> {
        let usual = match &self.method {
            Method::Scheme(plan) => Some(plan),
            Method::Code(_) => None,
        };
        let variants = self.variants.iter().map(|(_, plan)| plan);
        usual.into_iter().chain(variants).chain(&self.key_kinds)
    }

    fn plan(&self, which: Which) -> Option<&Plan> {
        match which {
            Which::Usual => None,
            Which::Variant(at) => self.variants.get(at).map(|(_, plan)| plan),
            Which::KeyKind(at) => self.key_kinds.get(at),
        }
    }
}

/// Passes what a scheme signs. Of headers, only those that describe the event: others identify the attempt.
fn signed(
    plan: &Plan,
    covered: BodyCoverage,
    head: &Head,
    body: &Bytes,
    feed: &mut dyn FnMut(&[u8]),
) -> Result<(), Error> {
    let inputs = Inputs {
        head,
        body,
        timestamp: "",
        secret: &[],
    };
    let whole = signs_whole_body(plan);
    if whole || covered == BodyCoverage::Nothing {
        feed(body);
    }
    // Fields are one piece: if an attacker can move the end of one to the beginning of the next under the
    // same signature, it is the same event.
    let mut fields = Vec::new();
    let pieces = || plan.before.iter().chain(&plan.after);
    if !pieces().any(|piece| tells(plan, piece)) {
        return Ok(());
    }
    for piece in pieces() {
        let literal = matches!(piece, Piece::Text(_));
        if !(tells(plan, piece) || (literal && !whole)) {
            continue;
        }
        let mut text = Vec::new();
        let mut join = |bytes: &[u8]| text.extend_from_slice(bytes);
        match piece {
            // The origin belongs to the endpoint, not to the event.
            Piece::Url { url, unescape, .. } => unescape.feed(url.parts(head).1, &mut join),
            Piece::Path { url, query, .. } => {
                let (_, path) = url.parts(head);
                let path = if *query { path } else { without_query(path) };
                join(path.as_bytes());
            }
            _ => piece.feed(&inputs, &mut join)?,
        }
        if whole {
            feed(&text);
        } else {
            fields.append(&mut text);
        }
    }
    if !whole {
        feed(&fields);
    }
    Ok(())
}

/// Whether the body itself is signed, and not only fields of it.
fn signs_whole_body(plan: &Plan) -> bool {
    let mut content = plan.scheme.content.iter();
    content.any(|part| matches!(part, Part::Body | Part::BodyHash(_)))
}

/// Whether this piece of the content distinguishes two events.
fn tells(plan: &Plan, piece: &Piece) -> bool {
    let is_time = match (piece, &plan.timestamp) {
        (Piece::Json(pointer, _), Some(Locator::Json(at))) => pointer == at,
        (Piece::Form { name, .. }, Some(Locator::Form(at))) => name == at,
        (Piece::Query(name, _), Some(Locator::Query(at))) => name == at,
        _ => false,
    };
    match piece {
        Piece::Url { .. } | Piece::Path { .. } | Piece::Query(..) => !is_time,
        Piece::Form { .. } | Piece::Json(..) => !signs_whole_body(plan) && !is_time,
        Piece::Header(name, _) => {
            let mut kinds = plan.labels.kind.iter();
            kinds.any(|label| matches!(label.at, At::Header(known) if known == name.as_str()))
        }
        _ => false,
    }
}

/// Whether the fields that a scheme signs are more than the id of an object.
fn signs_enough(plan: &Plan, id_of_event: bool) -> bool {
    let names_object = |piece: &Piece| {
        let mut ids = plan.labels.delivery_id.iter();
        !id_of_event
            && ids.any(|label| match (piece, label.at) {
                (Piece::Json(pointer, _), At::Json(at)) => *pointer == at,
                (Piece::Form { name, .. }, At::Form(at)) => *name == at,
                _ => false,
            })
    };
    plan.scheme.coverage().body != BodyCoverage::Fields
        || plan
            .before
            .iter()
            .chain(&plan.after)
            // The path without its query is the same for all events of an endpoint.
            .filter(|piece| !matches!(piece, Piece::Path { query: false, .. }))
            .any(|piece| tells(plan, piece) && !names_object(piece))
}

//! Compiles a scheme for an endpoint: parses header names, fills in settings, resolves each part of the
//! content, and decides what can be verified before the body has arrived.

use std::sync::Arc;

use http::HeaderName;

use crate::{
    authenticate::Which,
    engine::{labels::Labels, locate::Locator},
    error::{ParameterName, SetupError},
    provider::Row,
    request::{
        head::Head,
        settings::{PublicUrl, Settings},
    },
    scheme::{
        Choice, Coverage, HashEncoding, Part, PercentDecode, Scheme,
        boundary::{Edges, Neighbors, Rule, TimeRule, UrlRule},
    },
};

/// A compiled scheme.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) scheme: Scheme,
    pub(crate) which: Which,
    /// The most that a request can prove.
    coverage: Coverage,
    /// The URL or path, if it is signed.
    url: Option<PublicUrl>,
    /// The places of the event type, the delivery id and the event's time.
    pub(crate) labels: Labels,
    pub(crate) signature: Locator,
    pub(crate) timestamp: Option<Locator>,
    pub(crate) key_id: Option<Locator>,
    /// The content before a streamed body, or all of it.
    pub(crate) before: Vec<Piece>,
    /// The content after a streamed body.
    pub(crate) after: Vec<Piece>,
    pub(crate) needs: Needs,
    /// The setting that selects the hash, and the length of its signatures.
    pub(crate) chosen: Option<(&'static str, usize)>,
    /// The characters with which the body must not begin and end.
    pub(crate) edges: Edges,
    pub(crate) time_rule: Option<TimeRule>,
    /// Whether the body must be UTF-8.
    pub(crate) text_only: bool,
}

/// What must have arrived before the content can be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    /// The head. The request is verified before the body is read.
    Head,
    /// The head, then the body chunk by chunk.
    Stream,
    /// The whole body.
    Body,
}

/// A compiled part of the content.
#[derive(Debug)]
pub(crate) enum Piece {
    Text(Arc<str>),
    Body,
    BodyHash(HashEncoding),
    Timestamp,
    Method,
    Url {
        url: PublicUrl,
        unescape: PercentDecode,
        rule: UrlRule,
    },
    /// The path, with the query or without it.
    Path {
        url: PublicUrl,
        query: bool,
        rule: UrlRule,
    },
    Header(HeaderName, Rule),
    Query(ParameterName, Rule),
    Form {
        name: &'static str,
        alone: bool,
        rule: Rule,
    },
    Json(&'static str, Rule),
    Secret,
}

impl Plan {
    pub(crate) fn new(
        row: &Row,
        which: Which,
        scheme: Scheme,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let provider = row.name;
        let signature = Locator::new(provider, scheme.signature, settings)?;
        let timestamp = scheme
            .timestamp
            .map(|timestamp| Locator::new(provider, timestamp.at, settings))
            .transpose()?;
        let key_id = scheme
            .key_id
            .map(|at| Locator::new(provider, at, settings))
            .transpose()?;
        let chosen = match scheme.choice {
            Some(choice) => choice.chosen(settings)?,
            None => None,
        };
        let mut pieces = Vec::with_capacity(scheme.content.len());
        for (index, part) in scheme.content.iter().enumerate() {
            let neighbors = Neighbors::of(scheme.content, index);
            pieces.push(Piece::new(provider, *part, neighbors, settings)?);
        }
        let body_at = pieces.iter().position(Piece::is_body);
        let body_at = body_at.filter(|at| pieces.iter().rposition(Piece::is_body) == Some(*at));
        let head_only = |pieces: &[Piece]| !pieces.iter().any(Piece::reads_body);
        let in_body = |location: &Locator| location.in_body();
        let has_time = |pieces: &[Piece]| {
            let mut pieces = pieces.iter();
            pieces.any(|piece| matches!(piece, Piece::Timestamp))
        };
        let (needs, after) = match body_at {
            None if head_only(&pieces)
                && !in_body(&signature)
                && !timestamp.as_ref().is_some_and(in_body)
                && !key_id.as_ref().is_some_and(in_body) =>
            {
                (Needs::Head, Vec::new())
            }
            Some(at) => {
                let mut after = pieces.split_off(at.saturating_add(1));
                pieces.truncate(at);
                let timed_by_body = timestamp.as_ref().is_some_and(in_body)
                    && (has_time(&pieces) || has_time(&after));
                if head_only(&pieces)
                    && head_only(&after)
                    && !in_body(&signature)
                    && !timed_by_body
                    && !scheme.algorithm.keeps_content()
                {
                    (Needs::Stream, after)
                } else {
                    pieces.push(Piece::Body);
                    pieces.append(&mut after);
                    (Needs::Body, Vec::new())
                }
            }
            None => (Needs::Body, Vec::new()),
        };
        // One URL, in whichever form it is signed.
        let url = |pieces: &[Piece]| pieces.iter().find_map(Piece::url).cloned();
        let url = url(&pieces).or_else(|| url(&after));
        Ok(Self {
            scheme,
            which,
            coverage: row.proves(scheme.coverage()),
            url,
            labels: Labels::new(row, settings, &|at| scheme.covers(at))?,
            signature,
            timestamp,
            key_id,
            before: pieces,
            after,
            needs,
            chosen,
            edges: Edges::new(scheme.content, scheme.timestamp),
            time_rule: scheme
                .timestamp
                .map(|timestamp| TimeRule::new(scheme.content, timestamp)),
            text_only: scheme.algorithm.is_extendable(),
        })
    }

    /// Returns what is proven of this request. With a fixed URL, the URL of the request is proven only if
    /// it is the same.
    #[inline]
    pub(crate) fn coverage_of(&self, head: &Head) -> Coverage {
        match &self.url {
            Some(url) if !url.is_of(head) => Coverage {
                url: false,
                ..self.coverage
            },
            _ => self.coverage,
        }
    }
}

impl Piece {
    fn new(
        provider: &'static str,
        part: Part,
        neighbors: Neighbors<'_>,
        settings: &Settings,
    ) -> Result<Self, SetupError> {
        let rule = |header| Rule::new(part.shape(), header, neighbors);
        Ok(match part.unshaped() {
            Part::Literal(text) => Self::Text(text.into()),
            Part::Body => Self::Body,
            Part::BodyHash(text) => Self::BodyHash(text),
            Part::Timestamp => Self::Timestamp,
            Part::Method => Self::Method,
            Part::Url(unescape) => Self::Url {
                url: settings.public_url(provider)?,
                unescape,
                rule: UrlRule::new(unescape, neighbors),
            },
            Part::Path | Part::PathAndQuery => Self::Path {
                url: settings.public_path(provider)?,
                query: matches!(part, Part::PathAndQuery),
                rule: UrlRule::new(PercentDecode::None, neighbors),
            },
            Part::Header(name) => Self::Header(HeaderName::from_static(name), rule(true)),
            Part::Query(name) => Self::Query(ParameterName::new(name), rule(false)),
            Part::Form(name) => Self::Form {
                name,
                alone: false,
                rule: rule(false),
            },
            Part::OnlyField(name) => Self::Form {
                name,
                alone: true,
                rule: rule(false),
            },
            Part::Json(pointer) => Self::Json(pointer, rule(false)),
            Part::Setting(name) => Self::Text(settings.required(provider, name)?.into()),
            // `unshaped` takes the shape away.
            Part::Secret | Part::Shaped(..) => Self::Secret,
        })
    }

    fn url(&self) -> Option<&PublicUrl> {
        match self {
            Self::Url { url, .. } | Self::Path { url, .. } => Some(url),
            _ => None,
        }
    }

    fn is_body(&self) -> bool {
        matches!(self, Self::Body)
    }

    fn reads_body(&self) -> bool {
        matches!(
            self,
            Self::Body | Self::BodyHash(_) | Self::Form { .. } | Self::Json(..)
        )
    }
}

impl Choice {
    fn chosen(&self, settings: &Settings) -> Result<Option<(&'static str, usize)>, SetupError> {
        let Some(value) = settings.get(self.setting) else {
            return Ok(None);
        };
        let mut lengths = self.lengths.iter();
        let found = lengths.find(|(name, _)| name.eq_ignore_ascii_case(value));
        let (_, length) = found.ok_or(SetupError::SettingForm {
            name: self.setting,
            expected: self.expected,
        })?;
        Ok(Some((self.setting, *length)))
    }
}

//! The same plan the other way: signs the request that the provider would send.

use std::time::SystemTime;

use http::HeaderName;

use crate::{
    algorithm::Class,
    authenticate::draft::{Draft, set_header},
    engine::{
        compile::{Needs, Plan},
        content::Inputs,
        locate::Locator,
    },
    error::{Error, SignError},
    key::secret::Secret,
    scheme::{Encoding, Format, Part},
};

impl Plan {
    pub(crate) fn sign(&self, draft: &mut Draft<'_>, secrets: &[Secret]) -> Result<(), SignError> {
        let time = self.write_time(draft)?;
        self.default_ids(draft)?;
        let encoded = |bytes: &[u8]| {
            let encoding = self.scheme.encoding;
            if encoding == Encoding::Text && std::str::from_utf8(bytes).is_err() {
                return Err(SignError::Unsupported);
            }
            Ok(encoding.encode(bytes))
        };
        let mut signatures = Vec::with_capacity(secrets.len());
        for (key, _) in draft.keys.iter().zip(secrets) {
            if matches!(self.scheme.algorithm.class(), Class::Token | Class::Basic) {
                // The token may be derived from the secret.
                let made = key.prepared.start().finish().sign();
                let token = made.as_deref().unwrap_or(&key.raw);
                signatures.push(encoded(token)?);
                continue;
            }
            let length = self.chosen.map_or(0, |(_, length)| length);
            let mut running = key.prepared.start_for(length);
            let inputs = Inputs {
                head: &draft.head,
                body: &draft.body,
                timestamp: &time,
                secret: &key.raw,
            };
            self.feed(&self.before, &inputs, &mut |bytes| running.update(bytes))?;
            if self.needs == Needs::Stream {
                running.update(&draft.body);
                self.feed(&self.after, &inputs, &mut |bytes| running.update(bytes))?;
            }
            let tag = running.finish().sign().ok_or(SignError::Unsupported)?;
            signatures.push(encoded(&tag)?);
        }
        self.place(draft, &signatures, &time)
    }

    /// Writes the timestamp into its header, or reads it from the body.
    fn write_time(&self, draft: &mut Draft<'_>) -> Result<String, SignError> {
        let (Some(timestamp), Some(locator)) = (self.scheme.timestamp, &self.timestamp) else {
            return Ok(String::new());
        };
        let time = timestamp.unit.write(draft.now);
        match locator {
            Locator::Header(name) => set_header(&mut draft.head, name.clone(), &time)?,
            Locator::WithSignature(_) => {}
            other => {
                let field = crate::error::Field::Timestamp;
                let written = other.text(field, &draft.head, &draft.body)?;
                return written
                    .map(std::borrow::Cow::into_owned)
                    .ok_or(SignError::Request(Error::missing(field, other.location())));
            }
        }
        Ok(time)
    }

    /// Sets signed headers that are missing, usually a message id, and the key id, which matches a key
    /// without an id.
    fn default_ids(&self, draft: &mut Draft<'_>) -> Result<(), SignError> {
        if let Some(Locator::Header(name)) = &self.key_id
            && !draft.head.headers.contains_key(name)
        {
            set_header(&mut draft.head, name.clone(), "1")?;
        }
        for part in self.scheme.content {
            if let Part::Header(name) = part.unshaped() {
                let name = HeaderName::from_static(name);
                if !draft.head.headers.contains_key(&name) {
                    let since = draft
                        .now
                        .duration_since(SystemTime::UNIX_EPOCH)
                        .unwrap_or_default();
                    set_header(&mut draft.head, name, &format!("msg_{}", since.as_nanos()))?;
                }
            }
        }
        Ok(())
    }

    /// Writes signatures in the scheme's format.
    fn signature_text(&self, signatures: &[String], time: &str) -> Result<String, SignError> {
        let first = signatures.first().ok_or(SignError::Unsupported)?;
        Ok(match self.scheme.format {
            Format::Bare => first.clone(),
            Format::Prefixed(prefix) => format!("{prefix}{first}"),
            Format::Pairs {
                separator,
                signature,
            } => {
                let time = match self.timestamp {
                    Some(Locator::WithSignature(key)) => Some(format!("{key}={time}")),
                    _ => None,
                };
                let pairs = signatures
                    .iter()
                    .map(|value| format!("{signature}={value}"));
                self.join(time.into_iter().chain(pairs), separator)
            }
            Format::List { separator, tag } => self.join(
                signatures.iter().map(|value| format!("{tag}{value}")),
                separator,
            ),
            Format::TimeFirst { separator } => self.join(
                std::iter::once(time.to_owned()).chain(signatures.iter().cloned()),
                separator,
            ),
        })
    }

    fn join(&self, items: impl Iterator<Item = String>, separator: char) -> String {
        let items: Vec<String> = items.collect();
        let space = if self.scheme.spaced { " " } else { "" };
        items.join(&format!("{separator}{space}"))
    }

    fn place(
        &self,
        draft: &mut Draft<'_>,
        signatures: &[String],
        time: &str,
    ) -> Result<(), SignError> {
        let text = |signatures: &[String]| self.signature_text(signatures, time);
        match &self.signature {
            Locator::Header(name) => set_header(&mut draft.head, name.clone(), &text(signatures)?),
            // One signature per header.
            Locator::AnyHeader(names) => {
                for (name, signature) in names.iter().zip(signatures.chunks(1)) {
                    set_header(&mut draft.head, name.clone(), &text(signature)?)?;
                }
                Ok(())
            }
            Locator::NumberedHeaders(prefix) => {
                for (index, signature) in signatures.chunks(1).enumerate() {
                    let name = format!("{prefix}{}", index.saturating_add(1));
                    let name = name.parse().map_err(|_| SignError::Form)?;
                    set_header(&mut draft.head, name, &text(signature)?)?;
                }
                Ok(())
            }
            Locator::Query(name) => draft.add_query(name.as_str(), &text(signatures)?),
            Locator::Form(name) => {
                draft.add_form_field(name, &text(signatures)?);
                Ok(())
            }
            Locator::Json(pointer) => draft.set_json(pointer, &text(signatures)?),
            Locator::Within(..)
            | Locator::ObjectMember
            | Locator::Token(..)
            | Locator::WithSignature(_) => Err(SignError::Unsupported),
            #[cfg(feature = "xml")]
            Locator::Xml(_) => Err(SignError::Unsupported),
        }
    }
}

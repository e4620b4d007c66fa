//! Formulas: how a scheme signs, in the notation that [`Scheme`] documents.

use std::fmt;

use super::{
    At, Choice, Encoding, Format, HashEncoding, Inside, KeyFormat, Part, PercentDecode, Scheme,
    TimeFormat,
};
use crate::algorithm::{Algorithm, Class};

impl fmt::Display for Scheme {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.signature {
            At::Header(_)
            | At::HeaderSetting(_)
            | At::HeaderSettingOr(..)
            | At::NumberedHeaders(_)
            | At::AnyHeader(_) => write!(f, "{}: ", HeaderName(self.signature))?,
            at => write!(f, "{} = ", Place(at))?,
        }
        self.write_value(f)?;
        if let Some(timestamp) = self.timestamp {
            clause(f)?;
            f.write_str("timestamp ")?;
            if !matches!(timestamp.at, At::WithSignature(_)) {
                write!(f, "= {} ", Place(timestamp.at))?;
            }
            f.write_str(match timestamp.unit {
                TimeFormat::Seconds => "in seconds",
                TimeFormat::Milliseconds => "in milliseconds",
                TimeFormat::Rfc3339 => "in RFC 3339",
                TimeFormat::Iso8601 => "in ISO 8601",
                #[cfg(feature = "http-date")]
                TimeFormat::HttpDate => "in HTTP-date",
                TimeFormat::Unchecked => "unchecked",
            })?;
        }
        if let Some(at) = self.key_id
            && !matches!(at, At::WithSignature(_))
        {
            clause(f)?;
            write!(f, "key_id = {}", Place(at))?;
        }
        if self.bodyless {
            clause(f)?;
            f.write_str("body = \"\"")?;
        }
        Ok(())
    }
}

/// Begins another clause: on a line of its own in the alternate form.
#[inline]
pub(super) fn clause(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(if f.alternate() { "\n" } else { "; " })
}

impl Scheme {
    /// Writes what the signature's place holds.
    #[inline]
    fn write_value(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let signature = Signature(self);
        match self.format {
            Format::Bare => write!(f, "{signature}"),
            Format::Prefixed(prefix) => write!(f, "{prefix}{signature}"),
            Format::Pairs {
                separator,
                signature: key,
            } => {
                if let Some(At::WithSignature(key)) = self.timestamp.map(|timestamp| timestamp.at) {
                    write!(f, "{key}=timestamp{separator}")?;
                }
                if let Some(At::WithSignature(key)) = self.key_id {
                    write!(f, "{key}=key_id{separator}")?;
                }
                write!(f, "{key}={signature}{separator}...")
            }
            Format::List { separator, tag } => write!(f, "{tag}{signature}{separator}..."),
            Format::TimeFirst { separator } => {
                write!(f, "timestamp{separator}{signature}{separator}...")
            }
        }
    }
}

/// The signature as text.
struct Signature<'s>(&'s Scheme);

impl fmt::Display for Signature<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = Bytes(self.0);
        match encoding(self.0.encoding) {
            "" => write!(f, "{bytes}"),
            "base64(hex" => write!(f, "base64(hex({bytes}))"),
            name => write!(f, "{name}({bytes})"),
        }
    }
}

/// The function that writes bytes as text.
#[inline]
pub(super) const fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Hex => "hex",
        Encoding::Base64 => "base64",
        Encoding::Base64Unpadded => "base64_unpadded",
        Encoding::Base64Url => "base64url",
        Encoding::HexOrBase64 => "hex|base64",
        Encoding::Base64Hex => "base64(hex",
        Encoding::Text => "",
    }
}

/// The bytes of the signature.
struct Bytes<'s>(&'s Scheme);

impl fmt::Display for Bytes<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(scheme) = self;
        let content = Content(scheme);
        match scheme.algorithm.class() {
            Class::Token if scheme.public => f.write_str("public_id"),
            Class::Token => write!(f, "{}", Key(scheme)),
            Class::Basic => f.write_str("user + \":\" + password"),
            Class::Hmac => {
                let hashes = Hashes(scheme.algorithm, scheme.choice);
                // A plain hash has its secret in the content.
                if scheme.content.contains(&Part::Secret) && !is_hmac(scheme.algorithm) {
                    write!(f, "{hashes}({content})")
                } else {
                    write!(f, "{hashes}({}, {content})", Key(scheme))
                }
            }
            Class::Asymmetric => {
                let name = Function(scheme.algorithm);
                if is_der(scheme.algorithm) {
                    write!(f, "der({name}(private_key, {content}))")
                } else {
                    write!(f, "{name}(private_key, {content})")
                }
            }
        }
    }
}

/// The key of an algorithm whose keys are not made from text.
#[cfg(any(feature = "jwt", feature = "message-signatures"))]
#[inline]
pub(super) fn key_name(algorithm: &dyn Algorithm) -> &'static str {
    match algorithm.class() {
        Class::Asymmetric => "private_key",
        _ => "secret",
    }
}

#[inline]
fn is_hmac(algorithm: &dyn Algorithm) -> bool {
    algorithm.name().starts_with("hmac-")
}

/// Whether signatures are written in ASN.1, and so have no fixed length.
#[inline]
fn is_der(algorithm: &dyn Algorithm) -> bool {
    algorithm.name().starts_with("ecdsa-") && algorithm.signature_length().is_none()
}

/// The function that an algorithm is.
pub(super) struct Function(pub(super) &'static dyn Algorithm);

impl fmt::Display for Function {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.name() {
            "ed25519" => f.write_str("Ed25519"),
            "keccak-256" => f.write_str("Keccak-256"),
            "sha1" => f.write_str("SHA-1"),
            "sha256" => f.write_str("SHA-256"),
            "sha512" => f.write_str("SHA-512"),
            name => f.write_str(&name.to_ascii_uppercase()),
        }
    }
}

/// The hashes that a sender may use unless a setting names a weak one.
struct Hashes(&'static dyn Algorithm, Option<Choice>);

impl fmt::Display for Hashes {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(choice) = self.1 else {
            return write!(f, "{}", Function(self.0));
        };
        let usual = choice.lengths.iter();
        let usual = usual.filter(|(_, length)| !choice.on_demand.contains(length));
        for (index, (name, _)) in usual.enumerate() {
            let alternative = if index > 0 { "|" } else { "" };
            match name.strip_prefix("SHA") {
                Some(length) if !is_hmac(self.0) => write!(f, "{alternative}SHA-{length}")?,
                _ => write!(f, "{alternative}HMAC-{name}")?,
            }
        }
        Ok(())
    }
}

/// The key, as it is made from the secret.
struct Key<'s>(&'s Scheme);

impl fmt::Display for Key<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = self.0.algorithm.key_formula();
        match self.0.key {
            KeyFormat::Text => f.write_str(secret),
            KeyFormat::Nfkd => write!(f, "nfkd({secret})"),
            KeyFormat::Hex => write!(f, "hex_decode({secret})"),
            KeyFormat::Base64 => write!(f, "base64_decode({secret})"),
            KeyFormat::PrefixedBase64(prefix) => {
                write!(f, "base64_decode({secret} after {prefix:?})")
            }
            KeyFormat::TextOrBase64(prefix) => {
                write!(f, "{secret}|base64_decode({secret} after {prefix:?})")
            }
            KeyFormat::After(separator) => {
                let separator = separator.encode_utf8(&mut [0; 4]).to_owned();
                write!(f, "{secret} after {separator:?}")
            }
        }
    }
}

/// What is signed.
struct Content<'s>(&'s Scheme);

impl fmt::Display for Content<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.content.iter().enumerate() {
            if index > 0 {
                f.write_str(" + ")?;
            }
            match part.unshaped() {
                Part::Literal(text) => write!(f, "{text:?}")?,
                Part::Body => f.write_str("body")?,
                Part::BodyHash(HashEncoding::Raw) => f.write_str("SHA-256(body)")?,
                Part::BodyHash(HashEncoding::Hex) => f.write_str("hex(SHA-256(body))")?,
                Part::Timestamp => f.write_str("timestamp")?,
                Part::Method => f.write_str("method")?,
                Part::Url(PercentDecode::None) => f.write_str("url")?,
                Part::Url(PercentDecode::Only(characters)) => {
                    write!(f, "percent_decode(url, {characters:?})")?;
                }
                Part::Path => f.write_str("path")?,
                Part::PathAndQuery => f.write_str("path_and_query")?,
                Part::Header(name) => write!(f, "header({name})")?,
                Part::Query(name) => write!(f, "query({name})")?,
                Part::Form(name) => write!(f, "form({name})")?,
                Part::OnlyField(name) => write!(f, "only_field({name})")?,
                Part::Json(pointer) => write!(f, "json({pointer})")?,
                Part::Setting(name) => write!(f, "<{name}>")?,
                // `unshaped` takes the shape away.
                Part::Secret | Part::Shaped(..) => write!(f, "{}", Key(self.0))?,
            }
        }
        Ok(())
    }
}

/// A place of a request.
struct Place(At);

impl fmt::Display for Place {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            at @ (At::Header(_)
            | At::HeaderSetting(_)
            | At::HeaderSettingOr(..)
            | At::NumberedHeaders(_)
            | At::AnyHeader(_)) => write!(f, "header({})", HeaderName(at)),
            At::Query(name) => write!(f, "query({name})"),
            At::QuerySetting(setting) => write!(f, "query(<{setting}>)"),
            At::Form(name) => write!(f, "form({name})"),
            At::Json(pointer) => write!(f, "json({pointer})"),
            At::ObjectMember => f.write_str("object_member()"),
            #[cfg(feature = "xml")]
            At::Xml(path) => write!(f, "xml({path})"),
            At::Within(outer, Inside::Json(pointer)) => {
                write!(f, "json({pointer}) of {}", Self(*outer))
            }
            #[cfg(feature = "xml")]
            At::Within(outer, Inside::Base64Xml(path)) => {
                write!(f, "xml({path}) of base64_decode({})", Self(*outer))
            }
            At::Token("", pointer) => write!(f, "claim({pointer})"),
            At::Token(token, pointer) => write!(f, "claim({pointer}) of json({token})"),
            At::WithSignature(key) => f.write_str(key),
        }
    }
}

/// The name of a header, or its alternatives.
struct HeaderName(At);

impl fmt::Display for HeaderName {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            At::Header(name) => f.write_str(name),
            At::HeaderSetting(setting) => write!(f, "<{setting}>"),
            At::HeaderSettingOr(setting, usual) => write!(f, "<{setting}>|{usual}"),
            At::NumberedHeaders(prefix) => write!(f, "{prefix}N"),
            At::AnyHeader(names) => f.write_str(&names.join("|")),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::algorithm::{BASIC, HMAC_SHA256, HMAC_SHA512, KEYED_SHA256, OneOf};

    static HASHES: OneOf = OneOf {
        usual: HMAC_SHA256,
        others: &[HMAC_SHA512],
    };

    #[test]
    fn writes_every_format_and_place() {
        let header = At::Header("x-sig");
        let plain = Scheme::new(HMAC_SHA256, header);
        let mac = "HMAC-SHA256(secret, body)";
        for (scheme, formula) in [
            (plain, format!("x-sig: hex({mac})")),
            (
                plain.format(Format::Prefixed("sha256=")),
                format!("x-sig: sha256=hex({mac})"),
            ),
            (
                plain.format(Format::List {
                    separator: ' ',
                    tag: "v1,",
                }),
                format!("x-sig: v1,hex({mac}) ..."),
            ),
            (
                plain
                    .format(Format::Pairs {
                        separator: ',',
                        signature: "v1",
                    })
                    .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
                    .key_id(At::WithSignature("kid"))
                    .content(&[Part::Timestamp, Part::Literal("."), Part::Body]),
                "x-sig: t=timestamp,kid=key_id,v1=hex(HMAC-SHA256(secret, timestamp + \".\" + \
                 body)),...; timestamp in seconds"
                    .to_owned(),
            ),
            (
                plain
                    .format(Format::TimeFirst { separator: '|' })
                    .timestamp(At::WithSignature(""), TimeFormat::Milliseconds)
                    .content(&[Part::Body, Part::Literal("\n"), Part::Timestamp]),
                "x-sig: timestamp|hex(HMAC-SHA256(secret, body + \"\\n\" + timestamp))|...; \
                 timestamp in milliseconds"
                    .to_owned(),
            ),
            (
                Scheme::new(HMAC_SHA256, At::HeaderSettingOr("header", "x-sig")),
                format!("<header>|x-sig: hex({mac})"),
            ),
            (
                Scheme::new(HMAC_SHA256, At::HeaderSetting("header")),
                format!("<header>: hex({mac})"),
            ),
            (
                Scheme::new(HMAC_SHA256, At::NumberedHeaders("x-sig-")),
                format!("x-sig-N: hex({mac})"),
            ),
            (
                Scheme::new(HMAC_SHA256, At::AnyHeader(&["x-a", "x-b"])),
                format!("x-a|x-b: hex({mac})"),
            ),
            (
                Scheme::new(HMAC_SHA256, At::Query("sig")),
                format!("query(sig) = hex({mac})"),
            ),
            (
                Scheme::token(At::QuerySetting("parameter")),
                "query(<parameter>) = secret".to_owned(),
            ),
            (
                Scheme::token(At::Json("/token")),
                "json(/token) = secret".to_owned(),
            ),
            (
                Scheme::public_id(At::Form("app")),
                "form(app) = public_id".to_owned(),
            ),
            (
                Scheme::basic(),
                "authorization: Basic base64(user + \":\" + password)".to_owned(),
            ),
        ] {
            assert_eq!(scheme.to_string(), formula);
        }
        assert_eq!(BASIC.key_formula(), "secret");
    }

    #[test]
    fn writes_every_key_encoding_and_part() {
        let plain = Scheme::new(HMAC_SHA256, At::Header("s"));
        let keyed = Scheme::new(KEYED_SHA256, At::Header("s"));
        for (scheme, formula) in [
            (
                plain.key(KeyFormat::Nfkd),
                "s: hex(HMAC-SHA256(nfkd(secret), body))",
            ),
            (
                plain.key(KeyFormat::Hex),
                "s: hex(HMAC-SHA256(hex_decode(secret), body))",
            ),
            (
                plain.key(KeyFormat::Base64),
                "s: hex(HMAC-SHA256(base64_decode(secret), body))",
            ),
            (
                plain.key(KeyFormat::PrefixedBase64("whsec_")),
                "s: hex(HMAC-SHA256(base64_decode(secret after \"whsec_\"), body))",
            ),
            (
                plain.key(KeyFormat::TextOrBase64("whsec_")),
                "s: hex(HMAC-SHA256(secret|base64_decode(secret after \"whsec_\"), body))",
            ),
            (
                plain.key(KeyFormat::After(':')),
                "s: hex(HMAC-SHA256(secret after \":\", body))",
            ),
            (
                plain.encoding(Encoding::Base64),
                "s: base64(HMAC-SHA256(secret, body))",
            ),
            (
                plain.encoding(Encoding::Base64Unpadded),
                "s: base64_unpadded(HMAC-SHA256(secret, body))",
            ),
            (
                plain.encoding(Encoding::Base64Url),
                "s: base64url(HMAC-SHA256(secret, body))",
            ),
            (
                plain.encoding(Encoding::HexOrBase64),
                "s: hex|base64(HMAC-SHA256(secret, body))",
            ),
            (
                plain.encoding(Encoding::Base64Hex),
                "s: base64(hex(HMAC-SHA256(secret, body)))",
            ),
            (
                plain.content(&[Part::BodyHash(HashEncoding::Raw), Part::Secret]),
                "s: hex(HMAC-SHA256(secret, SHA-256(body) + secret))",
            ),
            (
                keyed.content(&[Part::Secret, Part::Body]),
                "s: hex(SHA-256(secret + body))",
            ),
            (
                Scheme::new(&HASHES, At::Header("s")).choice(Choice {
                    setting: "hash",
                    lengths: &[("SHA256", 32), ("SHA512", 64), ("SHA1", 20)],
                    on_demand: &[20],
                    expected: "",
                }),
                "s: hex(HMAC-SHA256|HMAC-SHA512(secret, body))",
            ),
            (
                plain.content(&[
                    Part::Method,
                    Part::Literal("\n"),
                    Part::Url(PercentDecode::None),
                    Part::Literal("\n"),
                    Part::Url(PercentDecode::Only("?=")),
                    Part::Literal("\n"),
                    Part::Path,
                    Part::Literal("\n"),
                    Part::PathAndQuery,
                    Part::Literal("\n"),
                    Part::BodyHash(HashEncoding::Hex),
                ]),
                "s: hex(HMAC-SHA256(secret, method + \"\\n\" + url + \"\\n\" + \
                 percent_decode(url, \"?=\") + \"\\n\" + path + \"\\n\" + path_and_query + \"\\n\" + hex(SHA-256(body))))",
            ),
            (
                plain.content_without_body(&[
                    Part::Header("id"),
                    Part::Query("nonce"),
                    Part::Json("/a/b"),
                    Part::Setting("account"),
                ]),
                "s: hex(HMAC-SHA256(secret, header(id) + query(nonce) + json(/a/b) + <account>))",
            ),
            (
                plain.content(&[Part::Form("a"), Part::OnlyField("b")]),
                "s: hex(HMAC-SHA256(secret, form(a) + only_field(b)))",
            ),
        ] {
            assert_eq!(scheme.to_string(), formula);
        }
    }

    #[test]
    fn writes_one_clause_per_line_in_alternate_form() {
        let scheme = Scheme::new(HMAC_SHA256, At::Header("s"))
            .timestamp(At::Header("t"), TimeFormat::Rfc3339)
            .key_id(At::Header("k"))
            .content_of_bodyless(&[Part::Timestamp]);
        let clauses = [
            "s: hex(HMAC-SHA256(secret, timestamp))",
            "timestamp = header(t) in RFC 3339",
            "key_id = header(k)",
            "body = \"\"",
        ];
        assert_eq!(scheme.to_string(), clauses.join("; "));
        assert_eq!(format!("{scheme:#}"), clauses.join("\n"));
    }
}

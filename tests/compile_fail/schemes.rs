//~ E0080: does not cover the body
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content(&[Part::Header("x-id")]);
fn main() {}

//~ E0080: does not cover the body
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content(&[]);
fn main() {}

//~ E0080: this content covers the body
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content_without_body(&[Part::Body]);
fn main() {}

//~ E0080: is not signed and would prove nothing
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).timestamp(At::Header("x-time"), TimeFormat::Seconds);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: does not say where it stands
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content(&[Part::Timestamp, Part::Body]);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: lower case
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("X-Signature"));
fn main() {}

//~ E0080: lower case
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x signature"));
fn main() {}

//~ E0080: lower case
const S: Scheme = Scheme::new(HMAC_SHA256, At::AnyHeader(&["x-signature", "X-Signature-2"]));
fn main() {}

//~ E0080: lower case
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content(&[Part::Header("X-Id"), Part::Body]);
fn main() {}

//~ E0080: an empty header name
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header(""));
fn main() {}

//~ E0080: must begin with `/`
const S: Scheme = Scheme::new(HMAC_SHA256, At::Json("signature"));
fn main() {}

//~ E0080: with escapes are not supported
const S: Scheme = Scheme::new(HMAC_SHA256, At::Json("/a~1b"));
fn main() {}

//~ E0080: an empty literal
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).content(&[Part::Literal(""), Part::Body]);
fn main() {}

//~ E0080: not `=`
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).format(Format::Pairs { separator: '=', signature: "v1" });
fn main() {}

//~ E0080: between 1 second and 2 hours
const P: Provider = Provider::new("p", "P", "https://p.example", Scheme::new(HMAC_SHA256, At::Header("x-signature"))).tolerance(0);
fn main() {}

//~ E0080: between 1 second and 2 hours
const P: Provider = Provider::new("p", "P", "https://p.example", Scheme::new(HMAC_SHA256, At::Header("x-signature"))).tolerance(7201);
fn main() {}

//~ E0616: a scheme is not changed behind the checks
fn main() { let mut scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")); scheme.content = &[]; }

//~ E0451: a scheme is built
fn main() { let scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")); let _ = Scheme { content: &[], ..scheme }; }

//~ E0639: coverage follows from the scheme
fn main() { let _ = scheme::Coverage { body: scheme::BodyCoverage::Whole, time: true, method: true, url: true }; }

//~ E0277: an algorithm is not chosen by a request
fn f(name: &str) { let _ = Scheme::new(name, At::Header("x-signature")); }
fn main() {}

//~ E0597: an algorithm outlives the service
fn main() { #[derive(Debug)] struct Mine;
    impl algorithm::Algorithm for Mine {
        fn name(&self) -> &'static str { "mine" }
        fn class(&self) -> algorithm::Class { algorithm::Class::Hmac }
        fn signature_length(&self) -> Option<usize> { None }
        fn prepare(&self, _: &[u8]) -> Result<algorithm::PreparedKey, algorithm::KeyError> { todo!() }
    }
    let chosen = Box::new(Mine); let _ = Scheme::new(&*chosen, At::Header("x-signature")); }

//~ E0603: a prepared key is not made up
fn main() { let _ = algorithm::PreparedKey(todo!()); }

//~ E0080: needs the format `Pairs`
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).timestamp(At::WithSignature("t"), TimeFormat::Seconds).content(&[Part::Timestamp, Part::Literal("."), Part::Body]);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: needs the format `Pairs`
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).key_id(At::WithSignature("k"));
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: an id must consist of
const P: Provider = Provider::new("Acme Inc", "P", "https://p.example", Scheme::new(HMAC_SHA256, At::Header("x-signature")));
fn main() {}

//~ E0080: an empty id
const P: Provider = Provider::new("", "P", "https://p.example", Scheme::new(HMAC_SHA256, At::Header("x-signature")));
fn main() {}

//~ E0080: lower case
const P: Provider = Provider::new("p", "P", "https://p.example", Scheme::new(HMAC_SHA256, At::Header("x-signature"))).kind(&[At::Header("X-Event")]);
fn main() {}

//~ E0080: lower case
const T: jwt::Jwt = jwt::Jwt::new(jwt::JwtAlgorithm::HS256, jwt::TokenAt::Header("Authorization", "Bearer "), jwt::Binding::Nothing);
fn main() {}

//~ E0080: lower case
const H: http_signature::HttpSignature = http_signature::HttpSignature::new(HMAC_SHA256, "hmac-sha256", "Signature", "date digest");
fn main() {}

//~ E0080: lower case
const H: http_signature::HttpSignature = http_signature::HttpSignature::new(HMAC_SHA256, "hmac-sha256", "signature", "date Digest");
fn main() {}

//~ E0080: needs a time that stands with the signature
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature")).format(Format::TimeFirst { separator: ',' });
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: an empty list of headers
const S: Scheme = Scheme::new(HMAC_SHA256, At::AnyHeader(&[]));
fn main() {}

//~ E0080: can stand with a signature in one header
const S: Scheme = Scheme::new(HMAC_SHA256, At::AnyHeader(&["x-a", "x-b"]))
    .format(Format::Pairs { separator: ',', signature: "v1" })
    .timestamp(At::WithSignature("t"), TimeFormat::Seconds)
    .content(&[Part::Timestamp, Part::Literal("."), Part::Body]);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: cannot stand in the body that it signs
const S: Scheme = Scheme::new(HMAC_SHA256, At::Json("/signature"));
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: cannot stand in the URL that it signs
const S: Scheme = Scheme::new(HMAC_SHA256, At::Query("signature"))
    .content(&[Part::Url(webhook_receiver::scheme::PercentDecode::None), Part::Body]);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

//~ E0080: may hold the separator
const S: Scheme = Scheme::new(HMAC_SHA256, At::Header("x-signature"))
    .timestamp(At::WithSignature("t"), TimeFormat::Rfc3339)
    .format(Format::TimeFirst { separator: ':' })
    .content(&[Part::Timestamp, Part::Literal("."), Part::Body]);
const P: Provider = Provider::new("p", "P", "https://p.example", S);
fn main() {}

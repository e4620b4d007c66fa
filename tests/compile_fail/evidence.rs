//~ E0451: evidence has private fields
fn f(authentic: Authentic) -> Authentic { Authentic { coverage: scheme::Coverage::BODY, ..authentic } }
fn main() {}

//~ E0624: evidence has no public constructor
fn main() { let _ = Authentic::assertion; }

//~ E0616: evidence cannot be changed
fn f(mut authentic: Authentic) { authentic.key = 1; }
fn main() {}

//~ E0277: evidence has no default
fn main() { let _ = <Authentic as Default>::default(); }

//~ E0277: evidence is not read from anywhere
fn main() { let _ = serde_json::from_str::<Authentic>("{}"); }

//~ E0277: evidence is not a boolean
fn f(authentic: Authentic) -> bool { bool::from(authentic) }
fn main() {}

//~ E0423: a delivery has no public constructor
fn main() { let _ = Delivery::<Bytes>(Bytes::new()); }

//~ E0624: a delivery is made by a receiver only
fn f(receiver: Receiver, head: Head, authentic: Authentic) { let _ = Delivery::<Bytes>::new(todo!(), head, todo!(), authentic, todo!()); }
fn main() {}

//~ E0616: a delivery's body cannot be changed
fn f(mut delivery: Delivery) { delivery.body = todo!(); }
fn main() {}

//~ E0277: a delivery is not read from anywhere
fn main() { let _ = serde_json::from_str::<Delivery>("{}"); }

//~ E0277: a delivery has no default
fn main() { let _ = <Delivery as Default>::default(); }

//~ E0277: a request is not a delivery
fn f(request: http::Request<Bytes>) -> Delivery { request.into() }
fn main() {}

//~ E0277: a head is not a delivery
fn f(head: Head) -> Delivery { head.into() }
fn main() {}

//~ E0599: a body that arrives has no event
fn f(verifying: Verifier<'_>) { verifying.event(); }
fn main() {}

//~ E0616: a body that arrives is not shown
fn f(verifying: Verifier<'_>) -> Bytes { verifying.body }
fn main() {}

//~ E0451: the state of verification has private fields
fn f(verifying: Verifier<'_>, head: Head) { let _ = Verifier { head, ..verifying }; }
fn main() {}

//~ E0382: nothing comes after the verdict
fn f(mut verifying: Verifier<'_>) { let _ = verifying.finish(); let _ = verifying.update(Bytes::new()); }
fn main() {}

//~ E0382: there is one verdict
fn f(verifying: Verifier<'_>) { let _ = verifying.finish(); let _ = verifying.finish(); }
fn main() {}

//~ E0451: what code judges cannot be made up
fn f<'r>(request: authenticate::Request<'r>, body: &'r Bytes) { let _ = authenticate::Request { body, ..request }; }
fn main() {}

//~ E0308: code cannot answer with a boolean
#[derive(Debug)] struct Always;
impl Authenticate for Always {
    fn algorithm(&self) -> &'static dyn algorithm::Algorithm { algorithm::HMAC_SHA256 }
    fn coverage(&self) -> scheme::Coverage { scheme::Coverage::BODY }
    fn authenticate(&self, _: &authenticate::Request<'_>) -> Result<Authentic, Error> { Ok(true) }
}
fn main() {}

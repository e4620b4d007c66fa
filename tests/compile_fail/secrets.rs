//~ E0599: a secret is not shown
fn f(secret: Secret) -> String { secret.to_string() }
fn main() {}

//~ E0277: a secret is not printed
fn f(secret: Secret) { println!("{secret}"); }
fn main() {}

//~ E0369: secrets are not compared
fn f(a: Secret, b: Secret) -> bool { a == b }
fn main() {}

//~ E0277: a secret has no default
fn main() { let _ = <Secret as Default>::default(); }

//~ E0277: a secret is not made from a text without a check
fn main() { let _: Secret = "hunter2".into(); }

//~ E0277: a secret is not parsed from a configuration
fn main() { let _ = serde_json::from_str::<Secret>("\"x\""); }

//~ E0277: a secret is not written into a configuration
fn f(secret: Secret) { let _ = serde_json::to_string(&secret); }
fn main() {}

//~ E0277: a secret's bytes are not lent
fn f(secret: Secret) -> Vec<u8> { secret.into() }
fn main() {}

//~ E0624: a secret is not exposed
fn f(secret: &Secret) -> &[u8] { secret.expose() }
fn main() {}

//~ E0451: a secret has private fields
fn f(secret: Secret) { let Secret { text, .. } = secret; }
fn main() {}

//~ E0624: no way around the checks but through `danger`
fn main() { let _ = Secret::new_unchecked_length("x"); }

//~ E0423: keys are not made up
fn main() { let _ = Keys(todo!()); }

//~ E0277: keys have no default
fn main() { let _ = <Keys as Default>::default(); }

//~ E0369: keys are not compared
fn f(a: Keys, b: Keys) -> bool { a == b }
fn main() {}

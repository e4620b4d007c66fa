//! The input: what came before the body.

use http::{HeaderMap, Method, Uri};

/// A request's head: method, URL and headers, everything before the body.
#[derive(Clone)]
pub struct Head {
    /// The request's method.
    pub method: Method,
    /// The request's target, as the framework gives it.
    pub uri: Uri,
    /// The request's headers.
    pub headers: HeaderMap,
}

//! A whole request: its first line, headers, a blank line, the body. Paths, query filters, cookies, forms.
#![no_main]

use axum::{body::Body, http::Request};
use libfuzzer_sys::fuzz_target;
use std::{cell::OnceCell, thread_local};
use zhunsheng_fuzz::Ground;

thread_local! {
    static GROUND: OnceCell<Ground> = const { OnceCell::new() };
}

fn request(data: &[u8]) -> Option<Request<Body>> {
    let split = data.windows(2).position(|pair| pair == b"\n\n");
    let (head, body) = split.map_or((data, &[][..]), |at| (&data[..at], &data[at + 2..]));
    let mut lines = std::str::from_utf8(head).ok()?.lines();
    let (method, path) = lines.next()?.split_once(' ')?;
    let mut request = Request::builder().method(method).uri(path);
    for line in lines {
        let (name, value) = line.split_once(':')?;
        request = request.header(name, value.trim());
    }
    request.body(Body::from(body.to_vec())).ok()
}

fuzz_target!(|data: &[u8]| {
    let Some(request) = request(data).filter(|request| request.uri().path().starts_with('/')) else { return };
    // The sign-in hashes for tens of milliseconds, and its pace is watched; signing out would end the session of all that follow.
    let path = request.uri().path();
    if path.contains("sign-") || path.contains("session") || path.contains("password") {
        return;
    }
    GROUND.with(|ground| ground.get_or_init(|| Ground::new("request")).send(request));
});

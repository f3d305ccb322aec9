//! The JSON of an action, for a kind named in its first line, through the API: decoding, schema, offers, rules, storing.
#![no_main]

use axum::{body::Body, http::Request};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use std::{
    cell::{Cell, OnceCell},
    thread_local,
};
use zhunsheng_fuzz::Ground;

thread_local! {
    static GROUND: OnceCell<Ground> = const { OnceCell::new() };
    static SENT: Cell<u64> = const { Cell::new(0) };
}

fuzz_target!(|data: &[u8]| {
    let Some((kind, action)) = std::str::from_utf8(data).ok().and_then(|text| text.split_once('\n')) else { return };
    // What is no JSON at all is the parser's business, and well known; here it goes on from there.
    let body = match serde_json::from_str::<Value>(action) {
        Ok(action) => json!({"kind": kind, "action": action}).to_string(),
        Err(_) => action.to_owned(),
    };
    GROUND.with(|ground| {
        let ground = ground.get_or_init(|| Ground::new("action"));
        let key = SENT.replace(SENT.get() + 1);
        let request = Request::post("/api/v1/matters").header("idempotency-key", format!("k{key}"));
        ground.send(request.header("content-type", "application/json").body(Body::from(body)).unwrap());
    });
});

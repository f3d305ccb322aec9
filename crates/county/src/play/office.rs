//! The desk as the people of the play see it: hand in, look what is owed, read what stands.

use std::sync::mpsc::channel;

use engine::access::Actor;
use serde_json::Value;
use store::{Answer, County, Failure, Request, Target};

/// A request without an idempotency key: the play never sends twice unless it means to.
#[must_use]
pub fn request(actor: Actor, moment: jiff::Timestamp, target: Target, action: Value) -> Request {
    Request { actor, moment, day: None, target, action, key: None }
}

/// What came of a request, as the tally counts it.
#[must_use]
pub fn verdict(outcome: &Result<Answer, Failure>) -> &str {
    match outcome {
        Ok(_) => "accepted",
        Err(Failure::Refused(refusal) | Failure::Forbidden(refusal)) => refusal.code,
        Err(Failure::Stale { .. }) => "stale",
        Err(Failure::KeyReused) => "key_reused",
        Err(Failure::NotFound) => "not_found",
        Err(Failure::Malformed(_)) => "malformed",
        Err(Failure::Unavailable(_)) => "unavailable",
    }
}

/// Hands in all of these at once, so that the desk can take them in few commits; the outcomes come in their order. What is refused
/// leaves the others alone.
pub fn send(county: &County, requests: Vec<Request>) -> Vec<Result<Answer, Failure>> {
    let waiting: Vec<_> = requests
        .into_iter()
        .map(|request| {
            let (give, take) = channel();
            // Nobody listens any more only when the play itself has ended.
            county.act_then(request, move |outcome| give.send(outcome).unwrap_or_default());
            take
        })
        .collect();
    let closed = || Err(Failure::Unavailable("办理席已关闭。".to_owned()));
    waiting.into_iter().map(|take| take.recv().unwrap_or_else(|_| closed())).collect()
}

/// The words of a failure.
#[must_use]
pub fn words(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) | Failure::Forbidden(refusal) => refusal.sentence.clone(),
        Failure::Malformed(words) | Failure::Unavailable(words) => words.clone(),
        Failure::Stale { .. } | Failure::KeyReused | Failure::NotFound => String::new(),
    }
}

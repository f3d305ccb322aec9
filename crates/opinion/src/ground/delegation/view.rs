//! How an authorization looks from outside, and the row by which it is worth something.

use super::facts::{Event, State};
use engine::{
    days::Period,
    procedure::{As, AuthorizationEntry, Effects, Entry, Line, Outline, Secrecy},
};
use serde_json::json;

pub(super) fn outline(state: &State) -> Outline {
    let given = &state.given;
    let give = &given.give;
    Outline {
        title: format!("{}授权{}代签", given.principal_name, given.delegate_name),
        stage: if state.ended.is_some() { "已终止" } else { "已授权" },
        done: state.ended.is_some(),
        persons: vec![(As::Subject, given.principal.clone()), (As::Signer, give.delegate.clone())],
        units: given.unit.iter().cloned().collect(),
        post: given.principal_post.clone(),
        period: Some(Period::days(give.from, give.until)),
        secrecy: Secrecy::Inner,
        cells: json!({"delegate": given.delegate_name, "from": give.from, "until": give.until, "kinds": given.kinds_words}),
        links: Vec::new(),
        text: give.reason.0.clone(),
    }
}

pub(super) fn effects(state: &State) -> Effects {
    let (given, give) = (&state.given, &state.given.give);
    let entry = AuthorizationEntry {
        id: given.id.clone(),
        principal: given.principal.clone(),
        delegate: give.delegate.clone(),
        kinds: give.kinds.iter().map(|kind| kind.0.clone()).collect(),
        from: give.from,
        until: give.until,
    };
    let registry = if state.ended.is_some() { Vec::new() } else { vec![Entry::Authorization(entry)] };
    Effects { registry, ..Effects::default() }
}

pub(super) fn narrate(event: &Event) -> Line {
    match event {
        Event::Given(given) => {
            let give = &given.give;
            let words = format!(
                "授权{}自{}起至{}止代签，事项种类：{}。{}",
                given.delegate_name,
                give.from.sentence_with_year(),
                give.until.sentence_with_year(),
                given.kinds_words,
                give.reason
            );
            Line::new("授权代签", words)
        }
        Event::Ended(ended) => Line::new("终止授权", ended.reason.0.clone()).grave(),
    }
}

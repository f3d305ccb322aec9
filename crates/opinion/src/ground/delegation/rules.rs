//! Who gives an authorization, to whom, and who takes it back.

use super::{
    Delegation,
    facts::{Action, End, Ended, Event, Give, Given, State},
};
use crate::checks;
use engine::{
    access::{Hat, Offer},
    facts::Query,
    procedure::{Context, Misfit, Procedure, Refusal},
    trigger::{Reaction, Trigger},
    words::{PersonId, Prose},
};

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else {
        let me = cx.actor.decider().map(|person| Hat::Person(person.clone()));
        return vec![Offer::new("give", "授权代签", me.into_iter().collect()).main()];
    };
    if state.ended.is_some() {
        return Vec::new();
    }
    let mut by = vec![Hat::Person(state.given.principal.clone())];
    by.extend(checks::office());
    vec![Offer::new("end", "终止授权", by).grave()]
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Give(give)) => giving(give, cx).map(|given| Event::Given(Box::new(given))),
        (Some(_), Action::End(End { reason })) => {
            checks::filled(&reason.0, "/reason", "终止理由")?;
            Ok(Event::Ended(Ended { day: cx.day, reason }))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn giving(give: Give, cx: &Context) -> Result<Given, Refusal> {
    let principal = cx.actor.decider().cloned().ok_or_else(Refusal::not_now)?;
    checks::person(&principal, "", cx)?;
    let delegate = checks::person(&give.delegate, "/delegate", cx)?;
    if give.delegate == principal {
        return Err(Refusal::new("delegate_self", "", "不能授权给自己，请另选代签人。").at("/delegate"));
    }
    if give.until < give.from {
        return Err(Refusal::new("bad_period", "", "截止日期早于起始日期，请核对后重填。").at("/until"));
    }
    if give.from < cx.day {
        let sentence = "授权不能倒签，起始日期不得早于授权当日，请重填。";
        return Err(Refusal::new("delegated_back", "", sentence).at("/from"));
    }
    checks::filled(&give.reason.0, "/reason", "授权理由")?;
    let mut words = Vec::new();
    for (place, kind) in give.kinds.iter().enumerate() {
        let word = checks::term(kind, &format!("/kinds/{place}"), cx)?;
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Ok(Given {
        id: cx.matter.clone(),
        principal_post: cx.facts.post_text(&principal, cx.day),
        principal_name: cx.facts.name(&principal),
        unit: cx.facts.unit_of(&principal, cx.day),
        delegate_name: delegate.name,
        delegate_post: cx.facts.post_text(&give.delegate, cx.day),
        kinds_words: if words.is_empty() { "不限".to_owned() } else { words.join("、") },
        principal,
        give,
    })
}

/// A record that was merged away: what it gave or was given is to be given again, under the record that stays.
pub(super) fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
    let Trigger::PersonMerged { from, .. } = trigger else { return Vec::new() };
    let query = Query { kind: Delegation::KIND.id, person: Some(from.clone()), ..Query::default() };
    let mine = cx.facts.matters(&query).into_iter().filter(|brief| {
        let state: Option<State> = serde_json::from_str(&brief.state).ok();
        state.is_some_and(|state| state.ended.is_none() && names(&state, from))
    });
    let reaction = |brief: engine::facts::Brief| Reaction {
        key: format!("delegation/merged/{}/{from}", brief.id),
        to: Some(brief.id),
        action: Action::End(End { reason: Prose("干部记录已合并，需要的请重新授权".to_owned()) }),
    };
    mine.map(reaction).collect()
}

fn names(state: &State, person: &PersonId) -> bool {
    [&state.given.principal, &state.given.give.delegate].contains(&person)
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    match (state, event) {
        (None, Event::Given(given)) => Ok(State { given: *given, ended: None }),
        (Some(state), Event::Ended(ended)) if state.ended.is_none() => Ok(State { ended: Some(ended), ..state }),
        _ => Err(Misfit("an authorization is given once and ended at most once")),
    }
}

/// A correction would let somebody else widen what the principal gave.
pub(super) fn amend() -> Result<(), Refusal> {
    Err(Refusal::new("not_amended", "", "授权的记录不作更正，请终止后重新授权。"))
}

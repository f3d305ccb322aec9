//! Checking a report: what differs is put to the person first, one hand finds, another confirms, he is told, a third reviews.

use super::{
    facts::{
        Action, AskReview, CheckGrounds, Confirm, Confirmed, Event, Explain, Explained, Find, Found, Picked, Review,
        ReviewAsked, Reviewed, State, Tell, Told, Unpicked, Verdict, Verified, Verify,
    },
    rules::{ASK_REVIEW, CLAUSE, EXPLAIN},
};
use crate::{
    checks::{filled, not_ahead, term, written},
    focus::{self, Answering},
};
use engine::{
    days::Day,
    procedure::{Context, Refusal},
    words::Term,
};

/// How a report that a draw drew came to be checked.
pub(super) const DRAWN: &str = "随机抽查";

pub(super) fn decide(state: &State, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let day = cx.day;
    match action {
        Action::Select(select) => selecting(&select.ground, cx).map(Event::Picked),
        Action::Draw(draw) => Ok(Event::Picked(Picked { way: DRAWN.into(), draw: Some(draw.draw), day })),
        Action::Undraw(_) => Ok(Event::Unpicked(Unpicked { day })),
        Action::Verify(verify) => verifying(verify, cx).map(Event::Verified),
        Action::Explain(Explain { text }) => {
            written(&text, "/text", "本人说明", cx)?;
            Ok(Event::Explained(Explained { text, day }))
        }
        Action::Find(find) => finding(state, find, cx).map(Event::Found),
        Action::Confirm(confirm) => confirming(state, confirm, cx).map(Event::Confirmed),
        Action::Tell(tell) => telling(state, tell, cx).map(Event::Told),
        Action::AskReview(AskReview { reason }) => {
            written(&reason, "/reason", "复核理由", cx)?;
            Ok(Event::ReviewAsked(ReviewAsked { reason, day }))
        }
        Action::Review(review) => reviewing(state, review, cx).map(Event::Reviewed),
        _ => Err(Refusal::not_now()),
    }
}

/// A review is asked for once, within its time, and only of what weighs on him.
pub(super) fn may_ask(state: &State, day: Day) -> bool {
    let until = state.told.as_ref().and_then(|told| told.review_until);
    let weighs = state.verdict().is_some_and(|verdict| verdict != Verdict::Truthful);
    weighs && state.review_asked.is_none() && until.is_none_or(|until| day <= until)
}

fn selecting(ground: &Term<CheckGrounds>, cx: &Context) -> Result<Picked, Refusal> {
    let word = term(ground, "/ground", cx)?;
    Ok(Picked { way: format!("重点核查：{word}"), draw: None, day: cx.day })
}

fn verifying(verify: Verify, cx: &Context) -> Result<Verified, Refusal> {
    filled(&verify.sources.0, "/sources", "核实依据")?;
    match &verify.differences {
        Some(_) if verify.agrees => {
            let sentence = "勾选了与报告一致，不填不一致的情况，请清空或者取消勾选。";
            return Err(Refusal::new("nothing_differs", CLAUSE, sentence).at("/differences"));
        }
        None if !verify.agrees => {
            let sentence = "请填写不一致的情况；与报告一致的，请勾选。";
            return Err(Refusal::new("field_missing", CLAUSE, sentence).at("/differences"));
        }
        Some(words) => written(words, "/differences", "不一致的情况", cx)?,
        None => {}
    }
    let due = cx.policy.due(EXPLAIN, cx.day, "核实", &cx.facts.pauses(cx.matter));
    let until = due.day.filter(|_| !verify.agrees);
    Ok(Verified { verify, until, day: cx.day })
}

/// Nothing is found against him before he has explained, or the time for it is over; where nothing differs, there is nothing to find.
fn finding(state: &State, find: Find, cx: &Context) -> Result<Found, Refusal> {
    let verified = state.verified.as_ref().ok_or_else(Refusal::not_now)?;
    if !verified.verify.agrees {
        let time = Answering { limit: (EXPLAIN, CLAUSE), from: (verified.day, "核实"), until: verified.until };
        focus::heard(!state.explained.is_empty(), &time, cx)?;
    }
    if verified.verify.agrees && find.verdict != Verdict::Truthful {
        let sentence = "核实结果与报告一致，只能认定为如实报告。";
        return Err(Refusal::new("nothing_differs", CLAUSE, sentence).at("/verdict"));
    }
    written(&find.reason, "/reason", "认定理由", cx)?;
    Ok(Found { find, account: cx.actor.account.clone(), day: cx.day })
}

fn confirming(state: &State, confirm: Confirm, cx: &Context) -> Result<Confirmed, Refusal> {
    let found = state.found.as_ref().ok_or_else(Refusal::not_now)?;
    if found.account == cx.actor.account {
        let sentence = "认定和审定须由两人分别办理，请转另一名有权限的人审定。";
        return Err(Refusal::new("same_hand", CLAUSE, sentence));
    }
    filled(&confirm.opinion.0, "/opinion", "审定意见")?;
    Ok(Confirmed { confirm, account: cx.actor.account.clone(), day: cx.day })
}

fn telling(state: &State, tell: Tell, cx: &Context) -> Result<Told, Refusal> {
    let confirmed = state.confirmed.as_ref().ok_or_else(Refusal::not_now)?;
    not_ahead(tell.day, "/day", "告知日期", cx)?;
    if tell.day < confirmed.day {
        let sentence = format!("告知日期不能早于审定日期{}，请核对。", confirmed.day.sentence());
        return Err(Refusal::new("day_before", CLAUSE, sentence).at("/day"));
    }
    filled(&tell.way, "/way", "告知方式")?;
    let review_until = cx.policy.due(ASK_REVIEW, tell.day, "告知", &[]).day;
    Ok(Told { tell, review_until })
}

/// By neither of the hands that found and confirmed, and never heavier than they did.
fn reviewing(state: &State, review: Review, cx: &Context) -> Result<Reviewed, Refusal> {
    let hands = [state.found.as_ref().map(|one| &one.account), state.confirmed.as_ref().map(|one| &one.account)];
    if hands.into_iter().flatten().any(|account| *account == cx.actor.account) {
        let sentence = "复核须由没有参与认定和审定的人办理，请转另一名有权限的人。";
        return Err(Refusal::new("same_hand", CLAUSE, sentence));
    }
    if state.found.as_ref().is_some_and(|found| found.find.verdict < review.verdict) {
        let sentence = "复核不得作出比原认定更重的结果，请重新选择。";
        return Err(Refusal::new("heavier", CLAUSE, sentence).at("/verdict"));
    }
    written(&review.reason, "/reason", "复核理由", cx)?;
    Ok(Reviewed { review, day: cx.day })
}

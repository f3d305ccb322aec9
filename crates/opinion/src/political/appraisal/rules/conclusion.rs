//! What a meeting decided, held against what it had to decide on.

use super::{THROUGHOUT, VETO, VETO_CLAUSE};
use crate::{
    checks::{filled, term},
    political::{
        appraisal::facts::{Conclude, Concluded, Conclusions, Effect, Lift, Lifted, State},
        deliberation::{Decided, decided},
    },
};
use engine::{
    procedure::{Context, Refusal},
    words::{MatterId, Term},
};

/// The dictionary of conclusions.
const CONCLUSIONS: &str = "appraisal_conclusions";

/// What follows from a conclusion, as the county's dictionary says.
pub(super) fn effect(conclusion: &Term<Conclusions>, cx: &Context) -> Effect {
    let known = cx.policy.dictionary(CONCLUSIONS).and_then(|known| known.term(&conclusion.0));
    match known.map(|term| term.group.as_str()) {
        Some("veto") => Effect::Veto,
        Some("weak") => Effect::Mend,
        _ => Effect::None,
    }
}

/// A person is barred, a body is put in order, and not the other way round.
pub(super) fn fits(state: &State, effect: Effect, at: &str) -> Result<(), Refusal> {
    let sentence = match (effect, &state.started.subject.person) {
        (Effect::Veto, None) => "“不过关”是对干部的结论，对领导班子请选其他结论。",
        (Effect::Mend, Some(_)) => "“薄弱”是对领导班子的结论，对干部请选其他结论。",
        _ => return Ok(()),
    };
    Err(Refusal::new("conclusion_unfit", THROUGHOUT, sentence).at(at))
}

/// A decision of a meeting that is about this very matter and passed.
fn meeting(state: &State, meeting: &MatterId, item: u32, cx: &Context) -> Result<Decided, Refusal> {
    let decision = decided(meeting, item, "/meeting", cx)?;
    // Another item about the same person (an appointment, say) decides nothing here.
    let own = decision.about.as_ref() == Some(&state.started.id);
    if !own {
        let sentence = format!("会议的议题“{}”不是研究这件考察，请填写议题里列明本件的会议和议题。", decision.title);
        return Err(Refusal::new("meeting_other", THROUGHOUT, sentence).at("/item"));
    }
    if !decision.passed {
        let sentence = format!("会议没有通过（{}），不能登记为结论，请再次提请会议研究，通过后登记。", decision.basis);
        return Err(Refusal::new("not_passed", THROUGHOUT, sentence).at("/item"));
    }
    if decision.day < state.started.day {
        let sentence = "会议在考察启动之前，请填写考察之后的会议。";
        return Err(Refusal::new("meeting_before", THROUGHOUT, sentence).at("/meeting"));
    }
    Ok(decision)
}

fn made(state: &State, conclude: Conclude, cx: &Context) -> Result<Concluded, Refusal> {
    filled(&conclude.words.0, "/words", "认定的事实和理由")?;
    let conclusion = term(&conclude.conclusion, "/conclusion", cx)?;
    let effect = effect(&conclude.conclusion, cx);
    fits(state, effect, "/conclusion")?;
    let decision = meeting(state, &conclude.meeting, conclude.item, cx)?;
    let until = (effect == Effect::Veto).then(|| cx.policy.due(VETO, decision.day, "结论", &[]).day).flatten();
    Ok(Concluded {
        meeting: conclude.meeting,
        item: conclude.item,
        body: decision.body,
        basis: decision.basis,
        conclusion,
        effect,
        words: conclude.words,
        day: decision.day,
        until,
    })
}

/// A bar is decided on only after the person was heard, or had his time.
pub(super) fn concluded(state: &State, conclude: Conclude, cx: &Context) -> Result<Concluded, Refusal> {
    let made = made(state, conclude, cx)?;
    if made.effect != Effect::None && !state.is_heard() {
        let sentence = "建议结论不是这一项，没有先告知本人并听取陈述，不能直接作出；请作废后重新提交。";
        return Err(Refusal::new("not_heard", VETO_CLAUSE, sentence).at("/conclusion"));
    }
    let heard = state.stated.as_ref().map(|one| one.day).or(state.lapsed);
    if heard.is_some_and(|heard| made.day < heard) {
        let sentence = "会议在本人陈述之前，请在听取陈述之后再开会研究。";
        return Err(Refusal::new("heard_later", VETO_CLAUSE, sentence).at("/meeting"));
    }
    Ok(made)
}

/// A review is the decision of another meeting, later than the first and than the appeal.
pub(super) fn reviewed(state: &State, conclude: Conclude, cx: &Context) -> Result<Concluded, Refusal> {
    let first = state.concluded.as_ref().ok_or_else(Refusal::not_now)?;
    if first.meeting == conclude.meeting {
        let sentence = "这就是作出原结论的会议，复核须另行开会研究，请填写以后召开的会议。";
        return Err(Refusal::new("same_meeting", THROUGHOUT, sentence).at("/meeting"));
    }
    let made = made(state, conclude, cx)?;
    let asked = state.appealed.as_ref().map(|one| one.day);
    if made.day <= first.day || asked.is_some_and(|asked| made.day < asked) {
        let sentence = "会议在作出原结论或者申请复核之前，复核须在申请之后另行开会研究，请填写以后召开的会议。";
        return Err(Refusal::new("review_before", THROUGHOUT, sentence).at("/meeting"));
    }
    if made.effect != Effect::None && first.effect == Effect::None {
        let sentence = format!("复核不得作出比原结论更重的结论，请选“{}”或者更轻的结论。", first.conclusion);
        return Err(Refusal::new("heavier", THROUGHOUT, sentence).at("/conclusion"));
    }
    Ok(made)
}

/// A veto is lifted by the body that made it, and by nobody else, from the day on which it decided so, however late that is entered.
pub(super) fn lifting(state: &State, lift: Lift, cx: &Context) -> Result<Lifted, Refusal> {
    filled(&lift.reason.0, "/reason", "解除理由")?;
    let standing = state.standing().ok_or_else(Refusal::not_now)?;
    if standing.meeting == lift.meeting {
        let sentence = "这是作出否决的会议，解除须另行开会研究，请填写以后召开的会议。";
        return Err(Refusal::new("same_meeting", VETO_CLAUSE, sentence).at("/meeting"));
    }
    let decision = meeting(state, &lift.meeting, lift.item, cx)?;
    if decision.body != standing.body {
        let sentence = format!(
            "否决由{body}作出，只能由同一机关解除，{}的决定不算，请提请{body}研究解除。",
            decision.body,
            body = standing.body
        );
        return Err(Refusal::new("another_body", VETO_CLAUSE, sentence).at("/meeting"));
    }
    if decision.day <= standing.day {
        let sentence = "会议在作出否决之前，解除须另行开会研究，请填写以后召开的会议。";
        return Err(Refusal::new("meeting_before", VETO_CLAUSE, sentence).at("/meeting"));
    }
    let Lift { meeting, item, reason } = lift;
    Ok(Lifted { meeting: Some(meeting), item: Some(item), body: decision.body, reason, day: decision.day })
}

//! 整顿: a weak body's measures, what it reports, what is accepted.

use super::{WEAK_CLAUSE, heads};
use crate::{
    checks::filled,
    political::appraisal::facts::{Accept, Accepted, Measure, Mended, Plan, Planned, State},
};
use engine::{
    access::Offer,
    parts::{Rectification, RectificationStage},
    procedure::{Context, Refusal},
};

pub(super) fn offers(state: &State) -> Vec<Offer> {
    if state.measures.is_empty() {
        return vec![Offer::new("plan", "制定整顿方案", state.subject_hats()).main()];
    }
    let any = |stage| state.measures.iter().any(|one| one.one.stage == stage);
    let mut offers = Vec::new();
    if any(RectificationStage::Open) {
        offers.push(Offer::new("mend", "报告整顿情况", state.subject_hats()).main());
    }
    if any(RectificationStage::Reported) {
        offers.push(Offer::new("accept", "验收", heads()).main());
    }
    offers
}

pub(super) fn planned(plan: Plan, cx: &Context) -> Result<Planned, Refusal> {
    if plan.measures.is_empty() {
        return Err(Refusal::new("table_empty", WEAK_CLAUSE, "没有整顿措施，请至少列一项。").at("/measures"));
    }
    let mut measures = Vec::new();
    for (row, (number, one)) in (1..).zip(plan.measures).enumerate() {
        let at = |field: &str| format!("/measures/{row}/{field}");
        filled(&one.problem.0, &at("problem"), "问题")?;
        filled(&one.measure.0, &at("measure"), "措施")?;
        if one.by < cx.day {
            return Err(Refusal::new("day_past", "", "完成期限已经过去，请另填日期。").at(&at("by")));
        }
        let rectification =
            Rectification { measure: Some(one.measure), by: Some(one.by), ..Rectification::new(one.problem) };
        measures.push(Measure { number, one: rectification });
    }
    Ok(Planned { measures, day: cx.day })
}

fn at(state: &State, number: u32, stage: RectificationStage, sentence: &str) -> Result<(), Refusal> {
    let fits = state.measures.iter().any(|one| one.number == number && one.one.stage == stage);
    if fits { Ok(()) } else { Err(Refusal::new("unknown_measure", "", sentence).at("/measure")) }
}

pub(super) fn mended(state: &State, mended: Mended) -> Result<Mended, Refusal> {
    filled(&mended.words.0, "/words", "整顿情况")?;
    at(state, mended.measure, RectificationStage::Open, "没有这项整顿中的措施，请照序号填写。")?;
    Ok(mended)
}

pub(super) fn accepted(state: &State, accept: Accept, cx: &Context) -> Result<Accepted, Refusal> {
    filled(&accept.words.0, "/words", "验收情况")?;
    at(state, accept.measure, RectificationStage::Reported, "没有这项待验收的措施，请照序号填写。")?;
    Ok(Accepted { accept, checker: cx.actor.decider().cloned(), day: cx.day })
}

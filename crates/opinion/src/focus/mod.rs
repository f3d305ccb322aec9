//! Chapter 4 of the Opinion: 突出监督重点.

pub mod audit_result;
pub mod dossier_review;
pub mod half_year_report;
pub mod key_post;
pub mod off_duty;
pub mod young_cadre;

use engine::{
    days::Day,
    facts::PostAt,
    procedure::{Context, Refusal, Side},
    words::{PersonId, UnitId},
};

/// The secretaries of a unit's Party organization on a day: its chiefs of the Party side or of no side; in a unit where the county does not
/// part Party and government, whoever heads it.
#[must_use]
pub fn secretaries(unit: &UnitId, on: Day, cx: &Context) -> Vec<PostAt> {
    let chiefs = cx.facts.chiefs(unit, on);
    let party: Vec<PostAt> = chiefs.iter().filter(|chief| chief.side != Some(Side::Government)).cloned().collect();
    let kinds = cx.policy.dictionary("unit_kinds");
    let kind = cx.facts.unit(unit).and_then(|card| kinds?.term(&card.kind));
    let one_head = kind.is_some_and(|kind| kind.group == "government");
    if party.is_empty() && one_head { chiefs } else { party }
}

/// Nobody deals with what concerns himself or a relative: asked where the outline does not name the person (not told yet), or where the
/// general rule is not asked (a register).
///
/// # Errors
/// `recused`.
pub fn apart(person: &PersonId, cx: &Context) -> Result<(), Refusal> {
    if cx.actor.untouchables.contains(person) {
        let sentence = "事项涉及本人或亲属，应当回避，请转其他有权限的人办理。";
        return Err(Refusal::new("recused", "", sentence));
    }
    Ok(())
}

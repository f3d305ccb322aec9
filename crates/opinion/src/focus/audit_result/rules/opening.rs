//! Who is audited: chiefs and those who held a unit together long enough, once at a time.

use super::{
    super::{
        AuditResult,
        facts::{Leaving, Occasion, Propose, Proposed, State},
    },
    CLAUSE,
};
use crate::{
    checks::{self, filled},
    daily::handover::{self, Handover},
};
use engine::{
    days::Day,
    facts::{PostAt, Query},
    procedure::{Context, Lead, Procedure, Refusal, Way},
    words::{MatterId, PersonId, UnitId},
};

/// Audits of a person that are not filed yet.
pub(in super::super) fn open_of(person: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { person: Some(person.clone()), open: Some(true), ..Query::default() };
    let mut found = cx.facts.all::<AuditResult>(&query);
    found.retain(|(_, state)| state.proposed.person == *person);
    found
}

/// His handover of a post in this unit, where one is under way.
pub(super) fn handover_of(person: &PersonId, unit: &UnitId, cx: &Context) -> Option<MatterId> {
    let query = Query { kind: Handover::KIND.id, person: Some(person.clone()), open: Some(true), ..Query::default() };
    let read = |brief: engine::facts::Brief| {
        let state = serde_json::from_str::<handover::State>(&brief.state).ok()?;
        (state.left.leaver == *person && state.left.unit == *unit).then_some(brief.id)
    };
    cx.facts.matters(&query).into_iter().filter_map(read).next_back()
}

/// The post as he heads the unit in it on a day.
fn heading(person: &PersonId, post: &engine::words::PostId, on: Day, cx: &Context) -> Option<PostAt> {
    cx.facts.posts(person, on).into_iter().find(|at| at.post == *post && (at.chief || at.acting))
}

pub(super) fn proposed(propose: Propose, cx: &Context) -> Result<Proposed, Refusal> {
    let Propose { person, post, occasion, year, from, to, ground } = propose;
    let name = match occasion {
        Occasion::InOffice => checks::person(&person, "/person", cx)?.name,
        // Whoever has left may be under nobody's management any more.
        Occasion::Leaving => cx.facts.name(&person),
    };
    let card = checks::post(&post, "/post", cx)?;
    checks::not_ahead(from, "/from", "审计期间起日", cx)?;
    if to < from {
        let sentence = "审计期间止日早于起日，请核对。";
        return Err(Refusal::new("day_before", "", sentence).at("/to"));
    }
    filled(&ground, "/ground", "列入依据")?;
    let held = heading(&person, &post, to.min(cx.day), cx).or_else(|| heading(&person, &post, from, cx));
    let Some(held) = held else {
        let sentence = format!(
            "{name}在这段时间不是{}的正职，也没有主持工作，不属于经济责任审计对象，请核对职务和期间。",
            cx.facts.unit_name(&card.unit)
        );
        return Err(Refusal::new("not_chief", CLAUSE, sentence).at("/post"));
    };
    if held.acting && !held.chief && !handover::acted_long_enough(held.since, to, cx) {
        let sentence = format!("{name}主持工作自{}起，没有满规定时间，暂不列入。", held.since.sentence_with_year());
        return Err(Refusal::new("acting_short", CLAUSE, sentence).at("/person"));
    }
    if let Some((id, _)) = open_of(&person, cx).into_iter().find(|(_, state)| state.proposed.unit == card.unit) {
        let number = cx.facts.brief(&id).and_then(|brief| brief.number).unwrap_or_default();
        let sentence = format!("{name}已有未办结的审计{number}，请在该事项中办理。");
        let way = Way::new(format!("查看{number}"), Lead::Matter(id));
        return Err(Refusal::new("audit_open", CLAUSE, sentence).at("/person").ways([way]));
    }
    let handover = handover_of(&person, &card.unit, cx);
    Ok(Proposed {
        name,
        label: checks::post_label(&card, cx),
        unit_name: cx.facts.unit_name(&card.unit),
        unit: card.unit,
        person,
        post,
        occasion,
        year,
        from,
        to,
        ground,
        decision: None,
        handover,
        day: cx.day,
    })
}

/// The whole time in the post is audited.
pub(super) fn leaving(leaving: Leaving, cx: &Context) -> Result<Proposed, Refusal> {
    let Leaving { person, post, day, decision } = leaving;
    let card = checks::post(&post, "/post", cx)?;
    let to = day.plus(-1);
    let since = heading(&person, &post, to, cx).map_or(to, |held| held.since);
    let number = cx.facts.brief(&decision).and_then(|brief| brief.number).unwrap_or_default();
    Ok(Proposed {
        name: cx.facts.name(&person),
        label: checks::post_label(&card, cx),
        unit_name: cx.facts.unit_name(&card.unit),
        handover: handover_of(&person, &card.unit, cx),
        unit: card.unit,
        person,
        post,
        occasion: Occasion::Leaving,
        year: day.year(),
        from: since.min(to),
        to,
        ground: format!("离任{number}"),
        decision: Some(decision),
        day: cx.day,
    })
}

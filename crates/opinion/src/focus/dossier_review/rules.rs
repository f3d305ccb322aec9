//! When a review opens, who goes through it, and when it is done.

use super::{
    DossierReview,
    facts::{Action, Block, Check, Checked, Dossier, Event, Join, LeaveOut, LeftOut, Open, Opened, State},
    stage,
};
use crate::{
    checks::{self, apart, filled, opening_day, term},
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::{Query, UnitCard},
    policy::Policy,
    procedure::{Context, Misfit, Procedure, Refusal},
    trigger::Reaction,
    words::{PersonId, UnitId},
};

/// How long a review may take.
pub(super) const REVIEW: &str = "dossier.review";
/// How long bringing in what is missing may take.
pub(super) const SUPPLY: &str = "dossier.supply";
/// The table that says on which day reviews open.
pub(super) const OPENS: &str = "dossier.review";
/// 班子和干部监督信息档案，定期更新
pub(super) const CLAUSE: &str = "4.3.1";
/// Reviews opened in one round of the clock at most.
const ROUND: usize = 20;
/// The dictionary of blocks.
pub(super) const BLOCKS: &str = "dossier_blocks";
/// The group of blocks that nobody goes through here: what is sealed is read only with a reason.
pub(super) const SEALED: &str = "sealed";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.waiting().next().is_some() {
            return stage::OPEN;
        }
        if self.missing().next().is_some() { stage::MISSING } else { stage::DONE }
    }
    /// Dossiers that nobody has gone through.
    pub fn waiting(&self) -> impl Iterator<Item = &Dossier> {
        self.dossiers.iter().filter(|dossier| dossier.checked.is_none())
    }
    /// Dossiers in which something is missing.
    pub fn missing(&self) -> impl Iterator<Item = &Dossier> {
        self.dossiers.iter().filter(|dossier| dossier.blocks.iter().any(|block| !block.missing.is_empty()))
    }
    /// Dossiers with which something is still to be done.
    pub fn unfinished(&self) -> impl Iterator<Item = &Dossier> {
        self.waiting().chain(self.missing())
    }
    fn dossier(&self, person: Option<&PersonId>) -> Option<&Dossier> {
        self.dossiers.iter().find(|dossier| dossier.person.as_ref() == person)
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "开启年度核对", vec![Hat::System])] };
    let check = Offer::new("check", "核对档案", section());
    let mut offers = vec![if state.stage() == stage::DONE { check } else { check.main() }];
    if state.unfinished().any(|dossier| dossier.person.is_some()) {
        offers.push(Offer::new("leave_out", "不再核对", section()));
    }
    offers.push(Offer::new("join", "增加班子成员", vec![Hat::System]));
    offers
}

/// One review for each body and year from the county's day on, some in each round; whoever has joined a body since is added to what is open.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let year = cx.day.year();
    let Some(opens) = opening_day(OPENS, "yearly", year, cx) else { return Vec::new() };
    let mut called = Vec::new();
    if cx.day >= opens {
        let open = reviewed(year, cx);
        let bodies = cx.facts.units(None).into_iter().filter(|unit| !open.contains(&unit.id));
        let call = |unit: UnitCard| Reaction {
            key: format!("dossier_review/{}/{year}", unit.id),
            to: None,
            action: Action::Open(Open { unit: unit.id, year }),
        };
        called.extend(bodies.filter(|unit| !cx.facts.members(&unit.id, cx.day).is_empty()).take(ROUND).map(call));
    }
    called.extend(joining(cx));
    called
}

/// Units whose review of a year is opened.
fn reviewed(year: i16, cx: &Context) -> Vec<UnitId> {
    let whole = Day::new(year, 1, 1).zip(Day::new(year, 12, 31));
    let overlaps = whole.map(|(first, last)| engine::days::Period::days(first, last));
    let query = Query { kind: DossierReview::KIND.id, overlaps, ..Query::default() };
    let states =
        cx.facts.matters(&query).into_iter().filter_map(|brief| serde_json::from_str::<State>(&brief.state).ok());
    states.map(|state| state.unit).collect()
}

/// Members of a body whose open review does not have them yet.
fn joining(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: DossierReview::KIND.id, open: Some(true), ..Query::default() };
    let mut called = Vec::new();
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
        for at in cx.facts.members(&state.unit, cx.day) {
            let key = format!("dossier_review/join/{}/{}", brief.id, at.person);
            let known = state.dossier(Some(&at.person)).is_some();
            if !known && !called.iter().any(|reaction: &Reaction<Action>| reaction.key == key) {
                called.push(Reaction {
                    key,
                    to: Some(brief.id.clone()),
                    action: Action::Join(Join { person: at.person }),
                });
            }
        }
    }
    called
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => opened(open, cx).map(Event::Opened),
        (Some(_), Action::Join(join)) => Ok(Event::Joined(of_person(&join.person, cx))),
        (Some(state), Action::Check(check)) => checked(state, check, cx).map(Event::Checked),
        (Some(state), Action::LeaveOut(out)) => left_out(state, out, cx).map(Event::LeftOut),
        _ => Err(Refusal::not_now()),
    }
}

fn opened(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let card = checks::unit(&open.unit, "/unit", cx)?;
    let own = Dossier {
        person: None,
        name: format!("{}领导班子", card.name),
        post: String::new(),
        checked: None,
        blocks: Vec::new(),
        note: None,
    };
    let mut dossiers = vec![own];
    for at in cx.facts.members(&open.unit, cx.day) {
        if !dossiers.iter().any(|dossier| dossier.person.as_ref() == Some(&at.person)) {
            dossiers.push(of_person(&at.person, cx));
        }
    }
    Ok(Opened { unit: open.unit, unit_name: card.name, year: open.year, dossiers, day: cx.day })
}

fn of_person(person: &PersonId, cx: &Context) -> Dossier {
    Dossier {
        person: Some(person.clone()),
        name: cx.facts.name(person),
        post: cx.facts.post_text(person, cx.day),
        checked: None,
        blocks: Vec::new(),
        note: None,
    }
}

/// Codes and names of the blocks that are gone through.
pub(super) fn blocks(policy: &Policy) -> Vec<(String, String)> {
    let terms = policy.dictionary(BLOCKS).map(|known| known.terms.as_slice()).unwrap_or_default();
    let open = terms.iter().filter(|term| term.group != SEALED);
    open.map(|term| (term.code.clone(), term.title.clone())).collect()
}

fn checked(state: &State, check: Check, cx: &Context) -> Result<Checked, Refusal> {
    let unknown = || Refusal::new("unknown_person", "", "这名干部不在本次核对的档案里，请重新选择。").at("/person");
    let dossier = state.dossier(check.person.as_ref()).ok_or_else(unknown)?;
    // The review names nobody, so that nobody's own and no relative's dossier is gone through by him is asked here.
    check.person.iter().try_for_each(|person| apart(person, cx))?;
    let mut found: Vec<Block> = Vec::new();
    for (row, one) in check.blocks.iter().enumerate() {
        let at = format!("/blocks/{row}/block");
        let title = term(&one.block, &at, cx)?;
        if found.iter().any(|block| block.code == one.block.0) {
            return Err(Refusal::new("row_twice", "", format!("{title}填了两次，请删去一行。")).at(&at));
        }
        let missing = one.missing.clone().unwrap_or_default();
        if one.none && !missing.trim().is_empty() {
            let sentence = format!("{title}写了待补内容，就不是无此类情况，请改正。");
            return Err(Refusal::new("none_and_missing", CLAUSE, sentence).at(&format!("/blocks/{row}/none")));
        }
        found.push(Block { code: one.block.0.clone(), title, none: one.none, missing: missing.trim().to_owned() });
    }
    let wanted = blocks(cx.policy);
    if let Some((_, title)) = wanted.iter().find(|(code, _)| !found.iter().any(|block| block.code == *code)) {
        let sentence = format!("没有核对“{title}”，请逐块填写。");
        return Err(Refusal::new("block_missing", CLAUSE, sentence).at("/blocks"));
    }
    Ok(Checked { person: check.person, name: dossier.name.clone(), blocks: found, note: check.note, day: cx.day })
}

/// Whoever has left is another unit's to go through, also where something was still missing.
fn left_out(state: &State, out: LeaveOut, cx: &Context) -> Result<LeftOut, Refusal> {
    filled(&out.reason.0, "/reason", "不再核对的理由")?;
    let waiting = state.unfinished().find(|dossier| dossier.person.as_ref() == Some(&out.person));
    let unknown = || Refusal::new("unknown_person", "", "没有这名待核对的干部，请重新选择。").at("/person");
    let name = waiting.ok_or_else(unknown)?.name.clone();
    apart(&out.person, cx)?;
    Ok(LeftOut { person: out.person, name, reason: out.reason, day: Some(cx.day) })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(Opened { unit, unit_name, year, dossiers, day }) = event else {
            return Err(Misfit("a review is opened before anything else"));
        };
        return Ok(State { unit, unit_name, year, dossiers, opened: day, through: None });
    };
    let day = match event {
        Event::Opened(_) => return Err(Misfit("a review is opened once")),
        Event::Joined(dossier) => {
            state.dossiers.push(dossier);
            None
        }
        Event::LeftOut(out) => {
            state.dossiers.retain(|dossier| dossier.person.as_ref() != Some(&out.person));
            out.day
        }
        Event::Checked(checked) => {
            let mut all = state.dossiers.iter_mut();
            let dossier =
                all.find(|dossier| dossier.person == checked.person).ok_or(Misfit("a dossier of nobody's"))?;
            (dossier.checked, dossier.blocks, dossier.note) = (Some(checked.day), checked.blocks, checked.note);
            Some(checked.day)
        }
    };
    // Gone through again, a dossier does not put off by when what is missing has to be there.
    let through = state.through.or(day).filter(|_| state.waiting().next().is_none());
    state.through = through;
    Ok(state)
}

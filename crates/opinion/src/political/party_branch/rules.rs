//! What a branch may be like, who belongs to it, and how history becomes state.

use super::{
    PartyBranch,
    facts::{
        Action, Admit, Admitted, Card, Change, Close, Closed, Dismiss, Dismissed, Event, Leader, LeaderRow, Move, Open,
        Opened, State,
    },
    stage,
};
use crate::{
    checks::{self, filled, not_ahead, unit_and_section},
    owed::entrants,
    political::home,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    facts::Query,
    procedure::{Context, Lead, Misfit, Refusal, Way},
    words::{MatterId, PersonId, UnitId},
};

/// From how many formal members on there is a committee.
pub(super) const COMMITTEE: &str = "party_branch.committee";
/// How many formal members a branch has at least.
pub(super) const LEAST: &str = "party_branch.least";
/// How many members a branch has at most.
pub(super) const MOST: &str = "party_branch.most";
/// How long a transfer may take.
pub(super) const TRANSFER: &str = "party_branch.transfer";
/// Clause of the leading cadres as ordinary members.
pub(super) const CLAUSE: &str = "1.2.2";
/// Clause of the structure.
const STRUCTURE: &str = "rule.party_branch";

impl Leader {
    /// Whether he belonged to the branch on a day.
    #[must_use]
    pub fn belongs(&self, on: Day) -> bool {
        self.from <= on && self.until.is_none_or(|until| on < until)
    }
}

impl Change {
    /// Members of the branch.
    #[must_use]
    pub fn members(&self) -> u32 {
        self.formal.saturating_add(self.probationary.unwrap_or_default())
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.closed, self.moves.is_empty()) {
            (Some(_), _) => stage::CLOSED,
            (None, false) => stage::MOVING,
            (None, true) => stage::OPEN,
        }
    }

    /// Its leading cadres on a day.
    pub fn on(&self, day: Day) -> impl Iterator<Item = &Leader> {
        self.leaders.iter().filter(move |leader| leader.belongs(day))
    }

    /// Its leading cadres of whom no end is known.
    pub(super) fn present(&self) -> impl Iterator<Item = &Leader> {
        self.leaders.iter().filter(|leader| leader.until.is_none())
    }

    /// Its unit and the section.
    pub(super) fn hats(&self) -> Vec<Hat> {
        unit_and_section(&self.unit)
    }
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("open", "登记支部", entrants(cx)).main()] };
    if state.closed.is_some() {
        return Vec::new();
    }
    let by = || state.hats();
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let moving = |out: bool| state.moves.iter().any(|one| one.expect.out == out);
    let offer = |verb, label, main: bool| {
        let offer = Offer::new(verb, label, by());
        if main { offer.main() } else { offer }
    };
    let mut offers = vec![
        offer("change", "变更支部情况", false),
        offer("admit", "转入或调整党员领导干部", moving(false)),
        offer("dismiss", "转出党员领导干部", moving(true)),
    ];
    if !state.moves.is_empty() {
        offers.push(offer("keep", "不需转接", false));
    }
    offers.push(Offer::new("close", "撤并支部", by()).grave());
    offers.extend([system("expect", "须转接组织关系"), system("drop", "党员去世"), system("undo", "任免决定撤回")]);
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => opening(open, cx).map(Event::Opened),
        (Some(state), Action::Change(change)) => changing(state, change, cx).map(Event::Changed),
        (Some(state), Action::Admit(admit)) => admitting(state, admit, cx).map(Event::Admitted),
        (Some(state), Action::Dismiss(dismiss)) => dismissing(state, dismiss, cx).map(Event::Dismissed),
        (Some(state), Action::Keep(keep)) => {
            filled(&keep.reason.0, "/reason", "理由")?;
            if !state.moves.iter().any(|one| one.expect.person == keep.person) {
                let sentence = format!("没有{}的待转接事项，请照清单选择。", cx.facts.name(&keep.person));
                return Err(Refusal::new("unknown_item", "", sentence).at("/person"));
            }
            Ok(Event::Kept(keep))
        }
        (Some(state), Action::Close(close)) => closing(state, close, cx).map(Event::Closed),
        (Some(_), Action::Expect(expect)) => {
            let name = cx.facts.name(&expect.person);
            Ok(Event::Expected(Move { expect, name }))
        }
        (Some(_), Action::Drop(drop)) => Ok(Event::Dropped(drop)),
        (Some(_), Action::Undo(cause)) => Ok(Event::Undone(cause)),
        _ => Err(Refusal::not_now()),
    }
}

/// The branch as it may be entered: a committee only from the county's number on.
fn card(branch: Change, at: &str, cx: &Context) -> Result<Card, Refusal> {
    filled(&branch.name, &format!("{at}/name"), "支部名称")?;
    filled(&branch.secretary, &format!("{at}/secretary"), "支部书记")?;
    let number = |limit: &str| cx.policy.number(limit, cx.day);
    let formal = i64::from(branch.formal);
    if branch.committee.is_some() && number(COMMITTEE).is_some_and(|from| formal < from) {
        let from = number(COMMITTEE).unwrap_or_default();
        let sentence = format!("正式党员{formal}人，满{from}人才设支部委员会，请删去支部委员人数或核对党员人数。");
        return Err(Refusal::new("no_committee", STRUCTURE, sentence).at(&format!("{at}/committee")));
    }
    if branch.committee.is_some_and(|count| count == 0 || count > branch.formal) {
        let sentence = "支部委员人数应在1人以上、不超过正式党员人数，请核对。";
        return Err(Refusal::new("count_wrong", STRUCTURE, sentence).at(&format!("{at}/committee")));
    }
    let mut sum = 0_u32;
    for (place, group) in branch.groups.iter().enumerate() {
        let here = format!("{at}/groups/{place}");
        filled(&group.name, &format!("{here}/name"), "党小组名称")?;
        if branch.groups.iter().take(place).any(|other| other.name == group.name) {
            let sentence = format!("党小组“{}”填了两次，请删去一行。", group.name);
            return Err(Refusal::new("row_twice", STRUCTURE, sentence).at(&format!("{here}/name")));
        }
        sum = sum.saturating_add(group.members);
        if group.members == 0 || sum > branch.members() {
            let sentence = format!("各党小组党员合计不能超过支部党员{}人，每组至少1人，请核对。", branch.members());
            return Err(Refusal::new("count_wrong", STRUCTURE, sentence).at(&format!("{here}/members")));
        }
    }
    let mut notes = Vec::new();
    if let Some(from) = number(COMMITTEE).filter(|from| formal >= *from && branch.committee.is_none()) {
        notes.push(format!("正式党员满{from}人，应设支部委员会"));
    }
    if let Some(least) = number(LEAST).filter(|least| formal < *least) {
        notes.push(format!("正式党员不足{least}人，宜成立联合支部"));
    }
    if let Some(most) = number(MOST).filter(|most| i64::from(branch.members()) > *most) {
        notes.push(format!("党员超过{most}人，一般应分设支部"));
    }
    Ok(Card { branch, notes, day: cx.day })
}

fn opening(open: Open, cx: &Context) -> Result<Opened, Refusal> {
    let unit = checks::unit(&open.unit, "/unit", cx)?;
    checks::own_unit(&unit, "/unit", cx)?;
    not_ahead(open.since, "/since", "成立日期", cx)?;
    let card = card(open.branch, "/branch", cx)?;
    let same = |(_, state): &(MatterId, State)| state.card.branch.name == card.branch.name;
    if let Some((id, _)) = of_unit(&open.unit, cx).into_iter().find(same) {
        let sentence = format!("{}已有“{}”，请在原登记上办理变更。", unit.name, card.branch.name);
        let way = Way::new("打开原登记", Lead::Matter(id));
        return Err(Refusal::new("already_open", "", sentence).at("/branch/name").ways([way]));
    }
    let mut leaders: Vec<Leader> = Vec::new();
    for (place, row) in open.leaders.into_iter().enumerate() {
        let at = format!("/leaders/{place}");
        let leader = leader(row, &card.branch, &open.unit, open.since, &at, cx)?;
        if leaders.iter().any(|known| known.person == leader.person) {
            let sentence = format!("{}填了两行，请删去一行。", leader.name);
            return Err(Refusal::new("row_twice", "", sentence).at(&format!("{at}/person")));
        }
        leaders.push(leader);
    }
    Ok(Opened { unit: open.unit, unit_name: unit.name, since: open.since, card, leaders })
}

/// A Party member under management, of the unit or of one below it, who is in no other branch.
fn leader(
    row: LeaderRow,
    branch: &Change,
    unit: &UnitId,
    from: Day,
    at: &str,
    cx: &Context,
) -> Result<Leader, Refusal> {
    let place = format!("{at}/person");
    let card = checks::person(&row.person, &place, cx)?;
    let name = card.name;
    if !card.party {
        let sentence = format!("{name}不是中共党员，不编入支部，请删去。");
        return Err(Refusal::new("not_party_member", CLAUSE, sentence).at(&place));
    }
    let below = |of: &UnitId| cx.facts.unit(of).is_some_and(|card| card.parent.as_ref() == Some(unit));
    if !cx.facts.posts(&row.person, cx.day).iter().any(|post| &post.unit == unit || below(&post.unit)) {
        let sentence = format!("{name}不在本单位任职，不能编入本单位支部，请核对。");
        return Err(Refusal::new("not_of_the_unit", CLAUSE, sentence).at(&place));
    }
    if let Some((id, other)) = of_person(&row.person, cx).into_iter().find(|(id, _)| id != cx.matter) {
        let sentence = format!("{name}在“{}”，请先由该支部办理转出。", other.card.branch.name);
        let way = Way::new("打开原支部", Lead::Matter(id));
        return Err(Refusal::new("other_branch", CLAUSE, sentence).at(&place).ways([way]));
    }
    let known = |group: &String| branch.groups.iter().any(|one| &one.name == group);
    match &row.group {
        Some(group) if !known(group) => {
            let sentence = format!("支部没有党小组“{group}”，请照支部情况填写。");
            return Err(Refusal::new("unknown_group", "", sentence).at(&format!("{at}/group")));
        }
        None if !branch.groups.is_empty() => filled("", &format!("{at}/group"), "所在党小组")?,
        _ => {}
    }
    if row.committee && branch.committee.is_none() {
        let sentence = format!("支部没有设支部委员会，{name}不能填为支部委员，请核对。");
        return Err(Refusal::new("no_committee", STRUCTURE, sentence).at(&format!("{at}/committee")));
    }
    let (until, to, decision) = (None, None, None);
    Ok(Leader { person: row.person, name, group: row.group, committee: row.committee, from, until, to, decision })
}

/// Branches in being of a unit: entered for it, or passed to it.
pub(super) fn of_unit(unit: &UnitId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { unit: Some(unit.clone()), open: Some(true), ..Query::default() };
    let mut own = cx.facts.all::<PartyBranch>(&query);
    own.retain(|(id, state)| &home(&state.unit, id, cx) == unit);
    own
}

/// Branches in being to which a person belongs.
pub(super) fn of_person(who: &PersonId, cx: &Context) -> Vec<(MatterId, State)> {
    let query = Query { person: Some(who.clone()), open: Some(true), ..Query::default() };
    let mut own = cx.facts.all::<PartyBranch>(&query);
    own.retain(|(_, state)| state.present().any(|leader| &leader.person == who));
    own
}

/// Nobody is left in a group or a committee that is no more.
fn changing(state: &State, change: Change, cx: &Context) -> Result<Card, Refusal> {
    let card = card(change, "", cx)?;
    let branch = &card.branch;
    for leader in state.present() {
        let lost = match &leader.group {
            Some(group) => !branch.groups.iter().any(|one| &one.name == group),
            None => false,
        };
        if lost || (leader.committee && branch.committee.is_none()) {
            let sentence = format!("{}还在原党小组或支部委员会，请先调整后再变更。", leader.name);
            let at = if lost { "/groups" } else { "/committee" };
            return Err(Refusal::new("still_there", "", sentence).at(at));
        }
    }
    Ok(card)
}

fn admitting(state: &State, admit: Admit, cx: &Context) -> Result<Admitted, Refusal> {
    not_ahead(admit.day, "/day", "转入或调整日期", cx)?;
    let known = state.leaders.iter().filter(|leader| leader.person == admit.leader.person);
    if let Some(last) = known.map(|leader| leader.until.unwrap_or(leader.from)).max().filter(|last| admit.day < *last) {
        let sentence = format!("日期不能早于上一次登记的{}，请核对。", last.sentence_with_year());
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    let unit = home(&state.unit, cx.matter, cx);
    let leader = leader(admit.leader, &state.card.branch, &unit, admit.day, "/leader", cx)?;
    Ok(Admitted { leader })
}

fn dismissing(state: &State, dismiss: Dismiss, cx: &Context) -> Result<Dismissed, Refusal> {
    not_ahead(dismiss.day, "/day", "转出日期", cx)?;
    filled(&dismiss.to, "/to", "转往支部")?;
    let name = cx.facts.name(&dismiss.person);
    let Some(leader) = state.present().find(|leader| leader.person == dismiss.person) else {
        let sentence = format!("{name}不在本支部，请照支部名单选择。");
        return Err(Refusal::new("not_of_the_branch", CLAUSE, sentence).at("/person"));
    };
    if dismiss.day < leader.from {
        let sentence = format!("转出日期早于转入日期{}，请核对。", leader.from.sentence_with_year());
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    Ok(Dismissed { dismiss, name })
}

/// A branch ends once nobody is left in it.
fn closing(state: &State, close: Close, cx: &Context) -> Result<Closed, Refusal> {
    filled(&close.reason.0, "/reason", "撤并依据")?;
    not_ahead(close.day, "/day", "撤并日期", cx)?;
    let left: Vec<&str> = state.present().map(|leader| leader.name.as_str()).collect();
    if !left.is_empty() {
        let sentence = format!("{}还在本支部，请先办理转出再撤并。", left.join("、"));
        return Err(Refusal::new("still_there", CLAUSE, sentence));
    }
    let into_name = match &close.into {
        Some(into) => {
            let heir = cx.facts.read::<PartyBranch>(into).filter(|heir| heir.closed.is_none() && into != cx.matter);
            let sentence = "没有这个支部，或该支部已撤并，请重新选择。";
            heir.ok_or_else(|| Refusal::new("unknown_branch", "", sentence).at("/into"))?.card.branch.name
        }
        None => String::new(),
    };
    Ok(Closed { close, into_name })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a branch begins with its entry")) };
        let Opened { unit, unit_name, since, card, leaders } = opened;
        return Ok(State { unit, unit_name, since, card, leaders, moves: Vec::new(), closed: None });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a branch is entered once")),
        Event::Changed(card) => state.card = card,
        Event::Admitted(admitted) => {
            let leader = admitted.leader;
            end(&mut state, &leader.person, leader.from, None, None);
            state.moves.retain(|one| one.expect.out || one.expect.person != leader.person);
            state.leaders.push(leader);
        }
        Event::Dismissed(Dismissed { dismiss, .. }) => {
            end(&mut state, &dismiss.person, dismiss.day, Some(dismiss.to), None);
            state.moves.retain(|one| !one.expect.out || one.expect.person != dismiss.person);
        }
        Event::Kept(keep) => state.moves.retain(|one| one.expect.person != keep.person),
        Event::Closed(closed) => {
            state.moves.clear();
            state.closed = Some(closed);
        }
        Event::Expected(expected) => {
            state.moves.retain(|one| one.expect.person != expected.expect.person);
            state.moves.push(expected);
        }
        Event::Dropped(drop) => {
            end(&mut state, &drop.person, drop.day, None, Some(drop.decision));
            state.moves.retain(|one| one.expect.person != drop.person);
        }
        Event::Undone(cause) => {
            state.moves.retain(|one| one.expect.decision != cause.decision);
            for leader in state.leaders.iter_mut().filter(|one| one.decision.as_ref() == Some(&cause.decision)) {
                (leader.until, leader.decision) = (None, None);
            }
        }
    }
    Ok(state)
}

fn end(state: &mut State, who: &PersonId, day: Day, to: Option<String>, decision: Option<MatterId>) {
    if let Some(leader) = state.leaders.iter_mut().find(|one| one.until.is_none() && &one.person == who) {
        (leader.until, leader.to, leader.decision) = (Some(day), to, decision);
    }
}

/// A wrong day or word is corrected; a wrong person is dismissed and the right one admitted.
pub(super) fn amend(was: &Event, now: &Event) -> Result<(), Refusal> {
    match (was, now) {
        (Event::Admitted(was), Event::Admitted(now)) if was.leader.person == now.leader.person => Ok(()),
        (Event::Dismissed(was), Event::Dismissed(now)) if was.dismiss.person == now.dismiss.person => Ok(()),
        _ => {
            let sentence = "支部登记不能更正：情况有误的办变更，人员有误的办转出和转入。";
            Err(Refusal::new("not_correctable", "", sentence))
        }
    }
}

//! Who may be on watch, what a leave means for it, and how it ends.

use super::{
    WatchRoster,
    facts::{
        Action, ClashFound, ClashGone, Clear, End, Ended, Enter, Entered, Event, Find, Part, Seat, Shift, State, Swap,
        Swapped,
    },
    stage,
};
use crate::{
    checks::{self, filled},
    owed::{self, entrants, section},
};
use engine::{
    access::{Hat, Offer},
    days::{Day, HalfDay, Period},
    facts::{AbsenceAt, Query},
    procedure::{Context, Lead, Misfit, Procedure, Refusal, Way},
    trigger::Reaction,
    words::{MatterId, PersonId, UnitId},
};

/// How long before his watch another is named for whoever is to be away.
pub(super) const SWAP: &str = "watch.swap";
/// Clause of the county's own rules of leave and watch.
pub(super) const CLAUSE: &str = "annex.leave";

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (self.ended, self.clashes.is_empty()) {
            (Some(_), _) => stage::OVER,
            (None, false) => stage::SWAPPING,
            (None, true) => stage::SET,
        }
    }

    /// From the first watch to the end of the last.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        let periods = || self.shifts.iter().map(|shift| shift.part.period(shift.day));
        let from = periods().map(|period| period.from).min()?;
        Some(Period { from, to: periods().map(|period| period.to).max()? })
    }

    /// The unit's clerk and its head.
    pub(super) fn unit_hats(&self) -> Vec<Hat> {
        owed::unit(&self.entered.unit)
    }
}

impl Shift {
    /// Who sits there.
    #[must_use]
    pub const fn seated(&self, seat: Seat) -> &PersonId {
        match seat {
            Seat::Leader => &self.leader,
            Seat::Keeper => &self.keeper,
        }
    }

    /// His name.
    #[must_use]
    pub fn name(&self, seat: Seat) -> &str {
        match seat {
            Seat::Leader => &self.leader_name,
            Seat::Keeper => &self.keeper_name,
        }
    }
}

/// 10月3日夜班
pub(super) fn shift_words(day: Day, part: Part) -> String {
    format!("{}{}", day.sentence(), part.word())
}

pub(super) fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("enter", "登记值班表", entrants(cx)).main()] };
    if state.ended.is_some() {
        return Vec::new();
    }
    let mut by = state.unit_hats();
    by.extend(section());
    let swap = Offer::new("swap", "调班", by);
    let clock = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    vec![
        if state.clashes.is_empty() { swap } else { swap.main() },
        clock("find", "值班与外出重叠"),
        clock("clear", "重叠消除"),
        clock("end", "值班结束"),
    ]
}

/// Over all rosters that are not over: watches whose people are to be away with approval, those who are not any more, and the end.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: WatchRoster::KIND.id, open: Some(true), ..Query::default() };
    let mut called = Vec::new();
    for brief in cx.facts.matters(&query) {
        let Ok(state) = serde_json::from_str::<State>(&brief.state) else { continue };
        let Some(period) = state.period() else { continue };
        let mut call = |key: String, action: Action| called.push(Reaction { key, to: Some(brief.id.clone()), action });
        if period.to < cx.half_now() {
            let end = End { day: period.to.day };
            call(format!("watch_roster/end/{}/{}", brief.id, end.day), Action::End(end));
            continue;
        }
        // He may be away, not away and away again: the moment makes each of them another.
        let (away, moment) = (absences(&state, period, cx), cx.now.as_microsecond());
        for find in clashing(&state, &away, cx) {
            let place = format!("{}{}{}", find.day, find.part.word(), find.seat.word());
            let key = format!("watch_roster/find/{}/{}/{place}/{moment}", brief.id, find.matter);
            call(key, Action::Find(find));
        }
        for clash in &state.clashes {
            let stays = away.iter().any(|absence| absence.matter == clash.find.matter && meets(absence, &clash.find));
            if !stays {
                let clear = Clear { matter: clash.find.matter.clone() };
                call(format!("watch_roster/clear/{}/{}/{moment}", brief.id, clear.matter), Action::Clear(clear));
            }
        }
    }
    called
}

/// Approved absences of whoever is on watch.
fn absences(state: &State, period: Period, cx: &Context) -> Vec<AbsenceAt> {
    let mut people: Vec<PersonId> = Vec::new();
    for person in state.shifts.iter().flat_map(|shift| [&shift.leader, &shift.keeper]) {
        if !people.contains(person) {
            people.push(person.clone());
        }
    }
    let away = cx.facts.absences(&people, period, cx.half_now(), cx.matter);
    away.into_iter().filter(|absence| absence.firm).collect()
}

fn meets(absence: &AbsenceAt, find: &Find) -> bool {
    absence.period.overlaps(&find.part.period(find.day))
}

/// Watches still ahead whose people are to be away, as far as nobody knows it yet.
fn clashing(state: &State, away: &[AbsenceAt], cx: &Context) -> Vec<Find> {
    let mut found = Vec::new();
    for shift in state.shifts.iter().filter(|shift| shift.part.period(shift.day).to >= cx.half_now()) {
        for seat in [Seat::Leader, Seat::Keeper] {
            for absence in away.iter().filter(|absence| &absence.person == shift.seated(seat)) {
                let find = Find { day: shift.day, part: shift.part, seat, matter: absence.matter.clone() };
                let known = state.clashes.iter().any(|clash| clash.find == find);
                if meets(absence, &find) && !known {
                    found.push(find);
                }
            }
        }
    }
    found
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Enter(enter)) => entered(enter, cx).map(Event::Entered),
        (Some(state), Action::Swap(swap)) => swapped(state, swap, cx).map(Event::Swapped),
        (Some(state), Action::Find(find)) => found(state, find, cx).map(Event::ClashFound),
        (Some(_), Action::Clear(clear)) => Ok(Event::ClashGone(ClashGone { matter: clear.matter, on: cx.day })),
        (Some(_), Action::End(end)) => Ok(Event::Ended(Ended { day: end.day })),
        _ => Err(Refusal::not_now()),
    }
}

fn entered(enter: Enter, cx: &Context) -> Result<Entered, Refusal> {
    let unit = checks::unit(&enter.unit, "/unit", cx)?;
    checks::own_unit(&unit, "/unit", cx)?;
    if enter.rows.is_empty() {
        return Err(Refusal::new("table_empty", CLAUSE, "值班表没有内容，请至少填一行。").at("/rows"));
    }
    let (mut shifts, mut notes): (Vec<Shift>, Vec<String>) = (Vec::new(), Vec::new());
    for (place, row) in enter.rows.into_iter().enumerate() {
        let at = format!("/rows/{place}");
        if shifts.iter().any(|shift| shift.day == row.day && shift.part == row.part) {
            let sentence = format!("{}已排过，同一班次只排一次，请核对。", shift_words(row.day, row.part));
            return Err(Refusal::new("watch_twice", CLAUSE, sentence).at(&format!("{at}/day")));
        }
        if row.leader == row.keeper {
            let sentence = format!("{}的带班领导和值班人员是同一人，请另选。", shift_words(row.day, row.part));
            return Err(Refusal::new("watch_alone", CLAUSE, sentence).at(&format!("{at}/keeper")));
        }
        let period = row.part.period(row.day);
        let leader_name =
            fit((&row.leader, Seat::Leader), &enter.unit, period, &format!("{at}/leader"), &mut notes, cx)?;
        let keeper_name =
            fit((&row.keeper, Seat::Keeper), &enter.unit, period, &format!("{at}/keeper"), &mut notes, cx)?;
        shifts.push(Shift {
            day: row.day,
            part: row.part,
            leader: row.leader,
            keeper: row.keeper,
            leader_name,
            keeper_name,
        });
    }
    shifts.sort_by_key(|shift| (shift.day, shift.part));
    Ok(Entered { unit: enter.unit, unit_name: unit.name, shifts, notes, day: cx.day })
}

/// The name of somebody who can be on this watch: of the unit or of one below it, the leader of its body, and there.
fn fit(
    (who, seat): (&PersonId, Seat),
    unit: &UnitId,
    period: Period,
    at: &str,
    notes: &mut Vec<String>,
    cx: &Context,
) -> Result<String, Refusal> {
    let name = checks::person(who, at, cx)?.name;
    let on = period.from.day.max(cx.day);
    let posts = cx.facts.posts(who, on);
    let there = |of: &UnitId| of == unit || cx.facts.unit(of).is_some_and(|card| card.parent.as_ref() == Some(unit));
    let fits = posts.iter().any(|post| match seat {
        Seat::Leader => &post.unit == unit && (post.leading || post.chief || post.acting),
        Seat::Keeper => there(&post.unit),
    });
    if !fits {
        let sentence = match seat {
            Seat::Leader => format!("{name}不是本单位班子成员，不能带班，请另选。"),
            Seat::Keeper => format!("{name}不是本单位人员，不能排班，请另选。"),
        };
        return Err(Refusal::new("not_of_the_unit", CLAUSE, sentence).at(at));
    }
    for absence in cx.facts.absences(std::slice::from_ref(who), period, cx.half_now(), cx.matter) {
        if !absence.period.overlaps(&period) {
            continue;
        }
        let number = absence.number.map(|number| format!("（{number}）")).unwrap_or_default();
        let words = format!("{name}{}外出{number}", absence.period.words());
        if absence.firm {
            let sentence = format!("{words}，已获批准，与{}重叠，请另排人员或改日期。", period.words());
            return Err(Refusal::new("watch_while_away", CLAUSE, sentence).at(at));
        }
        notes.push(format!("{words}待审批，批准后须调班"));
    }
    Ok(name)
}

fn swapped(state: &State, swap: Swap, cx: &Context) -> Result<Swapped, Refusal> {
    filled(&swap.reason.0, "/reason", "调班原因")?;
    let shift = shift_of(&state.shifts, swap.day, swap.part).ok_or_else(|| {
        let sentence = format!("值班表里没有{}{}，请照表填写。", swap.day.sentence(), swap.part.word());
        Refusal::new("unknown_watch", "", sentence).at("/day")
    })?;
    if swap.to == shift.leader || swap.to == shift.keeper {
        let sentence = format!("{}已在{}，请换成其他人。", cx.facts.name(&swap.to), shift_words(shift.day, shift.part));
        return Err(Refusal::new("watch_alone", CLAUSE, sentence).at("/to"));
    }
    let period = swap.part.period(swap.day);
    let now = fit((&swap.to, swap.seat), &state.entered.unit, period, "/to", &mut Vec::new(), cx)?;
    let was = shift.name(swap.seat).to_owned();
    Ok(Swapped { was, now, swap, on: cx.day })
}

fn shift_of(shifts: &[Shift], day: Day, part: Part) -> Option<&Shift> {
    shifts.iter().find(|shift| shift.day == day && shift.part == part)
}

fn found(state: &State, find: Find, cx: &Context) -> Result<ClashFound, Refusal> {
    let shift = shift_of(&state.shifts, find.day, find.part).ok_or_else(Refusal::not_now)?;
    let person = shift.seated(find.seat).clone();
    let away = cx.facts.absences(std::slice::from_ref(&person), find.part.period(find.day), cx.half_now(), cx.matter);
    let absence = away.into_iter().find(|absence| absence.matter == find.matter).ok_or_else(Refusal::not_now)?;
    let number = absence.number.map(|number| format!("（{number}）")).unwrap_or_default();
    let words = format!(
        "{}{}{}，其{}外出{number}",
        shift_words(shift.day, shift.part),
        find.seat.word(),
        shift.name(find.seat),
        absence.period.words()
    );
    Ok(ClashFound { find, person, words, on: cx.day })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Entered(entered) = event else { return Err(Misfit("a roster begins with its entry")) };
        let shifts = entered.shifts.clone();
        return Ok(State { entered, shifts, swapped: 0, clashes: Vec::new(), ended: None });
    };
    match event {
        Event::Entered(_) => return Err(Misfit("a roster is entered once")),
        Event::Swapped(Swapped { swap, now, .. }) => {
            let fits = |shift: &&mut Shift| shift.day == swap.day && shift.part == swap.part;
            let shift = state.shifts.iter_mut().find(fits).ok_or(Misfit("no such watch"))?;
            match swap.seat {
                Seat::Leader => (shift.leader, shift.leader_name) = (swap.to, now),
                Seat::Keeper => (shift.keeper, shift.keeper_name) = (swap.to, now),
            }
            let same = |find: &Find| (find.day, find.part, find.seat) == (swap.day, swap.part, swap.seat);
            state.clashes.retain(|clash| !same(&clash.find));
            state.swapped += 1;
        }
        Event::ClashFound(found) => state.clashes.push(found),
        Event::ClashGone(gone) => state.clashes.retain(|clash| clash.find.matter != gone.matter),
        Event::Ended(ended) => {
            state.clashes.clear();
            state.ended = Some(ended.day);
        }
    }
    Ok(state)
}

/// A roster is changed by swapping, so that who was to be there stays known.
pub(super) fn amend() -> Result<(), Refusal> {
    let sentence = "值班表不能更正：换人请办调班；整表排错的，作废后重新登记。";
    Err(Refusal::new("not_correctable", "", sentence))
}

/// Whether a person is on watch within a window, and with whom he could swap: what a leave asks.
pub(in crate::daily) fn on_watch(who: &PersonId, window: Period, cx: &Context) -> Option<Refusal> {
    let watch = cx.facts.watches(std::slice::from_ref(who), window, cx.matter).into_iter().next()?;
    let seat = if watch.leading { Seat::Leader } else { Seat::Keeper };
    let (name, unit) = (cx.facts.name(who), cx.facts.unit_name(&watch.unit));
    let others = fellows(who, seat, &watch.unit, watch.period, cx);
    let names: Vec<String> = others.iter().take(NAMED).map(|person| cx.facts.name(person)).collect();
    let whom = if names.is_empty() { String::new() } else { format!("，可换{}", names.join("、")) };
    let sentence = format!(
        "{name}{}{}（{}，{unit}值班表），与外出重叠。请先调班再请假{whom}，或改外出起止。",
        watch.period.words(),
        seat.word(),
        watch.label
    );
    let way = Way::new(
        names.first().map_or_else(|| "先调班".to_owned(), |name| format!("先与{name}调班")),
        Lead::Matter(watch.matter),
    );
    Some(Refusal::new("on_watch", CLAUSE, sentence).ways([way]))
}

/// Colleagues named at most.
const NAMED: usize = 3;

/// Who could take somebody's watch: of the same body or unit, there at that time, and on no other watch.
fn fellows(who: &PersonId, seat: Seat, unit: &UnitId, period: Period, cx: &Context) -> Vec<PersonId> {
    let on = period.from.day.max(cx.day);
    let mut people: Vec<PersonId> = Vec::new();
    for post in cx.facts.members(unit, on) {
        if &post.person != who && !people.contains(&post.person) && (seat == Seat::Keeper || post.leading) {
            people.push(post.person);
        }
    }
    let away = cx.facts.absences(&people, period, HalfDay::at(cx.now), cx.matter);
    let busy = cx.facts.watches(&people, period, &MatterId(String::new()));
    people.retain(|person| {
        !away.iter().any(|absence| &absence.person == person) && !busy.iter().any(|watch| &watch.person == person)
    });
    people
}

//! Ways out of a refusal: another time in which nothing speaks against it, another stand-in, the reason for an exception.

use super::{
    super::facts::{Application, Clash},
    checks, clashes,
    survey::{Occasion, World, own_overlap},
};
use engine::{
    days::{HalfDay, Period},
    procedure::{Context, Lead, Refusal, Way},
    words::PersonId,
};
use serde_json::json;

/// Half-days within which another time is looked for: three months.
const AHEAD: i64 = 2 * 92;
/// Times looked at before the search is given up.
const TRIES: usize = 12;
/// Stand-ins who are named.
const NAMED: usize = 3;

/// The refusal of what speaks against a leave, with the time in which nothing does and the reason that lets the highest approver decide.
pub(super) fn of_clashes(
    found: &[Clash],
    world: &World,
    application: &Application,
    occasion: &Occasion,
    cx: &Context,
) -> Refusal {
    let free = free(world, application, occasion, cx);
    let refusal = clashes::refusal(found, &world.applicant, occasion.at, free, cx).unwrap_or_else(Refusal::not_now);
    let moved = free.filter(|_| found.iter().any(|clash| clash.period.to > cx.half_now()));
    let reason = Way::new("确有特殊情况，写明理由报最高一级审批", Lead::Field("/exception".to_owned()));
    let others = found.iter().filter_map(|clash| clash.person.as_ref().zip(clash.matter.as_ref()));
    let ask = others.clone().map(|(person, matter)| {
        Way::new(format!("商{}变更外出时间", cx.facts.name(person)), Lead::Matter(matter.clone()))
    });
    let named = others.flat_map(|(person, matter)| {
        let absence = world.absences.iter().find(|absence| &absence.matter == matter);
        let number = absence.and_then(|absence| absence.number.clone());
        let number = number.map(|number| Way::new(number, Lead::Matter(matter.clone())));
        number.into_iter().chain([Way::new(cx.facts.name(person), Lead::Person(person.clone()))])
    });
    refusal.ways(moved.map(move_to).into_iter().chain(ask).chain([reason]).chain(named))
}

/// The refusal of a stand-in, with others who are there throughout and the time in which he is.
pub(super) fn of_stand_in(
    refusal: Refusal,
    world: &World,
    application: &Application,
    occasion: &Occasion,
    cx: &Context,
) -> Refusal {
    let mut ways: Vec<Way> = present(world, occasion.window, cx)
        .into_iter()
        .filter(|person| Some(person) != application.stand_in.as_ref())
        .take(NAMED)
        .map(|person| {
            let words = format!("改由{}代行", cx.facts.name(&person));
            Way::new(words, Lead::Fill(json!({ "stand_in": person })))
        })
        .collect();
    if refusal.code == "stand_in_away" {
        ways.extend(free(world, application, occasion, cx).map(move_to));
        if occasion.timed {
            let words = "写明其外出时由谁负责";
            ways.push(Way::new(words, Lead::Field("/second_stand_in".to_owned())));
        }
    }
    refusal.ways(ways)
}

fn move_to(free: Period) -> Way {
    Way::new(format!("改为{}起", free.from.sentence()), Lead::Fill(json!({ "period": free })))
}

/// Members of the body who are not away at any time of the window, in official order.
fn present(world: &World, window: Period, cx: &Context) -> Vec<PersonId> {
    let people: Vec<PersonId> = world.colleagues.iter().map(|at| at.person.clone()).collect();
    if people.is_empty() {
        return people;
    }
    let away = cx.facts.absences(&people, window, cx.half_now(), cx.matter);
    people.into_iter().filter(|person| away.iter().all(|absence| &absence.person != person)).collect()
}

/// The first later time of the same length in which nothing speaks against the leave, for the same stand-in. An extension cannot be
/// moved.
fn free(world: &World, application: &Application, occasion: &Occasion, cx: &Context) -> Option<Period> {
    if occasion.at != "/period" {
        return None;
    }
    let asked = application.period;
    let latest = asked.from.plus(AHEAD);
    let mut start = asked.from;
    for _ in 0..TRIES {
        let period = Period { from: start, to: start.plus(asked.half_days() - 1) };
        match blocked_until(world, &Application { period, ..application.clone() }, cx) {
            Some(until) => start = until.plus(1).max(cx.half_now()),
            None => return (start > asked.from).then_some(period),
        }
        if start > latest {
            return None;
        }
    }
    None
}

/// The last half-day of what speaks against the leave at this time; whatever begins before its end meets it too.
fn blocked_until(known: &World, application: &Application, cx: &Context) -> Option<HalfDay> {
    let Ok(world) = World::read(&known.applicant.card.id, application, cx) else { return Some(application.period.to) };
    let occasion = Occasion::application(application.period);
    let now = cx.half_now();
    let own = own_overlap(&world, &occasion, cx).is_err();
    let stand_in = checks::stand_in(&world, application, &occasion, cx).is_err();
    let whose = |person: &PersonId| {
        (own && person == &world.applicant.card.id) || (stand_in && application.stand_in.as_ref() == Some(person))
    };
    let away = world.absences.iter().filter(|absence| whose(&absence.person));
    let met = away.filter(|absence| clashes::overlap(absence, application.period, cx).is_some());
    let ends = met.map(|absence| if absence.until_reported { absence.period.to.max(now) } else { absence.period.to });
    let clashing = world.clashes(application, application.period, cx);
    let last = ends.chain(clashing.iter().map(|clash| clash.period.to)).max();
    // Who can never stand in is no matter of time.
    last.or_else(|| (own || stand_in).then_some(application.period.to.plus(AHEAD)))
}

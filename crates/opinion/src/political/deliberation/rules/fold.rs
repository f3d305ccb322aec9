//! History becomes state.

use crate::political::deliberation::facts::{Convened, Decision, Event, Item, Resolved, Sat, State, Task};
use engine::procedure::Misfit;

pub(in crate::political::deliberation) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Convened(convened) = event else { return Err(Misfit("a meeting is called before anything else")) };
        return Ok(called(convened));
    };
    match event {
        Event::Convened(_) => return Err(Misfit("a meeting is called once")),
        Event::Revised(convened) => state = called(convened),
        Event::Postponed(one) => state.at = one.at,
        Event::Cancelled(because) => state.cancelled = Some(because.reason),
        Event::Started(sat) | Event::Resat(sat) => sit(&mut state, sat),
        Event::Recused(one) => item(&mut state, one.item)?.recused.push(one),
        Event::ReadOut(one) => item(&mut state, one.written.item)?.read_out.push(one),
        Event::Supported(one) => item(&mut state, one.item)?.supporters = one.names,
        Event::Spoken(one) => item(&mut state, one.item)?.speeches.extend(one.speeches),
        Event::Resolved(one) => resolve(&mut state, one)?,
        Event::Withdrawn(one) => item(&mut state, one.item)?.withdrawn = Some(one.reason),
        Event::Reserved(one) => item(&mut state, one.item)?.reserved.push(one),
        Event::Adjourned(one) => state.adjourned = Some(one),
        Event::Closed(one) => state.closed = Some(one.day),
        Event::Signed(one) => state.signed = Some(one),
        Event::Finished(one) => {
            let task = task(&mut state, one.task)?;
            (task.done, task.words, task.paper) = (Some(one.day), Some(one.words), one.paper);
        }
        Event::Moved(one) => task(&mut state, one.task)?.by = one.by,
        Event::Superseded(one) => {
            let decided = item(&mut state, one.item)?;
            decided.superseded = Some(one);
        }
    }
    Ok(state)
}

fn called(convened: Convened) -> State {
    let Convened { id, convening, agenda, .. } = convened;
    State {
        id,
        unit: convening.unit,
        unit_name: agenda.unit_name,
        body: agenda.body,
        form: agenda.form,
        at: convening.at,
        place: convening.place,
        chief: convening.chief,
        chief_name: agenda.chief_name,
        chair: None,
        chair_name: None,
        recorder: convening.recorder,
        recorder_name: agenda.recorder_name,
        members: agenda.members,
        quorum: None,
        personnel_needs: 0,
        guests: convening.guests,
        items: agenda.items,
        tasks: Vec::new(),
        paper: convening.paper,
        sat_on: Vec::new(),
        adjourned: None,
        closed: None,
        signed: None,
        cancelled: None,
    }
}

fn sit(state: &mut State, sat: Sat) {
    state.chair = Some(sat.chair);
    state.chair_name = Some(sat.chair_name);
    for member in &mut state.members {
        let there = sat.attended.iter().find(|one| one.person == member.person);
        member.presence = there.map(|one| one.presence);
        member.reason = there.and_then(|one| one.reason.clone());
    }
    state.quorum = Some(sat.quorum);
    state.personnel_needs = sat.personnel_needs;
    state.sat_on.push(sat.day);
    state.adjourned = None;
}

fn item(state: &mut State, number: u32) -> Result<&mut Item, Misfit> {
    state.items.iter_mut().find(|item| item.number == number).ok_or(Misfit("an item that was not on the agenda"))
}

fn task(state: &mut State, number: u32) -> Result<&mut Task, Misfit> {
    state.tasks.iter_mut().find(|task| task.number == number).ok_or(Misfit("a task that nobody was given"))
}

fn resolve(state: &mut State, resolved: Resolved) -> Result<(), Misfit> {
    let Resolved { item: number, result, tally, basis, words, tasks, confidential, day } = resolved;
    item(state, number)?.resolved = Some(Decision { result, tally, basis, words, confidential, day });
    state.tasks.extend(tasks);
    Ok(())
}

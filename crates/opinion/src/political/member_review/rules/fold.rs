//! History becomes state.

use crate::political::member_review::facts::{Event, Mending, Rested, State};
use engine::procedure::Misfit;

pub(in crate::political::member_review) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a review begins with its session")) };
        return Ok(State {
            session: opened.session.clone(),
            opened: *opened,
            withdrawn: None,
            account: None,
            no_account: None,
            comments: None,
            counted: None,
            concluded: None,
            told: None,
            answered: None,
            objected: None,
            reviewed: None,
            settled: None,
            mendings: Vec::new(),
            disposed: None,
            dropped: None,
        });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a review is opened once")),
        Event::Accounted(one) => state.account = Some(one),
        Event::NotAccounted(one) => state.no_account = Some(one),
        Event::Heard(one) => state.comments = Some(one),
        Event::Counted(one) => state.counted = Some(one),
        Event::Concluded(one) => state.concluded = Some(one),
        Event::Told(one) => state.told = Some(one),
        Event::Answered(one) => state.answered = Some(one),
        Event::Objected(one) => state.objected = Some(one),
        Event::Reviewed(one) => {
            state.settled = Some(one.review.day);
            state.reviewed = Some(one);
        }
        Event::Settled(one) => state.settled = Some(one.day),
        Event::Ordered(ordered) => state.mendings.push(Mending { ordered, rechecked: None }),
        Event::Rechecked(one) => {
            let open = state.mendings.last_mut().filter(|one| one.rechecked.is_none());
            open.ok_or(Misfit("nothing was to be put right"))?.rechecked = Some(one);
        }
        Event::Disposed(one) => state.disposed = Some(one),
        Event::Withdrawn(one) => state.withdrawn = Some(one.day),
        Event::Rested(one) => rest(&mut state, one),
        Event::Dropped(one) => state.dropped = Some(one),
        Event::Reopened(_) | Event::Undone(_) => state.dropped = None,
        Event::Passed(one) => (state.opened.person, state.opened.name) = (one.into, one.name),
    }
    Ok(state)
}

/// On another day's session everything that was done in it or after it is done anew; what he and the others said stays.
fn rest(state: &mut State, one: Rested) {
    (state.session, state.opened.branch, state.withdrawn) = (one.session, one.branch, None);
    if one.kept {
        return;
    }
    (state.counted, state.concluded, state.told, state.answered) = (None, None, None, None);
    (state.objected, state.reviewed, state.settled, state.disposed) = (None, None, None, None);
    state.mendings.clear();
}

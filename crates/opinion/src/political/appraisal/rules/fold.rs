//! History becomes state.

use crate::political::appraisal::facts::{Effect, Event, Measure, State, TakeBack};
use engine::{parts::Passed, procedure::Misfit, words::MatterId};

pub(in crate::political::appraisal) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Started(started) = event else { return Err(Misfit("an appraisal is begun before anything else")) };
        return Ok(State {
            started,
            evidence: Vec::new(),
            submitted: None,
            stated: None,
            lapsed: None,
            concluded: None,
            told: None,
            appealed: None,
            reviewed: None,
            settled: None,
            lifted: None,
            free: None,
            measures: Vec::new(),
        });
    };
    match event {
        Event::Started(_) => return Err(Misfit("an appraisal is begun once")),
        Event::Recorded(evidence) => state.evidence.push(evidence),
        Event::Submitted(one) => state.submitted = Some(one),
        Event::Stated(one) => state.stated = Some(one),
        Event::Lapsed(one) => state.lapsed = Some(one.day),
        Event::Concluded(one) => state.concluded = Some(one),
        Event::Told(one) => state.told = Some(one),
        Event::Appealed(one) => state.appealed = Some(one),
        Event::Reviewed(one) => {
            state.settled = Some(one.day);
            state.reviewed = Some(one);
        }
        Event::Lifted(one) => {
            state.free = Some(one.day);
            state.lifted = Some(one);
        }
        Event::Expired(one) => state.free = Some(one.day),
        Event::Settled(one) => state.settled = Some(one.day),
        Event::Planned(one) => state.measures = one.measures,
        Event::Mended(one) => {
            let fits = measure(&mut state, one.measure)?.one.report(one.words);
            fits.then_some(()).ok_or(Misfit("a measure that is not open"))?;
        }
        Event::Accepted(one) => {
            let passed = if one.accept.passed { Passed::Yes } else { Passed::No };
            let fits = measure(&mut state, one.accept.measure)?.one.check(one.checker, passed);
            fits.then_some(()).ok_or(Misfit("a measure that was not reported"))?;
        }
        Event::TakenBack(back) => take_back(&mut state, &back),
    }
    Ok(state)
}

fn measure(state: &mut State, number: u32) -> Result<&mut Measure, Misfit> {
    state.measures.iter_mut().find(|one| one.number == number).ok_or(Misfit("a measure that nobody planned"))
}

/// What rested on a decision that no longer stands is gone: of a lifting that alone, of a review the review and what came after, else
/// everything since the conclusion.
fn take_back(state: &mut State, back: &TakeBack) {
    let of_review = state.reviewed.as_ref().is_some_and(|one| back.undoes(&one.meeting, one.item));
    let of_first = state.concluded.as_ref().is_some_and(|one| back.undoes(&one.meeting, one.item));
    (state.free, state.lifted) = (None, None);
    if of_review || of_first {
        (state.settled, state.reviewed) = (None, None);
    }
    if of_first {
        (state.concluded, state.told, state.appealed) = (None, None, None);
        state.measures.clear();
    }
}

impl TakeBack {
    /// Whether it takes this decision back; what was recorded without an item takes back all of its meeting.
    #[must_use]
    pub fn undoes(&self, meeting: &MatterId, item: u32) -> bool {
        &self.meeting == meeting && self.item.is_none_or(|own| own == item)
    }
}

impl Effect {
    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "无",
            Self::Veto => "一票否决",
            Self::Mend => "整顿",
        }
    }
}

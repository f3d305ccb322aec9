//! 年轻干部: who has just entered service, been promoted or joined the Party is educated and talked with while he is young.
//!
//! A promotion is heard from the decisions about posts; who has entered service or joined the Party is entered by his unit or the section.
//! The county educates, by good examples and by warning ones, him alone or many in one lesson (`integrity_lesson`), which tells each
//! entry of those who were there and takes it back when it is put right; the unit's Party head talks with him at least once in the
//! county's time, about his thoughts, his work and his life, in three fields. The four 四小四大 are a list of what to look at, not
//! of what somebody is: something noted carries its facts, is open to the person, who may answer, and leads early to
//! a talk of reminder or criticism, or to the word that none is needed.
//!
//! He goes off the list by age, or when he leaves service. Moved, he is the new unit's to talk with; a long absence such as
//! maternity leave stops the clocks (挂起).

mod facts;
mod hearing;
mod lesson;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::{
    Action, AgedOut, Attention, Cause, Event, Ground, Grounds, ListCadre, Listed, Move, Moved, Note, Noted, Promote,
    Release, Released, Relist, Relisted, Remedy, Remind, Reminded, State, Stated, Statement, Talk, Talked, Undone,
};

pub use lesson::{
    Attend, Attended, Educate, Educated, EducationForms, Given, Lesson, Miss, Missed, listed_on, on_the_list,
};

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{
        Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step, Sum,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Education is owed.
    pub const EDUCATING: &str = "待教育";
    /// On the list, educated.
    pub const LISTED: &str = "在册";
    /// Something was noted that leads to a reminder.
    pub const REMINDING: &str = "待提醒";
    /// Off the list.
    pub const OUT: &str = "已出册";
}

/// The mechanism.
pub struct YoungCadre;

impl Procedure for YoungCadre {
    const KIND: Kind = Kind {
        id: "young_cadre",
        title: "年轻干部",
        chapter: 4,
        clauses: &["4.2.1", "4.2.2"],
        shape: Shape::Term,
        version: 2,
        stages: &[stage::EDUCATING, stage::LISTED, stage::REMINDING, stage::OUT],
        columns: &[
            Column { key: "unit", title: "单位", cell: Cell::Choice },
            Column { key: "grounds", title: "列入原因", cell: Cell::Text },
            Column { key: "listed", title: "列入日期", cell: Cell::Day },
            Column { key: "education", title: "廉政教育", cell: Cell::Choice },
            Column { key: "lessons", title: "教育次数", cell: Cell::Count },
            Column { key: "last_talk", title: "最近谈话", cell: Cell::Day },
            Column { key: "talks", title: "谈话次数", cell: Cell::Count },
            Column { key: "attention", title: "待提醒", cell: Cell::Count },
        ],
        sums: &[Sum::all("talks", "谈话次数")],
        limits: &[rules::AGE, rules::EDUCATION, rules::TALK, rules::REMIND],
        daily: true,
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, cx: &Context) -> Vec<Offer> {
        rules::offers(state, cx)
    }
    fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Vec<Event>, Refusal> {
        rules::decide(state, action, cx).map(|event| vec![event])
    }
    fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
        rules::apply(state, event)
    }
    fn outline(state: &State) -> Outline {
        view::outline(state)
    }
    fn effects(state: &State, clock: &Clock) -> Effects {
        view::effects(state, clock)
    }
    fn narrate(event: &Event) -> Line {
        view::narrate(event)
    }
    fn steps(state: &State) -> Vec<Step> {
        view::steps(state)
    }
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        hearing::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(_: &State, was: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(was, now, cx)
    }
}

//! 监督信息档案年度核对: once a year the department goes through the dossiers of each leading body and its members.
//!
//! A dossier is put together by the program from the matters that concern somebody; what it cannot know is whether a block is empty because
//! there is nothing, or because nobody has brought it in. So each block of each dossier is gone through: complete, 无此类情况, or what is
//! missing and has to be asked for. The clock opens one review for each body and year; whoever joins the body meanwhile is added.

mod facts;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Sum},
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// Dossiers are to be gone through.
    pub const OPEN: &str = "待核对";
    /// All were, something is still missing.
    pub const MISSING: &str = "待补充";
    /// Done.
    pub const DONE: &str = "已完成";
}

/// The mechanism.
pub struct DossierReview;

impl Procedure for DossierReview {
    const KIND: Kind = Kind {
        id: "dossier_review",
        title: "监督信息档案核对",
        chapter: 4,
        clauses: &[rules::CLAUSE],
        shape: Shape::Term,
        version: 2,
        stages: &[stage::OPEN, stage::MISSING, stage::DONE],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "dossiers", title: "档案数", cell: Cell::Count },
            Column { key: "checked", title: "已核对", cell: Cell::Count },
            Column { key: "missing", title: "待补充", cell: Cell::Count },
        ],
        sums: &[
            Sum::all("dossiers", "档案数"),
            Sum::all("checked", "已核对"),
            Sum::part("checked", "dossiers", "核对率"),
        ],
        limits: &[rules::REVIEW, rules::SUPPLY],
        tables: &[rules::OPENS],
        daily: true,
        collective: true,
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;

    fn offers(state: Option<&State>, _: &Context) -> Vec<Offer> {
        rules::offers(state)
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
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
}

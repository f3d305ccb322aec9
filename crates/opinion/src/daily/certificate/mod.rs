//! 证件保管: one entry for each certificate of going abroad for oneself, in the department's cabinet or in a unit's that keeps its own.
//!
//! Issued or found at an appointment, it is handed in within the limit and receipted; lent on an approved trip alone, and owed again
//! after coming back; the loan for a renewal is a thing apart. Whoever is late is dunned, and from the day after the limit he does
//! not go abroad. Lost, expired and cancelled certificates are cleared, and whoever leaves management gets his own back. Its number
//! is sealed; lists and pages show the last four characters.
//!
//! 逾期 and 待交回 are told by the clock.

mod board;
mod facts;
mod hearing;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    board::Board,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, When,
    },
    trigger::{Reaction, Trigger},
};

/// The stored stages.
pub mod stage {
    /// Allowed, not yet issued.
    pub const PLANNED: &str = "未办";
    /// With the person, and nothing is owed.
    pub const PERSONAL: &str = "本人保管";
    /// To be handed in.
    pub const OWED: &str = "待上交";
    /// In the cabinet.
    pub const KEPT: &str = "在管";
    /// Lent on a trip.
    pub const LENT: &str = "借出";
    /// Lent to be renewed.
    pub const RENEWING: &str = "换证借出";
    /// Lost.
    pub const LOST: &str = "遗失";
    /// Expired.
    pub const EXPIRED: &str = "到期";
    /// The person has left management.
    pub const LEAVING: &str = "待退还";
    /// Cancelled.
    pub const CANCELLED: &str = "注销";
}

const fn by_clock(within: &'static str, word: &'static str, when: When) -> ClockStage {
    ClockStage { within, word, when }
}

/// The mechanism.
pub struct Certificate;

impl Procedure for Certificate {
    const KIND: Kind = Kind {
        id: "certificate",
        title: "出国（境）证件",
        chapter: 3,
        clauses: &["3.1.4", "rule.certificates", "law.passport.7"],
        shape: Shape::Register,
        stages: &[
            stage::PLANNED,
            stage::OWED,
            stage::KEPT,
            stage::LENT,
            stage::RENEWING,
            stage::LOST,
            stage::EXPIRED,
            stage::LEAVING,
            stage::PERSONAL,
            stage::CANCELLED,
        ],
        clock_stages: &[
            by_clock(stage::OWED, "逾期未上交", When::AfterLate),
            by_clock(stage::LENT, "待交回", When::AfterInTime),
            by_clock(stage::LENT, "逾期", When::AfterLate),
            by_clock(stage::RENEWING, "换证逾期", When::AfterLate),
        ],
        columns: &[
            Column { key: "kind", title: "证件种类", cell: Cell::Choice },
            Column { key: "tail", title: "证件号码后四位", cell: Cell::Text },
            Column { key: "expires", title: "有效期至", cell: Cell::Day },
            Column { key: "keeper", title: "保管单位", cell: Cell::Choice },
            Column { key: "place", title: "柜位", cell: Cell::Text },
            Column { key: "since", title: "现状自", cell: Cell::Day },
            Column { key: "duns", title: "催交次数", cell: Cell::Count },
        ],
        limits: &[rules::HAND_IN, rules::RETURN, rules::RENEWAL, rules::RELEASE, rules::LOSS],
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;
    const BOARD: Option<&'static Board> = Some(&board::CABINET);

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
    fn hears(trigger: &Trigger, cx: &Context) -> Vec<Reaction<Action>> {
        hearing::hears(trigger, cx)
    }
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        hearing::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(state, now)
    }
}

//! 民主评议党员结果: what came of the yearly review for each leading cadre who is a Party member.
//!
//! One matter for each of them and year, opened by itself when the session of his branch is entered, whether he was there or not: he gives account of
//! himself, the others say what they think of him, ballots are counted, and the branch decides on its opinion on a day (the program proposes
//! none). He is told, his words to it are kept, he may object once, and the branch or the Party organization above it looks at it again. Whoever is
//! found wanting puts it right within a day that was set, and is reviewed again.
//!
//! Who spoke is written down nowhere; the gist of what was said is sealed and never opens to him. Where fewer valid ballots came back than the
//! county's floor they are not kept. From the first thing that others say until he is told, the matter is not there for him.
//!
//! What rests on a session falls with it: a session that is withdrawn ends the review, the same session entered again goes on with it, and
//! another day's session keeps his own account and what was said, and has ballots and opinion made anew.

mod facts;
mod hearing;
mod rules;
#[cfg(test)]
pub(crate) mod tests;
mod view;

pub use facts::*;

use engine::{
    access::Offer,
    policy::Clock,
    procedure::{Aid, Cell, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Shape, Step},
    trigger::{Reaction, Trigger},
    words::PersonId,
    yearly::Total,
};

/// The stored stages.
pub mod stage {
    /// He is to give account of himself.
    pub const ACCOUNT: &str = "待自评";
    /// What the others say is to be entered.
    pub const COMMENTS: &str = "待互评";
    /// Ballots are to be entered.
    pub const BALLOT: &str = "待测评";
    /// The branch is to decide on its opinion.
    pub const OPINION: &str = "待评定";
    /// He is to be told.
    pub const TELLING: &str = "待告知";
    /// Told; he may object.
    pub const TOLD: &str = "已告知";
    /// His objection is looked at.
    pub const REVIEWING: &str = "待复议";
    /// What he is to put right is to be said.
    pub const ORDERING: &str = "待提改正要求";
    /// He puts it right.
    pub const MENDING: &str = "限期改正";
    /// Done.
    pub const DONE: &str = "已办结";
    /// Its session was withdrawn, or it is nobody's to answer any more.
    pub const DROPPED: &str = "已终止";
}

/// The mechanism.
pub struct MemberReview;

impl Procedure for MemberReview {
    const KIND: Kind = Kind {
        id: "member_review",
        title: "民主评议党员结果",
        chapter: 1,
        clauses: &[rules::CLAUSE, rules::REGULATION],
        shape: Shape::Term,
        stages: &[
            stage::ACCOUNT,
            stage::COMMENTS,
            stage::BALLOT,
            stage::OPINION,
            stage::TELLING,
            stage::TOLD,
            stage::REVIEWING,
            stage::ORDERING,
            stage::MENDING,
            stage::DONE,
            stage::DROPPED,
        ],
        dropped: &[stage::DROPPED],
        columns: &[
            Column { key: "year", title: "年度", cell: Cell::Choice },
            Column { key: "branch", title: "支部", cell: Cell::Text },
            Column { key: "session", title: "评议日期", cell: Cell::Day },
            Column { key: "attended", title: "到会", cell: Cell::Flag },
            Column { key: "account", title: "个人自评", cell: Cell::Choice },
            Column { key: "opinion", title: "评定意见", cell: Cell::Choice },
            Column { key: "decided", title: "评定日期", cell: Cell::Day },
            Column { key: "told", title: "告知日期", cell: Cell::Day },
            Column { key: "objection", title: "复议", cell: Cell::Text },
            Column { key: "mending", title: "改正期限", cell: Cell::Day },
        ],
        limits: &[rules::RESULT, rules::TELL, rules::OBJECT, rules::REVIEW, rules::ORDER, rules::FLOOR, rules::SHARE],
        withheld: true,
        sealed_from_person: true,
        few: true,
        daily: true,
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
    fn yearly(who: &PersonId, year: i16, cx: &Context) -> Vec<Total> {
        hearing::yearly(who, year, cx)
    }
    fn relearn(event: Event, cx: &Context) -> Event {
        rules::relearn(event, cx)
    }
    fn amend(state: &State, _: &Event, now: &Event, cx: &Context) -> Result<(), Refusal> {
        rules::amend(state, now, cx)
    }
}

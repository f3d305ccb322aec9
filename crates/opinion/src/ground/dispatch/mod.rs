//! 发文: a paper of a matter is drafted, signed by a leader, and issued under a 发文字号.
//!
//! The number is given at the signature, in its 代字 and year without gaps, by the same transaction that writes the signature down.
//! With it the paper's words are kept as they stood: printed again, it is the same paper. A paper that should not have been issued is
//! 作废 with its number, which nobody gets again. Every unit and person to whom it is addressed or copied signs for it within the
//! county's days; whoever has not is seen by the issuer, and dunned.

mod facts;
mod fill;
mod rules;
#[cfg(test)]
mod tests;
mod view;

pub use facts::{
    Action, DocumentCodes, Draft, Drafted, Dun, Dunned, Event, Issue, Issued, Lapse, Lapsed, Mark, Receive, Received,
    Receiver, Return, Returned, State,
};

use engine::{
    access::Offer,
    board::{Board, Heap, Listing, Order, Tone},
    paper::Paper,
    policy::Clock,
    procedure::{
        Aid, Cell, ClockStage, Column, Context, Effects, Kind, Line, Misfit, Outline, Procedure, Refusal, Step, When,
    },
    trigger::Reaction,
};

/// The stored stages.
pub mod stage {
    /// A leader is to sign.
    pub const SIGNING: &str = "待签发";
    /// Sent back to whoever drafted it.
    pub const RETURNED: &str = "待修改";
    /// Issued; somebody has not signed for it.
    pub const RECEIVING: &str = "待签收";
    /// Issued, and everybody has.
    pub const DONE: &str = "已办结";
    /// By the clock: issued, and the days for the receipt are over.
    pub const LATE: &str = "逾期未签收";
}

/// What is out, by the unit that signs first.
static OUT: Board = Board {
    title: "发文签收",
    about: "已印发的文书和签收情况，按第一个收文单位统计。",
    nothing: "还没有发文。",
    heaps: &[
        Heap::of("待签发", &[stage::SIGNING, stage::RETURNED], Tone::Soon, "没有等待签发的文书。"),
        Heap::of("待签收", &[stage::RECEIVING], Tone::Plain, "没有等待签收的文书。"),
        Heap::of("逾期未签收", &[stage::LATE], Tone::Late, "没有逾期未签收的文书。"),
        Heap::of("已办结", &[stage::DONE], Tone::Plain, "还没有全部签收的文书。"),
    ],
    filters: &["code"],
    mark: None,
    columns: &["document", "main", "issued", "signer", "outstanding", "duns"],
    lists: &[Listing {
        title: "还没有签收的",
        heaps: &["待签收", "逾期未签收"],
        columns: &["document", "outstanding", "issued", "duns"],
        order: Order::Due,
        nothing: "印发的文书都已签收。",
    }],
    beside: &[],
};

/// The mechanism.
pub struct Dispatch;

impl Procedure for Dispatch {
    const KIND: Kind = Kind {
        id: "dispatch",
        title: "发文",
        chapter: 0,
        clauses: &["rule.documents"],
        prefix: Some("稿"),
        stages: &[stage::SIGNING, stage::RETURNED, stage::RECEIVING, stage::DONE],
        clock_stages: &[ClockStage { within: stage::RECEIVING, word: stage::LATE, when: When::AfterLate }],
        columns: &[
            Column { key: "document", title: "发文字号", cell: Cell::Text },
            Column { key: "title", title: "标题", cell: Cell::Text },
            Column { key: "main", title: "主送", cell: Cell::Text },
            Column { key: "issued", title: "成文日期", cell: Cell::Day },
            Column { key: "signer", title: "签发人", cell: Cell::Choice },
            Column { key: "outstanding", title: "未签收", cell: Cell::Text },
            Column { key: "duns", title: "催办次数", cell: Cell::Count },
            Column { key: "code", title: "代字", cell: Cell::Choice },
            Column { key: "copies_to", title: "抄送", cell: Cell::Text },
            Column { key: "copies", title: "份数", cell: Cell::Count },
            Column { key: "mark", title: "密级", cell: Cell::Choice },
        ],
        limits: &[rules::SIGNING, rules::RECEIPT],
        collective: true,
        ..Kind::PLAIN
    };
    type State = State;
    type Action = Action;
    type Event = Event;
    const ISSUES: bool = true;
    const BOARD: Option<&'static Board> = Some(&OUT);

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
    fn calls(cx: &Context) -> Vec<Reaction<Action>> {
        rules::calls(cx)
    }
    fn aid(state: Option<&State>, verb: &str, cx: &Context) -> Aid {
        view::aid(state, verb, cx)
    }
    fn issued(state: &State) -> Option<Paper> {
        state.issued.as_ref().and_then(|issued| serde_json::from_str(&issued.content).ok())
    }
    fn amend(_: &State, _: &Event, now: &Event, _: &Context) -> Result<(), Refusal> {
        rules::amend(now)
    }
}

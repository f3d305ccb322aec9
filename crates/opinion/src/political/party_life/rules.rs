//! Who enters what was held, what is missing when the quarter is over, and how history becomes state.

use super::{
    facts::{
        Action, BranchEnded, CloseTerm, EndBranch, Event, Explain, Explained, Item, MadeUp, MakeUp, Session, State,
        TermClosed, Withdraw, Withdrawn,
    },
    schedule, session, stage,
};
use crate::checks::{filled, not_ahead, unit_and_section};
use engine::{
    access::{Hat, Offer},
    procedure::{Context, Misfit, Refusal},
};

/// How long after the quarter sessions may still be entered.
pub(super) const ENTRY: &str = "party_life.entry";
/// How long the explanation of what was not held may take.
pub(super) const EXPLAIN: &str = "party_life.explain";
/// Clause of the sessions.
pub(super) const CLAUSE: &str = "1.2.1";

impl Item {
    /// Whether it was held as often as asked, now or earlier in the year.
    #[must_use]
    pub fn is_met(&self) -> bool {
        self.before.is_some() || u32::try_from(self.held.len()).is_ok_and(|held| held >= self.needed)
    }

    /// 4月主题党日
    #[must_use]
    pub fn words(&self) -> String {
        format!("{}{}{}", self.span, self.group.as_deref().unwrap_or_default(), self.title)
    }
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match self.closed {
            None => stage::RUNNING,
            Some(_) if self.missing().next().is_some() => stage::MISSING,
            Some(_) => stage::DONE,
        }
    }

    /// What is owed, was not held and is not explained.
    pub fn missing(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| !item.general && !item.is_met() && item.explained.is_none())
    }

    /// What is asked for in general and was not held.
    pub fn warned(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|item| item.general && !item.is_met())
    }

    /// A session by its number.
    pub(super) fn session(&self, number: u32, at: &str) -> Result<&Session, Refusal> {
        self.sessions
            .iter()
            .find(|session| session.number == number)
            .ok_or_else(|| Refusal::new("unknown_item", "", format!("没有活动{number}，请照已开活动填写。")).at(at))
    }

    /// Whether some leading cadre has not made up for what he missed.
    fn owes_make_up(&self) -> bool {
        self.sessions.iter().flat_map(|one| &one.attendance).any(|one| !one.present && one.made_up.is_none())
    }

    /// Its unit and the section.
    pub(super) fn hats(&self) -> Vec<Hat> {
        unit_and_section(&self.opened.unit)
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let system = |verb, label| Offer::new(verb, label, vec![Hat::System]);
    let Some(state) = state else { return vec![system("open", "开启季度组织生活")] };
    let by = || state.hats();
    let mut offers = match state.stage() {
        stage::RUNNING => vec![
            Offer::new("enter", "登记活动", by()).main(),
            system("close_term", "季度结束"),
            system("end_branch", "支部撤并"),
        ],
        stage::MISSING => {
            vec![Offer::new("explain", "说明未开", by()).main(), Offer::new("enter", "登记补开的活动", by())]
        }
        _ => return Vec::new(),
    };
    if state.owes_make_up() {
        offers.push(Offer::new("make_up", "登记补课", by()));
    }
    if !state.sessions.is_empty() {
        offers.push(Offer::new("withdraw", "撤销登记的活动", by()).grave());
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Open(open)) => schedule::opened(open, cx).map(|opened| Event::Opened(Box::new(opened))),
        (Some(state), Action::Enter(enter)) => {
            session::entered(state, enter, cx).map(|entered| Event::Entered(Box::new(entered)))
        }
        (Some(state), Action::Withdraw(withdraw)) => withdrawn(state, withdraw, cx).map(Event::Withdrawn),
        (Some(state), Action::MakeUp(make_up)) => made_up(state, make_up, cx).map(Event::MadeUp),
        (Some(state), Action::Explain(explain)) => explained(state, explain, cx).map(Event::Explained),
        (Some(state), Action::CloseTerm(close)) => closed(state, &close, cx).map(Event::TermClosed),
        (Some(_), Action::EndBranch(EndBranch { day })) => Ok(Event::BranchEnded(BranchEnded { day })),
        _ => Err(Refusal::not_now()),
    }
}

fn withdrawn(state: &State, withdraw: Withdraw, cx: &Context) -> Result<Withdrawn, Refusal> {
    state.session(withdraw.session, "/session")?;
    filled(&withdraw.reason.0, "/reason", "理由")?;
    Ok(Withdrawn { withdraw, day: cx.day })
}

fn made_up(state: &State, make_up: MakeUp, cx: &Context) -> Result<MadeUp, Refusal> {
    let session = state.session(make_up.session, "/session")?;
    filled(&make_up.how.0, "/how", "补课方式和内容")?;
    not_ahead(make_up.day, "/day", "补课日期", cx)?;
    let name = cx.facts.name(&make_up.person);
    let absent = session.attendance.iter().find(|one| one.person == make_up.person && !one.present);
    if absent.is_none_or(|one| one.made_up.is_some()) {
        let sentence = format!("{name}没有缺席活动{}，或已经补课，请照清单填写。", make_up.session);
        return Err(Refusal::new("not_absent", "", sentence).at("/person"));
    }
    if make_up.day < session.day {
        let sentence = format!("补课日期早于活动日期{}，请核对。", session.day.sentence());
        return Err(Refusal::new("day_before", "", sentence).at("/day"));
    }
    Ok(MadeUp { make_up, name })
}

fn explained(state: &State, explain: Explain, cx: &Context) -> Result<Explained, Refusal> {
    filled(&explain.reason.0, "/reason", "未开原因和处理")?;
    if !state.missing().any(|item| item.number == explain.item) {
        let sentence = format!("没有未开的安排{}，请照清单填写。", explain.item);
        return Err(Refusal::new("unknown_item", "", sentence).at("/item"));
    }
    Ok(Explained { explain, day: cx.day })
}

fn closed(state: &State, close: &CloseTerm, cx: &Context) -> Result<TermClosed, Refusal> {
    if close.day >= cx.day {
        return Err(Refusal::not_now());
    }
    let (missing, warned) = (state.missing().map(Item::words).collect(), state.warned().map(Item::words).collect());
    Ok(TermClosed { day: close.day, missing, warned })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Opened(opened) = event else { return Err(Misfit("a term begins with its opening")) };
        let mut opened = *opened;
        let items = std::mem::take(&mut opened.items);
        return Ok(State { opened, items, sessions: Vec::new(), last: 0, closed: None });
    };
    match event {
        Event::Opened(_) => return Err(Misfit("a term is opened once")),
        Event::Entered(entered) => {
            let session = entered.session;
            if let Some(item) = state.items.iter_mut().find(|item| Some(item.number) == session.item) {
                item.held.push(session.number);
            }
            state.last = session.number;
            state.sessions.push(session);
        }
        Event::Withdrawn(withdrawn) => {
            let number = withdrawn.withdraw.session;
            state.sessions.retain(|session| session.number != number);
            state.items.iter_mut().for_each(|item| item.held.retain(|held| *held != number));
        }
        Event::MadeUp(made_up) => {
            let make_up = made_up.make_up;
            let session = state.sessions.iter_mut().find(|session| session.number == make_up.session);
            let session = session.ok_or(Misfit("no such session"))?;
            let one = session.attendance.iter_mut().find(|one| one.person == make_up.person);
            one.ok_or(Misfit("he was not entitled"))?.made_up = Some(make_up.day);
        }
        Event::Explained(explained) => {
            let item = state.items.iter_mut().find(|item| item.number == explained.explain.item);
            item.ok_or(Misfit("no such item"))?.explained = Some(explained.explain.reason);
        }
        Event::TermClosed(closed) => state.closed = Some(closed.day),
        // What was not due by then is owed by nobody.
        Event::BranchEnded(ended) => {
            state.items.retain(|item| item.to < ended.day || !item.held.is_empty());
            state.closed = Some(ended.day);
        }
    }
    Ok(state)
}

/// A session is entered again after it was withdrawn, so that its rules are asked again.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Explained(_) => Ok(()),
        _ => {
            let sentence = "组织生活登记不能更正：活动写错的，先“撤销登记的活动”，再重新登记。";
            Err(Refusal::new("not_correctable", "", sentence))
        }
    }
}

//! Who keeps the list, what is owed to the authority, and how history becomes state.

use super::{
    facts::{
        Action, Cooling, Declassify, Departed, Enter, Entered, Event, LeftPost, Moved, NewPost, Pending, Proposal,
        Receipt, Released, Report, Secrecy, State,
    },
    hearing, stage,
};
use crate::{
    checks::{self, filled, not_ahead},
    owed::section,
};
use engine::{
    access::{Hat, Offer},
    days::Day,
    procedure::{Context, Misfit, Refusal},
    words::{PostId, Prose},
};

/// The limit of every report to the authority.
pub(super) const REPORT: &str = "abroad.register_report";
/// Clause of the registration.
pub(super) const CLAUSE: &str = "3.1.3";
/// Reasons after which nobody is registered, whatever posts are left; codes of the dictionary `departure_reasons`.
const OUT: [&str; 2] = ["retirement", "death"];

/// The category that the county's table gives a post: by kind of unit and seat, else by seat in any unit.
pub(super) fn category(post: &PostId, acting: bool, on: Day, cx: &Context) -> Option<String> {
    let card = cx.facts.post(post)?;
    let kind = cx.facts.unit(&card.unit)?.kind;
    let seat = match (card.chief || acting, card.leading) {
        (true, _) => "chief",
        (false, true) => "member",
        (false, false) => "staff",
    };
    let table = cx.policy.table("abroad.registered", on)?;
    let code = table.value(&[kind.as_str(), seat], "category").or_else(|| table.value(&["any", seat], "category"))?;
    (code != "none").then(|| code.to_owned())
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        if self.removed.is_some() {
            return stage::REMOVED;
        }
        match (&self.filed, &self.leaving, &self.declined) {
            (_, _, Some(_)) | (None, Some(_), None) => stage::DECLINED,
            (None, None, None) => stage::PROPOSED,
            (Some(_), Some(_), None) => stage::LEAVING,
            (Some(_), None, None) if self.change.is_some() => stage::CHANGED,
            (Some(_), None, None) => stage::REGISTERED,
        }
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let system = || vec![Hat::System];
    let Some(state) = state else {
        return vec![
            Offer::new("enter", "登记应备案人员", section()).main(),
            Offer::new("propose", "提出登记备案", system()),
        ];
    };
    let mut offers = match state.stage() {
        stage::PROPOSED => vec![
            Offer::new("file", "记入登记回执", section()).main(),
            Offer::new("decline", "不需登记", vec![Hat::Role(engine::access::Role::SectionHead)]).grave(),
        ],
        stage::REGISTERED => vec![Offer::new("note_change", "登记变更情况", section())],
        stage::CHANGED => vec![
            Offer::new("report_change", "记入变更回执", section()).main(),
            Offer::new("note_change", "登记变更情况", section()),
        ],
        stage::LEAVING => vec![Offer::new("remove", "撤控", section()).main()],
        _ => Vec::new(),
    };
    if matches!(state.stage(), stage::REGISTERED | stage::CHANGED) {
        offers.push(Offer::new("set_secrecy", "登记涉密等级", section()));
        offers.push(Offer::new("depart", "退出登记范围", section()).grave());
    }
    if state.secrecy.is_some() && state.removed.is_none() {
        offers.push(Offer::new("leave_secret_post", "脱离涉密岗位", section()));
    }
    if state.removed.is_none() {
        offers.push(Offer::new("move", "任职变动", system()));
        offers.push(Offer::new("release", "离任", system()));
        offers.push(Offer::new("undo", "任免决定撤回", system()));
    }
    offers
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    let Some(state) = state else {
        return match action {
            Action::Enter(enter) => entering(enter, cx).map(Event::Entered),
            Action::Propose(proposal) => Ok(Event::Entered(proposed(proposal, cx))),
            _ => Err(Refusal::not_now()),
        };
    };
    match action {
        Action::Enter(_) | Action::Propose(_) => Err(Refusal::not_now()),
        Action::File(receipt) => received(receipt, cx).map(Event::Filed),
        Action::ReportChange(receipt) => received(receipt, cx).map(Event::ChangeReported),
        Action::Remove(receipt) => removing(state, receipt, cx).map(Event::Removed),
        Action::Decline(because) => {
            filled(&because.reason.0, "/reason", "理由")?;
            Ok(Event::Declined(because))
        }
        Action::Move(new) => Ok(Event::Moved(moved(state, new, cx))),
        Action::Release(left) => Ok(Event::Released(released(state, left, cx))),
        Action::Undo(cause) => Ok(Event::Undone(cause)),
        Action::NoteChange(change) => {
            not_ahead(change.day, "/day", "变更日期", cx)?;
            filled(&change.content.0, "/content", "变更内容")?;
            Ok(Event::ChangeNoted(change))
        }
        Action::Depart(departure) => {
            filled(&departure.reason.0, "/reason", "原因")?;
            not_ahead(departure.day, "/day", "离岗日期", cx)?;
            Ok(Event::Departed(Departed { day: departure.day, words: departure.reason.0 }))
        }
        Action::SetSecrecy(secrecy) => {
            checks::term(&secrecy.level, "/level", cx)?;
            not_ahead(secrecy.day, "/day", "认定日期", cx)?;
            Ok(Event::SecrecySet(secrecy))
        }
        Action::LeaveSecretPost(declassify) => cooling(state, declassify, cx).map(Event::SecretPostLeft),
    }
}

fn entering(enter: Enter, cx: &Context) -> Result<Entered, Refusal> {
    let card = checks::person(&enter.person, "/person", cx)?;
    let category_word = checks::term(&enter.category, "/category", cx)?;
    not_ahead(enter.since, "/since", "应登记之日", cx)?;
    if !hearing::entries(&enter.person, cx).is_empty() {
        let sentence = format!("{}已在登记备案名册中，请在原登记上办理变更。", card.name);
        return Err(Refusal::new("already_registered", CLAUSE, sentence).at("/person"));
    }
    Ok(Entered {
        name: card.name,
        post: cx.facts.post_text(&enter.person, cx.day),
        unit: cx.facts.unit_of(&enter.person, cx.day),
        person: enter.person,
        category: enter.category,
        category_word,
        since: enter.since,
        cause: "人工登记".to_owned(),
        decision: None,
        contact: enter.contact,
        phone: enter.phone,
        note: enter.note,
    })
}

/// What the program proposes is refused nothing: the decision about the post stands.
fn proposed(proposal: Proposal, cx: &Context) -> Entered {
    let card = cx.facts.post(&proposal.post);
    let label = card.as_ref().map_or_else(String::new, |card| checks::post_label(card, cx));
    let words = cx.policy.dictionary("registered_categories");
    let day = proposal.day.sentence();
    let cause = match &proposal.decision {
        Some(_) => format!("{day}起任{label}"),
        None => format!("现任{label}，{day}核对时尚未登记"),
    };
    Entered {
        name: cx.facts.name(&proposal.person),
        post: label.clone(),
        unit: card.map(|card| card.unit),
        category_word: words
            .map_or_else(|| proposal.category.0.clone(), |known| known.title_of(&proposal.category.0).to_owned()),
        person: proposal.person,
        category: proposal.category,
        since: proposal.day,
        cause,
        decision: proposal.decision,
        contact: None,
        phone: None,
        note: None,
    }
}

fn received(receipt: Receipt, cx: &Context) -> Result<Receipt, Refusal> {
    filled(&receipt.number, "/number", "回执编号")?;
    not_ahead(receipt.day, "/day", "受理日期", cx)?;
    Ok(receipt)
}

fn removing(state: &State, receipt: Receipt, cx: &Context) -> Result<Receipt, Refusal> {
    if let Some(cooling) = state.cooling.as_ref().filter(|cooling| receipt.day < cooling.until) {
        let sentence = format!("脱密期到{}止，期满后再撤控。", cooling.until.plus(-1).sentence_with_year());
        return Err(Refusal::new("secrecy_lasts", "law.secrets.46", sentence).at("/day"));
    }
    received(receipt, cx)
}

fn moved(state: &State, new: NewPost, cx: &Context) -> Moved {
    let card = cx.facts.post(&new.post);
    let label = card.as_ref().map_or_else(String::new, |card| checks::post_label(card, cx));
    let posts = cx.facts.post_text(&state.entry.person, new.day);
    Moved {
        day: new.day,
        post: if posts.is_empty() { label.clone() } else { posts },
        unit: card.map(|card| card.unit),
        words: format!("{}起任{label}", new.day.sentence()),
        decision: new.decision,
    }
}

fn released(state: &State, left: LeftPost, cx: &Context) -> Released {
    let label = cx.facts.post(&left.post).map_or_else(String::new, |card| checks::post_label(&card, cx));
    let reasons = cx.policy.dictionary("departure_reasons");
    let reason = reasons.map_or(left.reason.as_str(), |known| known.title_of(&left.reason));
    let others = cx.facts.posts(&state.entry.person, left.day).iter().any(|at| at.post != left.post);
    Released {
        day: left.day,
        words: format!("{}起离任{label}（{reason}）", left.day.sentence()),
        out: OUT.contains(&left.reason.as_str()) || !others,
        decision: left.decision,
    }
}

/// The time after a secret post: never less than the level's, fixed longer where somebody did.
fn cooling(state: &State, declassify: Declassify, cx: &Context) -> Result<Cooling, Refusal> {
    let level = state.secrecy.as_ref().ok_or_else(Refusal::not_now)?.level.0.clone();
    not_ahead(declassify.day, "/day", "批准离岗日期", cx)?;
    let limit = format!("abroad.secrecy_{level}");
    let due = cx.policy.due(&limit, declassify.day, "批准离岗", &[]);
    let least = due.day.map(|day| day.plus(1));
    let until = match (declassify.until, least) {
        (Some(until), Some(least)) if until < least => {
            let sentence = format!("{}。脱密期满日期不能早于{}。", due.basis.words, least.sentence_with_year());
            return Err(Refusal::new("secrecy_short", due.basis.clause, sentence).at("/until"));
        }
        (Some(until), _) if until <= declassify.day => {
            let sentence = "脱密期满日期须晚于批准离岗日期，请核对。";
            return Err(Refusal::new("secrecy_short", due.basis.clause, sentence).at("/until"));
        }
        (Some(until), _) => until,
        (None, Some(least)) => least,
        (None, None) => {
            let sentence = "该等级的脱密期年限待录入，请填写核定的期满日期。";
            return Err(Refusal::new("field_missing", "law.secrets.46", sentence).at("/until"));
        }
    };
    Ok(Cooling { from: declassify.day, until, limit, words: due.basis.words, paper: declassify.paper })
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        return match event {
            Event::Entered(entry) => Ok(State {
                entry,
                filed: None,
                change: None,
                leaving: None,
                secrecy: None,
                cooling: None,
                removed: None,
                declined: None,
                reports: Vec::new(),
            }),
            _ => Err(Misfit("a registration begins with its entry")),
        };
    };
    match event {
        Event::Entered(_) => return Err(Misfit("a registration is entered once")),
        Event::Filed(receipt) => {
            state.reports.push(Report { what: "登记备案".to_owned(), receipt: receipt.clone() });
            state.filed = Some(receipt);
        }
        Event::Declined(because) => state.declined = Some(because.reason),
        Event::Moved(moved) => move_on(&mut state, moved),
        Event::Released(left) if left.out => {
            state.leaving = Some(Pending { day: left.day, words: left.words, decision: Some(left.decision) });
        }
        Event::Released(left) if state.filed.is_some() => {
            state.change = Some(Pending { day: left.day, words: left.words, decision: Some(left.decision) });
        }
        Event::Released(_) => {}
        Event::Undone(cause) => undo(&mut state, &cause.decision),
        Event::ChangeNoted(change) => {
            state.change = Some(Pending { day: change.day, words: change.content.0, decision: None });
        }
        Event::ChangeReported(receipt) => {
            let change = state.change.take().ok_or(Misfit("no change to report"))?;
            state.reports.push(Report { what: change.words, receipt });
        }
        Event::Departed(departed) => {
            state.leaving = Some(Pending { day: departed.day, words: departed.words, decision: None });
        }
        Event::SecrecySet(secrecy) => state.secrecy = Some(Secrecy { ..secrecy }),
        Event::SecretPostLeft(cooling) => (state.cooling, state.secrecy) = (Some(cooling), None),
        Event::Removed(receipt) => {
            state.reports.push(Report { what: "撤控".to_owned(), receipt: receipt.clone() });
            state.removed = Some(receipt);
        }
    }
    Ok(state)
}

/// With another post he stays on the list; before he was filed, the new post is simply what will be filed.
fn move_on(state: &mut State, moved: Moved) {
    (state.leaving, state.declined) = (None, None);
    state.entry.post = moved.post;
    state.entry.unit = moved.unit.or(state.entry.unit.take());
    if state.filed.is_some() {
        state.change = Some(Pending { day: moved.day, words: moved.words, decision: Some(moved.decision) });
    } else {
        (state.entry.cause, state.entry.decision) = (moved.words, Some(moved.decision));
    }
}

fn undo(state: &mut State, decision: &engine::words::MatterId) {
    let rests =
        |pending: &Option<Pending>| pending.as_ref().is_some_and(|pending| pending.decision.as_ref() == Some(decision));
    if rests(&state.leaving) {
        state.leaving = None;
    }
    if rests(&state.change) {
        state.change = None;
    }
    if state.entry.decision.as_ref() == Some(decision) && state.declined.is_none() {
        if let Some(filed) = &state.filed {
            let words = "任免决定已更正或撤回，核对登记".to_owned();
            state.change = Some(Pending { day: filed.day, words, decision: None });
        } else {
            state.declined = Some(Prose("任免决定已撤回".to_owned()));
        }
    }
}

pub(super) fn amend(state: &State, now: &Event) -> Result<(), Refusal> {
    match now {
        Event::Entered(entry) if entry.person != state.entry.person => {
            Err(Refusal::new("id_fixed", "", "更正不能换人，请作废后重新登记。").at("/payload/person"))
        }
        _ => Ok(()),
    }
}

//! Who drafts, who signs, how the number comes about, and who signs for it.

use super::{
    Dispatch,
    facts::{
        Action, Draft, Drafted, Dunned, Event, Issue, Issued, Lapse, Lapsed, Receive, Received, Receiver, Returned,
        State,
    },
    fill::{self, COPY, Given, MAIN},
    stage,
};
use crate::{
    checks::{self, filled, term},
    owed::section,
};
use engine::{
    access::{Hat, Offer, Role},
    days::Day,
    facts::{Brief, Query},
    policy::{Clock, Due},
    procedure::{Context, Misfit, Procedure, Refusal, roles},
    trigger::Reaction,
};

/// Until when a leader has signed.
pub(super) const SIGNING: &str = "dispatch.signing";
/// Until when whoever gets it has signed for it.
pub(super) const RECEIPT: &str = "dispatch.receipt";
/// Clause of the register.
pub(super) const CLAUSE: &str = "rule.documents";

/// The leaders who sign what the department sends out.
pub(super) fn signers() -> Vec<Hat> {
    roles(&[Role::DeputyMinister, Role::Minister])
}

impl State {
    /// The stored stage.
    #[must_use]
    pub fn stage(&self) -> &'static str {
        match (&self.issued, &self.returned) {
            (None, Some(_)) => stage::RETURNED,
            (None, None) => stage::SIGNING,
            (Some(_), _) if self.outstanding().next().is_some() => stage::RECEIVING,
            (Some(_), _) => stage::DONE,
        }
    }

    /// Who has not signed for it.
    pub fn outstanding(&self) -> impl Iterator<Item = &Receiver> {
        let signed = |one: &Receiver| self.received.iter().any(|received| received.key == one.key());
        self.drafted.receivers.iter().filter(move |one| !signed(one))
    }

    /// The same by name.
    #[must_use]
    pub fn outstanding_names(&self) -> String {
        self.outstanding().map(|one| one.name.as_str()).collect::<Vec<_>>().join("、")
    }

    /// By when it is to be signed for.
    pub(super) fn receipt_due(&self, clock: &Clock) -> Option<Due> {
        self.issued.as_ref().map(|issued| clock.due(RECEIPT, issued.day, "印发"))
    }
}

pub(super) fn offers(state: Option<&State>) -> Vec<Offer> {
    let Some(state) = state else { return vec![Offer::new("draft", "拟稿发文", section()).main()] };
    match state.stage() {
        stage::SIGNING => vec![
            Offer::new("issue", "签发", signers()).main(),
            Offer::new("send_back", "退回修改", signers()).grave(),
            Offer::new("revise", "修改文稿", section()),
        ],
        stage::RETURNED => vec![Offer::new("revise", "修改文稿", section()).main()],
        stage::RECEIVING => {
            let by = state.outstanding().flat_map(Receiver::hats).collect();
            let mut offers = vec![Offer::new("receive", "签收", by).main(), Offer::new("dun", "催办签收", section())];
            if state.lapsed.is_none() {
                offers.push(Offer::new("lapse", "逾期未签收", vec![Hat::System]));
            }
            offers
        }
        _ => Vec::new(),
    }
}

pub(super) fn decide(state: Option<&State>, action: Action, cx: &Context) -> Result<Event, Refusal> {
    match (state, action) {
        (None, Action::Draft(draft)) => drafted(*draft, cx).map(|one| Event::Drafted(Box::new(one))),
        (Some(_), Action::Revise(draft)) => drafted(*draft, cx).map(|one| Event::Revised(Box::new(one))),
        (Some(state), Action::Issue(issue)) => issued(state, issue, cx).map(|one| Event::Issued(Box::new(one))),
        (Some(_), Action::SendBack(back)) => {
            filled(&back.reason.0, "/reason", "退回理由")?;
            Ok(Event::SentBack(Returned { reason: back.reason, day: cx.day }))
        }
        (Some(state), Action::Receive(receive)) => received(state, receive, cx).map(Event::Received),
        (Some(state), Action::Dun(dun)) => {
            filled(&dun.note.0, "/note", "催办方式和答复")?;
            Ok(Event::Dunned(Dunned { outstanding: state.outstanding_names(), note: dun.note, day: cx.day }))
        }
        (Some(state), Action::Lapse(lapse)) if lapse.due < cx.day => {
            Ok(Event::Lapsed(Lapsed { due: lapse.due, outstanding: state.outstanding_names(), day: cx.day }))
        }
        _ => Err(Refusal::not_now()),
    }
}

fn drafted(draft: Draft, cx: &Context) -> Result<Drafted, Refusal> {
    let subject = fill::subject(&draft.matter, cx)?;
    let paper = fill::template(&draft.paper, &subject, cx)?.title.clone();
    let code = term(&draft.code, "/code", cx)?;
    filled(&draft.title, "/title", "标题")?;
    let receivers = receivers(&draft, cx)?;
    if !receivers.iter().any(|one| one.sort == MAIN) {
        let sentence = "没有主送单位，也没有主送个人，请至少填写一个。";
        return Err(Refusal::new("field_missing", CLAUSE, sentence).at("/main"));
    }
    let about = subject.number.unwrap_or_default();
    Ok(Drafted { draft, paper, code, about, receivers, day: cx.day })
}

/// Whoever gets it, each once: whom it is addressed to is not copied beside.
fn receivers(draft: &Draft, cx: &Context) -> Result<Vec<Receiver>, Refusal> {
    let mut found: Vec<Receiver> = Vec::new();
    for (list, at, sort) in [(&draft.main, "/main", MAIN), (&draft.copies_to, "/copies_to", COPY)] {
        for (place, unit) in list.iter().enumerate() {
            let card = checks::unit(unit, &format!("{at}/{place}"), cx)?;
            if found.iter().any(|one| one.unit.as_ref() == Some(unit)) {
                let sentence = format!("{}写了两次，请删去一个。", card.name);
                return Err(Refusal::new("row_twice", "", sentence).at(&format!("{at}/{place}")));
            }
            found.push(Receiver { unit: Some(unit.clone()), person: None, name: card.name, sort: sort.to_owned() });
        }
    }
    for (place, person) in draft.persons.iter().enumerate() {
        let at = format!("/persons/{place}");
        let card = checks::person(person, &at, cx)?;
        if found.iter().any(|one| one.person.as_ref() == Some(person)) {
            return Err(Refusal::new("row_twice", "", format!("{}写了两次，请删去一个。", card.name)).at(&at));
        }
        let (person, sort) = (Some(person.clone()), MAIN.to_owned());
        found.push(Receiver { unit: None, person, name: card.name, sort });
    }
    Ok(found)
}

/// The number is one more than the last of its 代字 and year: whoever else signs at the same time is behind or before, never beside.
fn issued(state: &State, issue: Issue, cx: &Context) -> Result<Issued, Refusal> {
    let series = state.drafted.code.clone();
    let year = Day::at(cx.now).year();
    let number = cx.facts.last_document(&series, year) + 1;
    let document = format!("{series}〔{year}〕{number}号");
    let signer = cx.actor.decider().map_or_else(|| cx.actor.account.clone(), |person| cx.facts.name(person));
    let given = Given { document: &document, signer: &signer, day: cx.day };
    let paper = fill::paper(&state.drafted, &given, cx)?;
    let content = serde_json::to_string(&paper).map_err(|_| Refusal::not_now())?;
    Ok(Issued { document, series, year, number, signer, opinion: issue.opinion, day: cx.day, content })
}

/// Whoever signs does it for the one whose hat he wears; for several he says for which.
fn received(state: &State, receive: Receive, cx: &Context) -> Result<Received, Refusal> {
    let mut mine = own(state, cx);
    let asked = receive.receiver.as_deref().map(str::trim).filter(|asked| !asked.is_empty());
    if let Some(asked) = asked {
        mine.retain(|one| one.key() == asked);
    }
    let [one] = mine.as_slice() else {
        let sentence = if mine.is_empty() {
            "这一收文单位或个人不由你签收，或已经签收，请看签收情况。"
        } else {
            "你为不止一个单位签收，请选择收文单位。"
        };
        return Err(Refusal::new("which_receiver", "", sentence).at("/receiver"));
    };
    let by = cx.actor.decider().map_or_else(|| cx.actor.account.clone(), |person| cx.facts.name(person));
    Ok(Received { key: one.key().to_owned(), name: one.name.clone(), by, day: cx.day, note: receive.note })
}

/// Who has not signed and may be signed for by whoever acts: to whom a signature was passed on, anybody's.
pub(super) fn own<'a>(state: &'a State, cx: &Context) -> Vec<&'a Receiver> {
    let worn = |one: &&Receiver| one.hats().iter().any(|hat| cx.actor.wears(hat));
    let mine: Vec<&Receiver> = state.outstanding().filter(worn).collect();
    if mine.is_empty() { state.outstanding().collect() } else { mine }
}

pub(super) fn apply(state: Option<State>, event: Event) -> Result<State, Misfit> {
    let Some(mut state) = state else {
        let Event::Drafted(drafted) = event else { return Err(Misfit("a paper begins with its draft")) };
        let (received, duns) = (Vec::new(), Vec::new());
        return Ok(State { drafted: *drafted, returned: None, issued: None, received, duns, lapsed: None });
    };
    match event {
        Event::Drafted(_) => return Err(Misfit("a paper is drafted once")),
        Event::Revised(drafted) => (state.drafted, state.returned) = (*drafted, None),
        Event::Issued(issued) => state.issued = Some(*issued),
        Event::SentBack(back) => state.returned = Some(back),
        Event::Received(received) => state.received.push(received),
        Event::Dunned(dunned) => state.duns.push(dunned),
        Event::Lapsed(lapsed) => state.lapsed = Some(lapsed),
    }
    Ok(state)
}

/// What is not signed for in time is told to the issuer.
pub(super) fn calls(cx: &Context) -> Vec<Reaction<Action>> {
    let query = Query { kind: Dispatch::KIND.id, stage: Some(stage::RECEIVING), ..Query::default() };
    let lapse = |brief: Brief| {
        let state: State = serde_json::from_str(&brief.state).ok()?;
        let pauses = cx.facts.pauses(&brief.id);
        let due = state.receipt_due(&Clock { policy: cx.policy, pauses: &pauses })?.day?;
        (due < cx.day && state.lapsed.is_none()).then(|| Reaction {
            key: format!("dispatch/lapse/{}/{due}", brief.id),
            to: Some(brief.id),
            action: Action::Lapse(Lapse { due }),
        })
    };
    cx.facts.matters(&query).into_iter().filter_map(lapse).collect()
}

/// What was issued stands as it was issued; a wrong one is voided, and its number with it.
pub(super) fn amend(now: &Event) -> Result<(), Refusal> {
    if matches!(now, Event::Dunned(_)) {
        return Ok(());
    }
    let sentence = "发文稿、发文字号和签收不能更正：签发前用“修改文稿”，签发后作废再重新发文，作废的文号不再使用。";
    Err(Refusal::new("not_correctable", CLAUSE, sentence))
}
